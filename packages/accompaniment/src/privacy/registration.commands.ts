import type { Tx } from "@essaim/identity/operation";
import { bearsNameOf, type KnownPerson } from "./identity.queries.ts";

/** What a registration says of whoever is erased. */
export const erasedRegistration = {
  given_name: null,
  family_name: null,
  email: null,
  phone: null,
  cancel_token_hash: null,
};

/**
 * People who registered for a public meeting before they had a file are recognised by their mail, their telephone
 * or their name, and forgotten too.
 * @returns rows changed
 */
export async function forgetRegistrations(db: Tx, people: readonly KnownPerson[]): Promise<bigint> {
  const ids = await registrationsOf(db, people);
  if (ids.length === 0) return 0n;
  const { numUpdatedRows } = await db
    .updateTable("participant")
    .set(erasedRegistration)
    .where("id", "in", ids)
    .executeTakeFirst();
  return numUpdatedRows;
}

/** Registrations of these people that are linked to no file. */
export async function registrationsOf(db: Tx, people: readonly KnownPerson[]): Promise<string[]> {
  const rows = await db
    .selectFrom("participant")
    .where("worker_id", "is", null)
    .where("family_name", "is not", null)
    .select(["id", "given_name", "family_name", "email", "phone"])
    .execute();
  const phone = (digits: string) => digits.replace(/\D/g, "").slice(-9);
  const isOneOf = people.map(({ identity, search }) => {
    const emails = new Set(identity.emails.map((email) => email.toLowerCase()));
    const phones = new Set(identity.phones.map(phone).filter((digits) => digits.length === 9));
    const bearsName = search.homonymIds.length === 0 ? bearsNameOf(identity) : () => false;
    return (row: (typeof rows)[number]) =>
      (row.email !== null && emails.has(row.email.toLowerCase())) ||
      (row.phone !== null && phones.has(phone(row.phone))) ||
      bearsName({ givenName: row.given_name ?? "", familyName: row.family_name ?? "" });
  });
  return rows.filter((row) => isOneOf.some((is) => is(row))).map((row) => row.id);
}
