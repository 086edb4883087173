import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { announceFile, keepFile, letGoOfFile, newFileKey, sweepFiles } from "./file.ts";
import type { Tx } from "./operation.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";
import { populate, type Rows } from "./testing-rows.ts";

let database: TestDatabase;
let ours: Rows;
beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  await database.jobs.db.deleteFrom("file_removal").execute();
});
afterAll(() => database.close());

/** Runs as a coach of our organisation. */
const asCoach = <T>(work: (db: Tx) => Promise<T>) =>
  database.staff.db.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${ours.organisationId}, true),
      set_config('app.membership_id', ${ours.membershipId}, true),
      set_config('role', 'essaim_coach', true)`.execute(db);
    return work(db);
  });
const remembered = async () =>
  (await database.jobs.db.selectFrom("file_removal").select("storage_key").execute()).map(
    (row) => row.storage_key,
  );
const makeDue = (key: string) =>
  sql`update file_removal set due_at = now() - interval '1 second' where storage_key = ${key}`;
/** The sweep, and the keys that it removed. */
async function swept(fails: string[] = []) {
  const gone: string[] = [];
  const counts = await sweepFiles(database.jobs.db, async (key) => {
    if (fails.includes(key)) throw new Error("away");
    gone.push(key);
  });
  return { ...counts, gone };
}

test("a file announced and never kept is removed after its hour, not before", async () => {
  const key = await asCoach((db) => announceFile(db, ours));
  expect(await swept()).toEqual({ removed: 0, failed: 0, gone: [] });
  await expire(key);
  expect(await asCoach((db) => keepFile(db, key))).toBe(false);
  expect(await swept()).toEqual({ removed: 1, failed: 0, gone: [key] });
  expect(await remembered()).toEqual([]);
});

test("a file kept in time is not, until it is let go of", async () => {
  const key = await asCoach((db) => announceFile(db, ours));
  expect(await asCoach((db) => keepFile(db, key))).toBe(true);
  expect(await asCoach((db) => keepFile(db, key))).toBe(false);
  expect((await swept()).gone).toEqual([]);
  await asCoach(async (db) => {
    await letGoOfFile(db, ours, key);
    await letGoOfFile(db, ours, key);
  });
  expect((await swept()).gone).toEqual([key]);
});

test("a file that cannot be removed is remembered, and holds no other back", async () => {
  const keys = Array.from({ length: 120 }, () => newFileKey(ours.organisationId)).sort();
  await asCoach(async (db) => {
    for (const key of keys) await letGoOfFile(db, ours, key);
  });
  const [stuck = ""] = keys;
  expect(await swept([stuck])).toMatchObject({ removed: 119, failed: 1 });
  expect(await remembered()).toEqual([stuck]);
  expect((await swept()).gone).toEqual([stuck]);
});

/** Its hour has passed. Only the owner may say so, within the organisation. */
async function expire(key: string) {
  await database.owner.db.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${ours.organisationId}, true)`.execute(db);
    await makeDue(key).execute(db);
  });
}
