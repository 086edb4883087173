import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordMeeting } from "../meeting/meeting.commands.ts";
import { recordMeetingSchema } from "../meeting/meeting.schema.ts";
import { createWorker } from "../worker/worker.commands.ts";
import { workerSchema } from "../worker/worker.schema.ts";
import { addAction, editAction, markAction, removeAction } from "./action.commands.ts";
import {
  editObjective,
  markObjective,
  removeObjective,
  setObjective,
} from "./objective.commands.ts";
import { getActionForm, getObjectiveForm, getPlan } from "./plan.queries.ts";
import { type ActionStep, addActionSchema } from "./plan.schema.ts";
import { assessSkills, removeAssessment } from "./skill.commands.ts";
import { getSkills } from "./skill.queries.ts";
import { fingerprint, marksOf } from "./skill.rules.ts";
import type { SkillLevel } from "./skill.schema.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let stranger: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours);
  stranger = actorOf(theirs);
});
afterAll(() => database.close());

async function create(): Promise<string> {
  const input = workerSchema.parse({
    givenName: "Maïlys",
    familyName: "Lefèvre",
    kind: "platform_worker",
    supportedFrom: "2026-01-12",
    somebodyElse: "oui",
  });
  return idOf(await database.execute(coach, createWorker, input));
}

function idOf(outcome: { ok: boolean; id?: string | null }): string {
  if (!outcome.ok || !outcome.id) throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

const act = (workerId: string, change: object = {}) =>
  addActionSchema.parse({ workerId, label: "Appeler la mairie", ...change });
const add = async (workerId: string, change: object = {}) =>
  idOf(await database.execute(coach, addAction, act(workerId, change)));
const aim = async (workerId: string, title = "Vivre de ses livraisons") =>
  idOf(await database.execute(coach, setObjective, { workerId, title }));
const mark = (id: string, step: ActionStep) => database.execute(coach, markAction, { id, step });
const planOf = (workerId: string, actor = coach) => database.execute(actor, getPlan, { workerId });

describe("a plan", () => {
  test("holds objectives, their actions, and the next step of a meeting among the others", async () => {
    const workerId = await create();
    const objectiveId = await aim(workerId);
    await add(workerId, { objectiveId, ownerId: ours.membershipId, dueOn: "2026-12-01" });
    const meeting = recordMeetingSchema.parse({
      workerId,
      coachId: ours.membershipId,
      heldOn: "2026-03-03",
      durationMinutes: 45,
      place: "office",
      attendance: "present",
      summary: "Point sur les courses.",
      nextStep: "Déposer le dossier",
      nextStepOn: "2026-03-20",
    });
    idOf(await database.execute(coach, recordMeeting, meeting));
    const plan = await planOf(workerId);
    expect(plan.objectives).toMatchObject([{ id: objectiveId, status: "open", setOn: today() }]);
    expect(plan.actions).toMatchObject([
      { label: "Appeler la mairie", objectiveTitle: "Vivre de ses livraisons", ownerName: "Ruche" },
      { label: "Déposer le dossier", agreedOn: "2026-03-03", ownerName: null, dueOn: "2026-03-20" },
    ]);
  });

  test("an action done twice is done once, and may be done again", async () => {
    const workerId = await create();
    const id = await add(workerId);
    const both = await Promise.all([mark(id, "done"), mark(id, "done")]);
    expect(both).toEqual([
      { ok: true, id, workerId },
      { ok: true, id, workerId },
    ]);
    expect((await planOf(workerId)).actions).toMatchObject([{ doneOn: today(), version: 2 }]);
    await mark(id, "open");
    await mark(id, "dropped");
    expect((await planOf(workerId)).actions).toMatchObject([
      { doneOn: null, droppedOn: today(), version: 4 },
    ]);
  });

  test("the same form sent twice adds one action", async () => {
    const workerId = await create();
    const submissionId = randomUUID();
    const send = () => database.execute(coach, addAction, act(workerId), { submissionId });
    const [one, other] = await Promise.all([send(), send()]);
    expect(one).toEqual(other);
    expect((await planOf(workerId)).actions).toHaveLength(1);
  });

  test("two people edit an action: the second is told, and loses nothing", async () => {
    const workerId = await create();
    const id = await add(workerId);
    const { workerId: _, ...fields } = act(workerId);
    const edit = (label: string, version: number) =>
      database.execute(coach, editAction, { ...fields, id, label, version });
    expect(await edit("Première", 1)).toEqual({ ok: true, id });
    expect(await edit("Seconde", 1)).toMatchObject({
      reason: "conflict",
      changedBy: "Ruche",
      current: { label: "Première", version: 2 },
    });
    expect(await database.execute(coach, removeAction, { id, version: 1 })).toMatchObject({
      reason: "conflict",
    });
    expect(await database.execute(coach, removeAction, { id, version: 2 })).toMatchObject({
      ok: true,
    });
    await expect(database.execute(coach, getActionForm, { id })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("an objective is reached, opened again, and leaves its actions behind when removed", async () => {
    const workerId = await create();
    const id = await aim(workerId);
    await add(workerId, { objectiveId: id });
    await database.execute(coach, markObjective, { id, status: "reached" });
    expect((await planOf(workerId)).objectives).toMatchObject([
      { status: "reached", closedOn: today(), version: 2 },
    ]);
    await database.execute(coach, markObjective, { id, status: "reached" });
    await database.execute(coach, markObjective, { id, status: "open" });
    const { objective, actionCount } = await database.execute(coach, getObjectiveForm, { id });
    expect({ ...objective, actionCount }).toMatchObject({
      status: "open",
      closedOn: null,
      version: 3,
      actionCount: 1,
    });
    const removal = { id, version: 3 };
    expect(await database.execute(coach, removeObjective, removal)).toMatchObject({ ok: true });
    const plan = await planOf(workerId);
    expect(plan.objectives).toEqual([]);
    expect(plan.actions).toMatchObject([{ objectiveId: null }]);
  });

  test("an objective closed before it was set is refused", async () => {
    const workerId = await create();
    const id = await aim(workerId);
    const edit = { id, title: "Vivre", setOn: "2026-02-01", version: 1 };
    await database.execute(coach, editObjective, edit);
    await database.execute(coach, markObjective, { id, status: "dropped" });
    await asOwner((db) =>
      db.updateTable("objective").set({ closed_on: "2026-03-01" }).where("id", "=", id).execute(),
    );
    const later = { ...edit, setOn: "2026-04-01", version: 4 };
    expect(await database.execute(coach, editObjective, later)).toEqual({
      ok: false,
      reason: "set_after_closing",
    });
  });

  test("names neither another organisation's people nor another person's objective", async () => {
    const workerId = await create();
    const elsewhere = await aim(await create());
    const refusal = async (change: object) =>
      await database.execute(coach, addAction, act(workerId, change));
    expect(await refusal({ ownerId: theirs.membershipId })).toMatchObject({
      reason: "owner_unknown",
    });
    expect(await refusal({ objectiveId: elsewhere })).toMatchObject({
      reason: "objective_unknown",
    });
  });

  test("takes nothing more once the file is anonymised", async () => {
    const workerId = await create();
    const id = await add(workerId);
    await asOwner((db) =>
      db
        .updateTable("worker")
        .set({ anonymised_at: new Date() })
        .where("id", "=", workerId)
        .execute(),
    );
    const { workerId: _, ...fields } = act(workerId);
    const outcomes = [
      await database.execute(coach, addAction, act(workerId)),
      await database.execute(coach, setObjective, { workerId, title: "Vivre" }),
      await database.execute(coach, editAction, { ...fields, id, version: 1 }),
    ];
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: "file_erased" });
  });
});

const asOwner = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, ours, work);

describe("skills", () => {
  const skillsOf = (workerId: string, actor = coach) =>
    database.execute(actor, getSkills, { workerId });
  async function assess(
    workerId: string,
    assessedOn: string,
    levels: readonly (SkillLevel | null)[],
    replaced: { replaces: string | null; seen: string } = { replaces: null, seen: "" },
  ) {
    const { skills } = await skillsOf(workerId);
    const marks = levels.flatMap((level, index) =>
      level === null ? [] : [{ valueId: skills[index]?.id ?? "", level }],
    );
    return await database.execute(coach, assessSkills, {
      workerId,
      assessedOn,
      marks,
      ...replaced,
    });
  }
  async function seenOn(workerId: string, day: string) {
    const { assessments } = await skillsOf(workerId);
    const told = assessments.find((one) => one.assessedOn === day);
    return { replaces: day, seen: told ? fingerprint(marksOf(told)) : "" };
  }

  test("are assessed over time, the oldest first", async () => {
    const workerId = await create();
    expect(await assess(workerId, "2026-06-01", [2, 3])).toMatchObject({ ok: true });
    expect(await assess(workerId, "2026-02-01", [0, null, 1])).toMatchObject({ ok: true });
    const { skills, assessments } = await skillsOf(workerId);
    expect(skills.map(({ label }) => label)).toContain("Fixer ses prix");
    expect(assessments.map(({ assessedOn }) => assessedOn)).toEqual(["2026-02-01", "2026-06-01"]);
    expect(assessments[0]).toMatchObject({
      assessedByName: "Ruche",
      levels: { [skills[0]?.id ?? ""]: 0, [skills[2]?.id ?? ""]: 1 },
    });
  });

  test("have one assessment a day, which may be corrected, moved and removed", async () => {
    const workerId = await create();
    await assess(workerId, "2026-06-01", [1]);
    expect(await assess(workerId, "2026-06-01", [2])).toMatchObject({ reason: "day_taken" });
    const seen = await seenOn(workerId, "2026-06-01");
    expect(await assess(workerId, "2026-06-02", [4, 4], seen)).toMatchObject({ ok: true });
    const { assessments } = await skillsOf(workerId);
    expect(assessments.map(({ assessedOn }) => assessedOn)).toEqual(["2026-06-02"]);
    // A page left open still shows what was there before.
    expect(await assess(workerId, "2026-06-01", [0], seen)).toMatchObject({
      reason: "changed_meanwhile",
    });
    const removal = { workerId, assessedOn: "2026-06-02" };
    expect(
      await database.execute(coach, removeAssessment, { ...removal, seen: seen.seen }),
    ).toMatchObject({ reason: "changed_meanwhile" });
    const now = await seenOn(workerId, "2026-06-02");
    expect(
      await database.execute(coach, removeAssessment, { ...removal, seen: now.seen }),
    ).toMatchObject({ ok: true });
    expect((await skillsOf(workerId)).assessments).toEqual([]);
  });

  test("a retired skill stays where it was assessed, and is asked no more", async () => {
    const workerId = await create();
    await assess(workerId, "2026-06-01", [1, 2]);
    const { skills } = await skillsOf(workerId);
    const retired = skills[0]?.id ?? "";
    const retire = (at: Date | null) =>
      asOwner((db) =>
        db.updateTable("list_value").set({ retired_at: at }).where("id", "=", retired).execute(),
      );
    await retire(new Date());
    expect((await skillsOf(workerId)).skills[0]).toMatchObject({ id: retired, isRetired: true });
    expect(await assess(workerId, "2026-07-01", [3])).toMatchObject({ reason: "skill_unknown" });
    const seen = await seenOn(workerId, "2026-06-01");
    expect(await assess(workerId, "2026-06-01", [3, 2], seen)).toMatchObject({ ok: true });
    await retire(null);
  });

  test("two first assessments of a day at the same instant: one is written", async () => {
    const workerId = await create();
    const outcomes = await Promise.all([1, 2].map(() => assess(workerId, "2026-06-01", [1])));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("another organisation", () => {
  test("knows nothing of ours and changes nothing", async () => {
    const workerId = await create();
    const action = await add(workerId);
    const objective = await aim(workerId);
    const fields = { label: "x", dueOn: null, ownerId: null, objectiveId: null };
    const attempts = [
      () => planOf(workerId, stranger),
      () => database.execute(stranger, getSkills, { workerId }),
      () => database.execute(stranger, addAction, act(workerId)),
      () => database.execute(stranger, setObjective, { workerId, title: "x" }),
      () => database.execute(stranger, editAction, { ...fields, id: action, version: 1 }),
      () => database.execute(stranger, markAction, { id: action, step: "done" }),
      () => database.execute(stranger, removeAction, { id: action, version: 1 }),
      () => database.execute(stranger, markObjective, { id: objective, status: "dropped" }),
      () => database.execute(stranger, removeObjective, { id: objective, version: 1 }),
      () =>
        database.execute(stranger, removeAssessment, {
          workerId,
          assessedOn: "2026-01-01",
          seen: "",
        }),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await planOf(workerId)).actions).toMatchObject([{ doneOn: null }]);
  });

  test.each(["editor", "funder", "admin"] as const)(
    "nor does the role %s read a plan",
    async (role) => {
      const workerId = await create();
      await expect(planOf(workerId, actorOf(ours, role))).rejects.toMatchObject({
        code: "forbidden",
      });
    },
  );
});

test("the journal says who looked at a plan, and never what it holds", async () => {
  const workerId = await create();
  await add(workerId, { label: "Très personnel" });
  await planOf(workerId);
  const { rows } = await asOwner((db) =>
    sql<{ operation: string; line: string }>`
      select operation, row_to_json(e)::text as line from audit_event e`.execute(db),
  );
  expect(rows.some(({ line }) => line.includes(workerId) && line.includes("getPlan"))).toBe(true);
  for (const { line } of rows) expect(line).not.toContain("personnel");
});
