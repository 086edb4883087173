import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addressKeyOf } from "./address-key.ts";
import {
  addContact,
  editContact,
  keepContact,
  noteRefusal,
  removeContact,
} from "./contact.commands.ts";
import { getContact, listContacts, listContactsOf } from "./contact.queries.ts";
import { contactFilterSchema, contactSchema } from "./contact.schema.ts";
import { addPastedContacts } from "./pasted.commands.ts";
import { sortPasted } from "./pasted.queries.ts";
import { readPasted } from "./pasted.rules.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let editor: MemberActor;
const key = addressKeyOf("s".repeat(32));

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  editor = actorOf(ours, "editor");
});
afterAll(() => database.close());

const hashed = <C extends { email: string | null }>(one: C) => ({
  ...one,
  addressHash: one.email && key({ organisationId: ours.organisationId, email: one.email }),
});
const contact = (change: object = {}) =>
  hashed(
    contactSchema.parse({
      name: "Ana Lopes",
      email: `${randomUUID()}@exemple.fr`,
      kind: "press",
      source: "Carte de visite",
      obtainedOn: "2026-01-05",
      receivesLetters: "on",
      ...change,
    }),
  );
const add = (change: object = {}) => database.execute(editor, addContact, contact(change));
async function added(change: object = {}) {
  const outcome = await add(change);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}
const get = (id: string) => database.execute(editor, getContact, { id });
const list = (filter: object) =>
  database.execute(editor, listContacts, contactFilterSchema.parse(filter));

test("contacts are found by their words, by kind and by whether they read letters", async () => {
  const id = await added({ name: "Élodie Martin", employer: "La Voix du Nord" });
  await added({ name: "Élodie Petit", kind: "cae", receivesLetters: undefined });
  expect((await list({ q: "elodie" })).contacts.map(({ name }) => name)).toEqual([
    "Élodie Martin",
    "Élodie Petit",
  ]);
  expect((await list({ q: "voix du", genre: "press" })).contacts[0]).toMatchObject({ id });
  expect((await list({ q: "elodie", lettres: "non" })).total).toBe(1);
  expect((await list({ q: "%" })).total).toBe(0);
});

test("one address is one contact, however it is written", async () => {
  const email = `${randomUUID()}@exemple.fr`;
  const id = await added({ email });
  const taken = { ok: false, reason: "email_taken", contactId: id };
  expect(await add({ email: email.toUpperCase() })).toEqual(taken);
  const other = await added();
  expect(
    await database.execute(editor, editContact, { ...contact({ email }), id: other, version: 1 }),
  ).toEqual(taken);
  const both = { email: `${randomUUID()}@exemple.fr` };
  const outcomes = await Promise.all([add(both), add(both)]);
  const made = outcomes.find(({ ok }) => ok);
  expect(outcomes).toContainEqual({
    ...{ ok: false, reason: "email_taken" },
    contactId: made?.ok && made.id,
  });
});

test("who refused letters is never written to because their address comes back", async () => {
  const email = `${randomUUID()}@exemple.fr`;
  const id = await added({ email });
  await database.execute(editor, noteRefusal, { id });
  expect(await get(id)).toMatchObject({ receivesLetters: false, refusedAt: expect.any(Date) });
  await database.execute(editor, removeContact, { id });
  const { rows } = await sql<{ found: string }>`
    select 'contact' as found from contact where email = ${email}
    union all select 'refusal' from letter_refusal where address_hash = ${contact({ email }).addressHash}`.execute(
    database.owner.db,
  );
  expect(rows.map(({ found }) => found)).toEqual(["refusal"]);

  expect(await add({ email })).toEqual({ ok: false, reason: "letters_refused" });
  const pasted = readPasted(`Ana <${email}>`).contacts.map(hashed);
  const many = { contacts: pasted, kind: "press", source: "Liste", receivesLetters: true } as const;
  const refused = await database.execute(editor, addPastedContacts, many as never);
  expect(refused).toEqual({ ok: true, id: null, count: 0, knownIds: [] });
  expect(await database.execute(editor, sortPasted, { contacts: pasted as never })).toEqual({
    fresh: [],
    known: [],
    refused: [email],
  });
  // Even written straight into the table.
  const silent = await added({ email, receivesLetters: undefined });
  await sql`update contact set receives_letters = true where id = ${silent}`.execute(
    database.owner.db,
  );
  expect((await get(silent)).receivesLetters).toBe(false);

  const { version } = await get(silent);
  const again = { ...contact({ email, askedAgain: "Par téléphone" }), id: silent, version };
  expect(await database.execute(editor, editContact, again)).toMatchObject({ ok: true });
  expect(await get(silent)).toMatchObject({ receivesLetters: true, refusedAt: null });
});

test("of what is pasted, those who are known stay as they are and are told", async () => {
  const known = `${randomUUID()}@exemple.fr`;
  const id = await added({ name: "Connue", email: known });
  const contacts = readPasted(
    `Une <${randomUUID()}@exemple.fr>\nAutre nom <${known.toUpperCase()}>\nDeux <${randomUUID()}@exemple.fr>`,
  ).contacts.map((one) => hashed(one) as never);
  const before = (await list({})).total;
  const sort = () => database.execute(editor, sortPasted, { contacts });
  expect(await sort()).toMatchObject({
    fresh: [{ name: "Une" }, { name: "Deux" }],
    known: [{ id, name: "Connue" }],
    refused: [],
  });
  const submissionId = randomUUID();
  const said = { contacts, kind: "cae", source: "Réunion", receivesLetters: true } as const;
  const paste = () => database.execute(editor, addPastedContacts, said, { submissionId });
  const outcome = { ok: true, id: null, count: 2, knownIds: [id] };
  expect(await paste()).toEqual(outcome);
  // The same form, sent again by a page that was read again.
  expect(await paste()).toEqual(outcome);
  expect((await list({})).total).toBe(before + 2);
  expect((await get(id)).name).toBe("Connue");
  expect(await sort()).toMatchObject({ fresh: [] });
});

test("a contact that did not serve for three years is proposed, until somebody keeps it", async () => {
  const old = await added({ name: "Ancien", obtainedOn: "2015-01-01" });
  await added({ name: "Ancien, revu", obtainedOn: "2015-01-01", lastExchangeOn: today() });
  const toReview = async () => (await list({ etat: "a-revoir" })).contacts.map(({ id }) => id);
  expect(await toReview()).toEqual([old]);
  expect((await list({})).toReview).toBe(1);
  await database.execute(editor, keepContact, { id: old });
  expect(await toReview()).toEqual([]);
});

test("a name erased from everywhere takes the address with it", async () => {
  const id = await added();
  await sql`update contact set email = '[personne effacée]' where id = ${id}`.execute(
    database.owner.db,
  );
  expect(await get(id)).toMatchObject({ email: null, receivesLetters: false });
});

test("contacts are read by managers and editors of their organisation alone", async () => {
  const id = await added();
  for (const role of ["coach", "admin", "funder"] as const) {
    await expect(
      database.execute(actorOf(ours, role), getContact, { id }),
      role,
    ).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(
    database.execute(actorOf(theirs, "manager"), getContact, { id }),
  ).rejects.toMatchObject({ code: "not_found" });
  const partner = await sql<{ id: string }>`
    select id from partner where organisation_id = ${theirs.organisationId}`.execute(
    database.owner.db,
  );
  const [{ id: partnerId } = { id: "" }] = partner.rows;
  expect(await add({ partnerId })).toEqual({ ok: false, reason: "partner_unknown" });
  expect(await database.execute(editor, listContactsOf, { partnerId })).toEqual([]);
});
