import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import { houseActor, type MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import * as fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eraseWorkers } from "../privacy/erasure.commands.ts";
import { mergeWorkers, undoWorkerMerge } from "../worker/merge.commands.ts";
import { getMergeFile } from "../worker/merge.queries.ts";
import { proposeStages } from "../worker/merge.rules.ts";
import { createWorker } from "../worker/worker.commands.ts";
import { workerSchema } from "../worker/worker.schema.ts";
import { type Attendance, attendances } from "./attendance.schema.ts";
import { removeMeeting, restoreMeeting } from "./removal.commands.ts";

let database: TestDatabase;
let ours: Rows;
let coaches: string[];
let coach: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  coach = actorOf(ours);
  const colleagueId = await inside(async (db) => {
    const user = await db
      .insertInto("user_account")
      .values({ email: `${randomUUID()}@example.org`, full_name: "Collègue" })
      .returning("id")
      .executeTakeFirstOrThrow();
    const membership = await db
      .insertInto("membership")
      .values({ organisation_id: ours.organisationId, user_id: user.id, role: "coach" })
      .returning("id")
      .executeTakeFirstOrThrow();
    return membership.id;
  });
  coaches = [ours.membershipId, colleagueId];
});
afterAll(() => database.close());

const inside = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(database.owner.db, ours, work);

const counted = sql<Record<string, unknown>>`
  select coach_id, date_trunc('month', held_on)::date as month,
    count(*) filter (where attendance = 'present')::int as held,
    coalesce(sum(duration_minutes) filter (where attendance = 'present'), 0)::bigint as held_minutes,
    count(*) filter (where attendance = 'absent')::int as missed,
    count(*) filter (where attendance = 'excused')::int as excused
  from meeting where attendance <> 'expected' group by 1, 2 order by 1, 2`;
const kept = sql<Record<string, unknown>>`
  select coach_id, month, held, held_minutes, missed, excused from meeting_month
  where (held, held_minutes, missed, excused) <> (0, 0, 0, 0) order by 1, 2`;

/** What is kept and what a count from nothing gives, as a coach reads both. */
async function compare() {
  const { rows: fromNothing } = await inside((db) => counted.execute(db));
  const { rows } = await inside((db) => kept.execute(db));
  expect(rows).toEqual(fromNothing);
  return fromNothing;
}

type Told = { person: number; coach: number; daysAgo: number; minutes: number; how: Attendance };
type Step =
  | { do: "tell"; meetings: Told[] }
  | { do: "change"; at: number; to: Told }
  | { do: "giveAll"; coach: number }
  | { do: "delete"; at: number }
  | { do: "remove"; at: number }
  | { do: "restore" }
  | { do: "merge" }
  | { do: "unmerge" }
  | { do: "erase" };

const told: fc.Arbitrary<Told> = fc.record({
  person: fc.nat(2),
  coach: fc.nat(1),
  daysAgo: fc.integer({ min: 0, max: 100 }),
  minutes: fc.integer({ min: 5, max: 600 }),
  how: fc.constantFrom(...attendances),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.array(told, { minLength: 1, maxLength: 5 }).map(tell) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("change" as const), at: fc.nat(9), to: told }),
  },
  fc.record({ do: fc.constant("giveAll" as const), coach: fc.nat(1) }),
  fc.record({ do: fc.constantFrom("delete" as const, "remove" as const), at: fc.nat(9) }),
  fc.record({
    do: fc.constantFrom("restore" as const, "merge" as const, "unmerge" as const, "erase" as const),
  }),
);
function tell(meetings: Told[]): Step {
  return { do: "tell", meetings };
}

const columnsOf = ({ coach: whose, daysAgo, minutes, how }: Told) => ({
  place: "office" as const,
  coach_id: coaches[whose] ?? "",
  held_on: daysAfter(today(), -daysAgo),
  duration_minutes: minutes,
  attendance: how,
  summary: how === "present" ? "Point d’étape" : "",
});

async function newPerson(): Promise<string> {
  const outcome = await database.execute(
    coach,
    createWorker,
    workerSchema.parse({
      givenName: "Léa",
      familyName: `Essai${randomUUID().slice(0, 6)}`,
      kind: "both",
      coachId: coach.membershipId,
      supportedFrom: "2024-01-01",
      somebodyElse: "oui",
    }),
  );
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

/** Three people, whose meetings are told, changed, given away, taken back; two of them made one, and apart again. */
async function live(steps: readonly Step[]): Promise<void> {
  const people = [await newPerson(), await newPerson(), await newPerson()];
  const living = () => people.filter(Boolean);
  const undone: string[] = [];
  const merges: string[] = [];
  const meetingAt = (at: number) =>
    inside(async (db) => {
      const rows = await db
        .selectFrom("meeting")
        .where("worker_id", "in", living())
        .select(["id", "version"])
        .orderBy("id")
        .execute();
      return rows[at % Math.max(1, rows.length)];
    });
  for (const one of steps) {
    if (living().length === 0) return;
    if (one.do === "tell") {
      const rows = one.meetings.map((meeting) => ({
        organisation_id: ours.organisationId,
        worker_id: living()[meeting.person % living().length] ?? "",
        ...columnsOf(meeting),
      }));
      await inside((db) => db.insertInto("meeting").values(rows).execute());
    } else if (one.do === "giveAll") {
      await inside((db) =>
        db
          .updateTable("meeting")
          .set({ coach_id: coaches[one.coach] ?? "" })
          .where("worker_id", "in", living())
          .execute(),
      );
    } else if (one.do === "restore") {
      const id = undone.pop();
      if (id) await database.execute(coach, restoreMeeting, { id });
    } else if (one.do === "merge") {
      const [keptId, mergedId] = living();
      if (keptId && mergedId) merges.push(await merge(keptId, mergedId, people));
    } else if (one.do === "unmerge") {
      const id = merges.pop();
      if (id) await database.execute(coach, undoWorkerMerge, { id });
    } else if (one.do === "erase") {
      await erase(living().at(-1) ?? "", people);
    } else {
      const meeting = await meetingAt(one.at);
      if (!meeting) continue;
      if (one.do === "change") {
        await inside((db) =>
          db.updateTable("meeting").set(columnsOf(one.to)).where("id", "=", meeting.id).execute(),
        );
      } else if (one.do === "delete") {
        await inside((db) => db.deleteFrom("meeting").where("id", "=", meeting.id).execute());
      } else {
        await database.execute(coach, removeMeeting, meeting);
        const entry = await inside((db) =>
          db
            .selectFrom("undo_entry")
            .where("subject_id", "=", meeting.id)
            .select("id")
            .executeTakeFirstOrThrow(),
        );
        undone.push(entry.id);
      }
    }
    await compare();
  }
}

async function merge(keptId: string, mergedId: string, people: string[]): Promise<string> {
  const keptFile = await database.execute(coach, getMergeFile, { id: keptId });
  const mergedFile = await database.execute(coach, getMergeFile, { id: mergedId });
  const outcome = await database.execute(coach, mergeWorkers, {
    keptId,
    mergedId,
    keptVersion: keptFile.worker.version,
    mergedVersion: mergedFile.worker.version,
    stages: proposeStages(keptFile.stages, mergedFile.stages, today()),
    choices: {},
  });
  if (!outcome.ok || !("entryId" in outcome)) throw new Error(JSON.stringify(outcome));
  people[people.indexOf(mergedId)] = "";
  return outcome.entryId;
}

async function erase(workerId: string, people: string[]): Promise<void> {
  await inside((db) =>
    db
      .insertInto("stage")
      .values({
        organisation_id: ours.organisationId,
        worker_id: workerId,
        kind: "exit",
        starts_on: daysAfter(today(), -1),
      })
      .execute(),
  );
  const outcome = await database.executeJobs(
    houseActor(ours.organisationId, randomUUID()),
    eraseWorkers,
    { workerIds: [workerId], ground: "request", requestedBy: null },
  );
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  expect(outcome.erasedIds).toEqual([workerId]);
  people[people.indexOf(workerId)] = "";
}

test("the meetings of each coach and month are those that a count from nothing finds, whatever becomes of them", async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), live), {
    numRuns: 30,
  });
  expect((await compare()).length).toBeGreaterThan(3);
}, 120_000);

test("two coaches who give each other their meetings do not wait for each other for ever", async () => {
  const workerId = await newPerson();
  const rows = coaches.flatMap((_, whose) =>
    [0, 40].map((daysAgo) => ({
      organisation_id: ours.organisationId,
      worker_id: workerId,
      ...columnsOf({ person: 0, coach: whose, daysAgo, minutes: 60, how: "present" }),
    })),
  );
  const made = await inside((db) =>
    db.insertInto("meeting").values(rows).returning(["id", "coach_id"]).execute(),
  );
  await Promise.all(
    made.flatMap(({ id, coach_id }) =>
      Array.from({ length: 3 }, (_, turn) =>
        inside((db) =>
          db
            .updateTable("meeting")
            .set({
              coach_id: coaches.find((one) => (one === coach_id) === (turn % 2 === 1)) ?? "",
              held_on: daysAfter(today(), -20 * turn),
            })
            .where("id", "=", id)
            .execute(),
        ),
      ),
    ),
  );
  await compare();
});
