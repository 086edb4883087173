import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import type { Tx } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getPersonHeader } from "./person-header.queries.ts";
import { getPersonStory } from "./person-story.queries.ts";
import { STORY_PAGE, type StoryKind } from "./person-story.schema.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let workerId: string;

const day = today();
const ago = (days: number) => daysAfter(day, -days);

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours, "coach");
  workerId = await addWorker("Maïlys");
  await tell();
});
afterAll(() => database.close());

const asOwner = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, ours, work);

const addWorker = (given_name: string) =>
  asOwner(async (db) => {
    const { id } = await db
      .insertInto("worker")
      .values({
        organisation_id: ours.organisationId,
        given_name,
        family_name: "Lefèvre",
        kind: "both",
        supported_from: ago(400),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  });

/** One thing of each kind, ten days apart, and some still to come. */
const tell = () =>
  asOwner(async (db) => {
    const tenant = { organisation_id: ours.organisationId };
    const person = { ...tenant, worker_id: workerId };
    const mentorId = await db
      .insertInto("worker")
      .values({
        ...tenant,
        given_name: "Awa",
        family_name: "Diop",
        kind: "both",
        supported_from: ago(900),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("stage")
      .values([
        { ...person, kind: "candidate", starts_on: ago(400) },
        {
          ...person,
          kind: "cape",
          starts_on: ago(360),
          term_on: daysAfter(day, 4),
          ends_on: daysAfter(day, 4),
        },
        { ...person, kind: "cesa", starts_on: daysAfter(day, 30) },
      ])
      .execute();
    const meeting = {
      ...person,
      coach_id: ours.membershipId,
      duration_minutes: 45,
      place: "office" as const,
    };
    const told = await db
      .insertInto("meeting")
      .values([
        {
          ...meeting,
          held_on: ago(10),
          attendance: "present",
          summary: `Point${" long".repeat(300)}`,
        },
        { ...meeting, held_on: ago(20), attendance: "absent" },
        { ...meeting, held_on: ago(30), attendance: "expected" },
        { ...meeting, held_on: daysAfter(day, 7), attendance: "expected", start_time: "14:30" },
        { ...meeting, held_on: day, attendance: "expected" },
      ])
      .returning("id")
      .execute();
    await db
      .insertInto("plan_action")
      .values([
        { ...person, label: "Plus tard", due_on: daysAfter(day, 20) },
        {
          ...person,
          label: "Ouvrir un compte",
          due_on: daysAfter(day, 3),
          meeting_id: told[0]?.id,
        },
        { ...person, label: "Un jour" },
        {
          ...person,
          label: "Rencontrer les restaurateurs",
          due_on: ago(1),
          dropped_on: ago(2),
          meeting_id: told[1]?.id,
        },
        { ...person, label: "Déjà fait", due_on: ago(3), done_on: ago(2) },
      ])
      .execute();
    const workshops = await db
      .insertInto("workshop")
      .values(
        [ago(40), daysAfter(day, 2), ago(45)].map((held_on, index) => ({
          ...tenant,
          kind: "workshop" as const,
          title: `Atelier ${index}`,
          coach_id: ours.membershipId,
          held_on,
          start_time: "09:00",
          duration_minutes: 120,
          place: "office" as const,
          cancelled_at: index === 2 ? new Date() : null,
        })),
      )
      .returning("id")
      .execute();
    await db
      .insertInto("participant")
      .values(
        workshops.map(({ id }, index) => ({
          ...person,
          workshop_id: id,
          attendance: index === 0 ? ("present" as const) : ("expected" as const),
        })),
      )
      .execute();
    await db
      .insertInto("aid")
      .values({
        ...person,
        amount_cents: 30_000,
        purpose: "Un porte-bagages",
        requested_on: ago(50),
        requested_by: ours.membershipId,
        status: "refused",
        decided_on: ago(48),
        decided_by: ours.membershipId,
        decision_reason: "Hors cadre",
      })
      .execute();
    await db
      .insertInto("contribution")
      .values({
        ...person,
        open_resource_id: ours.resourceId,
        kind: "code",
        contributed_on: ago(60),
        description: "Une correction",
      })
      .execute();
    await db
      .insertInto("document")
      .values({
        ...person,
        name: "contrat.pdf",
        content_type: "application/pdf",
        size_bytes: 10,
        sha256: "0".repeat(64),
        storage_key: `${ours.organisationId}/${randomUUID()}`,
        created_at: new Date(`${ago(70)}T12:00:00Z`),
        created_by: ours.membershipId,
      })
      .execute();
    const { id: mentorshipId } = await db
      .insertInto("mentorship")
      .values({
        ...tenant,
        mentor_id: mentorId.id,
        novice_id: workerId,
        proposed_on: ago(90),
        proposed_by: ours.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("mentorship_session")
      .values({ ...tenant, mentorship_id: mentorshipId, held_on: ago(80), duration_minutes: 60 })
      .execute();
    await db
      .insertInto("objective")
      .values([
        { ...person, title: "Dix clients", set_on: ago(200), status: "reached", closed_on: ago(5) },
        { ...person, title: "Un local", set_on: ago(200), status: "open" },
      ])
      .execute();
  });

const storyOf = (
  input: { kind?: StoryKind; before?: { on: string; id: string } } = {},
  id = workerId,
  actor = coach,
) => database.execute(actor, getPersonStory, { id, ...input });

test("a story holds everything that happened, newest first, and nothing that is to come", async () => {
  const { story, next } = await storyOf();
  expect(story.map(({ kind, on }) => [kind, on])).toEqual([
    ["objective", ago(5)],
    ["meeting", ago(10)],
    ["meeting", ago(20)],
    ["meeting", ago(30)],
    ["workshop", ago(40)],
    ["aid", ago(48)],
    ["contribution", ago(60)],
    ["document", ago(70)],
    ["mentoring", ago(80)],
    ["stage", ago(360)],
    ["stage", ago(400)],
  ]);
  expect(next).toBeNull();
  expect(story[1]).toMatchObject({
    coachName: "Ruche",
    nextStep: { label: "Ouvrir un compte", state: "open" },
    summary: { isCut: true },
  });
  // What was set aside is not still to be done.
  expect(story[2]).toMatchObject({
    nextStep: { label: "Rencontrer les restaurateurs", state: "dropped" },
  });
  expect(story[4]).toMatchObject({ title: "Atelier 0", attendance: "present", startTime: "09:00" });
  expect(story[5]).toMatchObject({ status: "refused", byName: "Ruche", amountCents: 30_000 });
  expect(story[8]).toMatchObject({ role: "novice", other: { name: "Awa Diop" } });
});

test("what is to come stands apart: appointments, planned stages, the action due first, the deadline", async () => {
  const page = await storyOf();
  expect(page.upcoming.map(({ kind, on, startTime }) => [kind, on, startTime])).toEqual([
    ["meeting", day, null],
    ["workshop", daysAfter(day, 2), "09:00"],
    ["meeting", daysAfter(day, 7), "14:30"],
  ]);
  expect(page.plannedStages.map(({ kind }) => kind)).toEqual(["cesa"]);
  expect(page.nextAction?.label).toBe("Ouvrir un compte");
});

test("a story may be read one kind at a time", async () => {
  const { story } = await storyOf({ kind: "meeting" });
  expect(story.map(({ kind }) => kind)).toEqual(["meeting", "meeting", "meeting"]);
  expect((await storyOf({ kind: "aid" })).story).toHaveLength(1);
});

test("a long story comes by pages that neither skip nor repeat", async () => {
  const id = await addWorker("Longue");
  await asOwner(async (db) => {
    await sql`insert into meeting (organisation_id, worker_id, coach_id, held_on, duration_minutes, place, summary)
      select ${ours.organisationId}, ${id}, ${ours.membershipId}, ${ago(1)}::date - (n / 3), 45, 'office', 'Point'
      from generate_series(1, 130) n`.execute(db);
    await sql`insert into contribution (organisation_id, worker_id, open_resource_id, kind, contributed_on, description)
      select ${ours.organisationId}, ${id}, ${ours.resourceId}, 'code', ${ago(1)}::date - n, 'Correction'
      from generate_series(1, 20) n`.execute(db);
  });
  const seen: string[] = [];
  let before: { on: string; id: string } | undefined;
  for (let page = 0; page < 10; page++) {
    const { story, next } = await storyOf({ before }, id);
    expect(story.length).toBeLessThanOrEqual(STORY_PAGE);
    seen.push(...story.map((line) => `${line.on} ${line.id}`));
    if (!next) break;
    before = next;
  }
  expect(new Set(seen).size).toBe(150);
  expect(seen).toEqual([...seen].sort().reverse());
});

test("somebody else's mentor, another organisation and other roles see nothing of it", async () => {
  await expect(storyOf({}, workerId, actorOf(theirs, "manager"))).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(storyOf({}, workerId, actorOf(ours, "editor"))).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("reading a story is told to the journal; the header of a page is not", async () => {
  const id = await addWorker("Lue");
  await database.execute(coach, getPersonHeader, { id });
  await storyOf({}, id);
  const looks = await asOwner((db) =>
    db.selectFrom("audit_event").where("subject_id", "=", id).select("operation").execute(),
  );
  expect(looks).toEqual([{ operation: "getPersonStory" }]);
});

test("the header says where a person stands, and whom nobody met for too long", async () => {
  expect(await database.execute(coach, getPersonHeader, { id: workerId })).toMatchObject({
    name: "Maïlys Lefèvre",
    stage: { kind: "cape", termOn: daysAfter(day, 4) },
    toReviewAfterWeeks: null,
    anonymisedAt: null,
  });
  const id = await addWorker("Oubliée");
  expect(await database.execute(coach, getPersonHeader, { id })).toMatchObject({
    stage: null,
    toReviewAfterWeeks: 6,
  });
  await expect(
    database.execute(actorOf(theirs, "coach"), getPersonHeader, { id }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("of somebody who came back, the header tells the support that runs", async () => {
  const id = await addWorker("Revenue");
  await asOwner(async (db) => {
    const person = { organisation_id: ours.organisationId, worker_id: id };
    await db
      .insertInto("stage")
      .values([
        { ...person, kind: "candidate", starts_on: ago(300) },
        { ...person, kind: "exit", starts_on: ago(200) },
        { ...person, kind: "candidate", starts_on: ago(10) },
      ])
      .execute();
    await db
      .insertInto("meeting")
      .values({
        ...person,
        coach_id: ours.membershipId,
        duration_minutes: 45,
        place: "office",
        held_on: ago(250),
        summary: "Avant son départ",
      })
      .execute();
  });
  expect(await database.execute(coach, getPersonHeader, { id })).toMatchObject({
    supportedFrom: ago(10),
    supportedUntil: null,
    firstSupportedFrom: ago(300),
    stage: { kind: "candidate" },
    // They have been back for ten days: nobody is late.
    toReviewAfterWeeks: null,
  });
});
