import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setThreshold } from "./threshold.commands.ts";
import { getThreshold } from "./threshold.queries.ts";
import { thresholdFormSchema } from "./threshold.schema.ts";

let database: TestDatabase;
let ours: Rows;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
});
afterAll(() => database.close());

test("an organisation begins with five, and chooses another number that protects", async () => {
  const manager = actorOf(ours, "manager");
  const { threshold, version } = await database.execute(manager, getThreshold, {});
  expect(threshold).toBe(5);
  const saved = await database.execute(manager, setThreshold, { threshold: 8, version });
  expect(saved.ok).toBe(true);
  expect((await database.execute(manager, getThreshold, {})).threshold).toBe(8);
  const stale = await database.execute(manager, setThreshold, { threshold: 3, version });
  expect(stale).toMatchObject({ ok: false, reason: "conflict" });
});

test.each(["2", "0", "-5", "51", "5,5", "", "cinq"])("« %s » is refused", (threshold) => {
  expect(thresholdFormSchema.safeParse({ threshold, version: "1" }).success).toBe(false);
});

test("PostgreSQL holds the rule too, and a coach chooses nothing", async () => {
  await expect(
    sql`update organisation set disclosure_threshold = 2`.execute(database.owner.db),
  ).rejects.toThrow(/disclosure_threshold/);
  const coach = actorOf(ours, "coach");
  await expect(database.execute(coach, setThreshold, { threshold: 8, version: 1 })).rejects.toThrow(
    /impact:publish/,
  );
});
