import { today } from "@essaim/database/today";
import { defineCommand, type Refusal } from "@essaim/identity/operation";
import { addPastedSchema, type LineProblem } from "./pasted.schema.ts";

type Added = { ok: true; id: null; count: number };
type Faulty = Refusal<"lines"> & { problems: LineProblem[] };

/**
 * Adds many contacts at once, or none. Refuses an address that is there already, and one that refused letters: the line
 * is told, and whoever pasted takes it out knowingly.
 */
export const addPastedContacts = defineCommand({
  name: "addPastedContacts",
  permission: "contact:write",
  subject: "contact",
  input: addPastedSchema,
  run: async ({ db, actor, input }): Promise<Added | Faulty> => {
    const { contacts } = input;
    const known = await db
      .selectFrom("contact")
      .where(
        "email",
        "in",
        contacts.map(({ email }) => email),
      )
      .select("email")
      .execute();
    const refusals = await db
      .selectFrom("letter_refusal")
      .where(
        "address_hash",
        "in",
        contacts.map(({ addressHash }) => addressHash),
      )
      .select("address_hash")
      .execute();
    const taken = new Set(known.map(({ email }) => email?.toLowerCase()));
    const refused = new Set(refusals.map((one) => one.address_hash));
    const problems = contacts.flatMap(({ number, email, addressHash }): LineProblem[] => {
      if (taken.has(email)) {
        return [{ number, message: `L’adresse ${email} est déjà celle d’un de vos contacts.` }];
      }
      if (refused.has(addressHash)) {
        const message = `L’adresse ${email} a refusé vos lettres. Retirez cette ligne, ou ajoutez cette personne à part.`;
        return [{ number, message }];
      }
      return [];
    });
    if (problems.length > 0) return { ok: false, reason: "lines", problems };
    const day = today();
    const added = await db
      .insertInto("contact")
      .values(
        contacts.map(({ number: _, addressHash, ...one }) => ({
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
    return { ok: true, id: null, count: added.length };
  },
});
