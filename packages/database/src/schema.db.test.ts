import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "./connection.ts";
import { migrate, pendingMigrations } from "./migrate.ts";
import { createTestDatabase, type TestDatabase, testSecret } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test("the table types are those of the migrated database", async () => {
  const cwd = join(dirname(fileURLToPath(import.meta.url)), "..");
  const { scripts } = (await import("../package.json", { with: { type: "json" } })).default;
  await promisify(execFile)(`./node_modules/.bin/${scripts.schema} --verify`, {
    cwd,
    shell: true,
    env: { ...process.env, DATABASE_URL: database.url },
  });
}, 60_000);

test("migrating again, twice at once, changes nothing", async () => {
  const again = () => migrate({ url: database.url, secret: testSecret });
  expect(await Promise.all([again(), again()])).toEqual([{ applied: [] }, { applied: [] }]);
});

test("an app can tell that nothing is pending", async () => {
  const staff = connect({ url: database.url, role: "essaim_staff", secret: testSecret });
  expect(await pendingMigrations(staff.db)).toEqual([]);
  await staff.close();
});
