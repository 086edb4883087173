import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelWorkshop, planWorkshop } from "../workshop/workshop.commands.ts";
import { workshopSchema } from "../workshop/workshop.schema.ts";
import { bookMeeting, rebookMeeting, recordMeeting } from "./meeting.commands.ts";
import { bookMeetingSchema, recordMeetingSchema } from "./meeting.schema.ts";

let database: TestDatabase;
let ours: Rows;
let coach: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  coach = actorOf(ours, "coach");
});
afterAll(() => database.close());

let days = 1;
/** A day of its own for each test. */
const freshDay = () => daysAfter(today(), days++);

const slot = (heldOn: string, startTime: string, change: Record<string, unknown> = {}) => ({
  heldOn,
  startTime,
  durationMinutes: 60,
  place: "office",
  coachId: coach.membershipId,
  ...change,
});
const book = (heldOn: string, startTime: string, change: Record<string, unknown> = {}) =>
  database.execute(
    coach,
    bookMeeting,
    bookMeetingSchema.parse({ workerId: ours.workerId, ...slot(heldOn, startTime, change) }),
  );

test("a time given already is said once, and taken when it is asked for all the same", async () => {
  const day = freshDay();
  expect(await book(day, "09:00")).toMatchObject({ ok: true });
  expect(await book(day, "09:30")).toMatchObject({
    ok: false,
    reason: "busy",
    clash: { kind: "meeting", startTime: "09:00", isMine: true },
  });
  expect(await book(day, "09:30", { bookAnyway: "on" })).toMatchObject({ ok: true });
});

test("one may follow the other, and the eve counts for nothing", async () => {
  const day = freshDay();
  await book(day, "09:00");
  expect(await book(day, "10:00")).toMatchObject({ ok: true });
  expect(await book(day, "08:00")).toMatchObject({ ok: true });
  expect(await book(freshDay(), "09:00")).toMatchObject({ ok: true });
});

test("a group session takes the time of whoever holds it, until it is cancelled", async () => {
  const day = freshDay();
  const planned = await database.execute(
    coach,
    planWorkshop,
    workshopSchema.parse({
      kind: "workshop",
      title: "Fixer ses prix",
      ...slot(day, "14:00", { durationMinutes: 150 }),
    }),
  );
  expect(await book(day, "16:00")).toMatchObject({
    clash: { kind: "workshop", title: "Fixer ses prix" },
  });
  if (!planned.ok || !planned.id) throw new Error("not planned");
  await database.execute(coach, cancelWorkshop, { id: planned.id, version: 1 });
  expect(await book(day, "16:00")).toMatchObject({ ok: true });
});

test("an appointment does not stand in its own way, and is warned about once moved", async () => {
  const day = freshDay();
  const first = await book(day, "09:00");
  await book(day, "11:00");
  if (!first.ok) throw new Error("not booked");
  const move = (startTime: string, version: number, change: Record<string, unknown> = {}) =>
    database.execute(coach, rebookMeeting, {
      ...bookMeetingSchema.parse({
        workerId: ours.workerId,
        ...slot(day, startTime, change),
      }),
      id: first.id,
      version,
    });
  expect(await move("09:15", 1)).toMatchObject({ ok: true });
  expect(await move("10:30", 2)).toMatchObject({ reason: "busy" });
  expect(await move("10:30", 2, { bookAnyway: "on" })).toMatchObject({ ok: true });
  // Nothing of its time changes: what is known already is not said again.
  expect(await move("10:30", 3, { placeDetail: "Salle 2" })).toMatchObject({ ok: true });
});

test("the appointment booked at the end of minutes is warned about too, and nothing is lost", async () => {
  const day = freshDay();
  await book(day, "09:00");
  const minutes = (change: Record<string, unknown> = {}) =>
    database.execute(
      coach,
      recordMeeting,
      recordMeetingSchema.parse({
        workerId: ours.workerId,
        attendance: "present",
        summary: "Point.",
        ...slot(today(), "08:00"),
        nextMeetingOn: day,
        nextMeetingAt: "09:00",
        ...change,
      }),
    );
  expect(await minutes()).toMatchObject({ ok: false, reason: "busy" });
  expect(await minutes({ bookAnyway: "on" })).toMatchObject({ ok: true });
});
