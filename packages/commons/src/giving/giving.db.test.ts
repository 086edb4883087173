import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, publishRows, type Rows } from "@essaim/database/testing-rows";
import { publicActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getPublicGiving, tellsGiving } from "./giving.queries.ts";

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
  await expect(page()).rejects.toMatchObject({ code: "not_found" });
  expect(await isTold()).toBe(false);
  await sql`insert into commons (organisation_id, open_resource_id, tells_giving)
    values (${organisationId}, ${resourceId}, true)
    on conflict (organisation_id, open_resource_id) do update set tells_giving = true`.execute(db);
  await sql`insert into contribution (organisation_id, open_resource_id, worker_id, kind, contributed_on, description, amount_cents)
    values (${organisationId}, ${resourceId}, ${ours.workerId}, 'gift', '2025-03-01', 'Don de Léa Ruche', 1500)`.execute(
    db,
  );
  expect(await isTold()).toBe(true);
  const told = await page();
  expect(told.given).toContainEqual({
    ...{ year: 2025, kind: "gift", entries: 1, amountCents: 1500, minutes: 0 },
  });
  expect(JSON.stringify(told.given)).not.toContain("Léa");
});
