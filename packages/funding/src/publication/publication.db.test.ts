import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listPublishableGrants, readPublication } from "./publication.queries.ts";
import { scdlCsv } from "./scdl.ts";

let database: TestDatabase;
let ours: Rows;
let manager: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
});
afterAll(() => database.close());

test("a grant is published once nothing is missing any more, and never a note about it", async () => {
  const missing = async () =>
    (await database.execute(manager, listPublishableGrants, {})).find(
      ({ id }) => id === ours.grantId,
    )?.missing;
  expect(await missing()).toEqual([
    "funder_siret",
    "legal_name",
    "siret",
    "signed_on",
    "amount",
    "payment_days",
  ]);
  expect((await database.execute(manager, readPublication, {})).grants).toEqual([]);
  await inOrganisation(database.owner.db, ours, async (db) => {
    await db
      .updateTable("organisation")
      .set({ legal_name: "Coopérative Exemple", siret: "73282932000074" })
      .where("id", "=", ours.organisationId)
      .execute();
    await db
      .updateTable("funder")
      .set({ siret: "35600000000048" })
      .where("id", "=", ours.funderId)
      .execute();
    await db
      .updateTable("funding_grant")
      .set({
        amount_cents: 1_200_000,
        signed_on: "2026-01-10",
        note: "Parler à Léa",
        conditions: "Selon Léa",
        decision_note: "Dit par Léa",
      })
      .where("id", "=", ours.grantId)
      .execute();
    for (const expected_on of ["2026-11-01", "2026-02-01"]) {
      await db
        .insertInto("instalment")
        .values({
          organisation_id: ours.organisationId,
          grant_id: ours.grantId,
          label: "Versement",
          expected_on,
          amount_cents: 600_000,
        })
        .execute();
    }
  });
  expect(await missing()).toEqual([]);
  const { grants } = await database.execute(manager, readPublication, {});
  expect(grants).toHaveLength(1);
  const written = scdlCsv(grants);
  expect(written.split("\r\n")[1]).toBe(
    "Ruche,35600000000048,2026-01-10,,Coopérative Exemple,73282932000074,Ruche,12000.00,aide en numéraire,échelonné,2026-02-01/2026-11-01,,non,1.00",
  );
  expect(written).not.toContain("Léa");
});

test("what was received stands for the instalments only when all of it was", async () => {
  const receive = (amount_cents: number, received_on: string) =>
    inOrganisation(database.owner.db, ours, (db) =>
      db
        .insertInto("receipt")
        .values({
          organisation_id: ours.organisationId,
          grant_id: ours.grantId,
          received_on,
          amount_cents,
        })
        .execute(),
    );
  await inOrganisation(database.owner.db, ours, (db) =>
    db.deleteFrom("instalment").where("grant_id", "=", ours.grantId).execute(),
  );
  await receive(500_000, "2026-03-01");
  const published = async () => (await database.execute(manager, readPublication, {})).grants;
  expect(await published()).toEqual([]);
  await receive(700_000, "2026-04-01");
  expect((await published()).map(({ paymentDays }) => paymentDays)).toEqual([
    ["2026-03-01", "2026-04-01"],
  ]);
});

test("managers alone publish", async () => {
  for (const role of ["coach", "editor", "funder", "admin"] as const) {
    await expect(database.execute(actorOf(ours, role), readPublication, {})).rejects.toMatchObject({
      code: "forbidden",
    });
  }
});
