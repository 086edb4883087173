import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populateAll, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import { houseActor, type MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { coachDay, programmeDay } from "../day/coach-day.queries.ts";
import { countReminder } from "../day/reminder.queries.ts";
import { listMyAppointments } from "../meeting/appointment.queries.ts";
import { listCalendarEntries } from "../meeting/calendar.queries.ts";
import { listMyPeople } from "../meeting/my-people.queries.ts";
import { getWorkerMentoring, listMentorships } from "../mentoring/mentoring.queries.ts";
import { listDistinctPairs } from "../worker/distinct.queries.ts";
import { listLikelyPairs, suggestDuplicates } from "../worker/duplicate.queries.ts";
import { typedPersonSchema } from "../worker/duplicate.schema.ts";
import { countMissingFacts } from "../worker/missing-facts.queries.ts";
import { workerFilterSchema } from "../worker/worker-filter.schema.ts";
import { listWorkers } from "../worker/worker-list.queries.ts";
import { findWorkers } from "../worker/worker-search.queries.ts";
import { eraseWorkers } from "./erasure.commands.ts";

let database: TestDatabase;
let ours: Rows;
let coach: MemberActor;
let otherId: string;

const erase = async () => {
  const house = houseActor(ours.organisationId, "erased-people");
  const input = { workerIds: [ours.workerId], ground: "request" as const, requestedBy: null };
  expect(await database.executeJobs(house, eraseWorkers, input)).toMatchObject({ ok: true });
};

/** Somebody in every table, who leaves today: on that day they are still accompanied. */
beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populateAll(database.owner.db, "Ruche");
  coach = actorOf(ours);
  await database.owner.db.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${ours.organisationId}, true)`.execute(db);
    const tenant = { organisation_id: ours.organisationId };
    const about = { ...tenant, worker_id: ours.workerId };
    await db
      .insertInto("stage")
      .values({ ...about, kind: "exit", starts_on: today() })
      .execute();
    await db
      .updateTable("worker")
      .set({ coach_id: ours.membershipId, phone: "0612345678" })
      .set({ residence: "unknown", neighbourhood_code: null })
      .where("id", "=", ours.workerId)
      .execute();
    for (const held_on of ["2026-03-02", today()]) {
      await db
        .insertInto("meeting")
        .values({
          ...about,
          coach_id: ours.membershipId,
          held_on,
          start_time: "10:00",
          duration_minutes: 30,
          place: "office",
          attendance: "expected",
        })
        .execute();
    }
    // The same name and telephone: likely the same person.
    const twin = await db
      .insertInto("worker")
      .values({
        ...tenant,
        given_name: "Léa",
        family_name: "Ruche",
        phone: "0612345678",
        kind: "both",
        supported_from: "2026-01-01",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    otherId = twin.id;
    await db
      .insertInto("stage")
      .values({ ...tenant, worker_id: otherId, kind: "diagnosis", starts_on: "2026-01-01" })
      .execute();
    const resource = { ...tenant, open_resource_id: ours.resourceId };
    await db
      .insertInto("worker_resource")
      .values({ ...resource, worker_id: otherId })
      .execute();
    await db
      .insertInto("mentor_offer")
      .values({ ...resource, worker_id: ours.workerId, offered_on: "2026-01-01" })
      .execute();
  });
});
afterAll(() => database.close());

/** Everything that proposes or lists people, as a page reads it; `names` is what to look for in the lists by name. */
async function everyList(name: string) {
  const [givenName = "", familyName = ""] = name.split(" ");
  const typed = { ...typedPersonSchema.parse({ givenName, familyName }), phone: "0612345678" };
  const day = today();
  return {
    list: await database.execute(coach, listWorkers, workerFilterSchema.parse({})),
    search: await database.execute(coach, findWorkers, { search: name, limit: 10 }),
    almost: await database.execute(coach, findWorkers, { search: `${name}e`, limit: 10 }),
    typing: await database.execute(coach, suggestDuplicates, typed),
    pairs: await database.execute(coach, listLikelyPairs, {}),
    distinct: await database.execute(coach, listDistinctPairs, {}),
    mine: await database.execute(coach, listMyPeople, {}),
    appointments: await database.execute(coach, listMyAppointments, { until: day }),
    mentorships: (await database.execute(coach, listMentorships, {})).mentorships,
    mentors: (await database.execute(coach, getWorkerMentoring, { workerId: otherId })).suggestions,
    myDay: await database.execute(coach, coachDay, { scope: "mine", day, allActions: false }),
    teamDay: await database.execute(coach, coachDay, { scope: "everyone", day, allActions: false }),
  };
}

test("somebody erased is on no list, in no suggestion and in nobody's day", async () => {
  const before = await everyList("Léa Ruche");
  const holds = (list: unknown) => JSON.stringify(list).includes(ours.workerId);
  const holding = Object.entries(before).flatMap(([name, list]) => (holds(list) ? [name] : []));
  // What does not hold them before proves nothing after.
  expect(Object.keys(before).filter((name) => !holding.includes(name))).toEqual([]);
  const day = today();
  const { people } = await database.execute(coach, programmeDay, { day });
  const missing = await database.execute(coach, countMissingFacts, { day });

  await erase();
  const after = await everyList("Personne effacée");
  expect(Object.entries(after).flatMap(([name, list]) => (holds(list) ? [name] : []))).toEqual([]);
  expect(await database.execute(coach, listCalendarEntries, {})).not.toContainEqual(
    expect.objectContaining({ title: expect.stringContaining("Personne") }),
  );
  expect((await database.execute(coach, programmeDay, { day })).people).toBe(people - 1);
  expect((await database.execute(coach, countMissingFacts, { day })).residenceUnknown).toBe(
    missing.residenceUnknown - 1,
  );
  const house = houseActor(ours.organisationId, "reminder");
  const reminder = { membershipId: ours.membershipId, day };
  expect(await database.executeJobs(house, countReminder, reminder)).toMatchObject({
    today: after.myDay.agenda.today.length,
    toTell: after.myDay.agenda.toTellCount,
    peopleToSee: after.myDay.toSee.total,
  });
});
