import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { termQuery, termsOf } from "./query.rules.ts";

export type SynonymGroup = { id: string; terms: string; version: number };

/** A group, and what it changes: how many of the organisation's public records each term finds alone, and all together. */
export type SynonymEffect = SynonymGroup & {
  counts: { term: string; count: number }[];
  together: number;
};

/** The organisation's synonyms, by their first term. */
export const listSynonyms = defineQuery({
  name: "listSynonyms",
  permission: "directory:read",
  input: z.object({}),
  run: async ({ db }): Promise<SynonymEffect[]> => {
    const groups = await db
      .selectFrom("search_synonym")
      .select(["id", "terms", "version"])
      .orderBy(sql`fold(terms)`)
      .execute();
    const asked = groups.flatMap(({ id, terms }) =>
      termsOf(terms).map((term) => ({ id, term, query: termQuery(term) })),
    );
    const { rows } = await sql<{ at: number; count: number }>`
      select at::int as at, (select count(*)::int from published_record r where r.search @@ to_tsquery('fr', query)) as count
      from unnest(${[
        ...asked.map(({ query }) => query),
        ...groups.map(({ id }) =>
          asked
            .filter((one) => one.id === id && one.query !== "")
            .map(({ query }) => `(${query})`)
            .join(" | "),
        ),
      ]}::text[]) with ordinality as q (query, at)`.execute(db);
    const counts = new Map(rows.map(({ at, count }) => [at - 1, count]));
    return groups.map((group, at) => ({
      ...group,
      counts: asked.flatMap(({ id, term }, place) =>
        id === group.id ? [{ term, count: counts.get(place) ?? 0 }] : [],
      ),
      together: counts.get(asked.length + at) ?? 0,
    }));
  },
});

export const getSynonymForm = defineQuery({
  name: "getSynonymForm",
  permission: "directory:write",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => getSynonym(db, input.id),
});

/** @throws NotFound when the organisation has no such group */
export async function getSynonym(db: Tx, id: string): Promise<SynonymGroup> {
  const group = await db
    .selectFrom("search_synonym")
    .select(["id", "terms", "version"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!group) throw new NotFound(`No synonym ${id}`);
  return group;
}
