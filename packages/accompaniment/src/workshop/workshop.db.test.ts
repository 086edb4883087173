import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import { houseActor, type MemberActor, memberActor, publicActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordAttendance } from "./attendance.commands.ts";
import { enrolInWorkshop, enrolWorkers, withdrawParticipant } from "./enrolment.commands.ts";
import { linkParticipant, openParticipantFile } from "./participant-file.commands.ts";
import { getParticipantFile } from "./participant-file.queries.ts";
import {
  findRegistration,
  getPublishedWorkshop,
  listPublishedWorkshops,
} from "./published-workshop.queries.ts";
import { cancelRegistration, registerParticipant } from "./registration.commands.ts";
import { confirmRegistration, forgetRegistrations } from "./registration-house.commands.ts";
import { listRegistrants } from "./registration-house.queries.ts";
import { cancelWorkshop, editWorkshop, planWorkshop } from "./workshop.commands.ts";
import { getWorkshop, listWorkshops, listWorkshopsFor } from "./workshop.queries.ts";
import { workshopSchema } from "./workshop.schema.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let stranger: MemberActor;

const day = today();
const anybody = publicActor("test");

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours);
  stranger = actorOf(theirs);
});
afterAll(() => database.close());

function actorOf({ organisationId, membershipId }: Rows): MemberActor {
  const nobody = { userId: randomUUID(), funderId: null, requestId: randomUUID() };
  return memberActor({ organisationId, membershipId, role: "coach", ...nobody });
}

function addWorkers(count: number): Promise<string[]> {
  return database.owner.db.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${ours.organisationId}, true)`.execute(db);
    const rows = await db
      .insertInto("worker")
      .values(
        Array.from({ length: count }, (_, index) => ({
          organisation_id: ours.organisationId,
          given_name: "Personne",
          family_name: `Numéro ${index} ${randomUUID().slice(0, 4)}`,
          kind: "both" as const,
          supported_from: "2026-01-01",
        })),
      )
      .returning("id")
      .execute();
    return rows.map((row) => row.id);
  });
}

type Fields = Record<string, unknown>;

const session = (change: Fields = {}) =>
  workshopSchema.parse({
    kind: "workshop",
    title: "Fixer ses prix",
    heldOn: daysAfter(day, 7),
    startTime: "14:00",
    durationMinutes: 120,
    place: "office",
    placeDetail: "Salle Ruche",
    coachId: ours.membershipId,
    ...change,
  });

async function plan(change: Fields = {}): Promise<string> {
  const outcome = await database.execute(coach, planWorkshop, session(change));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

const see = (id: string, actor = coach) => database.execute(actor, getWorkshop, { id });

const register = (workshopId: string, email: string, change: Fields = {}) =>
  database.executePublic(anybody, registerParticipant, {
    organisationId: ours.organisationId,
    workshopId,
    givenName: "Anaïs",
    familyName: "Passante",
    email,
    phone: null,
    visitor: randomUUID().replaceAll("-", "").padEnd(64, "0"),
    language: "fr",
    ...change,
  });

const done = { ok: true, id: null };
const notFound = { code: "not_found" };

describe("a group session", () => {
  test("twelve people are added at once, and told in one command", async () => {
    const workerIds = await addWorkers(12);
    const id = await plan({ heldOn: day });
    const enrolment = { workshopId: id, workerIds };
    expect(await database.execute(coach, enrolWorkers, enrolment)).toMatchObject({ enrolled: 12 });
    expect(await database.execute(coach, enrolWorkers, enrolment)).toMatchObject({ enrolled: 0 });
    const { workshop, participants } = await see(id);
    const told = participants.map((one, index) => ({
      participantId: one.id,
      attendance: (["present", "present", "absent", "excused"] as const)[index % 4] ?? "present",
    }));
    const input = { workshopId: id, version: workshop.version, attendances: told, minutes: "Dit." };
    expect(await database.execute(coach, recordAttendance, input)).toMatchObject({ ok: true });
    const after = await see(id);
    expect(after.workshop.minutes).toBe("Dit.");
    expect(after.participants.map((one) => one.attendance)).toEqual(
      told.map((one) => one.attendance),
    );
    // Somebody else had the same form open.
    expect(await database.execute(coach, recordAttendance, input)).toMatchObject({
      reason: "conflict",
      current: { minutes: "Dit." },
    });
    const { workshops } = await database.execute(coach, listWorkshops, { when: "coming", page: 1 });
    expect(workshops.find((row) => row.id === id)).toMatchObject({ expected: 9, present: 6 });
  });

  test("holds no more people than its places, and an excuse gives one back", async () => {
    const [first = "", second = "", third = ""] = await addWorkers(3);
    const id = await plan({ capacity: 2 });
    expect(
      await database.execute(coach, enrolWorkers, {
        workshopId: id,
        workerIds: [first, second, third],
      }),
    ).toEqual({ ok: false, reason: "full", left: 2 });
    await database.execute(coach, enrolWorkers, { workshopId: id, workerIds: [first, second] });
    const late = { workshopId: id, workerId: third };
    expect(await database.execute(coach, enrolInWorkshop, late)).toMatchObject({ reason: "full" });
    const { workshop, participants } = await see(id);
    await database.execute(coach, recordAttendance, {
      workshopId: id,
      version: workshop.version,
      attendances: [{ participantId: participants[0]?.id ?? "", attendance: "excused" }],
      minutes: "",
    });
    expect(await database.execute(coach, enrolInWorkshop, late)).toMatchObject({ enrolled: 1 });
    const edit = { ...session({ capacity: 1 }), id, version: workshop.version + 1 };
    expect(await database.execute(coach, editWorkshop, edit)).toEqual({
      ok: false,
      reason: "capacity_below",
    });
  });

  test("is not told before its day, but for excuses; who is told there is not withdrawn", async () => {
    const [workerId = ""] = await addWorkers(1);
    const id = await plan();
    await database.execute(coach, enrolInWorkshop, { workshopId: id, workerId });
    const { workshop, participants } = await see(id);
    const participantId = participants[0]?.id ?? "";
    const tell = (attendance: "present" | "excused", version: number) =>
      database.execute(coach, recordAttendance, {
        workshopId: id,
        version,
        attendances: [{ participantId, attendance }],
        minutes: "",
      });
    expect(await tell("present", workshop.version)).toEqual({ ok: false, reason: "not_yet" });
    expect(await tell("excused", workshop.version)).toMatchObject({ ok: true });
    expect(await database.execute(coach, withdrawParticipant, { id: participantId })).toMatchObject(
      { ok: true },
    );
    expect((await see(id)).participants).toEqual([]);
    // Comes back after all.
    await database.execute(coach, enrolInWorkshop, { workshopId: id, workerId });
    expect((await see(id)).participants).toMatchObject([{ attendance: "expected" }]);
    expect(
      (await database.execute(coach, listWorkshopsFor, { workerId })).workshops.find(
        (row) => row.id === id,
      ),
    ).toMatchObject({ isEnrolled: true, taken: 1 });
  });

  test("of another organisation does not exist", async () => {
    const id = await plan();
    await expect(see(id, stranger)).rejects.toMatchObject(notFound);
    await expect(
      database.execute(stranger, enrolWorkers, { workshopId: id, workerIds: [theirs.workerId] }),
    ).rejects.toMatchObject(notFound);
    const mine = await plan();
    await expect(
      database.execute(coach, enrolWorkers, { workshopId: mine, workerIds: [theirs.workerId] }),
    ).rejects.toMatchObject(notFound);
  });
});

describe("a meeting open to all", () => {
  const open = (change: Fields = {}) =>
    plan({ kind: "information", title: "Découvrir la coopérative", isPublic: "on", ...change });

  test("is on the public site, and what is not public is not", async () => {
    const [shown, hidden] = [await open(), await plan()];
    const ids = (await database.executePublic(anybody, listPublishedWorkshops, {})).map(
      (one) => one.id,
    );
    expect(ids).toContain(shown);
    expect(ids).not.toContain(hidden);
    await expect(
      database.executePublic(anybody, getPublishedWorkshop, { id: hidden }),
    ).rejects.toMatchObject(notFound);
    expect(await register(hidden, "a@example.org")).toMatchObject({ reason: "closed" });
  });

  test("takes a registration, shown to coaches, and asks for its mail", async () => {
    const id = await open();
    expect(await register(id, "anais@example.org", { phone: "0612345678" })).toEqual(done);
    const { participants } = await see(id);
    expect(participants).toMatchObject([
      { name: "Anaïs Passante", email: "anais@example.org", isOutside: true },
    ]);
    const jobs = await database.owner.db
      .selectFrom("job")
      .where("kind", "=", "confirm_registration")
      .select("input")
      .execute();
    expect(jobs.map((job) => job.input)).toContainEqual({ participantId: participants[0]?.id });
    expect(JSON.stringify(jobs)).not.toContain("anais");
  });

  test("answers the same to whoever is registered already, and keeps one registration", async () => {
    const id = await open();
    expect(await register(id, "anais@example.org")).toEqual(done);
    expect(await register(id, "ANAIS@example.org")).toEqual(done);
    expect((await see(id)).participants).toHaveLength(1);
  });

  test("gives its last place to one person only", async () => {
    const id = await open({ capacity: 3 });
    await register(id, "premiere@example.org");
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => register(id, `course${index}@example.org`)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(2);
    expect((await see(id)).participants).toHaveLength(3);
    // Registered or not, nobody is told more once it is full.
    const full = { ok: false, reason: "full" };
    expect(await register(id, "premiere@example.org")).toEqual(full);
    expect(await register(id, "inconnue@example.org")).toEqual(full);
    expect(await database.executePublic(anybody, getPublishedWorkshop, { id })).toMatchObject({
      room: "full",
    });
  });

  test("takes nobody once it is cancelled or begun", async () => {
    const cancelled = await open();
    await register(cancelled, "avant@example.org");
    await database.execute(coach, cancelWorkshop, { id: cancelled, version: 1 });
    const begun = await open({ heldOn: day, startTime: "00:00" });
    for (const id of [cancelled, begun]) {
      expect(await register(id, "apres@example.org")).toMatchObject({ reason: "closed" });
    }
  });

  test("slows down an address that registers many people", async () => {
    const id = await open();
    const visitor = "f".repeat(64);
    const answers = [];
    for (let index = 0; index < 21; index += 1) {
      answers.push(await register(id, `foule${index}@example.org`, { visitor }));
    }
    expect(answers.slice(0, 20).every((answer) => answer.ok)).toBe(true);
    expect(answers[20]).toEqual({ ok: false, reason: "slow_down" });
    const stored = await database.owner.db
      .selectFrom("rate_limit")
      .where("key", "=", `registration:${visitor}`)
      .select("points")
      .executeTakeFirstOrThrow();
    expect(stored.points).toBe(20);
  });

  test("is cancelled by the link of the mail, once, and by no other", async () => {
    const id = await open();
    await register(id, "anais@example.org");
    const participantId = (await see(id)).participants[0]?.id ?? "";
    const house = houseActor(ours.organisationId, randomUUID());
    const confirm = () => database.executeJobs(house, confirmRegistration, { participantId });
    const [first, second] = [await confirm(), await confirm()];
    if (!first.ok || !second.ok) throw new Error("not confirmed");
    expect(second).toMatchObject({
      registrant: { givenName: "Anaïs", email: "anais@example.org" },
      session: { title: "Découvrir la coopérative", organisationName: "Ruche" },
    });
    const link = (token: string, organisationId = ours.organisationId) => ({
      organisationId,
      token,
    });
    const find = (asked: ReturnType<typeof link>) =>
      database.executePublic(anybody, findRegistration, asked);
    expect(await find(link(first.token))).toBeNull();
    expect(await find(link(second.token, theirs.organisationId))).toBeNull();
    expect(await find(link(second.token))).toMatchObject({ workshopId: id, isOver: false });
    const cancel = (asked: ReturnType<typeof link>) =>
      database.executePublic(anybody, cancelRegistration, asked);
    expect(await cancel(link(first.token))).toEqual({ ok: false, reason: "unknown" });
    expect(await cancel(link(second.token))).toEqual(done);
    expect(await cancel(link(second.token))).toEqual({ ok: false, reason: "unknown" });
    expect((await see(id)).participants).toEqual([]);
    expect(await confirm()).toEqual({ ok: false, reason: "nobody" });
    // And may come back.
    expect(await register(id, "anais@example.org")).toEqual(done);
  });

  test("is answered in the language of the page where it was made last", async () => {
    const id = await open();
    await register(id, "anais@example.org", { language: "en" });
    const participantId = (await see(id)).participants[0]?.id ?? "";
    const house = houseActor(ours.organisationId, randomUUID());
    const confirm = () => database.executeJobs(house, confirmRegistration, { participantId });
    expect(await confirm()).toMatchObject({ registrant: { language: "en" } });
    // Their mail is lost: they register again, on the French page this time.
    await database.owner.db
      .updateTable("participant")
      .set({ mailed_at: sql<Date>`now() - interval '2 hours'` })
      .where("id", "=", participantId)
      .execute();
    expect(await register(id, "anais@example.org")).toEqual(done);
    expect(await confirm()).toMatchObject({ registrant: { language: "fr" } });
  });

  test("moved, tells those who registered by themselves, and them only", async () => {
    const id = await open();
    const [workerId = ""] = await addWorkers(1);
    await database.execute(coach, enrolInWorkshop, { workshopId: id, workerId });
    await register(id, "anais@example.org");
    const participant = (await see(id)).participants.find((one) => one.isOutside);
    const house = houseActor(ours.organisationId, randomUUID());
    await database.executeJobs(house, confirmRegistration, {
      participantId: participant?.id ?? "",
    });
    const asked = () =>
      database.owner.db
        .selectFrom("job")
        .where("kind", "=", "tell_workshop_change")
        .where(sql<string>`input ->> 'workshopId'`, "=", id)
        .select("id")
        .execute();
    const edit = (change: Fields, version: number) =>
      database.execute(coach, editWorkshop, {
        ...session({ kind: "information", isPublic: "on", ...change }),
        id,
        version,
      });
    expect(await edit({ title: "Autre titre" }, 1)).toMatchObject({ ok: true });
    expect(await asked()).toHaveLength(0);
    expect(await edit({ startTime: "16:00" }, 2)).toMatchObject({ ok: true });
    expect(await asked()).toHaveLength(1);
    expect(await database.executeJobs(house, listRegistrants, { workshopId: id })).toMatchObject({
      session: { startTime: "16:00" },
      registrants: [{ email: "anais@example.org" }],
    });
  });
});

describe("somebody who registered by themselves", () => {
  async function registered(email: string): Promise<{ workshopId: string; id: string }> {
    const workshopId = await plan({ isPublic: "on" });
    await register(workshopId, email, { phone: "0612345678" });
    return { workshopId, id: (await see(workshopId)).participants[0]?.id ?? "" };
  }

  test("becomes a person accompanied, and is written once", async () => {
    const { id, workshopId } = await registered("nouvelle@example.org");
    const opened = await database.execute(coach, openParticipantFile, {
      participantId: id,
      kind: "platform_worker",
      supportedFrom: day,
      coachId: ours.membershipId,
    });
    if (!opened.ok) throw new Error(opened.reason);
    const rows = await database.owner.db
      .selectFrom("participant")
      .where("id", "=", id)
      .select(["worker_id", "given_name", "email", "phone"])
      .execute();
    expect(rows).toEqual([{ worker_id: opened.id, given_name: null, email: null, phone: null }]);
    expect((await see(workshopId)).participants).toMatchObject([
      { name: "Anaïs Passante", email: "nouvelle@example.org", isOutside: false },
    ]);
    // Registering once more finds them by the mail of their file.
    expect(await register(workshopId, "nouvelle@example.org")).toEqual(done);
    expect((await see(workshopId)).participants).toHaveLength(1);
  });

  test("finds the file they had, by name, mail or telephone", async () => {
    const first = await registered("retour@example.org");
    const opened = await database.execute(coach, openParticipantFile, {
      participantId: first.id,
      kind: "both",
      supportedFrom: day,
      coachId: null,
    });
    if (!opened.ok) throw new Error(opened.reason);
    const again = await registered("autre@example.org");
    const page = await database.execute(coach, getParticipantFile, again);
    expect(page.candidates.map((one) => one.id)).toContain(opened.id);
    const link = { participantId: again.id, workerId: opened.id };
    expect(await database.execute(coach, linkParticipant, link)).toMatchObject({ ok: true });
    await expect(database.execute(coach, linkParticipant, link)).rejects.toMatchObject(notFound);
  });

  test("is forgotten some months later; that they came is still counted", async () => {
    const { workshopId } = await registered("passage@example.org");
    const house = houseActor(ours.organisationId, randomUUID());
    expect(await database.executeJobs(house, forgetRegistrations, { day })).toMatchObject({
      count: 0,
    });
    const later = daysAfter(day, 7 + 95);
    const forgotten = await database.executeJobs(house, forgetRegistrations, { day: later });
    expect(forgotten.ok && forgotten.count).toBeGreaterThan(0);
    expect((await see(workshopId)).participants).toMatchObject([{ name: "", email: null }]);
  });
});
