import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import { publicActor } from "@essaim/identity/actor";
import { executeWithResponses } from "@essaim/web/responses";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerRegistration } from "./registration.server.ts";

let database: TestDatabase;
let ours: Rows;
let workshopId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  workshopId = await plan(null);
});
afterAll(() => database.close());

async function plan(capacity: number | null): Promise<string> {
  const { id } = await database.owner.db
    .insertInto("workshop")
    .values({
      organisation_id: ours.organisationId,
      kind: "information",
      title: "Découvrir",
      coach_id: ours.membershipId,
      held_on: daysAfter(today(), 7),
      start_time: "10:00",
      duration_minutes: 90,
      place: "office",
      is_public: true,
      capacity,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

let visitors = 0;

function send(fields: Record<string, string>, { start = "", id = workshopId } = {}) {
  visitors += 1;
  const request = new Request(`http://x${start}/rencontres/${id}`, {
    method: "POST",
    body: new URLSearchParams(fields),
  });
  const context = {
    execute: executeWithResponses(database.executePublic),
    actor: publicActor("test"),
    visitor: String(visitors).padStart(64, "0"),
  };
  return answerRegistration(request, context, { id, organisationId: ours.organisationId });
}

const zoe = { givenName: "Zoé", familyName: "Test", email: "zoe@example.org", phone: "" };
const registered = async (id = workshopId) =>
  (
    await database.owner.db
      .selectFrom("participant")
      .where("workshop_id", "=", id)
      .select("email")
      .execute()
  ).map((row) => row.email);

test("says what is wrong beside each field, in the language of the page, and keeps the rest", async () => {
  const french = await send({ ...zoe, givenName: " ", email: "zoe@", phone: "12" });
  expect(french).toMatchObject({
    ok: false,
    status: 422,
    state: {
      values: { familyName: "Test", email: "zoe@" },
      errors: {
        givenName: "Indiquez votre prénom.",
        email: expect.stringContaining("adresse électronique complète"),
        phone: expect.stringContaining("dix chiffres"),
      },
    },
  });
  const english = await send({ ...zoe, givenName: "" }, { start: "/en" });
  expect(english).toMatchObject({ state: { errors: { givenName: "Enter your first name." } } });
  expect(await registered()).toEqual([]);
});

test("a robot that fills the hidden field is thanked, and not registered", async () => {
  expect(await send({ ...zoe, website: "https://spam.example" })).toMatchObject({ ok: true });
  expect(await registered()).toEqual([]);
});

test("the same answer to somebody new and to somebody registered already", async () => {
  const first = await send(zoe);
  const again = await send({ ...zoe, givenName: "Autre" });
  expect(first).toEqual({ ok: true, href: `/rencontres/${workshopId}?fait=inscription` });
  expect(again).toEqual(first);
  expect(await registered()).toEqual(["zoe@example.org"]);
});

test("the same answer to everybody once it is full", async () => {
  const id = await plan(1);
  expect(await send(zoe, { id })).toMatchObject({ ok: true });
  const known = await send(zoe, { id });
  const unknown = await send({ ...zoe, email: "autre@example.org" }, { id });
  const said = (answer: typeof known) =>
    answer.ok ? null : [answer.status, answer.state.formError];
  expect(said(known)).toEqual(said(unknown));
  expect(said(known)).toEqual([409, expect.stringContaining("places sont prises")]);
});
