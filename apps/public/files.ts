import type { Readable } from "node:stream";
import type { Execute } from "@essaim/database/execute";
import { csvOf } from "@essaim/directory/open-data/csv";
import { geoJsonOf, jsonOf } from "@essaim/directory/open-data/json-dump";
import { licenceOfData } from "@essaim/directory/open-data/licence.schema";
import { getOpenSummary, listChanges } from "@essaim/directory/open-data/open-records.queries";
import type { OpenRecord } from "@essaim/directory/open-data/record.schema";
import { type PublicActor, publicActor } from "@essaim/identity/actor";
import type { FileStorage } from "@essaim/web/storage";
import type { Streamed, Streams } from "@essaim/web/streams";
import { methodZip } from "./method-zip.ts";
import { offlineZip } from "./offline/zip.tsx";
import { sitemapFile, sitemapIndex } from "./sitemap.ts";

type House = { execute: Execute; publicUrl: string; storage: Pick<FileStorage, "stream"> };

/** The files of the directory: its dumps, its site map, the archive to read without a network, and methods whole. */
export function directoryFiles(house: House): Streams {
  return (pathname, requestId) => {
    const actor = publicActor(requestId);
    const siteMap = /^\/sitemaps\/([1-9]\d{0,3})\.xml$/.exec(pathname)?.[1];
    if (siteMap) return sitemapFile(house, actor, Number(siteMap));
    if (pathname === "/sitemap.xml") return sitemapIndex(house, actor);
    const method = /^\/methodes\/([a-z0-9-]{1,200})\/([a-z0-9/-]{1,4000})\.zip$/.exec(pathname);
    if (method) return methodZip(house, actor, method[1] ?? "", method[2] ?? "");
    const dump = dumps[pathname];
    return dump && prepare(house, actor, dump);
  };
}

type Dump = {
  type: string;
  filename: string;
  write: (
    read: () => AsyncIterable<OpenRecord[]>,
    head: { licence: ReturnType<typeof licenceOfData>; position: number },
  ) => AsyncIterable<string> | Readable;
};

const dumps: Record<string, Dump> = {
  "/donnees/annuaire.json": {
    type: "application/json; charset=utf-8",
    filename: "annuaire.json",
    write: (read, head) => jsonOf(head, read()),
  },
  "/donnees/lieux.geojson": {
    type: "application/geo+json; charset=utf-8",
    filename: "lieux.geojson",
    write: (read, head) => geoJsonOf(head, read()),
  },
  "/donnees/activites.csv": {
    type: "text/csv; charset=utf-8; header=present",
    filename: "activites.csv",
    write: (read) => csvOf("activity", read()),
  },
  "/donnees/ressources.csv": {
    type: "text/csv; charset=utf-8; header=present",
    filename: "ressources.csv",
    write: (read) => csvOf("resource", read()),
  },
  "/donnees/annuaire.zip": {
    type: "application/zip",
    filename: "annuaire-essaim.zip",
    write: offlineZip,
  },
};

async function prepare(house: House, actor: PublicActor, dump: Dump): Promise<Streamed> {
  const { position } = await house.execute(actor, getOpenSummary, {});
  const head = { licence: licenceOfData(house.publicUrl), position };
  return {
    type: dump.type,
    filename: dump.filename,
    etag: `W/"${position}"`,
    write: () => dump.write(() => allRecords(house, actor), head),
  };
}

/** Every published record, a hundred at a time and each once, whatever is published meanwhile. */
async function* allRecords(house: House, actor: PublicActor): AsyncGenerator<OpenRecord[]> {
  const told = new Set<string>();
  let since = "0";
  for (;;) {
    const asked = { since, limit: 100, publicUrl: house.publicUrl };
    const { changes, position, isLast } = await house.execute(actor, listChanges, asked);
    const records = changes.flatMap((one) =>
      one.change === "update" && !told.has(one.record.id) ? [one.record] : [],
    );
    for (const { id } of records) told.add(id);
    yield records;
    if (isLast) return;
    since = String(position);
  }
}
