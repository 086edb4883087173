import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import * as fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorker } from "../worker/worker.commands.ts";
import { workerSchema } from "../worker/worker.schema.ts";
import { listDeadlines } from "./deadline.queries.ts";
import { deadlinesOf } from "./deadline.rules.ts";
import { editStage, recordStage, removeStage } from "./stage.commands.ts";
import { getPathway, getStageForm } from "./stage.queries.ts";
import { type Dated, decidePathway, isCape, latestTerm, type Stage } from "./stage.rules.ts";
import { editStageSchema, recordStageSchema } from "./stage.schema.ts";
import { anyPathway, anyStages, testDay } from "./testing-pathways.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let manager: MemberActor;
let stranger: MemberActor;
let reasonId: string;
let destinationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours, "coach");
  manager = actorOf(ours, "manager");
  stranger = actorOf(theirs, "manager");
  const { lists } = await pathwayOf(ours.workerId);
  reasonId = lists.exit_reason[0]?.id ?? "";
  destinationId = lists.exit_destination[0]?.id ?? "";
});
afterAll(() => database.close());

async function create(supportedFrom: string, change: object = {}): Promise<string> {
  const input = workerSchema.parse({
    givenName: "Maïlys",
    familyName: "Lefèvre",
    kind: "platform_worker",
    supportedFrom,
    coachId: ours.membershipId,
    somebodyElse: "oui",
    ...change,
  });
  const outcome = await database.execute(coach, createWorker, input);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

const pathwayOf = (workerId: string, actor = coach) =>
  database.execute(actor, getPathway, { workerId });
const stagesIn = async (workerId: string) =>
  (await pathwayOf(workerId)).stages.map(({ kind, startsOn, endsOn }) => [kind, startsOn, endsOn]);

const record = (workerId: string, fields: object, options: { submissionId?: string } = {}) =>
  database.execute(coach, recordStage, recordStageSchema.parse({ workerId, ...fields }), options);
async function add(workerId: string, fields: object): Promise<string> {
  const outcome = await record(workerId, fields);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.id;
}
const edit = (fields: object) => database.execute(coach, editStage, editStageSchema.parse(fields));
const supported = (workerId: string) =>
  asOwner((db) =>
    db
      .selectFrom("worker")
      .where("id", "=", workerId)
      .select(["supported_from as from", "supported_until as until"])
      .executeTakeFirstOrThrow(),
  );

const asOwner = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, ours, work);

describe("a person's pathway", () => {
  test("begins with their file, and each stage moves their situation", async () => {
    const id = await create("2024-01-08");
    await add(id, { kind: "diagnosis", startsOn: "2024-01-15" });
    await add(id, { kind: "cape", startsOn: "2024-02-01", termOn: "2025-01-31" });
    await add(id, { kind: "cesa", startsOn: "2024-11-01" });
    await add(id, {
      kind: "exit",
      startsOn: "2025-06-30",
      exit_reason: reasonId,
      exit_destination: "unknown",
      note: "Elle crée sa société.",
    });
    expect(await stagesIn(id)).toEqual([
      ["candidate", "2024-01-08", null],
      ["diagnosis", "2024-01-15", null],
      ["cape", "2024-02-01", "2024-10-31"],
      ["cesa", "2024-11-01", "2025-06-30"],
      ["exit", "2025-06-30", null],
    ]);
    expect(await supported(id)).toEqual({ from: "2024-01-08", until: "2025-06-30" });
    const { stages, next } = await pathwayOf(id);
    expect(stages.at(-1)).toMatchObject({
      exitReason: { id: reasonId },
      exitDestination: null,
      note: "Elle crée sa société.",
      updatedByName: "Ruche",
    });
    expect(next.map(({ kind }) => kind)).toEqual(["candidate", "diagnosis", "cape"]);
  });

  test("of somebody who comes back has two periods, and the gap is not one", async () => {
    const id = await create("2023-01-09");
    await add(id, exitOn("2023-06-30"));
    await add(id, { kind: "candidate", startsOn: "2025-03-03" });
    expect(await supported(id)).toEqual({ from: "2023-01-09", until: null });
    const periods = await asOwner((db) =>
      db
        .selectFrom("support_period")
        .where("worker_id", "=", id)
        .orderBy("starts_on")
        .select(["starts_on", "ends_on"])
        .execute(),
    );
    expect(periods).toEqual([
      { starts_on: "2023-01-09", ends_on: "2023-06-30" },
      { starts_on: "2025-03-03", ends_on: null },
    ]);
  });

  test("refuses what does not follow, in a sentence, and writes nothing", async () => {
    const id = await create("2024-01-08");
    expect(await record(id, { kind: "associate", startsOn: "2024-02-01" })).toMatchObject({
      ok: false,
      reason: "stage_refused",
      field: "kind",
    });
    expect(
      await record(id, { kind: "cape", startsOn: "2024-02-01", termOn: "2024-01-31" }),
    ).toMatchObject({ ok: false, field: "termOn" });
    expect(
      await record(id, {
        kind: "exit",
        startsOn: "2024-02-01",
        exit_reason: destinationId,
        exit_destination: "unknown",
      }),
    ).toMatchObject({ ok: false, field: "exit_reason" });
    expect(await stagesIn(id)).toEqual([["candidate", "2024-01-08", null]]);
  });

  test("says what a correction must keep to, because of a later stage", async () => {
    const id = await create("2024-01-08");
    const cape = await add(id, { kind: "cape", startsOn: "2024-02-01", termOn: "2025-01-31" });
    await add(id, { kind: "cape_renewal", startsOn: "2025-02-01", termOn: "2026-01-31" });
    const outcome = await edit({
      id: cape,
      version: 1,
      startsOn: "2024-02-01",
      termOn: "2024-12-31",
    });
    expect(outcome).toMatchObject({
      ok: false,
      reason: "stage_refused",
      field: "termOn",
      message: expect.stringMatching(/^Ce contrat doit finir le 31\sjanvier\s2025/),
    });
  });

  test("is corrected, unless somebody else did meanwhile", async () => {
    const id = await create("2024-01-08");
    const cape = await add(id, { kind: "cape", startsOn: "2024-02-01", termOn: "2025-01-31" });
    const asked = { id: cape, version: 1, startsOn: "2024-02-05", termOn: "2025-02-04" };
    expect(await edit(asked)).toEqual({ ok: true, id: cape });
    expect(await edit({ ...asked, startsOn: "2024-03-01" })).toMatchObject({
      ok: false,
      reason: "conflict",
      current: { startsOn: "2024-02-05", version: 2 },
      changedBy: "Ruche",
    });
    expect(await stagesIn(id)).toContainEqual(["cape", "2024-02-05", "2025-02-04"]);
  });

  test("a stage taken back gives the contract it cut its term again; the first stage stays", async () => {
    const id = await create("2024-01-08");
    await add(id, { kind: "cape", startsOn: "2024-02-01", termOn: "2025-01-31" });
    const exit = await add(id, exitOn("2024-06-30"));
    expect(await stagesIn(id)).toContainEqual(["cape", "2024-02-01", "2024-06-30"]);
    const removed = await database.execute(coach, removeStage, { id: exit, version: 1 });
    expect(removed).toEqual({ ok: true, id: exit });
    expect(await stagesIn(id)).toContainEqual(["cape", "2024-02-01", "2025-01-31"]);
    expect(await supported(id)).toEqual({ from: "2024-01-08", until: null });

    const alone = await create("2024-01-08");
    const [first] = (await pathwayOf(alone)).stages;
    expect(
      await database.execute(coach, removeStage, { id: first?.id ?? "", version: 1 }),
    ).toMatchObject({ ok: false, reason: "stage_refused" });
  });

  test("two people at once cannot break the order, and one form writes one stage", async () => {
    const id = await create("2024-01-08");
    const cape = { kind: "cape", startsOn: "2024-02-01", termOn: "2025-01-31" };
    const both = await Promise.all([
      record(id, cape),
      record(id, { kind: "cesa", startsOn: "2024-01-20" }),
    ]);
    expect(both.filter((outcome) => outcome.ok)).toHaveLength(1);

    const other = await create("2024-01-08");
    const submissionId = randomUUID();
    const [first, second] = await Promise.all([
      record(other, cape, { submissionId }),
      record(other, cape, { submissionId }),
    ]);
    expect(second).toEqual(first);
    expect(await stagesIn(other)).toHaveLength(2);
  });

  test("is another organisation's to nobody", async () => {
    const id = await create("2024-01-08");
    const cape = await add(id, { kind: "cape", startsOn: "2024-02-01", termOn: "2025-01-31" });
    await expect(pathwayOf(id, stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(database.execute(stranger, getStageForm, { id: cape })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      database.execute(stranger, removeStage, { id: cape, version: 1 }),
    ).rejects.toMatchObject({ code: "not_found" });
    const exit = recordStageSchema.parse({ workerId: id, ...exitOn("2024-06-30") });
    await expect(database.execute(stranger, recordStage, exit)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      database.execute(actorOf(ours, "editor"), recordStage, exit),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  test("leaves a trace of who looked", async () => {
    const id = await create("2024-01-08");
    await pathwayOf(id, manager);
    const looks = await asOwner((db) =>
      db
        .selectFrom("audit_event")
        .where("operation", "=", "getPathway")
        .where("subject_id", "=", id)
        .select("membership_id")
        .execute(),
    );
    expect(looks).toEqual([{ membership_id: manager.membershipId }]);
  });
});

const exitOn = (startsOn: string) => ({
  kind: "exit",
  startsOn,
  exit_reason: "unknown",
  exit_destination: "unknown",
});

test("deadlines of a coach's people, and of everybody", async () => {
  const day = today();
  const ending = await create(daysAfter(day, -340), { familyName: "Bientôt" });
  const startsOn = daysAfter(day, -330);
  await add(ending, { kind: "cape", startsOn, termOn: latestTerm(startsOn) });
  const far = await create(daysAfter(day, -100), { familyName: "Plus tard" });
  await add(far, {
    kind: "cape",
    startsOn: daysAfter(day, -100),
    termOn: latestTerm(daysAfter(day, -100)),
  });
  const employee = await create(daysAfter(day, -1050), {
    familyName: "Salariée",
    coachId: undefined,
  });
  await add(employee, { kind: "cesa", startsOn: daysAfter(day, -1050) });
  const left = await create(daysAfter(day, -340), { familyName: "Partie" });
  await add(left, { kind: "cape", startsOn, termOn: latestTerm(startsOn) });
  await add(left, exitOn(daysAfter(day, -5)));
  const found = async (scope: "mine" | "everyone", withinDays = 90, actor = coach) =>
    (await database.execute(actor, listDeadlines, { scope, day, withinDays }))
      .filter(({ workerId }) => [ending, far, employee, left].includes(workerId))
      .map(({ workerName, kind }) => `${workerName.split(" ").slice(1).join(" ")} ${kind}`);
  expect(await found("mine")).toEqual(["Bientôt cape_renewal"]);
  expect(await found("everyone")).toEqual(["Bientôt cape_renewal", "Salariée associate"]);
  expect(await found("mine", 10)).toEqual([]);
  expect(await found("mine", 365)).toEqual(["Bientôt cape_renewal", "Plus tard cape_renewal"]);
  expect(await found("everyone", 90, stranger)).toEqual([]);
});

describe("the database", () => {
  test("finds the deadlines that the rules tell, of any pathway", async () => {
    await fc.assert(
      fc.asyncProperty(anyPathway, async (stages) => {
        const decision = decidePathway(stages, testDay);
        if (!decision.ok) throw new Error(decision.message);
        const workerId = await write(decision.stages);
        const withinDays = 1100;
        const found = await database.execute(coach, listDeadlines, {
          ...{ scope: "everyone", day: testDay, withinDays },
        });
        expect(
          found
            .filter((deadline) => deadline.workerId === workerId)
            .map(({ kind, on, sentence }) => ({ kind, on, sentence })),
        ).toEqual(
          deadlinesOf(decision.stages, testDay)
            .filter(({ on }) => on <= daysAfter(testDay, withinDays))
            .map(({ kind, on, sentence }) => ({ kind, on, sentence })),
        );
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test("keeps what passages are due as the stages tell it from scratch, whatever is written after", async () => {
    const change = fc.record({ drop: fc.nat(12), keep: fc.nat(12) });
    await fc.assert(
      fc.asyncProperty(anyPathway, change, async (stages, { drop, keep }) => {
        const whole = datedOf(stages);
        const workerId = await write(datedOf(whole.slice(0, 1 + (keep % whole.length))));
        await rewrite(workerId, whole);
        await asOwner((db) =>
          sql`delete from stage where worker_id = ${workerId} and starts_on = ${whole[drop % whole.length]?.startsOn}`.execute(
            db,
          ),
        );
        const told = await asOwner(async (db) => {
          const of = (table: "support_period" | "passage") =>
            db
              .selectFrom(table)
              .where("worker_id", "=", workerId)
              .orderBy("starts_on")
              .select(["starts_on", "ends_on", "cape_term_on", "cape_renewals", "associate_by"])
              .execute();
          return { kept: await of("support_period"), fromScratch: await of("passage") };
        });
        expect(told.kept).toEqual(told.fromScratch);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  function datedOf(stages: readonly Stage[]): Dated<Stage>[] {
    const decision = decidePathway(stages, testDay);
    if (!decision.ok) throw new Error(decision.message);
    return decision.stages;
  }

  /** Writes stages as they are, without the rules; the constraint on contracts speaks at the end. */
  async function write(stages: readonly Dated<Stage>[]): Promise<string> {
    const workerId = await create("2012-01-01");
    await rewrite(workerId, stages);
    return workerId;
  }

  /** Makes a pathway of these stages: those that are there end when it is said, the others are added or go. */
  async function rewrite(workerId: string, stages: readonly Dated<Stage>[]): Promise<void> {
    await asOwner(async (db) => {
      await sql`set constraints all deferred`.execute(db);
      const there = await db
        .selectFrom("stage")
        .where("worker_id", "=", workerId)
        .select(["kind", "starts_on as startsOn", "id"])
        .execute();
      const isSame = (a: Pick<Stage, "kind" | "startsOn">, b: typeof a) =>
        a.kind === b.kind && a.startsOn === b.startsOn;
      for (const one of there) {
        if (stages.some((stage) => isSame(stage, one))) continue;
        await db.deleteFrom("stage").where("id", "=", one.id).execute();
      }
      for (const { kind, startsOn, termOn, endsOn } of stages) {
        const known = there.find((one) => isSame(one, { kind, startsOn }));
        if (known) {
          await db
            .updateTable("stage")
            .set({ term_on: termOn, ends_on: endsOn })
            .where("id", "=", known.id)
            .execute();
          continue;
        }
        await db
          .insertInto("stage")
          .values({
            organisation_id: ours.organisationId,
            worker_id: workerId,
            kind,
            starts_on: startsOn,
            term_on: termOn,
            ends_on: endsOn,
          })
          .execute();
      }
    });
  }

  test("accepts what the rules accept, and its periods are their passages", async () => {
    await fc.assert(
      fc.asyncProperty(anyPathway, async (stages) => {
        const decision = decidePathway(stages, testDay);
        if (!decision.ok) throw new Error(decision.message);
        const workerId = await write(decision.stages);
        const periods = await asOwner((db) =>
          db
            .selectFrom("support_period")
            .where("worker_id", "=", workerId)
            .orderBy("starts_on")
            .select(["starts_on as from", "ends_on as until"])
            .execute(),
        );
        expect(periods).toEqual(passagesOf(decision.stages));
        expect(await supported(workerId)).toEqual({
          from: periods[0]?.from,
          until: periods.at(-1)?.until ?? null,
        });
      }),
      { numRuns: 40 },
    );
  });

  test("refuses contracts that overlap, whatever the rules were told", async () => {
    const contracts = anyStages
      .map((stages) =>
        stages
          .filter(({ kind }) => isCape(kind) || kind === "cesa")
          .map((stage) => ({ ...stage, endsOn: stage.termOn })),
      )
      .filter((stages) => stages.length >= 2);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(contracts, async (stages) => {
        const overlap = stages.some((one, index) =>
          stages
            .slice(index + 1)
            .some(
              (other) =>
                one.startsOn <= (other.endsOn ?? "9999") &&
                other.startsOn <= (one.endsOn ?? "9999"),
            ),
        );
        const isTooLong = stages.some(
          ({ startsOn, termOn }) => termOn !== null && termOn > latestTerm(startsOn),
        );
        const attempt = write(stages);
        if (overlap || isTooLong) {
          refused++;
          await expect(attempt).rejects.toThrow(/stage_contracts_apart|stage_/);
        } else await attempt;
      }),
      { numRuns: 40 },
    );
    expect(refused).toBeGreaterThan(5);
  });
});

function passagesOf(stages: readonly Stage[]) {
  const periods: { from: string; until: string | null }[] = [];
  let isOpen = false;
  for (const { kind, startsOn } of stages) {
    if (!isOpen) periods.push({ from: startsOn, until: null });
    isOpen = kind !== "exit";
    const period = periods.at(-1);
    if (period && !isOpen) period.until = startsOn;
  }
  return periods;
}
