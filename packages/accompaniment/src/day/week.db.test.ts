import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookMeeting } from "../meeting/meeting.commands.ts";
import { bookMeetingSchema } from "../meeting/meeting.schema.ts";
import { recordAttendance } from "../workshop/attendance.commands.ts";
import { enrolWorkers } from "../workshop/enrolment.commands.ts";
import { cancelWorkshop, planWorkshop } from "../workshop/workshop.commands.ts";
import { getWorkshop } from "../workshop/workshop.queries.ts";
import { workshopSchema } from "../workshop/workshop.schema.ts";
import { coachWeek } from "./week.queries.ts";
import { weekOf } from "./week.rules.ts";

let database: TestDatabase;
let ours: Rows;
let coach: MemberActor;
let stranger: MemberActor;
// Two weeks away, so that what `populate` writes is not in it.
const week = weekOf(daysAfter(today(), 14));

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  coach = actorOf(ours, "coach");
  stranger = actorOf(await populate(database.owner.db, "Essieu"), "coach");
});
afterAll(() => database.close());

const slot = (heldOn: string, startTime: string) => ({
  heldOn,
  startTime,
  durationMinutes: 60,
  place: "office",
  coachId: coach.membershipId,
});
const book = (heldOn: string, startTime: string) =>
  database.execute(
    coach,
    bookMeeting,
    bookMeetingSchema.parse({ workerId: ours.workerId, ...slot(heldOn, startTime) }),
  );
const plan = async (title: string, heldOn: string) => {
  const outcome = await database.execute(
    coach,
    planWorkshop,
    workshopSchema.parse({ kind: "workshop", title, ...slot(heldOn, "14:00") }),
  );
  if (!outcome.ok || !outcome.id) throw new Error(title);
  return outcome.id;
};
const read = (actor: MemberActor, scope: "mine" | "everyone", day = week.monday) =>
  database.execute(actor, coachWeek, { scope, day });

test("holds the seven days in order, and nothing cancelled or of other weeks", async () => {
  await book(week.sunday, "08:00");
  await book(week.monday, "11:00");
  await book(week.monday, "09:00");
  await book(week.after, "09:00");
  await plan("Fixer ses prix", week.days[2] ?? "");
  const cancelled = await plan("Annulé", week.days[3] ?? "");
  await database.execute(coach, cancelWorkshop, { id: cancelled, version: 1 });
  // Any day of the week gives the same.
  const lines = await read(coach, "mine", week.days[4]);
  expect(lines.map((line) => [line.heldOn, line.startTime, line.kind])).toEqual([
    [week.monday, "09:00", "meeting"],
    [week.monday, "11:00", "meeting"],
    [week.days[2], "14:00", "workshop"],
    [week.sunday, "08:00", "meeting"],
  ]);
  expect(lines.map((line) => line.coachName)).toEqual([null, null, null, null]);
});

test("the team's week names who holds what; nobody reads another cooperative's", async () => {
  const everyone = await read(coach, "everyone");
  expect(everyone.length).toBe(4);
  expect(everyone.every((line) => line.coachName !== null)).toBe(true);
  expect(await read(stranger, "everyone")).toEqual([]);
});

test("a session says who is expected, then who came", async () => {
  const id = await plan("Devis", today());
  await database.execute(coach, enrolWorkers, { workshopId: id, workerIds: [ours.workerId] });
  const line = async () =>
    (await read(coach, "mine", today())).find((one) => one.id === id) ?? null;
  expect(await line()).toMatchObject({ expected: 1, came: 0 });
  const { workshop, participants } = await database.execute(coach, getWorkshop, { id });
  await database.execute(coach, recordAttendance, {
    workshopId: id,
    version: workshop.version,
    attendances: participants.map((one) => ({
      participantId: one.id,
      attendance: "present" as const,
    })),
    minutes: "",
  });
  expect(await line()).toMatchObject({ expected: 0, came: 1 });
});
