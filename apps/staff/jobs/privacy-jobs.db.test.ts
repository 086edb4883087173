import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { erasureRegisterKey } from "@essaim/accompaniment/privacy/erasure-register.rules";
import {
  aissatou,
  type TestPerson,
  tellEverything,
} from "@essaim/accompaniment/privacy/testing-person";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { houseActor, memberActor } from "@essaim/identity/actor";
import type { Role } from "@essaim/identity/permission";
import { openStorage } from "@essaim/web/storage";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { prepareAccessExport } from "./access-export.ts";
import { eraseWorkersJob, loadRegister } from "./erase-workers.ts";
import { nightlyRetention } from "./nightly-retention.ts";
import type { JobWork } from "./work.ts";

let database: TestDatabase;
let folder: string;
let storage: ReturnType<typeof openStorage>;
let rows: Rows;
let person: TestPerson;
const said: { level: string; details: unknown }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "essaim-privacy-"));
  storage = openStorage({ kind: "folder", folder });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  said.length = 0;
  rows = await populate(database.owner.db, `Ruche-${randomUUID()}`);
  person = await tellEverything(database.owner.db, rows);
  await storage.put(person.documentKey, new TextEncoder().encode("%PDF-1.7"));
});

function workOf(input: unknown, role: Role | null = "manager"): JobWork {
  const { organisationId, membershipId } = rows;
  const jobId = randomUUID();
  const log = (level: string) => (details: unknown) => said.push({ level, details });
  return {
    jobId,
    organisationId,
    input,
    actor:
      role &&
      memberActor({
        organisationId,
        membershipId,
        role,
        userId: randomUUID(),
        funderId: null,
        requestId: jobId,
      }),
    house: houseActor(organisationId, jobId),
    execute: database.executeJobs,
    progress: async () => {},
    wikis: {} as JobWork["wikis"],
    storage,
    mailer: async () => {},
    staffUrl: "http://localhost:3000",
    publicUrl: "http://localhost:3001",
    geocoder: {} as never,
    logger: {
      info: log("info"),
      warn: log("warn"),
      error: log("error"),
    } as unknown as JobWork["logger"],
  };
}

const one = async (query: string, ...values: unknown[]) =>
  (await database.owner.pool.query(query, values)).rows[0];
const nameOf = () => one("select family_name from worker where id = $1", person.workerId);
const keepFor = (months: number) =>
  one("update organisation set retention_months = $2 where id = $1", rows.organisationId, months);

test("an archive is put in the storage, and its record says where", async () => {
  const result = await prepareAccessExport(workOf({ workerId: person.workerId }));
  expect(result).toMatchObject({ workerId: person.workerId, files: 1, missing: 0 });
  const record = await one(
    "select storage_key as key, size_bytes as size from access_export where id = $1",
    (result as { exportId: string }).exportId,
  );
  expect((await storage.read(record.key)).length).toBe(record.size);
  const announced = await one("select 1 from file_removal where storage_key = $1", record.key);
  expect(announced).toBeUndefined();
}, 60_000);

test.each([prepareAccessExport, eraseWorkersJob])("a coach's job is refused", async (job) => {
  const input = { workerId: person.workerId, workerIds: [person.workerId] };
  await expect(job(workOf(input, "coach"))).rejects.toThrow(/Votre rôle/);
  expect(await nameOf()).toEqual({ family_name: aissatou.familyName });
});

describe("erased people", () => {
  test("are in a register that outlives the database, and a restored backup is erased again", async () => {
    expect(await eraseWorkersJob(workOf({ workerIds: [person.workerId] }))).toMatchObject({
      erased: 1,
    });
    expect(await nameOf()).toEqual({ family_name: "effacée" });
    expect(await loadRegister(workOf(null))).toEqual([person.workerId]);
    expect(
      new TextDecoder().decode(await storage.read(erasureRegisterKey(rows.organisationId))),
    ).not.toMatch(/Aïssatou/);
    // The backup of the day before.
    await one("delete from erasure where organisation_id = $1", rows.organisationId);
    await one(
      "update worker set given_name = $2, family_name = $3, anonymised_at = null where id = $1",
      person.workerId,
      aissatou.givenName,
      aissatou.familyName,
    );
    expect(await nightlyRetention(workOf(null, null))).toMatchObject({
      erased: 1,
      erasedAgain: 1,
      waiting: 0,
    });
    expect(await nameOf()).toEqual({ family_name: "effacée" });
    expect(await nightlyRetention(workOf(null, null))).toMatchObject({ erased: 0, erasedAgain: 0 });
  });
});

describe("the night", () => {
  test("erases those whose time has come, and says what it did without naming anybody", async () => {
    await keepFor(1);
    const account = await nightlyRetention(workOf(null, null));
    expect(account).toMatchObject({ erased: 1, failed: 0 });
    expect(await nameOf()).toEqual({ family_name: "effacée" });
    expect(JSON.stringify(said)).not.toMatch(/ssatou|Diaye/);
    const last = await one(
      `select cardinality(worker_ids) as people, traces_left as left from erasure
        where organisation_id = $1 and worker_ids <> '{}'`,
      rows.organisationId,
    );
    expect(last).toEqual({ people: 1, left: 0 });
  });

  test("does nothing while nothing is decided, and leaves its account all the same", async () => {
    expect(await nightlyRetention(workOf(null, null))).toMatchObject({ erased: 0 });
    expect(await nameOf()).toEqual({ family_name: aissatou.familyName });
    const accounts = await one(
      "select count(*)::int as lines from erasure where organisation_id = $1",
      rows.organisationId,
    );
    expect(accounts).toEqual({ lines: 1 });
  });

  test("is loud when traces are left, and erases nothing of that person", async () => {
    await keepFor(1);
    await one(`create function put_back() returns trigger language plpgsql as $$
      begin new.summary := 'Avec Aïssatou N’Diaye-Lemaître'; return new; end $$`);
    await one(`create trigger put_back before update on meeting for each row
      when (new.summary like '%[personne%') execute function put_back()`);
    await expect(nightlyRetention(workOf(null, null))).rejects.toThrow(/traces/);
    await one("drop trigger put_back on meeting");
    expect(await nameOf()).toEqual({ family_name: aissatou.familyName });
    expect(said.filter((line) => line.level === "error")).toHaveLength(1);
    const failed = await one(
      "select traces_left as left from erasure where organisation_id = $1 and worker_ids <> '{}'",
      rows.organisationId,
    );
    expect(failed.left).toBeGreaterThan(0);
  });
});
