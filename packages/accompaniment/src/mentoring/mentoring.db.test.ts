import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  acceptMentorship,
  declineMentorship,
  endMentorship,
  endOffer,
  offerMentoring,
  proposeMentorship,
  recordMentorshipSession,
} from "./mentoring.commands.ts";
import { getWorkerMentoring } from "./mentoring.queries.ts";

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

function actorOf({ organisationId, membershipId }: Rows): MemberActor {
  const nobody = { userId: randomUUID(), requestId: randomUUID(), funderId: null };
  return memberActor({ organisationId, membershipId, role: "coach", ...nobody });
}

/** Somebody who builds on the same commons as the person that `populate` made. */
async function addWorker(givenName: string): Promise<string> {
  const { id } = await database.owner.db
    .insertInto("worker")
    .values({
      organisation_id: ours.organisationId,
      given_name: givenName,
      family_name: randomUUID().slice(0, 8),
      kind: "both",
      supported_from: "2025-01-01",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await database.owner.db
    .insertInto("worker_resource")
    .values({
      organisation_id: ours.organisationId,
      worker_id: id,
      open_resource_id: ours.resourceId,
    })
    .execute();
  return id;
}

async function mentorOf(resourceId = ours.resourceId): Promise<string> {
  const id = await addWorker("Inès");
  const thing = { kind: "resource" as const, id: resourceId };
  const outcome = await database.execute(coach, offerMentoring, { workerId: id, thing, note: "" });
  if (!outcome.ok) throw new Error(outcome.reason);
  return id;
}

const mentoringOf = (workerId: string) => database.execute(coach, getWorkerMentoring, { workerId });

test("from an offer to what each gained", async () => {
  const [mentorId, noviceId] = [await mentorOf(), await addWorker("Moussa")];
  const { suggestions } = await mentoringOf(noviceId);
  expect(suggestions.map((one) => one.id)).toContain(mentorId);

  const proposed = await database.execute(coach, proposeMentorship, { mentorId, noviceId });
  if (!proposed.ok) throw new Error(proposed.reason);
  const { id } = proposed;
  const day = today();
  const session = {
    mentorshipId: id,
    heldOn: day,
    durationMinutes: 45,
    summary: "Première tournée",
  };
  expect(await database.execute(coach, recordMentorshipSession, session)).toMatchObject({
    reason: "not_so",
  });
  const accept = (by: "mentor" | "novice", version: number) =>
    database.execute(coach, acceptMentorship, { id, version, by, on: day });
  expect(await accept("mentor", 1)).toMatchObject({ ok: true });
  expect(await accept("mentor", 2)).toMatchObject({ reason: "not_so" });
  expect(await accept("novice", 2)).toMatchObject({ ok: true });
  expect(await database.execute(coach, recordMentorshipSession, session)).toMatchObject({
    ok: true,
  });
  const end = { id, version: 3, mentorGain: "Une relève", noviceGain: "Dix clients" };
  expect(
    await database.execute(coach, endMentorship, { ...end, endedOn: "2020-01-01" }),
  ).toMatchObject({ reason: "ends_before_begun" });
  expect(await database.execute(coach, endMentorship, { ...end, endedOn: day })).toMatchObject({
    ok: true,
  });
  const { mentorships } = await mentoringOf(mentorId);
  expect(mentorships[0]).toMatchObject({
    noviceId,
    endedOn: day,
    noviceGain: "Dix clients",
    reasons: "connaît Ruche, dont cette personne se sert",
    sessions: [{ heldOn: day, durationMinutes: 45, summary: "Première tournée" }],
  });
});

test("two coaches who propose the same pair make one proposal; a declined one may be made again", async () => {
  const pair = { mentorId: await mentorOf(), noviceId: await addWorker("Awa") };
  const outcomes = await Promise.all([
    database.execute(coach, proposeMentorship, pair),
    database.execute(coach, proposeMentorship, pair),
  ]);
  expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
  expect(outcomes.find((one) => !one.ok)).toMatchObject({ reason: "already_together" });
  const { suggestions, mentorships } = await mentoringOf(pair.noviceId);
  expect(suggestions.map((one) => one.id)).not.toContain(pair.mentorId);
  const [mentorship] = mentorships;
  const decline = { id: mentorship?.id ?? "", version: 1, by: "novice" as const };
  await database.execute(coach, declineMentorship, decline);
  expect((await mentoringOf(pair.noviceId)).mentorships[0]).toMatchObject({
    declinedOn: today(),
    declinedBy: "novice",
  });
  const again = (await mentoringOf(pair.noviceId)).suggestions;
  expect(again.find((one) => one.id === pair.mentorId)).toMatchObject({
    before: "declined",
    caution: "l’une des deux personnes a déjà décliné",
  });
  expect(await database.execute(coach, proposeMentorship, pair)).toMatchObject({ ok: true });
});

test("nobody is proposed once their offer has ended, nor twice offered the same thing", async () => {
  const [mentorId, noviceId] = [await mentorOf(), await addWorker("Léo")];
  const thing = { kind: "resource" as const, id: ours.resourceId };
  expect(
    await database.execute(coach, offerMentoring, { workerId: mentorId, thing, note: "" }),
  ).toMatchObject({ reason: "already_offered" });
  const { offers } = await mentoringOf(mentorId);
  await database.execute(coach, endOffer, { id: offers[0]?.id ?? "" });
  expect(await database.execute(coach, proposeMentorship, { mentorId, noviceId })).toMatchObject({
    reason: "not_a_mentor",
  });
});

test("another organisation neither reads nor proposes", async () => {
  const [mentorId, noviceId] = [await mentorOf(), await addWorker("Zoé")];
  await expect(
    database.execute(stranger, proposeMentorship, { mentorId, noviceId }),
  ).rejects.toThrow();
  await expect(
    database.execute(stranger, getWorkerMentoring, { workerId: noviceId }),
  ).rejects.toThrow();
  const thing = { kind: "resource" as const, id: theirs.resourceId };
  expect(
    await database.execute(coach, offerMentoring, { workerId: mentorId, thing, note: "" }),
  ).toMatchObject({ reason: "thing_unknown" });
});
