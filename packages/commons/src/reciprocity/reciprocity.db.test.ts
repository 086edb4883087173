import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getReciprocity, listReciprocity } from "./reciprocity.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
});
afterAll(() => database.close());

test("what is drawn and what is given stand side by side, year by year, for one commons and for all", async () => {
  const { organisationId, resourceId, workerId } = ours;
  const { db } = database.owner;
  await sql`delete from contribution where organisation_id = ${organisationId}`.execute(db);
  await sql`insert into worker_resource (organisation_id, worker_id, open_resource_id)
    values (${organisationId}, ${workerId}, ${resourceId}) on conflict do nothing`.execute(db);
  await sql`update worker set supported_from = '2024-06-01', supported_until = '2025-02-01'
    where organisation_id = ${organisationId} and id = ${workerId}`.execute(db);
  await sql`insert into contribution (organisation_id, open_resource_id, worker_id, kind, contributed_on, description, amount_cents, minutes)
    values (${organisationId}, ${resourceId}, ${workerId}, 'gift', '2023-03-01', 'Don', 1500, null),
      (${organisationId}, ${resourceId}, null, 'time', '2025-03-01', 'Temps', null, 90)`.execute(
    db,
  );
  const read = (actor = actorOf(ours), openResourceId: string | undefined = resourceId) =>
    database.execute(actor, getReciprocity, { openResourceId });
  const { years } = await read();
  const of = (year: number) => years.find((one) => one.year === year);
  expect(of(2023)).toMatchObject({
    people: 0,
    contributions: 1,
    contributors: 1,
    amountCents: 1500,
  });
  expect(of(2024)).toMatchObject({ people: 1, contributions: 0, amountCents: 0 });
  expect(of(2025)).toMatchObject({ people: 1, contributions: 1, contributors: 0, minutes: 90 });
  expect(years.map(({ year }) => year)).toEqual(
    [...years.map(({ year }) => year)].sort((a, b) => b - a),
  );
  expect((await database.execute(actorOf(ours), getReciprocity, {})).years).toEqual(years);

  const [line] = await database.execute(actorOf(ours), listReciprocity, {});
  expect(line).toMatchObject({ id: resourceId, people: 0, contributions: 2, amountCents: 1500 });
  const foreign = await read(actorOf(theirs));
  expect(foreign.years.every(({ contributions, people }) => contributions + people === 0)).toBe(
    true,
  );
});
