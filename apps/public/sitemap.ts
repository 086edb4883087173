import { Readable } from "node:stream";
import type { Execute } from "@essaim/database/execute";
import { getOpenSummary } from "@essaim/directory/open-data/open-records.queries";
import { listSitemapRecords, recordsPerSitemap } from "@essaim/directory/open-data/sitemap.queries";
import type { PublicActor } from "@essaim/identity/actor";
import { listPublicImpact } from "@essaim/impact/release/release.queries";
import { listLibraryAddresses } from "@essaim/media/library/library.queries";
import { listMethodAddresses } from "@essaim/media/sheet/method.queries";
import { listSheetAddresses } from "@essaim/media/sheet/published-sheet.queries";
import { fingerprint } from "@essaim/web/etag";
import type { Streamed } from "@essaim/web/streams";
import { SitemapIndexStream, type SitemapItemLoose, SitemapStream } from "sitemap";
import { pathsIn } from "./app/paths.ts";

type House = { execute: Execute; publicUrl: string };
const [fr, en] = [pathsIn("fr"), pathsIn("en")];
const type = "application/xml; charset=utf-8";

/** Pages that are of no record. */
const others: [string, string][] = [
  [fr.home, en.home],
  [fr.activities(), en.activities()],
  [fr.resources(), en.resources()],
  [fr.library(), en.library()],
  [fr.methods, en.methods],
  [fr.meetings, en.meetings],
  [fr.about, en.about],
  [fr.data, en.data],
  [fr.embed, en.embed],
];

/** The site map of site maps: a file holds 50,000 addresses at most. */
export async function sitemapIndex(house: House, actor: PublicActor): Promise<Streamed> {
  const { activities, resources, position } = await house.execute(actor, getOpenSummary, {});
  const files = Math.max(1, Math.ceil((activities + resources) / recordsPerSitemap));
  const list = Array.from({ length: files }, (_, at) => ({
    url: `${house.publicUrl}/sitemaps/${at + 1}.xml`,
  }));
  return {
    type,
    etag: fingerprint(`${position} ${files}`),
    write: () => Readable.from(list).pipe(new SitemapIndexStream()),
  };
}

/** One file of the site map: each page in both languages. Nothing past the last one. */
export async function sitemapFile(
  { execute, publicUrl }: House,
  actor: PublicActor,
  file: number,
): Promise<Streamed | undefined> {
  const records = await execute(actor, listSitemapRecords, { file });
  if (file > 1 && records.length === 0) return undefined;
  const { position } = await execute(actor, getOpenSummary, {});
  const organisations = await execute(actor, listPublicImpact, {});
  const impacts = organisations.map(({ slug }): [string, string] => [
    fr.impact(slug),
    en.impact(slug),
  ]);
  const sheets = await execute(actor, listSheetAddresses, {});
  const knowledge = [...new Set(sheets.map(({ organisation }) => organisation))]
    .map((slug): [string, string] => [fr.sheetTree(slug), en.sheetTree(slug)])
    .concat(
      sheets.map(({ organisation, path }): [string, string] => [
        fr.sheet(organisation, path),
        en.sheet(organisation, path),
      ]),
    );
  const methods = await execute(actor, listMethodAddresses, {});
  knowledge.push(
    ...methods.map(({ organisation, path }): [string, string] => [
      fr.method(organisation, path),
      en.method(organisation, path),
    ]),
  );
  const library = file === 1 ? await execute(actor, listLibraryAddresses, {}) : null;
  const told = JSON.stringify([position, file, impacts, library, knowledge]);
  return {
    type,
    etag: fingerprint(told),
    write: () => {
      function* items(): Generator<SitemapItemLoose> {
        if (file === 1)
          for (const pair of [...others, ...impacts, ...knowledge]) yield* inBoth(pair);
        for (const slug of library?.series ?? []) yield* inBoth([fr.series(slug), en.series(slug)]);
        for (const { slug, changedAt } of library?.pieces ?? [])
          yield* inBoth([fr.piece(slug), en.piece(slug)], changedAt);
        for (const { kind, slug, changedAt } of records) {
          const at = kind === "activity" ? "activity" : "resource";
          yield* inBoth([fr[at](slug), en[at](slug)], changedAt);
        }
      }
      return Readable.from(items()).pipe(
        new SitemapStream({
          hostname: publicUrl,
          xmlns: { news: false, xhtml: true, image: false, video: false },
        }),
      );
    },
  };
}

function inBoth([french, english]: [string, string], changedAt?: Date): SitemapItemLoose[] {
  const links = [
    { lang: "fr", url: french },
    { lang: "en", url: english },
  ];
  return links.map(({ url }) => ({ url, links, lastmodISO: changedAt?.toISOString() }));
}
