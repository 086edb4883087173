import { today } from "@essaim/database/today";
import { defineCommand } from "@essaim/identity/operation";
import { sorted } from "./pasted.queries.ts";
import { addPastedSchema } from "./pasted.schema.ts";

/** Ids and counts: what a form came to is kept a while, and nobody's name with it. */
type Added = { ok: true; id: null; count: number; knownIds: string[] };

/**
 * Adds many contacts at once. Leaves out those that are there already, and those whose address refused letters: such a
 * one is added by itself, knowingly.
 */
export const addPastedContacts = defineCommand({
  name: "addPastedContacts",
  permission: "contact:write",
  subject: "contact",
  isRecorded: ({ count }: Added) => count > 0,
  input: addPastedSchema,
  run: async ({ db, actor, input }): Promise<Added> => {
    const { fresh, known } = await sorted(db, input.contacts);
    const knownIds = known.map(({ id }) => id);
    if (fresh.length === 0) return { ok: true, id: null, count: 0, knownIds };
    const day = today();
    const added = await db
      .insertInto("contact")
      .values(
        fresh.map(({ number: _, addressHash, ...one }) => ({
          organisation_id: actor.organisationId,
          updated_by: actor.membershipId,
          ...one,
          address_hash: addressHash,
          kind: input.kind,
          source: input.source,
          obtained_on: day,
          receives_letters: input.receivesLetters,
        })),
      )
      // Somebody else may be adding the same address at this very moment.
      .onConflict((conflict) => conflict.columns(["organisation_id", "email"]).doNothing())
      .returning("id")
      .execute();
    return { ok: true, id: null, count: added.length, knownIds };
  },
});
