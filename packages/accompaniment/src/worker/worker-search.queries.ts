import { defineQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { LIKENESS, nameWords, searchTerms } from "./worker.rules.ts";
import { likenessPieces } from "./worker-search.rules.ts";

/** People whose name, mail or telephone holds each word, for the search across everything. */
export const findWorkers = defineQuery({
  name: "findWorkers",
  permission: "worker:read",
  input: z.object({ search: z.string().min(1), limit: z.number().int().min(1).max(50) }),
  run: async ({ db, input }) => {
    // % and _ are letters like others in a search.
    const terms = searchTerms(input.search).map((term) => term.replace(/[\\%_]/g, "\\$&"));
    let exact = people(db);
    for (const term of terms) {
      exact = exact.where(sql<boolean>`w.search_text like '%' || fold(${term}) || '%'`);
    }
    const found = await exact
      // A name that begins so comes before a mail that happens to hold the letters.
      .orderBy(
        sql`fold(' ' || w.given_name || ' ' || w.family_name) not like '% ' || fold(${terms[0] ?? ""}) || '%'`,
      )
      .orderBy(sql`w.supported_until is not null`)
      .orderBy(sql`fold(w.family_name)`)
      .orderBy(sql`fold(w.given_name)`)
      .orderBy("w.id")
      .limit(input.limit)
      .execute();
    return found.length > 0 ? found : await alike(db, input);
  },
});

/** People whose name is spelt almost so, when no name is spelt so: « kowalski magda » for Magdalena Kowalczyk. */
async function alike(db: Tx, { search, limit }: { search: string; limit: number }) {
  const like = likeness(search);
  if (!like) return [];
  return await people(db)
    .where(like.isEnough)
    .orderBy(like.degree, "desc")
    .orderBy("w.id")
    .limit(limit)
    .execute();
}

/** How much each word of a search is like a word of the name, the least of them; null without such a word. */
export function likeness(search: string) {
  const words = nameWords(search);
  if (words.length === 0) return null;
  const degree = sql<number>`least(${sql.join(
    words.map(
      (word) => sql`word_similarity(fold(${word}), fold(w.given_name || ' ' || w.family_name))`,
    ),
  )})`;
  // Comparing takes 15 µs a name: only of those that hold a piece of each word.
  const holdsPieces = sql.join(
    words.map((word) => holdsAnyPiece(likenessPieces(word))),
    sql` and `,
  );
  const isEnough = sql<boolean>`case when ${holdsPieces} then ${degree} >= ${LIKENESS} end`;
  return { degree, isEnough };
}

function people(db: Tx) {
  return (
    db
      .selectFrom("worker as w")
      .leftJoin("commune as c", "c.code", "w.commune_code")
      // Whoever is erased has no name any more.
      .where("w.anonymised_at", "is", null)
      .select(["w.id", sql<string>`w.given_name || ' ' || w.family_name`.as("name")])
      .select(["c.name as communeName", "w.supported_until as supportedUntil"])
  );
}

/** Is one of these pieces anywhere in what a file (`w`) is searched by? */
export function holdsAnyPiece(pieces: readonly string[]) {
  return sql`w.search_text like any (${pieces.map((piece) => `%${piece}%`)}::text[])`;
}
