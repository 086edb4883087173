import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import * as fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { removeMeeting, restoreMeeting } from "../meeting/removal.commands.ts";
import { recordStage } from "../pathway/stage.commands.ts";
import { recordStageSchema } from "../pathway/stage.schema.ts";
import { mergeWorkers, undoWorkerMerge } from "./merge.commands.ts";
import { findMergedInto, getMergeFile } from "./merge.queries.ts";
import { proposeStages } from "./merge.rules.ts";
import type { MergeSide } from "./merge.schema.ts";
import { getPersonStory } from "./person-story.queries.ts";
import {
  makeWorld,
  type RandomFile,
  randomFile,
  snapshot,
  type World,
  whereabouts,
  writeFile,
} from "./testing-merge.ts";
import { createWorker, editWorker } from "./worker.commands.ts";
import { workerEditSchema, workerSchema } from "./worker.schema.ts";
import { getRemovalForm, removeWorker, restoreWorker } from "./worker-removal.commands.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let world: World;
let coach: MemberActor;
let manager: MemberActor;
let stranger: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database.owner;
  ours = await populate(db, "Ruche");
  theirs = await populate(db, "Essieu");
  world = await makeWorld(db, ours);
  coach = actorOf(ours);
  manager = actorOf(ours, "manager");
  stranger = actorOf(theirs);
});
afterAll(() => database.close());

const plain: RandomFile = {
  givenName: "Léa",
  familyName: "Martin",
  email: null,
  phone: null,
  birth: "none",
  address: false,
  place: "unknown",
  kind: "platform_worker",
  coach: 0,
  dependants: null,
  pathway: [{ id: "", kind: "candidate", startsOn: "2024-01-10", termOn: null }],
  answers: [],
  resources: [],
  meetings: [],
  sessions: [],
  objectives: 0,
  actions: [],
  skills: [],
  aids: [],
  offers: [],
  mentorships: [],
  documents: 0,
  notices: 0,
  exports: 0,
  contributions: 0,
  drafts: [],
  changes: 0,
  removedMeetings: 0,
};

const write = (file: Partial<RandomFile> = {}) =>
  writeFile(database.owner.db, world, { ...plain, ...file }, ours.workerId);
const everything = () => snapshot(database.owner.db, ours);

async function merge(
  keptId: string,
  mergedId: string,
  { by = coach, choices = {} }: { by?: MemberActor; choices?: Record<string, MergeSide> } = {},
) {
  const [kept, merged] = [
    await database.execute(by, getMergeFile, { id: keptId }),
    await database.execute(by, getMergeFile, { id: mergedId }),
  ];
  return await database.execute(by, mergeWorkers, {
    keptId,
    mergedId,
    keptVersion: kept.worker.version,
    mergedVersion: merged.worker.version,
    stages: proposeStages(kept.stages, merged.stages, today()),
    choices,
  });
}

async function merged(keptId: string, mergedId: string, options = {}): Promise<string> {
  const outcome = await merge(keptId, mergedId, options);
  if (!outcome.ok) throw new Error(outcome.reason);
  if (!("entryId" in outcome)) throw new Error("no entry");
  return outcome.entryId;
}

/** The kept file's own version moves on twice: whoever had it open must look again. */
function withoutVersions(content: Record<string, string[]>, keptId: string) {
  const worker = content.worker?.map((line) => {
    const { version, updated_at, updated_by, ...row } = JSON.parse(line);
    return JSON.stringify(row.id === keptId ? row : { ...row, version, updated_at, updated_by });
  });
  return { ...content, worker };
}

type Content = Record<string, string[] | undefined>;

/** Rows that are in one of two snapshots only, each with its table. */
function differences(before: Content, after: Content): string[] {
  return Object.keys(before).flatMap((table) => {
    const [was, is] = [new Set(before[table]), new Set(after[table])];
    return [
      ...[...was].filter((row) => !is.has(row)).map((row) => `- ${table} ${row}`),
      ...[...is].filter((row) => !was.has(row)).map((row) => `+ ${table} ${row}`),
    ];
  });
}

describe("two files made one", () => {
  test("leave no trace of the second, lose nothing, and are taken back exactly", async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        randomFile,
        randomFile,
        fc.boolean(),
        fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
        async (first, second, asManager, draws) => {
          const keptId = await write(first);
          const mergedId = await write(second);
          const before = await everything();
          const names = [
            "givenName",
            "phone",
            "email",
            "place",
            "birth",
            "coach",
            "gender",
            "disability",
          ];
          const choices = Object.fromEntries(
            names.map((name, at): [string, MergeSide] => [name, draws[at] ? "merged" : "kept"]),
          );
          const by = asManager ? manager : coach;
          const outcome = await merge(keptId, mergedId, { by, choices });
          if (!outcome.ok) {
            refused += 1;
            expect(asManager ? ["pathway_refused"] : ["pathway_refused", "coach_kept"]).toContain(
              outcome.reason,
            );
            expect(await everything()).toEqual(before);
            return;
          }
          if (!("entryId" in outcome)) throw new Error("no entry");
          expect(await whereabouts(database.owner.db, ours, mergedId)).toEqual([
            "merged_worker.merged_id",
            "undo_entry.payload",
            "undo_entry.subject_id",
            "undo_secret.content",
          ]);
          const after = await everything();
          for (const table of [
            "meeting",
            "plan_action",
            "objective",
            "aid",
            "document",
            "contribution",
          ]) {
            expect(after[table]?.length, table).toBe(before[table]?.length);
          }
          expect(await database.execute(by, findMergedInto, { id: mergedId })).toBe(keptId);
          const undone = await database.execute(by, undoWorkerMerge, { id: outcome.entryId });
          expect(undone).toEqual({ ok: true, id: keptId, workerId: mergedId });
          expect(
            differences(
              withoutVersions(before, keptId),
              withoutVersions(await everything(), keptId),
            ),
          ).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
    expect(refused).toBeLessThan(22);
  }, 120_000);

  test("a table that refers to a person and that nobody taught to merge is noticed", async () => {
    const { rows } = await sql<{ place: string }>`
      select k.conrelid::regclass || '.' || a.attname as place from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname <> 'organisation_id'
      where k.contype = 'f' and k.confrelid = 'worker'::regclass
      union
      select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not a.attisdropped
        and a.attname ~ '(^|_)worker_ids?$'
      order by 1`.execute(database.owner.db);
    // Each of these is told in `merge_workers` and `unmerge_workers` (migrations 017, 025 and 038).
    expect(rows.map((row) => row.place)).toEqual(
      [
        "access_export.worker_id",
        "aid.worker_id",
        "contribution.worker_id",
        "contributor_alias.worker_id",
        // These leave with the merged file.
        "distinct_workers.a_id",
        "distinct_workers.b_id",
        "document.worker_id",
        "draft.worker_id",
        // An erased file is not merged.
        "erasure.worker_ids",
        "expense.worker_id",
        "meeting.worker_id",
        "mentor_offer.worker_id",
        "mentorship.mentor_id",
        "mentorship.novice_id",
        "merged_worker.kept_id",
        "objective.worker_id",
        "participant.worker_id",
        "plan_action.objective_id",
        "plan_action.worker_id",
        "privacy_notice.worker_id",
        "residence.worker_id",
        "reward_claim.worker_id",
        "skill_level.worker_id",
        "stage.worker_id",
        // Follows the stages by itself.
        "support_period.worker_id",
        "undo_entry.worker_ids",
        "worker_change.worker_id",
        "worker_resource.worker_id",
        "worker_value.worker_id",
      ].filter((place) => place !== "plan_action.objective_id"),
    );
  });

  test("answer as chosen, and the trail keeps what they no longer say", async () => {
    const keptId = await write({ phone: "0612345678", email: "lea@exemple.fr", birth: "year" });
    const mergedId = await write({
      givenName: "Lea",
      phone: "0711223344",
      address: true,
      birth: "day",
      place: "priority",
    });
    await merged(keptId, mergedId, { choices: { phone: "merged", birth: "merged" } });
    const { worker } = await database.execute(coach, getPersonStory, { id: keptId });
    expect(worker).toMatchObject({
      givenName: "Léa",
      phone: "0711223344",
      email: "lea@exemple.fr",
      addressLine: "12 rue du Chemin",
      neighbourhoodCode: "QN05901M",
      birthOn: "1985-03-12",
      version: 2,
    });
    const trail = await inOrganisation(database.owner.db, ours, (db) =>
      db
        .selectFrom("worker_change")
        .where("worker_id", "=", keptId)
        .select("changes")
        .executeTakeFirstOrThrow(),
    );
    expect(trail.changes).toEqual(
      expect.arrayContaining([
        { field: "Fusion", before: "", after: "Lea Martin" },
        {
          field: "Téléphone",
          before: expect.stringMatching(/^06/),
          after: expect.stringMatching(/^07/),
        },
        { field: "Prénom", before: "Lea", after: "Léa" },
      ]),
    );
  });

  test("of two inscriptions to one session, the one that says more is kept", async () => {
    const session = (attendance: "expected" | "present") => ({ attendance, isCancelled: false });
    const keptId = await write({ sessions: [session("expected"), session("present")] });
    const mergedId = await write({ sessions: [session("present"), session("expected")] });
    await merged(keptId, mergedId);
    const attendances = await inOrganisation(database.owner.db, ours, (db) =>
      db.selectFrom("participant").where("worker_id", "=", keptId).select("attendance").execute(),
    );
    expect(attendances).toEqual([{ attendance: "present" }, { attendance: "present" }]);
  });

  test("take sensitive answers along though the member may not read them, and say nothing of them", async () => {
    const colleague = 1;
    const keptId = await write({ coach: colleague });
    const mergedId = await write({
      coach: colleague,
      answers: Array.from({ length: 40 }, () => 0),
    });
    const entryId = await merged(keptId, mergedId, { choices: { coach: "kept" } });
    const sensitive = await inOrganisation(database.owner.db, ours, (db) =>
      db
        .selectFrom("worker_value")
        .where("worker_id", "=", keptId)
        .where("is_sensitive", "=", true)
        .select("value_id")
        .execute(),
    );
    expect(sensitive.length).toBeGreaterThan(0);
    const said = await inOrganisation(database.owner.db, ours, (db) =>
      db
        .selectFrom("undo_entry")
        .where("id", "=", entryId)
        .select("payload")
        .executeTakeFirstOrThrow(),
    );
    for (const { value_id } of sensitive) {
      expect(JSON.stringify(said.payload)).not.toContain(value_id);
    }
    for (const role of ["essaim_coach", "essaim_manager", "essaim_admin"]) {
      const { rows } = await sql<{ reads: boolean }>`
        select has_any_column_privilege(${role}, 'undo_secret', 'select') as reads`.execute(
        database.owner.db,
      );
      expect(rows[0]?.reads, role).toBe(false);
    }
  });

  test("a meeting taken away from the second comes back to the first", async () => {
    const mergedId = await write({
      meetings: [{ day: 1, withAction: false, attendance: "present" }],
    });
    const keptId = await write();
    const meeting = await inOrganisation(database.owner.db, ours, (db) =>
      db
        .selectFrom("meeting")
        .where("worker_id", "=", mergedId)
        .select(["id", "version"])
        .executeTakeFirstOrThrow(),
    );
    await database.execute(coach, removeMeeting, meeting);
    await merged(keptId, mergedId);
    const entry = await inOrganisation(database.owner.db, ours, (db) =>
      db
        .selectFrom("undo_entry")
        .where("subject_id", "=", meeting.id)
        .select("id")
        .executeTakeFirstOrThrow(),
    );
    expect(await database.execute(coach, restoreMeeting, entry)).toMatchObject({
      ok: true,
      workerId: keptId,
    });
  });
});

describe("a merge is refused, and nothing is written", () => {
  test("for contracts that overlap", async () => {
    const cape = (startsOn: string, termOn: string): RandomFile["pathway"] => [
      { id: "", kind: "cape", startsOn, termOn },
    ];
    const keptId = await write({ pathway: cape("2024-01-01", "2024-12-31") });
    const mergedId = await write({ pathway: cape("2024-06-01", "2025-05-31") });
    const before = await everything();
    expect(await merge(keptId, mergedId)).toMatchObject({ ok: false, reason: "pathway_refused" });
    expect(await everything()).toEqual(before);
  });

  test("for the two people of a mentorship", async () => {
    const keptId = await write();
    const mergedId = await writeFile(
      database.owner.db,
      world,
      { ...plain, mentorships: ["novice"] },
      keptId,
    );
    expect(await merge(keptId, mergedId)).toEqual({ ok: false, reason: "mentorship_between" });
  });

  test("for a colleague's person who would become one's own", async () => {
    const keptId = await write({});
    const mergedId = await write({ coach: 1 });
    const choose = (side: MergeSide) => merge(keptId, mergedId, { choices: { coach: side } });
    expect(await choose("kept")).toEqual({ ok: false, reason: "coach_kept" });
    expect(await choose("merged")).toMatchObject({ ok: true });
  });

  test("for one file with itself, one that changed, one that is anonymised", async () => {
    const [keptId, mergedId] = [await write(), await write()];
    expect(await merge(keptId, keptId)).toEqual({ ok: false, reason: "same_file" });
    const input = { keptId, mergedId, keptVersion: 1, mergedVersion: 1, stages: [], choices: {} };
    await inOrganisation(database.owner.db, ours, (db) =>
      db.updateTable("worker").set({ phone: "0699999999" }).where("id", "=", keptId).execute(),
    );
    expect(await database.execute(coach, mergeWorkers, input)).toEqual({
      ok: false,
      reason: "changed",
    });
    await inOrganisation(database.owner.db, ours, (db) =>
      db
        .updateTable("worker")
        .set({ anonymised_at: new Date() })
        .where("id", "=", mergedId)
        .execute(),
    );
    expect(await database.execute(coach, mergeWorkers, input)).toEqual({
      ok: false,
      reason: "anonymised",
    });
  });

  test("for somebody of another organisation, or whose role has no such right", async () => {
    const [keptId, mergedId] = [await write(), await write()];
    const input = { keptId, mergedId, keptVersion: 1, mergedVersion: 1, stages: [], choices: {} };
    await expect(database.execute(stranger, mergeWorkers, input)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      database.execute(actorOf(ours, "editor"), mergeWorkers, input),
    ).rejects.toMatchObject({ code: "forbidden" });
    const entry = await merged(keptId, mergedId);
    await expect(database.execute(stranger, undoWorkerMerge, { id: entry })).rejects.toMatchObject({
      code: "not_found",
    });
    // The function itself stays in the organisation of whoever calls it.
    const forged = database.staff.db.transaction().execute(async (db) => {
      await sql`select set_config('app.organisation_id', ${theirs.organisationId}, true),
        set_config('role', 'essaim_coach', true)`.execute(db);
      await sql`select merge_workers(${keptId}, ${ours.workerId}, '{}')`.execute(db);
    });
    await expect(forged).rejects.toThrow(/two files are needed/);
  });

  test("twice at once: one wins", async () => {
    const [keptId, mergedId] = [await write(), await write()];
    const outcomes = await Promise.allSettled([merge(keptId, mergedId), merge(keptId, mergedId)]);
    const won = outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value.ok);
    expect(won).toHaveLength(1);
  });
});

describe("a merge taken back after work went on", () => {
  test("leaves with the kept file what was written since", async () => {
    const keptId = await write({ phone: "0612345678" });
    const mergedId = await write({ phone: "0711223344", address: true, objectives: 1 });
    const entryId = await merged(keptId, mergedId, { choices: { phone: "merged" } });
    const { worker } = await database.execute(coach, getPersonStory, { id: keptId });
    const edit = workerEditSchema.parse({
      givenName: "Léa",
      familyName: "Martin-Roux",
      kind: "platform_worker",
      phone: worker.phone ?? undefined,
      addressLine: worker.addressLine ?? undefined,
      postcode: worker.postcode ?? undefined,
      coachId: worker.coachId ?? undefined,
      version: worker.version,
    });
    expect(await database.execute(coach, editWorker, { ...edit, id: keptId })).toMatchObject({
      ok: true,
    });
    const [stage] = [
      recordStageSchema.parse({ workerId: keptId, kind: "diagnosis", startsOn: "2024-05-01" }),
    ];
    expect(await database.execute(coach, recordStage, stage)).toMatchObject({ ok: true });
    const objective = await inOrganisation(database.owner.db, ours, async (db) => {
      const found = await db
        .selectFrom("objective")
        .where("worker_id", "=", keptId)
        .select("id")
        .executeTakeFirstOrThrow();
      await db
        .insertInto("plan_action")
        .values({
          organisation_id: ours.organisationId,
          worker_id: keptId,
          objective_id: found.id,
          label: "Depuis la fusion",
        })
        .execute();
      return found.id;
    });
    expect(await database.execute(coach, undoWorkerMerge, { id: entryId })).toMatchObject({
      ok: true,
    });
    const kept = await database.execute(coach, getMergeFile, { id: keptId });
    const back = await database.execute(coach, getMergeFile, { id: mergedId });
    expect(kept.worker).toMatchObject({
      familyName: "Martin-Roux",
      phone: "0612345678",
      addressLine: null,
    });
    expect(back.worker).toMatchObject({ phone: "0711223344", addressLine: "12 rue du Chemin" });
    expect(kept.stages.map((one) => one.kind)).toEqual(["candidate", "diagnosis"]);
    expect(back.stages.map((one) => one.kind)).toEqual(["candidate"]);
    const actions = await inOrganisation(database.owner.db, ours, (db) =>
      db
        .selectFrom("plan_action")
        .where("objective_id", "=", objective)
        .select("worker_id")
        .execute(),
    );
    expect(actions).toEqual([{ worker_id: mergedId }]);
  });

  test("waits for a later merge to be taken back first, and comes once only", async () => {
    const [first, second, third] = [await write(), await write(), await write()];
    const inner = await merged(second, first);
    const outer = await merged(third, second);
    expect(await database.execute(coach, findMergedInto, { id: first })).toBe(third);
    expect(await database.execute(coach, undoWorkerMerge, { id: inner })).toEqual({
      ok: false,
      reason: "kept_gone",
    });
    await database.execute(coach, undoWorkerMerge, { id: outer });
    expect(await database.execute(coach, findMergedInto, { id: first })).toBe(second);
    const twice = await Promise.allSettled(
      [1, 2].map(() => database.execute(coach, undoWorkerMerge, { id: inner })),
    );
    expect(twice.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await database.execute(coach, findMergedInto, { id: first })).toBeNull();
  });

  test("is refused once its days are over", async () => {
    const entryId = await merged(await write(), await write());
    await inOrganisation(database.owner.db, ours, (db) =>
      db
        .updateTable("undo_entry")
        .set({ created_at: new Date("2020-01-01"), expires_at: new Date("2020-02-01") })
        .where("id", "=", entryId)
        .execute(),
    );
    await expect(database.execute(coach, undoWorkerMerge, { id: entryId })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("a file created by mistake", () => {
  const create = async () => {
    const outcome = await database.execute(
      coach,
      createWorker,
      workerSchema.parse({
        givenName: "Erreur",
        familyName: randomUUID().slice(0, 8),
        kind: "both",
        supportedFrom: "2026-01-12",
        somebodyElse: "oui",
      }),
    );
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.id;
  };

  test("is taken away, and comes back as it was", async () => {
    const id = await write({
      answers: Array.from({ length: 40 }, () => 1),
      resources: [true, true],
      changes: 2,
      drafts: [{ member: 1, age: 1 }],
    });
    const before = await everything();
    expect((await database.execute(coach, getRemovalForm, { id })).held).toEqual([]);
    const outcome = await database.execute(coach, removeWorker, { id });
    if (!outcome.ok || !("entryId" in outcome)) throw new Error("not removed");
    await expect(database.execute(coach, getPersonStory, { id })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await database.execute(coach, restoreWorker, { id: outcome.entryId })).toEqual({
      ok: true,
      id,
    });
    expect(await everything()).toEqual(before);
  });

  test.each([
    ["a meeting", { meetings: [{ day: 1, withAction: false, attendance: "present" as const }] }],
    ["an export that only managers see", { exports: 1 }],
    ["a document", { documents: 1 }],
    [
      "a second stage",
      {
        pathway: [
          { id: "", kind: "candidate" as const, startsOn: "2024-01-10", termOn: null },
          { id: "", kind: "diagnosis" as const, startsOn: "2024-02-10", termOn: null },
        ],
      },
    ],
  ])("stays because of %s, and nothing is written", async (_, file) => {
    const id = await write(file);
    const before = await everything();
    expect(await database.execute(coach, removeWorker, { id })).toEqual({
      ok: false,
      reason: "in_use",
    });
    expect(await everything()).toEqual(before);
  });

  test("of another organisation is not found", async () => {
    const id = await create();
    await expect(database.execute(stranger, removeWorker, { id })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
