import { compareWords, type DiffPart } from "@essaim/directory/publication/diff.rules";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { SheetLanguage } from "./sheet.schema.ts";
import { versionsPerPage } from "./sheet.schema.ts";
import { inTreeOrder, trailOf } from "./tree.rules.ts";

const columns = [
  "s.id",
  "s.parent_id as parentId",
  "s.position",
  "s.slug",
  "s.title",
  "s.head_number as headNumber",
  "s.published_number as publishedNumber",
  "s.is_method as isMethod",
] as const;

/** Every sheet of the organisation that is not in the bin, without its text and in no order. */
export const loadSheets = (db: Tx) =>
  db.selectFrom("sheet as s").where("s.deleted_at", "is", null).select(columns).execute();

/** The tree as it is read, and the sheets of the bin. */
export const listSheets = defineQuery({
  name: "listSheets",
  permission: "media:read",
  input: z.object({}),
  run: async ({ db }) => ({
    sheets: inTreeOrder(await loadSheets(db)),
    removed: await db
      .selectFrom("sheet")
      .where("deleted_at", "is not", null)
      .select(["id", "title", "version", "deleted_at as deletedAt"])
      .orderBy("deleted_at", "desc")
      .execute(),
  }),
});

/**
 * A sheet as its editors see it: its latest version, what the public reads (`published`, null while nothing is), those
 * above it and right below it.
 * @throws NotFound
 */
export const getSheet = defineQuery({
  name: "getSheet",
  permission: "media:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const sheet = await loadSheet(db, input.id);
    const sheets = await loadSheets(db);
    const { published } = sheet;
    const changes: { key: string; label: string; parts: DiffPart[] }[] = [];
    if (published && published.title !== sheet.title) {
      changes.push({
        key: "title",
        label: "Titre",
        parts: compareWords(published.title, sheet.title),
      });
    }
    if (published && published.body !== sheet.body) {
      changes.push({
        key: "body",
        label: "Texte",
        parts: compareWords(published.body, sheet.body),
      });
    }
    const { hidden } = await db
      .selectFrom("sheet_version")
      .where("sheet_id", "=", sheet.id)
      .where("number", "<", sheet.headNumber)
      .where("wiki_revision_id", "is not", null)
      .where("published_at", "is", null)
      .select(({ fn }) => fn.countAll<number>().as("hidden"))
      .executeTakeFirstOrThrow();
    return {
      ...sheet,
      /** Revisions of a wiki that nobody outside has read here. */
      hiddenWikiRevisions: hidden,
      trail: trailOf(sheets, sheet.id),
      children: sheets
        .filter((one) => one.parentId === sheet.id)
        .sort((a, b) => a.position - b.position),
      changes,
    };
  },
});

/** @throws NotFound for a sheet of the bin too */
export async function loadSheet(db: Tx, id: string) {
  const found = await db
    .selectFrom("sheet as s")
    .innerJoin("sheet_version as v", (join) =>
      join
        .onRef("v.organisation_id", "=", "s.organisation_id")
        .onRef("v.sheet_id", "=", "s.id")
        .onRef("v.number", "=", "s.head_number"),
    )
    .leftJoin("published_sheet as p", (join) =>
      join.onRef("p.organisation_id", "=", "s.organisation_id").onRef("p.id", "=", "s.id"),
    )
    .leftJoin("membership as m", "m.id", "v.written_by")
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .where("s.id", "=", id)
    .where("s.deleted_at", "is", null)
    .select([
      ...columns,
      "s.language",
      "s.licence_expression as licenceExpression",
      "s.version",
      "v.body",
      "v.note",
      "v.unconverted",
      "v.written_at as writtenAt",
      "v.wiki_author as wikiAuthor",
      "v.proposed_by as proposedBy",
      "u.full_name as writtenBy",
      "p.title as publicTitle",
      "p.body as publicBody",
      "p.path as publicPath",
      "p.language as publicLanguage",
      "p.licence_expression as publicLicence",
      "p.changed_at as publicChangedAt",
    ])
    .executeTakeFirst();
  if (!found) throw new NotFound(`No sheet ${id}`);
  const {
    publicTitle,
    publicBody,
    publicPath,
    publicLanguage,
    publicLicence,
    publicChangedAt,
    ...sheet
  } = found;
  const published =
    publicPath === null
      ? null
      : {
          title: publicTitle ?? "",
          body: publicBody ?? "",
          path: publicPath,
          changedAt: publicChangedAt ?? sheet.writtenAt,
        };
  return {
    ...sheet,
    language: sheet.language as SheetLanguage,
    published,
    /** The public reads this very version. */
    isUpToDate:
      sheet.publishedNumber === sheet.headNumber &&
      publicLanguage === sheet.language &&
      publicLicence === sheet.licenceExpression,
  };
}
export type Sheet = Awaited<ReturnType<typeof loadSheet>>;

export type SheetChange = {
  number: number;
  title: string;
  note: string;
  writtenAt: Date;
  wikiAuthor: string | null;
  wikiPageUrl: string | null;
  /** Whoever proposed it without an account: a name, or nothing for nobody by name; null when nobody did. */
  proposedBy: string | null;
  /** What it changed since the version before it; all that it says, when `isWhole`. */
  changes: { key: string; label: string; parts: DiffPart[] }[];
  isWhole: boolean;
};

type VersionRow = {
  number: number;
  title: string;
  body: string;
  note: string;
  writtenAt: Date;
  wikiAuthor: string | null;
  wikiPageUrl: string | null;
  proposedBy: string | null;
};

/** Versions, newest first, each beside the one before; of one row more than a page, only what it said is used. */
export function comparedVersions<R extends VersionRow>(
  rows: readonly R[],
  labels: { title: string; body: string },
): { versions: (Omit<R, "body"> & SheetChange)[]; next: number | null } {
  const versions = rows.slice(0, versionsPerPage).map(({ body, ...row }, at) => {
    const before = rows[at + 1];
    const changes: SheetChange["changes"] = [];
    const tell = (key: "title" | "body", old: string | undefined, now: string) => {
      if (old === now) return;
      const parts: DiffPart[] =
        old === undefined ? [{ kind: "same", text: now }] : compareWords(old, now);
      changes.push({ key, label: labels[key], parts });
    };
    tell("title", before?.title, row.title);
    tell("body", before?.body, body);
    return { ...row, changes, isWhole: before === undefined };
  });
  const last = versions.at(-1);
  return { versions, next: rows.length > versionsPerPage && last ? last.number : null };
}

/**
 * What a sheet said each time it was saved, newest first, with what each changed. `next`: the number to go on from.
 * @throws NotFound
 */
export const listSheetVersions = defineQuery({
  name: "listSheetVersions",
  permission: "media:read",
  input: z.object({ id: z.uuid(), before: z.number().int().optional() }),
  run: async ({ db, input: { id, before } }) => {
    const sheet = await loadSheet(db, id);
    const rows = await db
      .selectFrom("sheet_version as v")
      .leftJoin("membership as m", "m.id", "v.written_by")
      .leftJoin("user_account as u", "u.id", "m.user_id")
      .where("v.sheet_id", "=", id)
      .$if(before !== undefined, (query) => query.where("v.number", "<", before ?? 0))
      .select([
        "v.number",
        "v.title",
        "v.body",
        "v.note",
        "v.unconverted",
        "v.written_at as writtenAt",
        "v.wiki_author as wikiAuthor",
        "v.wiki_page_url as wikiPageUrl",
        "v.proposed_by as proposedBy",
        "u.full_name as writtenBy",
        sql<boolean>`v.published_at is not null`.as("wasPublic"),
      ])
      .orderBy("v.number", "desc")
      .limit(versionsPerPage + 1)
      .execute();
    const { headNumber, publishedNumber, title, version } = sheet;
    const told = comparedVersions(rows, { title: "Titre", body: "Texte" });
    return { id, title, version, headNumber, publishedNumber, ...told };
  },
});
