import { type RawBuilder, sql } from "kysely";

/** Does a text hold each of these words, however they are accented or written? Any text does when there are none. */
export function holdsWords(text: RawBuilder<unknown>, words: string): RawBuilder<boolean> {
  // % and _ are letters like others in a search.
  const patterns = words
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  return sql<boolean>`fold(${text}) like all (select fold(p) from unnest(${patterns}::text[]) p)`;
}
