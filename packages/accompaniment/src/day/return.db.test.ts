import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getPersonHeader } from "../worker/person-header.queries.ts";
import { noFilter, type WorkerFilter } from "../worker/worker-filter.schema.ts";
import type { CriterionKey } from "../worker/worker-filter-condition.schema.ts";
import { listWorkers } from "../worker/worker-list.queries.ts";
import { coachDay } from "./coach-day.queries.ts";

let database: TestDatabase;
let ours: Rows;
let coach: MemberActor;
const day = today();

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  coach = actorOf(ours);
});
afterAll(() => database.close());

/** Somebody met and then absent three times long ago, who left, and came back some days ago. */
async function comeBack(givenName: string, daysAgo: number): Promise<string> {
  return await database.owner.db.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${ours.organisationId}, true)`.execute(db);
    const tenant = { organisation_id: ours.organisationId };
    const { id } = await db
      .insertInto("worker")
      .values({
        ...tenant,
        given_name: givenName,
        family_name: "Essai",
        kind: "both",
        coach_id: ours.membershipId,
        supported_from: daysAfter(day, -400),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const about = { ...tenant, worker_id: id };
    await db
      .insertInto("stage")
      .values([
        { ...about, kind: "diagnosis", starts_on: daysAfter(day, -400) },
        { ...about, kind: "exit", starts_on: daysAfter(day, -200) },
        { ...about, kind: "diagnosis", starts_on: daysAfter(day, -daysAgo) },
      ])
      .execute();
    await db
      .insertInto("meeting")
      .values(
        [-390, -380, -370, -360].map((days, index) => ({
          ...about,
          coach_id: ours.membershipId,
          held_on: daysAfter(day, days),
          duration_minutes: 30,
          place: "office" as const,
          attendance: index === 0 ? ("present" as const) : ("absent" as const),
          summary: index === 0 ? "Point" : "",
        })),
      )
      .execute();
    return id;
  });
}

/** Whom the day, the list's filters, its lines and the person's own page say to be seen again. */
async function toSeeAgain(id: string) {
  const list = async (change: Partial<WorkerFilter>) =>
    (await database.execute(coach, listWorkers, { ...noFilter, ...change })).workers;
  const { toSee } = await database.execute(coach, coachDay, {
    scope: "mine",
    day,
    allActions: false,
  });
  const keptBy = (about: CriterionKey, values: string[] = []): Partial<WorkerFilter> => ({
    groups: [{ needs: "all", conditions: [{ about, not: false, values }] }],
  });
  return {
    day: toSee.lines.find((line) => line.workerId === id),
    filter: (await list({ need: "review" })).some((one) => one.id === id),
    notMet: (await list(keptBy("notMetSince", ["il-y-a-6-semaines"]))).some((one) => one.id === id),
    absent: (await list(keptBy("absences"))).some((one) => one.id === id),
    line: (await list({})).find((one) => one.id === id)?.toReview,
    header: (await database.execute(coach, getPersonHeader, { id })).toReviewAfterWeeks !== null,
  };
}

test("somebody who came back is to be seen again counting from their return, not from before", async () => {
  const nowhere = {
    day: undefined,
    filter: false,
    notMet: false,
    absent: false,
    line: false,
    header: false,
  };
  expect(await toSeeAgain(await comeBack("Revenue", 5))).toEqual(nowhere);

  const waiting = await toSeeAgain(await comeBack("Oubliée", 60));
  expect(waiting).toMatchObject({
    day: { supportedFrom: daysAfter(day, -60), absences: 0 },
    filter: true,
    notMet: true,
    absent: false,
    line: true,
    header: true,
  });
});
