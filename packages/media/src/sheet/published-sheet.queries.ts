import type { OpenResourceInput } from "@essaim/directory/open-resource.schema";
import { definePublicQuery, defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import {
  type GeneratedSheet,
  generatedLicence,
  generatedSheets,
  generatedSlugs,
} from "./generated.rules.ts";
import { comparedVersions } from "./sheet.queries.ts";
import { type SheetLanguage, versionsPerPage } from "./sheet.schema.ts";
import { loadSheetFiles } from "./sheet-file.queries.ts";

/** A sheet that everybody reads: written by somebody, or made from the directory (`sheetId` null). */
export type PublicSheet = {
  sheetId: string | null;
  path: string;
  parentPath: string | null;
  title: string;
  depth: number;
  language: SheetLanguage;
  licenceExpression: string;
  /** Version that it shows, and the instant of its publication; null of what the directory makes. */
  number: number | null;
  changedAt: Date | null;
  /** It and those below it are a method that others may take over whole. */
  isMethod: boolean;
};

export type PublicSheetText = PublicSheet & { body: string };

/**
 * The whole tree that everybody reads, in its order, what the directory makes at the end. Made anew at each reading:
 * nothing of it ages.
 * @param start of the directory's addresses, without a slash at the end
 */
export async function loadPublishedSheets(
  db: Tx,
  organisationId: string,
  start: string,
): Promise<PublicSheetText[]> {
  const rows = await db
    .selectFrom("published_sheet")
    .where("organisation_id", "=", organisationId)
    .select([
      "id",
      "parent_id as parentId",
      "position",
      "path",
      "number",
      "title",
      "body",
      "language",
      "licence_expression as licenceExpression",
      "changed_at as changedAt",
      "is_method as isMethod",
    ])
    .orderBy("position")
    .execute();
  const paths = new Map(rows.map((row) => [row.id, row.path]));
  const walk = (parentId: string | null, depth: number): PublicSheetText[] =>
    rows
      .filter((row) => row.parentId === parentId)
      .flatMap(({ id, position: _, ...row }) => [
        {
          ...row,
          sheetId: id,
          depth,
          language: row.language as SheetLanguage,
          parentPath: parentId === null ? null : (paths.get(parentId) ?? null),
        },
        ...walk(id, depth + 1),
      ]);
  return [...walk(null, 0), ...(await loadGenerated(db, organisationId, start)).map(asPublic)];
}

const asPublic = (sheet: GeneratedSheet): PublicSheetText => ({
  ...sheet,
  sheetId: null,
  depth: sheet.parentPath === null ? 0 : 1,
  language: "fr",
  licenceExpression: generatedLicence,
  number: null,
  changedAt: null,
  isMethod: false,
});

async function loadGenerated(db: Tx, organisationId: string, start: string) {
  const resources = await db
    .selectFrom("published_record")
    .where("organisation_id", "=", organisationId)
    .where("record_kind", "=", "resource")
    .select(["slug", "content"])
    .execute();
  return generatedSheets(
    resources.map(({ slug, content }) => ({ slug, content: content as OpenResourceInput })),
    start,
  );
}

const withoutText = ({ body: _, ...sheet }: PublicSheetText): PublicSheet => sheet;

/** A branch: the sheet at a path and all those below it, in their order; the whole tree for an empty path. */
export function branchAt<T extends PublicSheet>(sheets: readonly T[], path: string): T[] {
  if (path === "") return [...sheets];
  return sheets.filter((one) => one.path === path || one.path.startsWith(`${path}/`));
}

const startSchema = z.url();
const atPath = z.object({
  organisation: z.string().max(200),
  path: z.string().max(4000),
  start: startSchema,
});

/** What the back office shows and exports beside the sheets that it edits. */
export const listPublishedSheets = defineQuery({
  name: "listPublishedSheets",
  permission: "media:read",
  input: z.object({ start: startSchema }),
  run: async ({ db, actor, input }) => ({
    organisation: await db
      .selectFrom("organisation")
      .where("id", "=", actor.organisationId)
      .select(["slug", "name"])
      .executeTakeFirstOrThrow(),
    sheets: await loadPublishedSheets(db, actor.organisationId, input.start),
  }),
});

/** Organisations that have something to read in their tree. */
export const listSheetTrees = definePublicQuery({
  name: "listSheetTrees",
  permission: "published:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("organisation as o")
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom("published_sheet as p")
            .whereRef("p.organisation_id", "=", "o.id")
            .select("p.id"),
        ),
      )
      .select(["o.slug", "o.name"])
      .orderBy("o.name")
      .execute(),
});

/** Every sheet that somebody wrote, for the site map. */
export const listSheetAddresses = definePublicQuery({
  name: "listSheetAddresses",
  permission: "published:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("published_sheet as p")
      .innerJoin("organisation as o", "o.id", "p.organisation_id")
      .select(["o.slug as organisation", "p.path"])
      .orderBy("p.id")
      .limit(5_000)
      .execute(),
});

/** @throws NotFound */
export const getSheetTree = definePublicQuery({
  name: "getSheetTree",
  permission: "published:read",
  input: atPath.omit({ path: true }),
  run: async ({ db, input }) => {
    const organisation = await organisationAt(db, input.organisation);
    const sheets = await loadPublishedSheets(db, organisation.id, input.start);
    if (sheets.length === 0) throw new NotFound("No published sheet");
    return { organisation, sheets: sheets.map(withoutText) };
  },
});

/**
 * A sheet, its place, what is right below it and the files that it carries. `movedTo`: the path where it is now, when
 * it has left this one. Only what it shows is read, whatever the address.
 * @throws NotFound
 */
export const getPublicSheet = definePublicQuery({
  name: "getPublicSheet",
  permission: "published:read",
  input: atPath,
  run: async ({ db, input: { organisation: slug, path, start } }) => {
    const organisation = await organisationAt(db, slug);
    const found =
      (await findWritten(db, organisation.id, path.replaceAll("\0", ""))) ??
      (await findGenerated(db, organisation.id, path, start));
    if (!found) return { movedTo: await movedPath(db, organisation.id, path) };
    const { sheet } = found;
    return {
      movedTo: null,
      organisation,
      ...found,
      files: sheet.sheetId === null ? [] : await loadSheetFiles(db, [sheet.sheetId]),
    };
  },
});

type FoundSheet = {
  sheet: PublicSheetText;
  trail: PublicSheet[];
  children: PublicSheet[];
  source: WikiSource | null;
};

const placed = [
  "id as sheetId",
  "path",
  "number",
  "title",
  "language",
  "licence_expression as licenceExpression",
  "changed_at as changedAt",
  "is_method as isMethod",
] as const;

async function findWritten(
  db: Tx,
  organisationId: string,
  path: string,
): Promise<FoundSheet | null> {
  const own = db.selectFrom("published_sheet").where("organisation_id", "=", organisationId);
  const row = await own
    .where("path", "=", path)
    .select([...placed, "body", "wiki_authors as wikiAuthors", "wiki_page_url as wikiPageUrl"])
    .executeTakeFirst();
  if (!row) return null;
  const parts = path.split("/");
  const above = parts.slice(1).map((_, at) => parts.slice(0, at + 1).join("/"));
  const trail =
    above.length === 0 ? [] : await own.where("path", "in", above).select(placed).execute();
  const children = await own
    .where("parent_id", "=", row.sheetId)
    .select(placed)
    .orderBy("position")
    .execute();
  const { wikiAuthors, wikiPageUrl, ...sheet } = row;
  return {
    sheet: atItsPlace(sheet),
    trail: trail.map(atItsPlace).sort((a, b) => a.depth - b.depth),
    children: children.map(atItsPlace),
    source: sourceOf({ wikiAuthors, wikiPageUrl }),
  };
}

/** A public sheet is below public ones: its path says where. */
export const atItsPlace = <R extends { path: string; language: string }>(row: R) => ({
  ...row,
  language: row.language as SheetLanguage,
  depth: row.path.split("/").length - 1,
  parentPath: row.path.includes("/") ? row.path.slice(0, row.path.lastIndexOf("/")) : null,
});

/** Words that begin the addresses of what the directory makes: for any other address its resources are not read. */
const generatedStarts = new Set<string>(generatedSlugs);

async function findGenerated(
  db: Tx,
  organisationId: string,
  path: string,
  start: string,
): Promise<FoundSheet | null> {
  if (!generatedStarts.has(path.split("/")[0] ?? "")) return null;
  const sheets = (await loadGenerated(db, organisationId, start)).map(asPublic);
  const sheet = sheets.find((one) => one.path === path);
  if (!sheet) return null;
  return {
    sheet,
    trail: sheets.filter((one) => path.startsWith(`${one.path}/`)).map(withoutText),
    children: sheets.filter((one) => one.parentPath === path).map(withoutText),
    source: null,
  };
}

/** Those who wrote on a wiki what a sheet was made from, whom its licence wants named. */
export type WikiSource = { authors: string; pageUrl: string | null };

export const sourceOf = (row: {
  wikiAuthors: string;
  wikiPageUrl: string | null;
}): WikiSource | null =>
  row.wikiAuthors === "" && row.wikiPageUrl === null
    ? null
    : { authors: row.wikiAuthors, pageUrl: row.wikiPageUrl };

/** @throws NotFound */
async function movedPath(db: Tx, organisationId: string, path: string): Promise<string> {
  const found = await db
    .selectFrom("sheet_redirect as r")
    .innerJoin("published_sheet as p", (join) =>
      join.onRef("p.organisation_id", "=", "r.organisation_id").onRef("p.id", "=", "r.sheet_id"),
    )
    .where("r.organisation_id", "=", organisationId)
    .where("r.path", "=", path.replaceAll("\0", ""))
    .select("p.path")
    .executeTakeFirst();
  if (!found) throw new NotFound("No published sheet");
  return found.path;
}

/** A branch with its texts, to be taken away; the whole tree for an empty path. @throws NotFound */
export const getPublicBranch = definePublicQuery({
  name: "getPublicBranch",
  permission: "published:read",
  input: atPath,
  run: async ({ db, input: { organisation: slug, path, start } }) => {
    const organisation = await organisationAt(db, slug);
    const sheets = branchAt(await loadPublishedSheets(db, organisation.id, start), path);
    if (sheets.length === 0) throw new NotFound("No published sheet");
    return { organisation, sheets };
  },
});

/**
 * What a sheet said each time it was published, newest first, with what each changed.
 * @throws NotFound for a sheet that is not public, or that the directory makes
 */
export const getPublicSheetHistory = definePublicQuery({
  name: "getPublicSheetHistory",
  permission: "published:read",
  input: atPath.omit({ start: true }).extend({
    before: z.number().int().optional(),
    language: z.enum(["fr", "en"]),
  }),
  run: async ({ db, input: { organisation: slug, path, before, language } }) => {
    const organisation = await organisationAt(db, slug);
    const sheet = await db
      .selectFrom("published_sheet")
      .where("organisation_id", "=", organisation.id)
      .where("path", "=", path)
      .select(["id", "title", "language"])
      .executeTakeFirst();
    if (!sheet) throw new NotFound("No published sheet");
    const rows = await db
      .selectFrom("sheet_version")
      .where("organisation_id", "=", organisation.id)
      .where("sheet_id", "=", sheet.id)
      .$if(before !== undefined, (query) => query.where("number", "<", before ?? 0))
      .select([
        "number",
        "title",
        "body",
        "note",
        sql<Date>`coalesce(published_at, written_at)`.as("writtenAt"),
        "wiki_author as wikiAuthor",
        "wiki_page_url as wikiPageUrl",
        "proposed_by as proposedBy",
      ])
      .orderBy("number", "desc")
      .limit(versionsPerPage + 1)
      .execute();
    const labels =
      language === "fr" ? { title: "Titre", body: "Texte" } : { title: "Title", body: "Text" };
    return { organisation, title: sheet.title, path, ...comparedVersions(rows, labels) };
  },
});

/** @throws NotFound */
export async function organisationAt(db: Tx, slug: string) {
  const found = await db
    .selectFrom("organisation")
    .where("slug", "=", slug.replaceAll("\0", ""))
    .select(["id", "slug", "name"])
    .executeTakeFirst();
  if (!found) throw new NotFound("No such organisation");
  return found;
}
