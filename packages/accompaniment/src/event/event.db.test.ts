import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populateAll, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import { type MemberActor, publicActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enrolWorkers } from "../workshop/enrolment.commands.ts";
import { getParticipantFile } from "../workshop/participant-file.queries.ts";
import { listAgendaSessions } from "../workshop/published-workshop.queries.ts";
import { registerParticipant } from "../workshop/registration.commands.ts";
import { planWorkshop } from "../workshop/workshop.commands.ts";
import { getWorkshop, listWorkshops } from "../workshop/workshop.queries.ts";
import { workshopSchema } from "../workshop/workshop.schema.ts";
import { cancelEvent, editEvent, planEvent, reopenEvent } from "./event.commands.ts";
import { exportGuests, getEvent, getEventForm, listEvents } from "./event.queries.ts";
import { eventSchema } from "./event.schema.ts";
import { addGuest, recordEventAttendance, withdrawGuest } from "./guest.commands.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let editor: MemberActor;
let coach: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populateAll(database.owner.db, "Ruche");
  theirs = await populateAll(database.owner.db, "Essieu");
  // Whoever acts as an editor here is the one member that there is.
  editor = actorOf(ours, "editor");
  coach = actorOf(ours, "coach");
});
afterAll(() => database.close());

const day = today();
const anybody = publicActor("test");
type Fields = Record<string, unknown>;

const event = (change: Fields = {}) =>
  eventSchema.parse({
    kind: "presentation",
    title: "Les communs, aux autres coopératives",
    audience: "Autres coopératives",
    heldOn: daysAfter(day, 7),
    startTime: "10:00",
    durationMinutes: 90,
    place: "office",
    placeDetail: "Salle Ruche",
    capacity: "3",
    coachId: ours.membershipId,
    isPublic: "on",
    ...change,
  });

async function plan(change: Fields = {}): Promise<string> {
  const outcome = await database.execute(editor, planEvent, event(change));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

async function planSession(): Promise<string> {
  const { kind: _, audience: __, campaignId: ___, isPublic: ____, ...planned } = event();
  const input = workshopSchema.parse({ ...planned, kind: "workshop", meeting_theme: [] });
  const outcome = await database.execute(coach, planWorkshop, input);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

const register = (workshopId: string, email: string) =>
  database.executePublic(anybody, registerParticipant, {
    organisationId: ours.organisationId,
    workshopId,
    givenName: "Léa",
    familyName: "Petit",
    email,
    phone: null,
    visitor: Buffer.from(email).toString("hex").padEnd(64, "0").slice(0, 64),
    language: "fr",
  });

const see = (id: string, actor = editor) => database.execute(actor, getEvent, { id });
const guest = { givenName: "Awa", familyName: "Diop", email: null, phone: null };

const as = <T>(sqlText: ReturnType<typeof sql<T>>) =>
  database.staff.db.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${ours.organisationId}, true),
      set_config('app.membership_id', ${ours.membershipId}, true),
      set_config('role', 'essaim_editor', true)`.execute(db);
    return (await sqlText.execute(db)).rows;
  });

describe("an editor runs events", () => {
  test("from the plan to who came", async () => {
    const id = await plan();
    for (const email of ["a@exemple.fr", "b@exemple.fr", "c@exemple.fr"]) {
      expect(await register(id, email)).toMatchObject({ ok: true });
    }
    expect(await register(id, "d@exemple.fr")).toEqual({ ok: false, reason: "full" });
    const full = await database.execute(editor, addGuest, { ...guest, eventId: id });
    expect(full).toEqual({ ok: false, reason: "full" });

    const { event: seen, participants } = await see(id);
    expect(seen).toMatchObject({ kind: "presentation", audience: "Autres coopératives" });
    expect(participants.map(({ email }) => email).sort()).toEqual([
      "a@exemple.fr",
      "b@exemple.fr",
      "c@exemple.fr",
    ]);
    const [first, second, third] = participants.map(({ id: one }) => one);
    await database.execute(editor, withdrawGuest, { id: third ?? "" });
    const added = await database.execute(editor, addGuest, {
      ...guest,
      email: "awa@exemple.fr",
      eventId: id,
    });
    expect(added).toMatchObject({ ok: true });
    const again = { ...guest, email: "AWA@exemple.fr".toLowerCase(), eventId: id };
    expect(await database.execute(editor, addGuest, again)).toEqual({
      ok: false,
      reason: "already_expected",
    });
    const attendances = [
      { participantId: first ?? "", attendance: "present" as const },
      { participantId: second ?? "", attendance: "absent" as const },
    ];
    const told = { workshopId: id, version: seen.version, minutes: "", attendances };
    expect(await database.execute(editor, recordEventAttendance, told)).toEqual({
      ok: false,
      reason: "not_yet",
    });
    const edited = await database.execute(editor, editEvent, {
      ...event({ heldOn: day }),
      id,
      version: seen.version,
    });
    expect(edited).toMatchObject({ ok: true });
    const outcome = await database.execute(editor, recordEventAttendance, {
      ...told,
      version: seen.version + 1,
      minutes: "Des questions sur les parts.",
    });
    expect(outcome).toMatchObject({ ok: true });
    const { sessions } = await database.execute(editor, listEvents, { when: "coming", page: 1 });
    expect(sessions.find((one) => one.id === id)).toMatchObject({ expected: 3, present: 1 });
    const file = await database.execute(editor, exportGuests, { id });
    expect(file.guests.map(({ familyName }) => familyName)).toEqual(["Diop", "Petit", "Petit"]);
  });

  test("cancels one, and takes it back, with a mail to whoever registered", async () => {
    const id = await plan();
    const { event: seen } = await see(id);
    await database.execute(editor, cancelEvent, { id, version: seen.version });
    const cancelled = await database.execute(editor, addGuest, { ...guest, eventId: id });
    expect(cancelled).toEqual({ ok: false, reason: "cancelled" });
    await database.execute(editor, reopenEvent, { id, version: seen.version + 1 });
    const jobs = await as(
      sql`select from job where kind = 'tell_workshop_change' and input ->> 'workshopId' = ${id}`,
    );
    expect(jobs).toHaveLength(2);
  });

  test("the campaign is one of theirs, and the host one of the team", async () => {
    const execute = (change: Fields) => database.execute(editor, planEvent, event(change));
    const elsewhere = await inOrganisation(database.owner.db, theirs, (db) =>
      sql<{
        id: string;
      }>`select id from campaign where organisation_id = ${theirs.organisationId}`.execute(db),
    );
    const [foreign] = elsewhere.rows;
    expect(await execute({ campaignId: foreign?.id })).toEqual({
      ok: false,
      reason: "campaign_unknown",
    });
    expect(await execute({ coachId: theirs.membershipId })).toEqual({
      ok: false,
      reason: "host_unknown",
    });
    const { campaigns } = await database.execute(editor, getEventForm, { id: null });
    const id = await plan({ campaignId: campaigns[0]?.id });
    expect((await see(id)).event.campaignName).toBe("Le vélo");
  });
});

describe("what an editor never sees", () => {
  test("a session of the accompaniment, who comes there, or a file", async () => {
    const session = await planSession();
    await database.execute(coach, enrolWorkers, {
      workshopId: session,
      workerIds: [ours.workerId],
    });
    await expect(see(session)).rejects.toThrow("No such event");
    const kinds = await as(sql<{ kind: string }>`select distinct kind from workshop order by kind`);
    expect(kinds).toEqual([{ kind: "presentation" }]);
    expect(await as(sql`select from participant where worker_id is not null`)).toEqual([]);
    expect(await as(sql`select from participant where workshop_id = ${session}`)).toEqual([]);
    await expect(as(sql`select from worker`)).rejects.toThrow(/permission denied/);
    await expect(as(sql`select cancel_token_hash from participant`)).rejects.toThrow(
      /permission denied/,
    );
  });

  test("nor can they turn one into the other, or write beside what is theirs", async () => {
    const [id, session] = [await plan(), await planSession()];
    await expect(as(sql`update workshop set kind = 'workshop' where id = ${id}`)).rejects.toThrow();
    expect(
      await as(sql`update workshop set title = 'x' where id = ${session} returning id`),
    ).toEqual([]);
    await expect(
      as(sql`insert into participant (organisation_id, workshop_id, given_name, family_name)
        values (${ours.organisationId}, ${session}, 'A', 'B')`),
    ).rejects.toThrow(/row-level security/);
    const stranger = actorOf(theirs, "editor");
    await expect(see(id, stranger)).rejects.toThrow("No such event");
  });
});

describe("nobody at an event has a file", () => {
  test("whoever tries, and whatever is tried", async () => {
    const id = await plan();
    await register(id, "lea@exemple.fr");
    const { participants } = await see(id);
    const participantId = participants[0]?.id ?? "";
    const workerIds = [ours.workerId];
    await expect(
      database.execute(coach, enrolWorkers, { workshopId: id, workerIds }),
    ).rejects.toThrow("No such workshop");
    await expect(
      database.execute(coach, getParticipantFile, { id: participantId, workshopId: id }),
    ).rejects.toThrow("No such participant");
    const owner = inOrganisation(database.owner.db, ours, (db) =>
      sql`update participant set worker_id = ${ours.workerId} where id = ${participantId}`.execute(
        db,
      ),
    );
    await expect(owner).rejects.toThrow("An event expects nobody who has a file");
    const family = inOrganisation(database.owner.db, ours, (db) =>
      sql`update workshop set kind = 'information' where id = ${id}`.execute(db),
    );
    await expect(family).rejects.toThrow("A session does not become an event");
  });

  test("and events are not among the sessions of the accompaniment", async () => {
    const id = await plan();
    await expect(database.execute(coach, getWorkshop, { id })).rejects.toThrow("No such workshop");
    const list = await database.execute(coach, listWorkshops, { when: "coming", page: 1 });
    expect(list.workshops.map((one) => one.id)).not.toContain(id);
    // A coach may hold one, and reads who comes.
    expect((await see(id, coach)).event.title).toBe("Les communs, aux autres coopératives");
  });
});

test("the public calendar has what is public, cancelled too, of one cooperative or all", async () => {
  const [open, hidden] = [
    await plan({ place: "remote", placeDetail: "https://visio.exemple.fr/secret" }),
    await plan({ isPublic: undefined }),
  ];
  await database.execute(editor, cancelEvent, { id: open, version: 1 });
  const read = (organisation?: string) =>
    database.executePublic(anybody, listAgendaSessions, { organisation });
  const all = await read();
  const found = all.find((one) => one.id === open);
  expect(found).toMatchObject({
    isCancelled: true,
    version: 2,
    placeDetail: "",
    organisationSlug: "ruche",
  });
  expect(all.map((one) => one.id)).not.toContain(hidden);
  expect((await read("ruche")).map((one) => one.id)).toContain(open);
  expect(await read("personne")).toEqual([]);
});
