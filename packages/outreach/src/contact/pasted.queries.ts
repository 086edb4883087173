import { defineQuery, type Tx } from "@essaim/identity/operation";
import type { z } from "zod";
import { sortPastedSchema } from "./pasted.schema.ts";

type Hashed = z.output<typeof sortPastedSchema>["contacts"][number];

/** Of contacts pasted, those to add, those that are there already, and those whose address refused letters. */
export const sortPasted = defineQuery({
  name: "sortPasted",
  permission: "contact:write",
  input: sortPastedSchema,
  run: ({ db, input }) => sorted(db, input.contacts),
});

export async function sorted(db: Tx, contacts: readonly Hashed[]) {
  const known = await db
    .selectFrom("contact")
    .where(
      "email",
      "in",
      contacts.map(({ email }) => email),
    )
    .select(["id", "name", "email"])
    .orderBy("name")
    .orderBy("id")
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
  const refusing = new Set(refusals.map((one) => one.address_hash));
  const unknown = contacts.filter(({ email }) => !taken.has(email));
  return {
    fresh: unknown.filter(({ addressHash }) => !refusing.has(addressHash)),
    known: known.map(({ id, name }) => ({ id, name })),
    refused: unknown
      .filter(({ addressHash }) => refusing.has(addressHash))
      .map(({ email }) => email),
  };
}
