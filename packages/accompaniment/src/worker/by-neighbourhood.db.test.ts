import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  countContributionsByNeighbourhood,
  countPeopleByNeighbourhood,
  listPeopleOfNeighbourhood,
} from "./by-neighbourhood.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
const old = "QP059901";
const now = "QN05801M";

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  await database.owner.db
    .insertInto("neighbourhood")
    .values([
      { code: old, generation: 2015, name: "Ancien" },
      { code: now, generation: 2024, name: "Nouveau" },
    ])
    .execute();
  await database.owner.db
    .insertInto("neighbourhood_commune")
    .values([old, now].map((code) => ({ neighbourhood_code: code, commune_code: "59350" })))
    .execute();
  await inOrganisation(database.owner.db, ours, async (db) => {
    const tenant = { organisation_id: ours.organisationId };
    const { id } = await db
      .insertInto("worker")
      .values({
        ...tenant,
        given_name: "Noor",
        family_name: "Déménagée",
        kind: "both",
        supported_from: "2022-01-01",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("stage")
      .values([
        { ...tenant, worker_id: id, kind: "diagnosis", starts_on: "2022-01-01" },
        { ...tenant, worker_id: id, kind: "exit", starts_on: "2025-06-30" },
      ])
      .execute();
    const home = { ...tenant, worker_id: id, answer: "priority" as const, commune_code: "59350" };
    await db
      .insertInto("residence")
      .values([
        {
          ...home,
          source: "hand",
          generation: 2015,
          neighbourhood_code: old,
          holds_from: "2022-01-01",
        },
        {
          ...home,
          source: "hand",
          generation: 2024,
          neighbourhood_code: now,
          holds_from: "2024-01-01",
        },
        {
          ...home,
          source: "address",
          generation: 2024,
          neighbourhood_code: old,
          holds_from: "2025-03-01",
          doubts: ["low_score"],
          to_check: true,
        },
      ])
      .execute();
    await db
      .insertInto("contribution")
      .values(
        ["2023-12-31", "2024-01-01", "2025-03-02"].map((day) => ({
          ...tenant,
          open_resource_id: ours.resourceId,
          worker_id: id,
          kind: "code",
          contributed_on: day,
          description: "Correction",
        })),
      )
      .execute();
  });
});
afterAll(() => database.close());

const coach = () => actorOf(ours);
const on = async (day: string, rows = ours) =>
  (await database.execute(actorOf(rows), countPeopleByNeighbourhood, { day })).people;

test("people count where they lived that day, while they were supported, once somebody has checked it", async () => {
  expect((await on("2023-12-31"))[old]).toBe(1);
  expect(await on("2024-06-01")).toMatchObject({ [now]: 1 });
  expect(await on("2024-06-01")).not.toHaveProperty(old);
  // To be checked: it counts nowhere.
  expect(await on("2025-03-15")).not.toHaveProperty(old);
  expect(await on("2025-03-15")).not.toHaveProperty(now);
  expect(await on("2021-12-31")).not.toHaveProperty(old);
  expect(await on("2023-12-31", theirs)).not.toHaveProperty(old);
});

test("their names are read with the same day, by the team alone", async () => {
  const listed = async (day: string) =>
    (await database.execute(coach(), listPeopleOfNeighbourhood, { code: old, day })).people.map(
      ({ name }) => name,
    );
  expect(await listed("2023-12-31")).toEqual(["Noor Déménagée"]);
  expect(await listed("2024-01-01")).toEqual([]);
  for (const role of ["editor", "funder", "admin"] as const) {
    await expect(
      database.execute(actorOf(ours, role), listPeopleOfNeighbourhood, {
        code: old,
        day: "2023-12-31",
      }),
    ).rejects.toMatchObject({ code: "forbidden" });
  }
});

test("a contribution counts where its author lived that day", async () => {
  const of = (year: number) =>
    database.execute(coach(), countContributionsByNeighbourhood, { year });
  expect(await of(2023)).toEqual({ [old]: 1 });
  expect(await of(2024)).toEqual({ [now]: 1 });
  expect(await of(2025)).toEqual({});
});
