import {
  highlightMarks,
  highlightOptions,
  splitHighlight,
} from "@essaim/directory/published.rules";
import type { Tx } from "@essaim/identity/operation";
import { type RawBuilder, sql } from "kysely";
import type { Moment } from "./library.schema.ts";

/** What was typed, as PostgreSQL looks for it: quotes hold words together, « - » leaves one out. Never fails. */
export const queryOf = (q: string) => sql`websearch_to_tsquery('fr', plain_signs(${q}))`;

/** A text without the characters that mark what was found in it. */
export const unmarked = (text: RawBuilder<unknown>) =>
  sql`translate(${text}, ${highlightMarks}, '')`;

/** A short text, whole, with what was looked for marked. */
export const marked = (text: RawBuilder<unknown>, q: string) =>
  q === ""
    ? unmarked(text)
    : sql`ts_headline('fr', ${unmarked(sql`plain_signs(${text})`)}, ${queryOf(q)}, ${whole})`;

/** Characters of a passage that a list shows whole. */
const shortPassage = 240;
const whole = `${highlightOptions({ most: 80, least: 40 })}, HighlightAll=true`;
const some = highlightOptions({ most: 26, least: 12, fragments: 1 });

/**
 * The parts of what is said in each piece that hold some of the words, by the id of the piece. A part rarely has all of
 * them: the ones that have most come first when there are too many, and the order is that of the time.
 * @param most parts of each piece, the long ones told in some words around what was found; undefined: all of them, whole
 */
export async function findMoments(
  db: Tx,
  ids: readonly string[],
  q: string,
  most?: number,
): Promise<Map<string, Moment[]>> {
  const moments = new Map<string, Moment[]>();
  if (q === "" || ids.length === 0) return moments;
  const { rows } = await sql<{
    id: string;
    at: number;
    startSeconds: number | null;
    speaker: string;
    said: string;
  }>`
    with asked as materialized (
      -- Without what is left out: a part is not found for what it does not say.
      select nullif(replace(querytree(${queryOf(q)}), '&', '|'), 'T')::tsquery as query)
    select p.id, said.at::int - 1 as at, (said.part ->> 'startSeconds')::float8 as "startSeconds",
      said.part ->> 'speaker' as speaker,
      ts_headline('fr', ${unmarked(sql`plain_signs(said.part ->> 'text')`)}, asked.query,
        case when ${most === undefined} or length(said.part ->> 'text') <= ${shortPassage} then ${whole} else ${some} end) as said
    from published_piece p
    cross join asked
    cross join lateral (
      select part, at from jsonb_array_elements(p.content -> 'transcript') with ordinality as t (part, at)
      cross join lateral to_tsvector('fr', plain_signs(part ->> 'text')) as words
      where words @@ asked.query
      order by ts_rank(words, asked.query) desc, at
      limit ${most ?? null}) said
    where p.id = any(${ids}::uuid[])
    order by p.id, said.at`.execute(db);
  for (const { id, said, ...moment } of rows)
    moments.set(id, [...(moments.get(id) ?? []), { ...moment, parts: splitHighlight(said) }]);
  return moments;
}
