import { randomUUID } from "node:crypto";
import { enqueueJob } from "@essaim/database/job";
import { askHouseJobs, holdJob, recoverJobs } from "@essaim/database/job-queue";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { memberActor } from "./actor.ts";
import { getJob } from "./job.queries.ts";
import { JobRefusal, type RunJob, startJobs, timeInParis } from "./job-runner.ts";
import { defineCommand, defineHouseQuery, defineQuery, NotFound } from "./operation.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let logged: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
});
afterAll(() => database.close());
beforeEach(() => {
  logged = "";
});

const actorOf = (rows: Rows) =>
  memberActor({ ...rows, role: "coach", userId: randomUUID(), funderId: null, requestId: "r" });

const ask = defineCommand({
  name: "askForTest",
  permission: "worker:read",
  subject: "job",
  input: z.object({ of: z.string() }),
  run: async ({ db, actor, input }) => ({
    ok: true,
    id: await enqueueJob(db, actor, "test", input),
  }),
});
const workersSeen = defineQuery({
  name: "workersSeen",
  permission: "worker:read",
  input: z.object({}),
  run: ({ db }) => db.selectFrom("worker").select("organisation_id").execute(),
});
const houseSees = defineHouseQuery({
  name: "houseSees",
  permission: "house:keep",
  input: z.object({}),
  run: async ({ db }) =>
    (await sql<{ role: string }>`select current_user as role from worker`.execute(db)).rows,
});

async function asked(rows: Rows = ours): Promise<string> {
  const outcome = await database.execute(actorOf(rows), ask, { of: "x" });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id ?? "";
}

const jobRow = async (id: string) =>
  (await sql<Record<string, unknown>>`select * from job where id = ${id}`.execute(database.jobs.db))
    .rows[0] ?? {};
const queued = async (id: string) =>
  (
    await sql<{
      attempts: number;
      locked_by: string | null;
      last_error: string | null;
    }>`select * from graphile_worker.jobs where key = ${id}`.execute(database.owner.db)
  ).rows[0];

async function until<T>(read: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    const value = await read();
    if (good(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`Never happened: ${JSON.stringify(await read())}`);
}
const ended = (id: string) =>
  until(
    () => jobRow(id),
    (job) => job.finished_at instanceof Date,
  );

/** Runs the jobs with this handler while `meanwhile` lasts. */
async function running<T>(
  run: RunJob<object>,
  meanwhile: () => Promise<T>,
  grace?: number,
): Promise<T> {
  const jobs = startJobs({
    connection: database.jobs,
    kinds: { test: { run } },
    services: {},
    everyMinute: async () => {},
    log: (...line) => {
      logged += `${JSON.stringify(line)}\n`;
    },
    grace,
  });
  try {
    return await meanwhile();
  } finally {
    await jobs.stop();
  }
}

describe("a job", () => {
  test("is done in the name of whoever asked, within their organisation, and says what it did", async () => {
    const id = await asked();
    await asked(theirs);
    const seen: unknown[] = [];
    const job = await running(
      async ({ execute, actor, house, input, organisationId }) => {
        if (!actor) throw new Error("nobody asked");
        if (organisationId === ours.organisationId)
          seen.push(
            await execute(actor, workersSeen, {}),
            await execute(house, houseSees, {}),
            input,
          );
        return { people: 3 };
      },
      () => ended(id),
    );
    expect(seen).toEqual([
      [{ organisation_id: ours.organisationId }],
      [{ role: "essaim_keeper" }],
      { of: "x" },
    ]);
    expect(job).toMatchObject({ status: "done", result: { people: 3 }, failure: null });
    expect(await queued(id)).toBeUndefined();
  });

  test("is seen on its way", async () => {
    const id = await asked();
    let go = () => {};
    const waiting = new Promise<void>((resolve) => {
      go = resolve;
    });
    const job = await running(
      async ({ progress }) => {
        await progress(1, 40);
        await progress(1, 40, new Date("2026-11-24T08:00:05Z"));
        await waiting;
        await progress(40, 40);
      },
      async () => {
        await until(
          () => jobRow(id),
          (one) => one.status === "running" && one.done === 1 && one.total === 40,
        );
        const pace = () => database.execute(actorOf(ours), getJob, { id }).then((one) => one.pace);
        const told = await until(pace, (one) => one.triesAgainAt !== null);
        expect(told.triesAgainAt).toEqual(new Date("2026-11-24T08:00:05Z"));
        expect(told.wentOnAt).toBeInstanceOf(Date);
        go();
        return ended(id);
      },
    );
    expect(job).toMatchObject({ status: "done", done: 40, total: 40, result: {} });
  });

  test("that refuses says why, once", async () => {
    const id = await asked();
    let turns = 0;
    const job = await running(
      async () => {
        turns += 1;
        throw new JobRefusal("La feuille est vide.");
      },
      () => ended(id),
    );
    expect(job).toMatchObject({ status: "failed", failure: "La feuille est vide." });
    expect(turns).toBe(1);
    expect(await queued(id)).toBeUndefined();
  });

  test("of somebody whose access has ended is not done", async () => {
    const id = await asked();
    const { db } = database.owner;
    const setEnd = (at: string | null) =>
      db.transaction().execute(async (trx) => {
        await sql`select set_config('app.organisation_id', ${ours.organisationId}, true)`.execute(
          trx,
        );
        await sql`update membership set ended_at = ${at} where id = ${ours.membershipId}`.execute(
          trx,
        );
      });
    await setEnd("2026-01-01");
    const job = await running(
      async () => ({ done: true }),
      () => ended(id),
    );
    await setEnd(null);
    expect(job).toMatchObject({ status: "failed", result: null });
    expect(String(job.failure)).toContain("fermé");
  });

  test("that the house does by itself is asked by nobody", async () => {
    const id = await asked();
    const jobs = startJobs({
      connection: database.jobs,
      kinds: { test: { run: async () => ({ done: true }), nightly: "04:00" } },
      services: {},
      everyMinute: async () => {},
      log: () => {},
    });
    const job = await ended(id).finally(() => jobs.stop());
    expect(job).toMatchObject({ status: "failed", result: null });
  });

  test("that fails is tried three times, and what its error says is kept nowhere", async () => {
    const id = await asked();
    let turns = 0;
    const retryNow = () =>
      sql`update graphile_worker._private_jobs set run_at = now() where key = ${id}`.execute(
        database.owner.db,
      );
    const errors: unknown[] = [];
    const job = await running(
      async () => {
        turns += 1;
        throw new Error("Léa Dupont has no address");
      },
      () =>
        until(
          async () => {
            await retryNow();
            errors.push((await queued(id))?.last_error);
            return jobRow(id);
          },
          (one) => one.finished_at instanceof Date,
        ),
    );
    expect(turns).toBe(3);
    expect(job).toMatchObject({ status: "failed" });
    expect(JSON.stringify([job, errors]) + logged).not.toContain("Dupont");
    expect(errors.some(Boolean)).toBe(true);
    expect(logged).toContain("job-runner.db.test");
  });

  test("is given back when the process is asked to stop, and done by the next one", async () => {
    const id = await asked();
    const begun = () =>
      until(
        () => jobRow(id),
        (one) => one.status === "running",
      );
    await running(() => new Promise(() => {}), begun, 100);
    expect(await jobRow(id)).toMatchObject({ status: "queued" });
    expect(await queued(id)).toMatchObject({ attempts: 0, locked_by: null });
    const job = await running(
      async () => ({ again: true }),
      () => ended(id),
    );
    expect(job).toMatchObject({ status: "done", result: { again: true } });
  }, 40_000);
});

describe("a job left half-way", () => {
  /** As a process leaves it that was killed. */
  async function abandoned(attempts: number): Promise<string> {
    const id = await asked();
    await sql`update job set status = 'running', created_at = now() - interval '1 hour' where id = ${id}`.execute(
      database.jobs.db,
    );
    await sql`update graphile_worker._private_jobs set locked_by = 'dead', attempts = ${attempts},
      locked_at = now() - interval '1 minute' where key = ${id}`.execute(database.owner.db);
    return id;
  }

  test("is taken again once nobody holds it", async () => {
    const id = await abandoned(1);
    const key = { organisationId: ours.organisationId, jobId: id };
    await holdJob(database.jobs.db, key, async () => {
      await recoverJobs(database.jobs.db, "trop");
      expect(await queued(id)).toMatchObject({ locked_by: "dead" });
      expect(await holdJob(database.jobs.db, key, async () => ({ status: "again" }))).toBe(
        "elsewhere",
      );
      return { status: "again" };
    });
    await recoverJobs(database.jobs.db, "trop");
    expect(await queued(id)).toMatchObject({ locked_by: null });
    expect(
      await running(
        async () => ({ people: 1 }),
        () => ended(id),
      ),
    ).toMatchObject({ status: "done" });
  });

  test("for the third time is told as failed, and leaves the queue", async () => {
    const id = await abandoned(3);
    await recoverJobs(database.jobs.db, "trop de fois");
    expect(await jobRow(id)).toMatchObject({ status: "failed", failure: "trop de fois" });
    expect(await queued(id)).toBeUndefined();
  });
});

test("the house asks for its work once in every organisation", async () => {
  const at = new Date();
  await askHouseJobs(database.jobs.db, ["night_work"], at);
  await askHouseJobs(database.jobs.db, ["night_work"], at);
  const { rows } = await sql`select organisation_id from job where kind = 'night_work'
    and requested_by is null order by 1`.execute(database.jobs.db);
  expect(rows).toEqual(
    [ours, theirs]
      .map((one) => ({ organisation_id: one.organisationId }))
      .sort((a, b) => (a.organisation_id < b.organisation_id ? -1 : 1)),
  );
});

test("the hour of the night is Paris's, in summer and in winter", () => {
  expect(timeInParis(new Date("2026-07-01T01:15:00Z"))).toBe("03:15");
  expect(timeInParis(new Date("2026-12-01T02:15:00Z"))).toBe("03:15");
});

test("a job's page is for whoever asked", async () => {
  const id = await asked();
  expect(await database.execute(actorOf(ours), getJob, { id })).toMatchObject({
    kind: "test",
    status: "queued",
    input: { of: "x" },
    result: {},
    isLate: false,
  });
  const hidden = database.execute(actorOf(theirs), getJob, { id });
  await expect(hidden).rejects.toThrow(NotFound);
  const manager = memberActor({ ...actorOf(ours), role: "manager", membershipId: randomUUID() });
  await expect(database.execute(manager, getJob, { id })).rejects.toThrow(NotFound);
});
