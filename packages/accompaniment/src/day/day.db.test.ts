import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import { houseActor, type MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { absencesInARow } from "../meeting/attendance.rules.ts";
import { type Attendance, attendances } from "../meeting/attendance.schema.ts";
import { addAction, markAction } from "../plan/action.commands.ts";
import { addActionSchema } from "../plan/plan.schema.ts";
import { listHomesToLook } from "../residence/residence.queries.ts";
import { createWorker } from "../worker/worker.commands.ts";
import { workerSchema } from "../worker/worker.schema.ts";
import { coachDay, programmeDay } from "./coach-day.queries.ts";
import { DAY_LINES } from "./day.schema.ts";
import { claimReminder, releaseReminder, setReminders } from "./reminder.commands.ts";
import { countReminder, findReminders, listReminders } from "./reminder.queries.ts";

const day = "2026-11-24";
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** An organisation of its own, with a second coach: what one test tells, no other counts. */
async function house() {
  const rows = await populate(database.owner.db, `Ruche-${randomUUID()}`);
  await inside(rows, async (db) => {
    // The rows that every table has once would be counted too.
    await db.deleteFrom("plan_action").execute();
    await db.updateTable("worker").set({ coach_id: null }).execute();
  });
  const colleagueId = await inside(rows, async (db) => {
    const user = await db
      .insertInto("user_account")
      .values({ email: `${randomUUID()}@example.org`, full_name: "Collègue" })
      .returning("id")
      .executeTakeFirstOrThrow();
    const membership = await db
      .insertInto("membership")
      .values({ organisation_id: rows.organisationId, user_id: user.id, role: "coach" })
      .returning("id")
      .executeTakeFirstOrThrow();
    return membership.id;
  });
  return {
    rows,
    coach: actorOf(rows),
    colleague: actorOf({ ...rows, membershipId: colleagueId }),
    keeper: houseActor(rows.organisationId, randomUUID()),
  };
}

async function inside<T>(
  { organisationId }: Rows,
  work: (db: TestDatabase["owner"]["db"]) => Promise<T>,
): Promise<T> {
  return database.owner.db.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${organisationId}, true)`.execute(db);
    return work(db);
  });
}

async function create(coach: MemberActor, givenName: string, supportedFrom = "2026-01-01") {
  const input = workerSchema.parse({
    givenName,
    familyName: "Essai",
    kind: "both",
    coachId: coach.membershipId,
    supportedFrom,
    somebodyElse: "oui",
  });
  const outcome = await database.execute(coach, createWorker, input);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

type Told = { attendance?: Attendance; startTime?: string; coach?: MemberActor };

async function meet(
  rows: Rows,
  coach: MemberActor,
  workerId: string,
  heldOn: string,
  { attendance = "present", startTime, coach: by = coach }: Told = {},
) {
  await inside(rows, (db) =>
    db
      .insertInto("meeting")
      .values({
        organisation_id: rows.organisationId,
        worker_id: workerId,
        coach_id: by.membershipId,
        held_on: heldOn,
        start_time: startTime ?? null,
        duration_minutes: 60,
        place: "office",
        attendance,
        summary: attendance === "present" ? "Point" : "",
      })
      .execute(),
  );
}

async function gather(
  rows: Rows,
  coach: MemberActor,
  heldOn: string,
  people: readonly (readonly [workerId: string, attendance: Attendance])[],
  change: { cancelled?: boolean; left?: boolean } = {},
) {
  await inside(rows, async (db) => {
    const tenant = { organisation_id: rows.organisationId };
    const { id } = await db
      .insertInto("workshop")
      .values({
        ...tenant,
        kind: "workshop",
        title: "Atelier devis",
        coach_id: coach.membershipId,
        held_on: heldOn,
        start_time: "14:00",
        duration_minutes: 90,
        place: "third_place",
        cancelled_at: change.cancelled ? new Date() : null,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    for (const [worker_id, attendance] of people) {
      await db
        .insertInto("participant")
        .values({
          ...tenant,
          workshop_id: id,
          worker_id,
          attendance,
          cancelled_at: change.left ? new Date() : null,
        })
        .execute();
    }
  });
}

async function plan(coach: MemberActor, workerId: string, dueOn: string, change: object = {}) {
  const input = addActionSchema.parse({ workerId, label: `Pour le ${dueOn}`, dueOn, ...change });
  const outcome = await database.execute(coach, addAction, input);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

const dayOf = (actor: MemberActor, scope: "mine" | "everyone" = "mine", on = day) =>
  database.execute(actor, coachDay, { scope, day: on, allActions: false });

describe("a coach's day", () => {
  test("says whom one meets today, in order, and what has not been told", async () => {
    const { rows, coach, colleague } = await house();
    const lea = await create(coach, "Léa");
    await meet(rows, coach, lea, day, { attendance: "expected", startTime: "14:30" });
    await meet(rows, coach, lea, day, { attendance: "expected", startTime: "09:00" });
    await meet(rows, coach, lea, "2026-11-20", { attendance: "expected", startTime: "10:00" });
    await meet(rows, coach, lea, "2026-11-30", { attendance: "expected", startTime: "10:00" });
    await meet(rows, coach, lea, day, { attendance: "expected", coach: colleague });
    await gather(rows, coach, day, [[lea, "expected"]]);
    await gather(rows, coach, "2026-11-10", [[lea, "expected"]]);
    await gather(rows, coach, "2026-11-09", [[lea, "present"]]);
    await gather(rows, coach, "2026-11-08", [[lea, "expected"]], { cancelled: true });
    await gather(rows, coach, "2026-11-07", [[lea, "expected"]], { left: true });
    const { agenda } = await dayOf(coach);
    expect(agenda.today).toMatchObject([
      { kind: "meeting", title: "Léa Essai", startTime: "09:00", expected: null },
      { kind: "workshop", title: "Atelier devis", startTime: "14:00", expected: 1, workerId: null },
      { kind: "meeting", startTime: "14:30", workerId: lea },
    ]);
    expect(agenda.toTell.map(({ kind, heldOn }) => [kind, heldOn])).toEqual([
      ["meeting", "2026-11-20"],
      ["workshop", "2026-11-10"],
    ]);
    expect(agenda.toTellCount).toBe(2);
    expect((await dayOf(colleague)).agenda.today).toHaveLength(1);
    expect((await dayOf(colleague, "everyone")).agenda.today).toHaveLength(4);
  });

  test("counts the addresses found with a doubt: of one's people, or everybody's, as their list does", async () => {
    const { rows, coach, colleague } = await house();
    const mine = await create(coach, "Mienne");
    const moved = await create(coach, "Partie");
    const theirs = await create(colleague, "Autre");
    const home = (workerId: string, isToCheck: boolean, holdsFrom = "2026-01-01") =>
      inside(rows, (db) =>
        db
          .insertInto("residence")
          .values({
            ...{ organisation_id: rows.organisationId, worker_id: workerId, generation: 2024 },
            ...{ holds_from: holdsFrom, answer: "outside", source: "address" },
            ...{ asked_address: "12 rue des Ruches", to_check: isToCheck },
          })
          .execute(),
      );
    await home(mine, true);
    await home(theirs, true);
    // Where they lived before is for nobody to look at.
    await home(moved, true, "2025-01-01");
    await home(moved, false);
    expect((await dayOf(coach)).addressesToCheck).toBe(1);
    expect((await dayOf(coach, "everyone")).addressesToCheck).toBe(2);
    const listed = await database.execute(coach, listHomesToLook, { show: "to_check", mine: true });
    expect(listed.counts.toCheck).toBe(1);
  });

  test("says what is late or near: for one's people, and what one must do for others", async () => {
    const { coach, colleague } = await house();
    const mine = await create(coach, "Mienne");
    const theirs = await create(colleague, "Autre");
    const late = await plan(coach, mine, "2026-11-01");
    const soon = await plan(coach, mine, daysAfter(today(), 3), { ownerId: coach.membershipId });
    await plan(coach, mine, daysAfter(today(), 30));
    const forOther = await plan(coach, theirs, "2026-11-20", { ownerId: coach.membershipId });
    await plan(coach, theirs, "2026-11-02");
    const dropped = await plan(coach, mine, "2026-11-03");
    await database.execute(coach, markAction, { id: dropped, step: "dropped" });
    const { actions } = await dayOf(coach, "mine", today());
    expect(actions).toMatchObject({ overdue: 2, soon: 1 });
    expect(actions.lines.map(({ id }) => id)).toEqual([late, forOther, soon]);
    expect(actions.lines[1]).toMatchObject({ workerName: "Autre Essai" });
    expect((await dayOf(coach, "everyone", today())).actions).toMatchObject({
      overdue: 3,
      soon: 1,
    });
  });

  test("keeps in its place what one did today, and counts it no more", async () => {
    const { coach, colleague } = await house();
    const mine = await create(coach, "Mienne");
    const [late, other, later] = [
      await plan(coach, mine, daysAfter(today(), -9)),
      await plan(coach, mine, daysAfter(today(), -8)),
      await plan(coach, mine, daysAfter(today(), -7)),
    ];
    await database.execute(coach, markAction, { id: late, step: "done" });
    await database.execute(colleague, markAction, { id: other, step: "done" });
    const { actions } = await dayOf(coach, "mine", today());
    expect(actions).toMatchObject({ overdue: 1, soon: 0 });
    expect(actions.lines.map(({ id, doneOn }) => [id, doneOn])).toEqual([
      [late, today()],
      [later, null],
    ]);
  });

  test("says who has not been met for the organisation's number of weeks, alone or in a group", async () => {
    const { rows, coach, colleague } = await house();
    const seen = await create(coach, "Vue");
    await meet(rows, coach, seen, daysAfter(day, -41));
    const forgotten = await create(coach, "Oubliée");
    await meet(rows, coach, forgotten, daysAfter(day, -60));
    await meet(rows, coach, forgotten, daysAfter(day, -2), { attendance: "excused" });
    const together = await create(coach, "Enatelier");
    await gather(rows, colleague, daysAfter(day, -10), [[together, "present"]]);
    const never = await create(coach, "Jamais", "2026-02-01");
    await create(coach, "Nouvelle", daysAfter(day, -10));
    await create(colleague, "Dunautre");
    const { toSee } = await dayOf(coach);
    expect(toSee).toMatchObject({ people: 5, notMet: 2, silent: 0, total: 2, weeks: 6 });
    expect(toSee.lines).toMatchObject([
      { workerId: never, lastMetOn: null, supportedFrom: "2026-02-01" },
      { workerId: forgotten, lastMetOn: daysAfter(day, -60) },
    ]);
    await inside(rows, (db) =>
      sql`update organisation set review_after_weeks = 5 where id = ${rows.organisationId}`.execute(
        db,
      ),
    );
    expect((await dayOf(coach)).toSee).toMatchObject({ notMet: 3, weeks: 5 });
    const manager = actorOf(rows, "manager");
    const programme = await database.execute(manager, programmeDay, { day });
    expect(programme).toMatchObject({ people: 7, silent: 0, weeks: 5 });
  });

  test("counts absences in a row as the rule does, whatever the order they came in", async () => {
    const { rows, coach } = await house();
    const stories: (readonly (readonly [Attendance, "alone" | "together"])[])[] = [];
    // Every story of four encounters, some alone and some in a group.
    for (let number = 0; number < attendances.length ** 4; number++) {
      stories.push(
        [0, 1, 2, 3].map((place) => {
          const which = Math.floor(number / attendances.length ** place) % attendances.length;
          const where = (number + place) % 2 === 0 ? "alone" : "together";
          return [attendances[which] ?? "absent", where] as const;
        }),
      );
    }
    const expected = new Map<string, number>();
    for (const [index, story] of stories.entries()) {
      const id = await create(coach, `Numéro ${index}`);
      for (const [place, [attendance, where]] of story.entries()) {
        const heldOn = daysAfter(day, -1 - place);
        if (where === "alone") await meet(rows, coach, id, heldOn, { attendance });
        else await gather(rows, coach, heldOn, [[id, attendance]]);
      }
      const absences = absencesInARow(story.map(([attendance]) => ({ attendance })));
      if (absences >= 3) expected.set(id, absences);
    }
    const { toSee } = await dayOf(coach);
    expect(expected.size).toBe(10);
    expect(toSee.silent).toBe(expected.size);
    expect(toSee.lines).toHaveLength(DAY_LINES);
    for (const line of toSee.lines) {
      expect(line.absences).toBe(expected.get(line.workerId));
    }
  }, 60_000);

  test("says which contracts end", async () => {
    const { rows, coach } = await house();
    const id = await create(coach, "Encontrat", "2025-12-20");
    await inside(rows, (db) =>
      db
        .insertInto("stage")
        .values({
          organisation_id: rows.organisationId,
          worker_id: id,
          kind: "cape",
          starts_on: "2025-12-20",
          term_on: "2026-12-19",
          ends_on: "2026-12-19",
        })
        .execute(),
    );
    const told = await dayOf(coach);
    expect(told.deadlines).toMatchObject([{ workerId: id, on: "2026-12-19" }]);
    expect(told.deadlineCount).toBe(1);
  });

  test("of one organisation shows nothing of another", async () => {
    const { rows, coach } = await house();
    const id = await create(coach, "Ailleurs");
    await meet(rows, coach, id, day, { attendance: "expected" });
    await plan(coach, id, "2026-11-01");
    const stranger = await house();
    const told = await dayOf(stranger.coach, "everyone");
    expect(told.agenda.today).toEqual([]);
    expect(told.actions).toMatchObject({ overdue: 0, lines: [] });
    expect(told.toSee.lines.map(({ workerId }) => workerId)).not.toContain(id);
  });

  test.each(["editor", "funder", "admin"] as const)("is not for the role %s", async (role) => {
    const { rows } = await house();
    await expect(dayOf(actorOf(rows, role))).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the morning's reminder", () => {
  const want = (actor: MemberActor, wanted = true) =>
    database.execute(actor, setReminders, { wanted });

  test("is for those who asked, and changes nobody else's wish", async () => {
    const { coach, colleague, keeper } = await house();
    expect(await database.executeJobs(keeper, listReminders, { day })).toEqual([]);
    await want(coach);
    expect(await database.execute(coach, findReminders, {})).toBe(true);
    expect(await database.execute(colleague, findReminders, {})).toBe(false);
    const listed = await database.executeJobs(keeper, listReminders, { day });
    expect(listed.map(({ membershipId }) => membershipId)).toEqual([coach.membershipId]);
    await want(coach, false);
    expect(await database.executeJobs(keeper, listReminders, { day })).toEqual([]);
  });

  test("counts what the page shows", async () => {
    const { rows, coach, keeper } = await house();
    const id = await create(coach, "Léa");
    await plan(coach, id, "2026-11-01");
    await plan(coach, id, "2026-11-25");
    await meet(rows, coach, id, day, { attendance: "expected" });
    await meet(rows, coach, id, "2026-11-20", { attendance: "expected" });
    const input = { membershipId: coach.membershipId, day };
    expect(await database.executeJobs(keeper, countReminder, input)).toEqual({
      today: 1,
      toTell: 1,
      overdueActions: 1,
      soonActions: 1,
      deadlines: 0,
      peopleToSee: 1,
    });
  });

  test("is sent once a day, even by two jobs at once, and again when it could not leave", async () => {
    const { coach, keeper } = await house();
    await want(coach);
    const input = { membershipId: coach.membershipId, day };
    const claim = () => database.executeJobs(keeper, claimReminder, input);
    const outcomes = await Promise.all([claim(), claim()]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await database.executeJobs(keeper, listReminders, { day })).toEqual([]);
    expect(await database.executeJobs(keeper, listReminders, { day: "2026-11-25" })).toHaveLength(
      1,
    );
    await database.executeJobs(keeper, releaseReminder, input);
    expect(await claim()).toMatchObject({ ok: true });
  });

  test("of one organisation is not listed by another's job", async () => {
    const { coach } = await house();
    await want(coach);
    const { keeper } = await house();
    expect(await database.executeJobs(keeper, listReminders, { day })).toEqual([]);
  });
});
