import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getDashboard } from "./dashboard.queries.ts";
import { getPeopleByNeighbourhood } from "./neighbourhood-people.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let manager: MemberActor;
let funder: MemberActor;

const codes = Array.from({ length: 12 }, (_, index) => `QN058${String(index).padStart(2, "0")}M`);

/** People supported all year, by neighbourhood. */
async function settle(
  rows: Rows,
  people: Record<string, number>,
  outside = 0,
  communeCode = "59350",
): Promise<void> {
  await inOrganisation(database.owner.db, rows, async (db) => {
    const homes = [
      ...Object.entries(people).flatMap(([code, count]) => Array(count).fill(code)),
      ...Array(outside).fill(null),
    ] as (string | null)[];
    for (const code of homes) {
      const { id } = await db
        .insertInto("worker")
        .values({
          organisation_id: rows.organisationId,
          given_name: "Sofia",
          family_name: "Inventée",
          kind: "platform_worker",
          residence: code ? "priority" : "outside",
          commune_code: communeCode,
          neighbourhood_code: code,
          supported_from: "2026-02-01",
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      await db
        .insertInto("stage")
        .values({
          organisation_id: rows.organisationId,
          worker_id: id,
          kind: "diagnosis",
          starts_on: "2026-02-01",
        })
        .execute();
    }
  });
}

const move = (from: string, to: string, people: number) =>
  inOrganisation(database.owner.db, ours, (db) =>
    sql`update worker set neighbourhood_code = ${to} where id in (select id from worker
      where organisation_id = ${ours.organisationId} and neighbourhood_code = ${from} limit ${people})`.execute(
      db,
    ),
  );

const read = (actor: MemberActor) =>
  database.execute(actor, getPeopleByNeighbourhood, { grantId: ours.grantId });

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  manager = actorOf(ours, "manager");
  funder = actorOf(ours, "funder");
  await database.owner.db
    .insertInto("neighbourhood")
    .values(codes.map((code) => ({ code, generation: 2024, name: `Quartier ${code}` })))
    .execute();
  await database.owner.db
    .insertInto("neighbourhood_commune")
    .values(codes.map((code) => ({ neighbourhood_code: code, commune_code: "59350" })))
    .execute();
  await settle(ours, { [code(0)]: 9, [code(1)]: 6, [code(2)]: 4, [code(3)]: 2 }, 8);
  await settle(theirs, { [code(5)]: 30 });
});
afterAll(() => database.close());

const code = (index: number) => codes[index] ?? "";

test("the funder reads the neighbourhoods of five people and more, and the manager what the funder does", async () => {
  const found = await read(funder);
  expect(found.people).toEqual({ [code(0)]: 9, [code(1)]: 6 });
  expect(found.why).toBeNull();
  const asked = await read(manager);
  expect(JSON.stringify({ ...asked, choices: null })).toBe(
    JSON.stringify({ ...found, choices: null }),
  );
});

test("what is sent does not change by one byte when somebody withheld lives in another withheld place", async () => {
  const before = JSON.stringify(await read(funder));
  await move(code(3), code(4), 2);
  await move(code(2), code(7), 1);
  expect(JSON.stringify(await read(funder))).toBe(before);
});

test("those withheld are counted where the shown ones are, and not in the whole country", async () => {
  const { db } = database.owner;
  const house = await populate(db, "Abeille");
  await db
    .insertInto("commune")
    .values({ code: "62041", name: "Arras", department_code: "62" })
    .execute();
  const addNeighbourhoods = async (...added: string[]) => {
    await db
      .insertInto("neighbourhood")
      .values(added.map((one) => ({ code: one, generation: 2024, name: `Quartier ${one}` })))
      .execute();
    await db
      .insertInto("neighbourhood_commune")
      .values(added.map((one) => ({ neighbourhood_code: one, commune_code: "62041" })))
      .execute();
  };
  await addNeighbourhoods("QN06201M", "QN06202M", "QN06203M");
  await settle(house, { QN06201M: 9, QN06202M: 4, QN06203M: 4 }, 8, "62041");
  const asked = { grantId: house.grantId };
  const seen = () => database.execute(actorOf(house, "funder"), getPeopleByNeighbourhood, asked);
  // Two withheld ones of eight people have four each.
  expect(await seen()).toMatchObject({ people: {}, why: "small" });
  await addNeighbourhoods("QN06204M", "QN06205M");
  expect(await seen()).toMatchObject({ people: { QN06201M: 9 }, why: null });
});

test("another funder's grant, a team's own figures and the counts of others stay where they are", async () => {
  await expect(
    database.execute(funder, getPeopleByNeighbourhood, { grantId: theirs.grantId }),
  ).rejects.toMatchObject({ code: "not_found" });
  for (const role of ["coach", "editor", "admin"] as const) {
    await expect(
      database.execute(actorOf(ours, role), getPeopleByNeighbourhood, { grantId: ours.grantId }),
    ).rejects.toMatchObject({ code: "forbidden" });
  }
});

test("nothing is shown where the people of all neighbourhoods are not", async () => {
  // Three outside, once five of them are unknown no more: priority is withheld with them.
  await inOrganisation(database.owner.db, ours, (db) =>
    sql`update worker set residence = 'priority', neighbourhood_code = ${code(8)}
      where organisation_id = ${ours.organisationId} and residence <> 'priority' and id <> ${ours.workerId}
        and id in (select id from worker where organisation_id = ${ours.organisationId} and residence = 'outside' limit 6)`.execute(
      db,
    ),
  );
  const dashboard = await database.execute(funder, getDashboard, {
    grantId: ours.grantId,
    asFunder: true,
  });
  expect(dashboard.figures?.people.residence).toBeNull();
  expect(await read(funder)).toMatchObject({ people: {}, why: "small" });
});

test("a grant whose period overlaps an earlier one shows no neighbourhood", async () => {
  const id = await inOrganisation(database.owner.db, ours, async (db) => {
    const { programme_id } = await db
      .selectFrom("funding_grant")
      .where("id", "=", ours.grantId)
      .select("programme_id")
      .executeTakeFirstOrThrow();
    const created = await db
      .insertInto("funding_grant")
      .values({
        organisation_id: ours.organisationId,
        funder_id: ours.funderId,
        programme_id,
        title: "Six mois",
        status: "awarded",
        starts_on: "2026-01-01",
        ends_on: "2026-06-30",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return created.id;
  });
  const found = await database.execute(funder, getPeopleByNeighbourhood, { grantId: id });
  expect(found).toMatchObject({ people: {}, why: "overlap", standIn: { id: ours.grantId } });
});
