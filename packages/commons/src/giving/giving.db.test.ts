import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import { publicActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getPublicGiving, listPublicGiving, tellsGiving } from "./giving.queries.ts";

let database: TestDatabase;
let ours: Rows;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
});
afterAll(() => database.close());

test("what is given is public when the cooperative says so, without anybody's name", async () => {
  const { db } = database.owner;
  const { organisationId, resourceId } = ours;
  await db.transaction().execute((trx) => publishRows(trx, ours));
  const published = await sql<{ slug: string }>`
    select slug from published_record where organisation_id = ${organisationId} and id = ${resourceId}`.execute(
    db,
  );
  const slug = published.rows[0]?.slug ?? "";
  const page = () => database.executePublic(publicActor("test"), getPublicGiving, { slug });
  const isTold = () => database.executePublic(publicActor("test"), tellsGiving, { id: resourceId });
  const list = () =>
    database.executePublic(publicActor("test"), listPublicGiving, { organisationSlug: "ruche" });
  expect(await list()).toEqual([]);
  await expect(page()).rejects.toMatchObject({ code: "not_found" });
  expect(await isTold()).toBe(false);
  await sql`insert into commons (organisation_id, open_resource_id, tells_giving)
    values (${organisationId}, ${resourceId}, true)
    on conflict (organisation_id, open_resource_id) do update set tells_giving = true`.execute(db);
  await sql`insert into contribution (organisation_id, open_resource_id, worker_id, kind, contributed_on, description, amount_cents)
    values (${organisationId}, ${resourceId}, null, 'gift', '2025-03-01', 'Don au nom de Léa Ruche', 1500),
      (${organisationId}, ${resourceId}, ${ours.workerId}, 'gift', '2025-03-02', 'Don de Léa Ruche', 700),
      (${organisationId}, ${resourceId}, ${ours.workerId}, 'membership', '2024-03-02', 'Son adhésion', 900)`.execute(
    db,
  );
  await sql`insert into contribution (organisation_id, open_resource_id, worker_id, kind, contributed_on, description, minutes)
    values (${organisationId}, ${resourceId}, null, 'time', '2024-03-01', 'Accueil', 60),
      (${organisationId}, ${resourceId}, ${ours.workerId}, 'time', '2024-03-02', 'Relecture', 720)`.execute(
    db,
  );
  expect(await isTold()).toBe(true);
  expect(await list()).toEqual([{ slug, title: expect.any(String) }]);
  const told = await page();
  expect(told.given).toContainEqual({
    ...{ year: 2025, kind: "gift", entries: 1, amountCents: 1500, minutes: 0 },
  });
  // A person's own gifts are theirs, and the hours of fewer than five people are told of nobody.
  expect(told.given.filter(({ year }) => year === 2024)).toEqual([
    { year: 2024, kind: "time", entries: 2, amountCents: 0, minutes: 60 },
  ]);
  expect(JSON.stringify(told.given)).not.toContain("Léa");
});
