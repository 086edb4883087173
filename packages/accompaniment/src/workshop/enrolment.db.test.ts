import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enrolWorkers } from "./enrolment.commands.ts";
import { cancelWorkshop, planWorkshop } from "./workshop.commands.ts";
import { getEnrolment, listWorkshops } from "./workshop.queries.ts";
import { workshopSchema } from "./workshop.schema.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours, "coach");
});
afterAll(() => database.close());

async function plan(title: string, capacity: string | undefined): Promise<string> {
  const outcome = await database.execute(
    coach,
    planWorkshop,
    workshopSchema.parse({
      kind: "workshop",
      title,
      heldOn: daysAfter(today(), 9),
      startTime: "14:00",
      durationMinutes: 120,
      place: "office",
      coachId: coach.membershipId,
      capacity,
    }),
  );
  if (!outcome.ok || !outcome.id) throw new Error(title);
  return outcome.id;
}

test("says the places left and who is expected already, and knows nobody of another cooperative", async () => {
  const workshopId = await plan("Fixer ses prix", "2");
  const workerIds = [ours.workerId, theirs.workerId];
  const read = () => database.execute(coach, getEnrolment, { workshopId, workerIds });
  expect(await read()).toMatchObject({
    left: 2,
    workers: [{ id: ours.workerId, isEnrolled: false, supportedUntil: null }],
  });
  await database.execute(coach, enrolWorkers, { workshopId, workerIds: [ours.workerId] });
  expect(await read()).toMatchObject({ left: 1, workers: [{ isEnrolled: true }] });
  const stranger = actorOf(theirs, "coach");
  const foreign = database.execute(stranger, getEnrolment, { workshopId, workerIds: [] });
  await expect(foreign).rejects.toThrow();
});

test("nobody counts the places of a session that has no limit", async () => {
  const workshopId = await plan("Sans limite", undefined);
  expect(await database.execute(coach, getEnrolment, { workshopId, workerIds: [] })).toMatchObject({
    left: null,
    workers: [],
  });
});

test("cancelled sessions are listed, and counted apart", async () => {
  const list = () => database.execute(coach, listWorkshops, { when: "coming", page: 1 });
  const before = await list();
  await database.execute(coach, cancelWorkshop, { id: await plan("Annulée", "5"), version: 1 });
  const after = await list();
  expect([after.total - before.total, after.cancelled - before.cancelled]).toEqual([1, 1]);
});
