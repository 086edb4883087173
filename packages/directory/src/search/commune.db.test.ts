import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { publicActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { searchDirectory } from "./search.queries.ts";
import { searchSchema, writeCommune } from "./search.schema.ts";
import { publishContent } from "./testing-content.ts";

const organisationId = "00000000-0000-7000-8000-00000000000a";
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database.owner;
  await sql`insert into organisation (id, name, slug) values (${organisationId}, 'Optéos', 'opteos')`.execute(
    db,
  );
  // The postcode of Roubaix is the code of Bousignies; Leers has no centre, nor has either Saint-Denis.
  await sql`insert into commune (code, name, department_code, lon, lat, postcodes) values
    ('59512', 'Roubaix', '59', 3.18, 50.69, '{59100}'), ('59100', 'Bousignies', '59', 3.48, 50.44, '{59178}'),
    ('59339', 'Leers', '59', null, null, '{59115}'), ('93066', 'Saint-Denis', '93', null, null, '{93200}'),
    ('97411', 'Saint-Denis', '974', null, null, '{97400}')`.execute(db);
  await inOrganisation(db, { organisationId }, async (tx) => {
    const content = {
      title: "Livraison à vélo",
      summary: "Livrer des colis.",
      sector: "delivery",
      locations: [{ commune: "59512" }],
      english: { title: "Bike delivery", summary: "Delivering parcels." },
    };
    await publishContent(tx, organisationId, { kind: "activity", slug: "velo", content });
  });
});
afterAll(() => database?.close());

const search = (input: Record<string, unknown>) =>
  database.executePublic(publicActor("test"), searchDirectory, searchSchema.parse(input));
const named = async (commune: string) => {
  const { communes } = await search({ commune });
  return communes?.map(({ name }) => name);
};

it("reads five figures as a postcode first, and a code between brackets as a code", async () => {
  expect(await named("59100")).toEqual(["Roubaix"]);
  expect(await named(" 59178 ")).toEqual(["Bousignies"]);
  expect(await named("59512")).toEqual(["Roubaix"]);
  expect(await named(writeCommune({ code: "59100" }))).toEqual(["Bousignies"]);
  expect(await named(writeCommune({ code: "59100", name: "Bousignies" }))).toEqual(["Bousignies"]);
  expect((await search({ commune: "59100", q: "velo" })).results).toMatchObject([{ slug: "velo" }]);
});

it("says what was perhaps meant by a name it does not know", async () => {
  for (const typed of ["Rouba", "roubx", "Roubais"]) {
    const found = await search({ commune: typed });
    expect(found).toMatchObject({ communes: [], results: [] });
    expect(found.communesAlike).toMatchObject([{ code: "59512", name: "Roubaix" }]);
  }
  expect((await search({ commune: "Ro" })).communesAlike).toEqual([]);
  expect((await search({ commune: "%_" })).communesAlike).toEqual([]);
  expect((await search({ commune: "Roubaix" })).communesAlike).toEqual([]);
});

it("says whether it knows where each commune is", async () => {
  expect((await search({ commune: "Roubaix" })).communes).toMatchObject([{ isLocated: true }]);
  expect((await search({ commune: "Saint-Denis" })).communes).toEqual([
    { code: "93066", name: "Saint-Denis", departmentCode: "93", isLocated: false },
    { code: "97411", name: "Saint-Denis", departmentCode: "974", isLocated: false },
  ]);
});

it("says when nothing of what was typed can be searched for", async () => {
  expect((await search({ q: "b" })).reading.ignored).toBe("b");
  expect((await search({ q: "le" })).reading.ignored).toBe("le");
  for (const q of ["", "vélo", "Roubaix", "-vélo"])
    expect((await search({ q })).reading.ignored).toBeNull();
});

it("gives the English of a record, with what was found in it", async () => {
  const [found] = (await search({ q: "parcels" })).results;
  expect(found?.english.title?.map(({ text }) => text).join("")).toBe("Bike delivery");
  expect(found?.english.summary).toContainEqual({ text: "parcels", found: true });
});
