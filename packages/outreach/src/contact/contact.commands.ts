import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { type Contact, loadContact } from "./contact.queries.ts";
import {
  addContactSchema,
  type ContactInput,
  type contactRefusals,
  contactTargetSchema,
  editContactSchema,
} from "./contact.schema.ts";

/** Somebody has the address already: who. */
type Taken = Refusal<"email_taken"> & { contactId: string };
type Refused = Taken | Refusal<Exclude<keyof typeof contactRefusals, "email_taken">>;
type Hashed = ContactInput & { addressHash: string | null };

export const addContact = defineCommand({
  name: "addContact",
  permission: "contact:write",
  subject: "contact",
  input: addContactSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refused> => {
    const refused = await refusalOf(db, actor, input);
    if (refused) return refused;
    const created = await db
      .insertInto("contact")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        ...row(input),
      })
      .onConflict((conflict) => conflict.columns(["organisation_id", "email"]).doNothing())
      .returning("id")
      .executeTakeFirst();
    if (created) return { ok: true, id: created.id };
    // Somebody else added it meanwhile.
    const taken = await takenBy(db, input.email);
    if (!taken) throw new Error("A contact was neither added nor there");
    return taken;
  },
});

/** Changes a contact that nobody changed since `version`. */
export const editContact = defineCommand({
  name: "editContact",
  permission: "contact:write",
  subject: "contact",
  input: editContactSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refused | Conflict<Contact>> => {
    const held = await holdRecord(db, "contact", input, loadContact);
    if (!held.ok) return held;
    const refused = await refusalOf(db, actor, input, input.id);
    if (refused) return refused;
    await db.updateTable("contact").set(row(input)).where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

/** Somebody says that it is right to keep a contact: three years begin again. @throws NotFound */
export const keepContact = defineCommand({
  name: "keepContact",
  permission: "contact:write",
  subject: "contact",
  input: contactTargetSchema,
  run: async ({ db, input }): Promise<Saved> => {
    await loadContact(db, input.id);
    await db.updateTable("contact").set({ kept_on: today() }).where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

/** Notes that somebody wants no letter any more, as they said it by other means than a letter's link. @throws NotFound */
export const noteRefusal = defineCommand({
  name: "noteRefusal",
  permission: "contact:write",
  subject: "contact",
  input: contactTargetSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    await loadContact(db, input.id);
    const { address_hash: hash } = await db
      .selectFrom("contact")
      .where("id", "=", input.id)
      .select("address_hash")
      .executeTakeFirstOrThrow();
    if (hash) {
      await db
        .insertInto("letter_refusal")
        .values({ organisation_id: actor.organisationId, address_hash: hash })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    return { ok: true, id: input.id };
  },
});

/** Forgets a contact for good. That their address refused letters stays known, as a hash. @throws NotFound */
export const removeContact = defineCommand({
  name: "removeContact",
  permission: "contact:write",
  subject: "contact",
  input: contactTargetSchema,
  run: async ({ db, input }): Promise<Saved> => {
    const removed = await db.deleteFrom("contact").where("id", "=", input.id).executeTakeFirst();
    if (!removed.numDeletedRows) throw new NotFound("No such contact");
    return { ok: true, id: input.id };
  },
});

/** Why a contact may not be written so; null when it may. What they asked for again is forgotten as a refusal. */
async function refusalOf(
  db: Tx,
  actor: MemberActor,
  input: Hashed,
  id?: string,
): Promise<Refused | null> {
  if (input.partnerId && !(await isPartner(db, input.partnerId))) {
    return { ok: false, reason: "partner_unknown" };
  }
  const { email, addressHash } = input;
  if (!email || !addressHash) return null;
  const taken = await takenBy(db, email, id);
  if (taken) return taken;
  if (!input.receivesLetters) return null;
  const refusal = db
    .selectFrom("letter_refusal")
    .where("organisation_id", "=", actor.organisationId)
    .where("address_hash", "=", addressHash);
  if (!(await refusal.select("since").executeTakeFirst())) return null;
  if (input.askedAgain === "") return { ok: false, reason: "letters_refused" };
  await db.deleteFrom("letter_refusal").where("address_hash", "=", addressHash).execute();
  return null;
}

/** @param own the contact that may have it */
async function takenBy(db: Tx, email: string | null, own?: string): Promise<Taken | null> {
  const same = await db
    .selectFrom("contact")
    .where("email", "=", email)
    .where("id", "is distinct from", own ?? null)
    .select("id")
    .executeTakeFirst();
  return same ? { ok: false, reason: "email_taken", contactId: same.id } : null;
}

async function isPartner(db: Tx, id: string): Promise<boolean> {
  const found = await db.selectFrom("partner").where("id", "=", id).select("id").executeTakeFirst();
  return found !== undefined;
}

const row = (input: Hashed) => ({
  name: input.name,
  email: input.email,
  address_hash: input.addressHash,
  phone: input.phone,
  employer: input.employer,
  role: input.role,
  kind: input.kind,
  partner_id: input.partnerId,
  source: input.source,
  obtained_on: input.obtainedOn,
  last_exchange_on: input.lastExchangeOn,
  last_exchange: input.lastExchange,
  receives_letters: input.receivesLetters,
  asked_again: input.askedAgain,
});
