import { defineQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { inOrder, pairSchema } from "./distinct.schema.ts";

/** Two files that somebody found to be two people's. */
export type DistinctPair = {
  a: { id: string; name: string };
  b: { id: string; name: string };
  /** Null when the membership is no longer known. */
  byName: string | null;
  saidAt: Date;
};

/** No more than one looks through; the latest are those one may regret. */
const MOST_SHOWN = 100;

/** The pairs found to be two people's, the latest first. */
export const listDistinctPairs = defineQuery({
  name: "listDistinctPairs",
  permission: "worker:merge",
  input: z.object({}),
  run: ({ db }): Promise<DistinctPair[]> =>
    distinctPairs(db).orderBy("d.said_at", "desc").orderBy("d.a_id").limit(MOST_SHOWN).execute(),
});

/** Who said, and when, that two files are two people's; null when nobody did. */
export const findDistinctPair = defineQuery({
  name: "findDistinctPair",
  permission: "worker:merge",
  input: pairSchema,
  run: async ({ db, input }): Promise<DistinctPair | null> => {
    const { a_id, b_id } = inOrder(input);
    const pair = await distinctPairs(db)
      .where("d.a_id", "=", a_id)
      .where("d.b_id", "=", b_id)
      .executeTakeFirst();
    return pair ?? null;
  },
});

function distinctPairs(db: Tx) {
  const file = (alias: "a" | "b") =>
    sql<{ id: string; name: string }>`json_build_object('id', ${sql.ref(`${alias}.id`)},
      'name', ${sql.ref(`${alias}.given_name`)} || ' ' || ${sql.ref(`${alias}.family_name`)})`.as(
      alias,
    );
  return db
    .selectFrom("distinct_workers as d")
    .innerJoin("worker as a", (join) =>
      join.onRef("a.organisation_id", "=", "d.organisation_id").onRef("a.id", "=", "d.a_id"),
    )
    .innerJoin("worker as b", (join) =>
      join.onRef("b.organisation_id", "=", "d.organisation_id").onRef("b.id", "=", "d.b_id"),
    )
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "d.organisation_id").onRef("m.id", "=", "d.said_by"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .select([file("a"), file("b"), "u.full_name as byName", "d.said_at as saidAt"]);
}
