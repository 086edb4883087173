import { compareWords } from "@essaim/directory/publication/diff.rules";
import type { MemberActor } from "@essaim/identity/actor";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import {
  branchAt,
  loadPublishedSheets,
  type PublicSheetText,
} from "../sheet/published-sheet.queries.ts";
import { pageText } from "./page-text.ts";
import { pageTitleOf } from "./page-title.rules.ts";
import type { PageToPush } from "./push.ts";

/** The wikis of the organisation, with how many of their pages are ours, and how many wait for somebody. */
export const listWikis = defineQuery({
  name: "listWikis",
  permission: "media:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("wiki as w")
      .leftJoin("wiki_page as p", (join) =>
        join.onRef("p.organisation_id", "=", "w.organisation_id").onRef("p.wiki_id", "=", "w.id"),
      )
      .select(["w.id", "w.name", "w.api_url as apiUrl", "w.page_prefix as pagePrefix"])
      .select(({ fn }) => [
        fn.count<number>("p.id").as("pages"),
        sql<number>`count(p.id) filter (where p.state = 'conflict')`.as("conflicts"),
      ])
      .groupBy(["w.id", "w.name", "w.api_url", "w.page_prefix"])
      .orderBy("w.name")
      .execute(),
});

/** A wiki, never its password, and its pages that are ours. @throws NotFound */
export const getWiki = defineQuery({
  name: "getWiki",
  permission: "media:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input: { id } }) => {
    const wiki = await loadWiki(db, id);
    const pages = await db
      .selectFrom("wiki_page as p")
      .where("p.wiki_id", "=", id)
      .select([
        "p.id",
        "p.sheet_id as sheetId",
        "p.page_title as pageTitle",
        "p.state",
        "p.failure",
        "p.pushed_at as pushedAt",
        "p.their_author as theirAuthor",
      ])
      .orderBy("p.page_title")
      .execute();
    const wanted = await wantedTitles(db, wiki.pagePrefix, pages);
    return {
      ...wiki,
      /** `wantedTitle`: what the place of the sheet would now call its page; null when it is called so. */
      pages: pages.map((page) => ({ ...page, wantedTitle: wanted.get(page.id) ?? null })),
    };
  },
});

/** Titles that pages would have by the place of their sheet today, where they differ, by the id of the page. */
async function wantedTitles(
  db: Tx,
  prefix: string,
  pages: readonly { id: string; sheetId: string | null; pageTitle: string }[],
): Promise<Map<string, string>> {
  // Without their texts, which are long.
  const sheets = await db.selectFrom("published_sheet").select(["id", "path", "title"]).execute();
  const titles = new Map(sheets.map(({ path, title }) => [path, title]));
  const wanted = new Map<string, string>();
  for (const page of pages) {
    const sheet = sheets.find(({ id }) => id === page.sheetId);
    if (!sheet) continue;
    const parts = sheet.path.split("/");
    const trail = parts.map((_, at) => titles.get(parts.slice(0, at + 1).join("/")) ?? "");
    const others = pages.filter(({ id }) => id !== page.id).map(({ pageTitle }) => pageTitle);
    const title = pageTitleOf(prefix, trail, new Set(others));
    if (title !== page.pageTitle) wanted.set(page.id, title);
  }
  return wanted;
}

/** Without its password, which readers of the database's rows may not read either. @throws NotFound */
export async function loadWiki(db: Tx, id: string) {
  const found = await db
    .selectFrom("wiki")
    .where("id", "=", id)
    .select([
      "id",
      "name",
      "api_url as apiUrl",
      "page_prefix as pagePrefix",
      "account_name as accountName",
      "version",
    ])
    .executeTakeFirst();
  if (!found) throw new NotFound(`No wiki ${id}`);
  return found;
}
export type Wiki = Awaited<ReturnType<typeof loadWiki>>;

/** What signs in on a wiki, for the job that does; the password is sealed. @throws NotFound */
export const getWikiAccess = defineQuery({
  name: "getWikiAccess",
  permission: "media:write",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input: { id } }) => {
    const wiki = await loadWiki(db, id);
    const { sealed_password: sealedPassword } = await db
      .selectFrom("wiki")
      .where("id", "=", id)
      .select("sealed_password")
      .executeTakeFirstOrThrow();
    return { ...wiki, sealedPassword };
  },
});

/** The sheet of a page: an id, or the path of one that the directory makes. */
export type PageKey = { sheetId: string } | { generatedPath: string };
export type PlannedPage = PageToPush & { key: PageKey };

/**
 * The pages of a branch as they would be pushed now, in the order of the tree: what is public, in wikitext, under the
 * title that each has there already or is given. `titles`: all those of this wiki that are ours.
 */
export const planPush = defineQuery({
  name: "planPush",
  permission: "media:write",
  input: z.object({ wikiId: z.uuid(), path: z.string(), start: z.url() }),
  run: async ({
    db,
    actor,
    input: { wikiId, path, start },
  }): Promise<{ pages: PlannedPage[]; titles: string[] }> => {
    const planned = await planPages(db, actor, wikiId, start);
    const known = await db
      .selectFrom("wiki_page")
      .where("wiki_id", "=", wikiId)
      .select("page_title as title")
      .execute();
    return {
      pages: branchAt(planned, path).map(({ page }) => page),
      titles: [...planned.map(({ page }) => page.title), ...known.map(({ title }) => title)],
    };
  },
});

/** Every public sheet, with the page that it would be on a wiki. @throws NotFound */
async function planPages(db: Tx, actor: MemberActor, wikiId: string, start: string) {
  const { pagePrefix } = await loadWiki(db, wikiId);
  const sheets = await loadPublishedSheets(db, actor.organisationId, start);
  const rows = await db
    .selectFrom("wiki_page")
    .where("wiki_id", "=", wikiId)
    .select([
      "sheet_id as sheetId",
      "generated_path as generatedPath",
      "page_title as pageTitle",
      "base_revision_id as baseRevisionId",
      "base_text as baseText",
    ])
    .execute();
  const known = new Map(rows.map((row) => [row.sheetId ?? row.generatedPath ?? "", row]));
  const titles = titlesOf(sheets, pagePrefix, known);
  const { slug } = await db
    .selectFrom("organisation")
    .select("slug")
    .where("id", "=", actor.organisationId)
    .executeTakeFirstOrThrow();
  const addressOf = (to: string) => `${start}/fiches/${slug}/${to}`;
  const pageOf = (url: string) => {
    const full = url.startsWith("/") ? start + url : url;
    const found = sheets.find((one) => addressOf(one.path) === full);
    return found ? (titles.get(found.path) ?? null) : null;
  };
  return sheets.map((sheet) => {
    const row = known.get(keyOf(sheet));
    const page: PlannedPage = {
      key: sheet.sheetId ? { sheetId: sheet.sheetId } : { generatedPath: sheet.path },
      title: titles.get(sheet.path) ?? sheet.title,
      text: pageText(sheet, sheets, { pageOf, addressOf }),
      base:
        row && row.baseRevisionId !== null
          ? { revisionId: row.baseRevisionId, text: row.baseText ?? "" }
          : null,
    };
    return { ...sheet, page };
  });
}

const keyOf = (sheet: PublicSheetText) => sheet.sheetId ?? sheet.path;

function titlesOf(
  sheets: readonly PublicSheetText[],
  prefix: string,
  known: ReadonlyMap<string, { pageTitle: string }>,
): Map<string, string> {
  const titles = new Map<string, string>();
  const taken = new Set([...known.values()].map(({ pageTitle }) => pageTitle));
  for (const sheet of sheets) {
    const trail = sheets
      .filter((one) => sheet.path === one.path || sheet.path.startsWith(`${one.path}/`))
      .sort((a, b) => a.depth - b.depth)
      .map((one) => one.title);
    const title = known.get(keyOf(sheet))?.pageTitle ?? pageTitleOf(prefix, trail, taken);
    taken.add(title);
    titles.set(sheet.path, title);
  }
  return titles;
}

/** A page in conflict: the text that we last agreed on, the wiki's, and ours, with what each changed. @throws NotFound */
export const getWikiPage = defineQuery({
  name: "getWikiPage",
  permission: "media:read",
  input: z.object({ id: z.uuid(), start: z.url() }),
  run: async ({ db, actor, input: { id, start } }) => {
    const page = await db
      .selectFrom("wiki_page as p")
      .innerJoin("wiki as w", (join) =>
        join.onRef("w.organisation_id", "=", "p.organisation_id").onRef("w.id", "=", "p.wiki_id"),
      )
      .where("p.id", "=", id)
      .select([
        "p.id",
        "p.wiki_id as wikiId",
        "w.name as wikiName",
        "w.api_url as apiUrl",
        "p.sheet_id as sheetId",
        "p.generated_path as generatedPath",
        "p.page_title as pageTitle",
        "p.state",
        "p.base_text as baseText",
        "p.their_revision_id as theirRevisionId",
        "p.their_author as theirAuthor",
        "p.their_changed_at as theirChangedAt",
        "p.their_text as theirText",
      ])
      .executeTakeFirst();
    if (!page) throw new NotFound(`No page ${id}`);
    const sheets = await planPages(db, actor, page.wikiId, start);
    const sheet = sheets.find((one) =>
      page.sheetId ? one.sheetId === page.sheetId : one.path === page.generatedPath,
    );
    // Withdrawn since: it would not be pushed any more.
    const ourText = sheet?.page.text ?? "";
    const before = page.baseText ?? "";
    return {
      ...page,
      ourText,
      theirChanges: compareWords(before, page.theirText ?? ""),
      ourChanges: compareWords(page.theirText ?? "", ourText),
    };
  },
});
