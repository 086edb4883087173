import type { Saved } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { inOrder, pairSchema } from "./distinct.schema.ts";
import { holdLivingFiles } from "./living-worker.ts";

/**
 * Says that two files that look alike are those of two people: neither recalls the other any more. Nothing changes
 * when it is said already.
 * @throws NotFound when the organisation has no such people, or one is anonymised
 */
export const markDistinct = defineCommand({
  name: "markDistinct",
  permission: "worker:merge",
  subject: "worker",
  input: pairSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    const pair = inOrder(input);
    // Held, in the order of a merge: it is waited for, and what it left is seen.
    await holdLivingFiles(db, [pair.a_id, pair.b_id]);
    await db
      .insertInto("distinct_workers")
      .values({
        organisation_id: actor.organisationId,
        ...pair,
        said_by: actor.membershipId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return { ok: true, id: pair.a_id };
  },
});

/** Takes `markDistinct` back: the two files may be those of one person after all. Nothing changes when nobody said it. */
export const unmarkDistinct = defineCommand({
  name: "unmarkDistinct",
  permission: "worker:merge",
  subject: "worker",
  input: pairSchema,
  run: async ({ db, input }): Promise<Saved> => {
    const { a_id, b_id } = inOrder(input);
    await db
      .deleteFrom("distinct_workers")
      .where("a_id", "=", a_id)
      .where("b_id", "=", b_id)
      .execute();
    return { ok: true, id: a_id };
  },
});
