import { definePublicQuery, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { plainWords } from "./plain-words.ts";
import {
  atItsPlace,
  organisationAt,
  type PublicSheetText,
  sourceOf,
  type WikiSource,
} from "./published-sheet.queries.ts";
import type { SheetLanguage } from "./sheet.schema.ts";
import { loadSheetFiles, type SheetFileLine } from "./sheet-file.queries.ts";

/** Characters of the first words that a list shows. */
const shortest = 200;

/** Methods that cooperatives give, by title, with how many sheets and files each holds. */
export const listMethods = definePublicQuery({
  name: "listMethods",
  permission: "published:read",
  input: z.object({}),
  run: async ({ db }) => {
    const { rows } = await sql<{
      organisation: string;
      organisationName: string;
      path: string;
      title: string;
      body: string;
      language: SheetLanguage;
      licenceExpression: string;
      sheets: number;
      files: number;
      changedAt: Date;
    }>`
      select o.slug as organisation, o.name as "organisationName", m.path, m.title, left(m.body, 1000) as body, m.language,
        m.licence_expression as "licenceExpression", held.*
      from published_sheet m
      join organisation o on o.id = m.organisation_id
      cross join lateral (
        select count(*)::int as sheets, max(p.changed_at) as "changedAt",
          coalesce(sum((select count(*) from sheet_file f
            where f.organisation_id = p.organisation_id and f.sheet_id = p.id)), 0)::int as files
        from published_sheet p
        where p.organisation_id = m.organisation_id and (p.id = m.id or starts_with(p.path, m.path || '/'))) held
      where m.is_method
      order by fold(m.title), m.id
      limit 500`.execute(db);
    return rows.map(({ body, ...row }) => ({ ...row, words: plainWords(body, shortest) }));
  },
});

/** A sheet of a method, with whom its licence wants named and the files that it carries. */
export type MethodSheet = PublicSheetText & {
  sheetId: string;
  source: WikiSource | null;
  files: SheetFileLine[];
};

export type Method = {
  organisation: { slug: string; name: string };
  /** The first is the method's own; the others are below it, in the order of the tree. */
  sheets: [MethodSheet, ...MethodSheet[]];
  /** When any of its sheets was last published. */
  changedAt: Date;
};

/** All that a method holds, to be taken over. @throws NotFound for a sheet that is not one */
export const getMethod = definePublicQuery({
  name: "getMethod",
  permission: "published:read",
  input: z.object({ organisation: z.string().max(200), path: z.string().max(4000) }),
  run: async ({ db, input }): Promise<Method> => {
    const organisation = await organisationAt(db, input.organisation);
    const path = input.path.replaceAll("\0", "");
    const rows = await db
      .selectFrom("published_sheet")
      .where("organisation_id", "=", organisation.id)
      .where(({ or, eb }) =>
        or([eb("path", "=", path), eb(sql<boolean>`starts_with(path, ${`${path}/`})`, "=", true)]),
      )
      .select(["id as sheetId", "parent_id as parentId", "path", "number", "title", "body"])
      .select(["language", "licence_expression as licenceExpression", "changed_at as changedAt"])
      .select(["is_method as isMethod", "wiki_authors as wikiAuthors"])
      .select("wiki_page_url as wikiPageUrl")
      .orderBy("position")
      .execute();
    const root = rows.find((row) => row.path === path);
    if (!root?.isMethod) throw new NotFound("No such method");
    const files = await loadSheetFiles(
      db,
      rows.map(({ sheetId }) => sheetId),
    );
    const told = ({ parentId: _, wikiAuthors, wikiPageUrl, ...row }: typeof root): MethodSheet => ({
      ...atItsPlace(row),
      source: sourceOf({ wikiAuthors, wikiPageUrl }),
      files: files.filter(({ sheetId }) => sheetId === row.sheetId),
    });
    const below = (parentId: string): MethodSheet[] =>
      rows
        .filter((row) => row.parentId === parentId)
        .flatMap((row) => [told(row), ...below(row.sheetId)]);
    const changedAt = new Date(Math.max(...rows.map((row) => row.changedAt.getTime())));
    return { organisation, sheets: [told(root), ...below(root.sheetId)], changedAt };
  },
});

/** Methods for the site map. */
export const listMethodAddresses = definePublicQuery({
  name: "listMethodAddresses",
  permission: "published:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("published_sheet as p")
      .innerJoin("organisation as o", "o.id", "p.organisation_id")
      .where("p.is_method", "=", true)
      .select(["o.slug as organisation", "p.path"])
      .orderBy("p.id")
      .limit(1_000)
      .execute(),
});
