import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate } from "@essaim/database/testing-rows";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listCommunes, listNeighbourhoods } from "./neighbourhood.queries.ts";

let database: TestDatabase;
let coach: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  const { organisationId, membershipId } = await populate(database.owner.db, "Ruche");
  coach = memberActor({
    organisationId,
    membershipId,
    userId: randomUUID(),
    role: "coach",
    funderId: null,
    requestId: randomUUID(),
  });
  const { db } = database.owner;
  await db
    .insertInto("commune")
    .values([
      { code: "59360", name: "Loos", department_code: "59" },
      { code: "62041", name: "Arras", department_code: "62" },
    ])
    .execute();
  await db
    .insertInto("neighbourhood")
    .values([
      { code: "QN05972M", generation: 2024, name: "Secteur Sud" },
      { code: "QP059001", generation: 2015, name: "Ancien quartier" },
    ])
    .execute();
  await db
    .insertInto("neighbourhood_commune")
    .values([
      { neighbourhood_code: "QN05972M", commune_code: "59350" },
      { neighbourhood_code: "QN05972M", commune_code: "59360" },
      { neighbourhood_code: "QP059001", commune_code: "62041" },
    ])
    .execute();
});
afterAll(() => database.close());

test("neighbourhoods in force, each with all its communes", async () => {
  const all = await database.execute(coach, listNeighbourhoods, {});
  expect(all.map((one) => one.code)).toEqual(["QN05901M", "QN05972M"]);
  const inLoos = await database.execute(coach, listNeighbourhoods, { communeCode: "59360" });
  expect(inLoos.map((one) => [one.code, one.communes.map((commune) => commune.name)])).toEqual([
    ["QN05972M", ["Lille", "Loos"]],
  ]);
  expect(await database.execute(coach, listNeighbourhoods, { departmentCode: "62" })).toEqual([]);
});

test("neighbourhoods in force since a day, those that are over with their last one", async () => {
  const since = async (day: string) =>
    (await database.execute(coach, listNeighbourhoods, { since: day })).map(
      ({ code, validUntil }) => [code, validUntil],
    );
  const current = [
    ["QN05901M", undefined],
    ["QN05972M", undefined],
  ];
  expect(await since("2024-01-01")).toEqual(current);
  expect(await since("2023-12-31")).toEqual([["QP059001", "2023-12-31"], ...current]);
});

test("communes by name, by département, and those with a neighbourhood", async () => {
  const names = async (filter: { departmentCode?: string; withNeighbourhood: boolean }) =>
    (await database.execute(coach, listCommunes, filter)).map((commune) => commune.name);
  expect(await names({ withNeighbourhood: false })).toEqual(["Arras", "Lille", "Loos"]);
  expect(await names({ departmentCode: "62", withNeighbourhood: false })).toEqual(["Arras"]);
  expect(await names({ withNeighbourhood: true })).toEqual(["Lille", "Loos"]);
});
