import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { memberActor } from "@essaim/identity/actor";
import type { Role } from "@essaim/identity/permission";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findRecords } from "./search.server.ts";

let database: TestDatabase;
let ours: Rows;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  await populate(database.owner.db, "Ruchette");
});
afterAll(() => database.close());

async function search(role: Role, query: string) {
  const actor = memberActor({
    organisationId: ours.organisationId,
    membershipId: ours.membershipId,
    userId: ours.membershipId,
    role,
    funderId: role === "funder" ? ours.funderId : null,
    requestId: "request",
  });
  const found = await findRecords({ execute: database.execute }, actor, query, 5);
  return found.map((item) => `${item.kind}: ${item.label}`);
}

test("finds records of every kind the role may read, in its own organisation only", async () => {
  const kinds = [
    "Financements: Ruche",
    "Activités: Ruche",
    "Ressources: Ruche",
    "Partenaires: Ruche",
  ];
  expect(await search("manager", "ruch")).toEqual(["Personnes: Léa Ruche", ...kinds]);
  expect(await search("coach", "RÛCH")).toEqual(["Personnes: Léa Ruche", ...kinds]);
  expect(await search("editor", "ruch")).toEqual(kinds.slice(1));
  expect(await search("funder", "ruch")).toEqual([]);
  expect(await search("admin", "ruch")).toEqual([]);
});

test("finds what the media prepares, for whoever reads the media", async () => {
  const { organisationId } = ours;
  await inOrganisation(database.owner.db, { organisationId }, (db) =>
    db
      .insertInto("piece")
      .values({ organisation_id: organisationId, kind: "video", title: "Élaguer", slug: "elaguer" })
      .execute(),
  );
  expect(await search("editor", "elagu")).toEqual(["Média: Élaguer"]);
  expect(await search("coach", "ÉLAG")).toEqual(["Média: Élaguer"]);
  expect(await search("admin", "elagu")).toEqual([]);
});

test("finds expenses for whoever reads spending alone", async () => {
  const { organisationId } = ours;
  await inOrganisation(database.owner.db, { organisationId }, async (db) => {
    const expense = {
      ...({ organisation_id: organisationId, kind: "purchase", account: "606" } as const),
      ...{ incurred_on: "2026-02-01", amount_cents: 5_000 },
    };
    await db
      .insertInto("expense")
      .values([
        { ...expense, label: "Deux casques" },
        { ...expense, label: "Vis", reference: "FA-100_%" },
      ])
      .execute();
  });
  expect(await search("manager", "CASQUE")).toEqual(["Dépenses: Deux casques"]);
  expect(await search("manager", "fa-100_%")).toEqual(["Dépenses: Vis"]);
  expect(await search("coach", "casque")).toEqual([]);
});

test("takes any text for a search", async () => {
  for (const query of ["", "r", "%%", "__", "\\", "'; --", "ru\0che", "!&|()", "a".repeat(5000)]) {
    await expect(search("manager", query)).resolves.toBeInstanceOf(Array);
  }
});
