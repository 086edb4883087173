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

test("those who rely on a commons today are told by turnover band, the unknown among them", async () => {
  const rows = await populate(database.owner.db, "Miel");
  const { organisationId, resourceId, workerId } = rows;
  const { db } = database.owner;
  const arrive = async (until: string | null) => {
    const { id } = await db
      .insertInto("worker")
      .values({
        organisation_id: organisationId,
        given_name: "Ana",
        family_name: "Miel",
        kind: "both",
        supported_from: "2024-01-01",
        supported_until: until,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const relied = { organisation_id: organisationId, worker_id: id, open_resource_id: resourceId };
    await db.insertInto("worker_resource").values(relied).execute();
    return id;
  };
  const say = (id: string, code: string, moment: "entry" | "now" = "now") =>
    sql`insert into worker_value (organisation_id, worker_id, list_key, value_id, moment, is_multiple, is_sensitive)
      select organisation_id, ${id}, list_key, id, ${moment}, false, false from list_value
      where organisation_id = ${organisationId} and list_key = 'turnover' and code = ${code}`.execute(
      db,
    );
  const told = async (openResourceId?: string) =>
    (await database.execute(actorOf(rows), getReciprocity, { openResourceId })).turnover.map(
      ({ label, people, contributors }) => [label, people, contributors],
    );

  await sql`delete from contribution where organisation_id = ${organisationId}`.execute(db);
  await say(workerId, "from_5000");
  const other = await arrive(null);
  await say(other, "from_5000");
  // What they said when they came is no answer for today.
  await say(await arrive(null), "none", "entry");
  await say(await arrive("2024-12-31"), "over_30000");
  await sql`insert into contribution (organisation_id, open_resource_id, worker_id, kind, contributed_on, description, minutes)
    select ${organisationId}, ${resourceId}, ${other}, 'time', day, 'Temps', 60
    from unnest(array['2025-03-01', '2025-04-01']::date[]) as day`.execute(db);
  await sql`update list_value set retired_at = now()
    where organisation_id = ${organisationId} and list_key = 'turnover' and code in ('from_5000', 'from_15000')`.execute(
    db,
  );
  const bands = [
    ["Pas encore", 0, 0],
    ["Moins de 5 000 €", 0, 0],
    ["De 5 000 à 15 000 €", 2, 1],
    ["Plus de 30 000 €", 0, 0],
    [null, 1, 0],
  ];
  expect(await told(resourceId)).toEqual(bands);
  expect(await told()).toEqual(bands);
  // Of another organisation's commons, only our own bands are read, and nobody in them.
  expect((await told(ours.resourceId)).every(([, people]) => people === 0)).toBe(true);
});
