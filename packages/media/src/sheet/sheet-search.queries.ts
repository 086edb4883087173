import { highlightOptions, type Part, splitHighlight } from "@essaim/directory/published.rules";
import { definePublicQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { marked, queryOf, unmarked } from "../library/found-words.queries.ts";
import type { SheetLanguage } from "./sheet.schema.ts";

/** Sheets on a page of results. */
export const foundPerPage = 20;

export type FoundSheet = {
  organisation: string;
  organisationName: string;
  path: string;
  language: SheetLanguage;
  title: Part[];
  /** Some words around what was found in the text. */
  excerpt: Part[];
};

const excerptOptions = highlightOptions({ most: 34, least: 16, fragments: 1 });

/** Published sheets that hold the words, the best first. Never fails on what was typed; nothing is found for nothing. */
export const searchSheets = definePublicQuery({
  name: "searchSheets",
  permission: "published:read",
  input: z.object({
    q: z.string().max(200),
    page: z.number().int().min(1).max(500).default(1),
    limit: z.number().int().min(1).max(foundPerPage).default(foundPerPage),
  }),
  run: async ({ db, input: { q: typed, page, limit } }) => {
    const q = typed.replaceAll("\0", " ");
    if (q.trim() === "") return { sheets: [], count: 0 };
    const query = queryOf(q);
    // The words are marked in those that are shown, not in all that answer.
    const { rows } = await sql<
      Omit<FoundSheet, "title" | "excerpt"> & { title: string; excerpt: string; count: number }
    >`
      with found as materialized (
        select p.organisation_id, p.path, p.title, p.body, p.language, count(*) over ()::int as count,
          row_number() over (order by ts_rank(p.search, ${query}) desc, p.id) as rank
        from published_sheet p where p.search @@ ${query}
        order by rank limit ${limit} offset ${(page - 1) * limit})
      select o.slug as organisation, o.name as "organisationName", f.path, f.language,
        ${marked(sql`f.title`, q)} as title, f.count,
        ts_headline('fr', ${unmarked(sql`plain_signs(regexp_replace(f.body, '[#*_\`>|\\[\\]]+', ' ', 'g'))`)}, ${query},
          ${excerptOptions}) as excerpt
      from found f join organisation o on o.id = f.organisation_id
      order by f.rank`.execute(db);
    return {
      sheets: rows.map(
        ({ count: _, title, excerpt, ...row }): FoundSheet => ({
          ...row,
          title: splitHighlight(title),
          excerpt: splitHighlight(excerpt),
        }),
      ),
      count: rows[0]?.count ?? 0,
    };
  },
});
