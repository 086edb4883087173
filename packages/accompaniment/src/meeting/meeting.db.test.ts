import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import { houseActor, type MemberActor } from "@essaim/identity/actor";
import type { Role } from "@essaim/identity/permission";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { markAction } from "../plan/action.commands.ts";
import { listMyAppointments } from "./appointment.queries.ts";
import { listCalendarEntries } from "./calendar.queries.ts";
import { openCalendarFeed, revokeCalendarFeed } from "./calendar-feed.commands.ts";
import { discardDraft, saveDraft } from "./draft.commands.ts";
import { findDraft, listDrafts } from "./draft.queries.ts";
import {
  bookMeeting,
  editMeeting,
  rebookMeeting,
  recordMeeting,
  tellMeeting,
} from "./meeting.commands.ts";
import { getMeeting, getNewMeetingForm } from "./meeting.queries.ts";
import { bookMeetingSchema, recordMeetingSchema } from "./meeting.schema.ts";
import { removeMeeting, restoreMeeting } from "./removal.commands.ts";
import { forgetRemovedMeetings } from "./removal-house.commands.ts";
import { listUndoable } from "./undo.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
let coach: MemberActor;
let colleague: MemberActor;
let manager: MemberActor;
let stranger: MemberActor;
let workerId: string;
let themeIds: string[];

const day = today();

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Essieu");
  coach = actorOf(ours, "coach");
  stranger = actorOf(theirs, "coach");
  colleague = await join("Colette Collègue", "coach");
  manager = await join("Dominique Direction", "manager");
  themeIds = await inOurs(async (db) =>
    (
      await db
        .selectFrom("list_value")
        .where("organisation_id", "=", ours.organisationId)
        .where("list_key", "=", "meeting_theme")
        .orderBy("position")
        .select("id")
        .execute()
    ).map((row) => row.id),
  );
});
afterAll(() => database.close());

beforeEach(async () => {
  workerId = await inOurs(async (db) => {
    const { id } = await db
      .insertInto("worker")
      .values({
        organisation_id: ours.organisationId,
        given_name: "Maïlys",
        family_name: "Lefèvre",
        kind: "both",
        coach_id: coach.membershipId,
        supported_from: "2026-01-01",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  });
});

type Db = Parameters<
  Parameters<ReturnType<TestDatabase["owner"]["db"]["transaction"]>["execute"]>[0]
>[0];

/** Work of the owner, within our organisation. */
function inOurs<T>(work: (db: Db) => Promise<T>): Promise<T> {
  return database.owner.db.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${ours.organisationId}, true)`.execute(db);
    return await work(db);
  });
}

function join(fullName: string, role: Role): Promise<MemberActor> {
  return inOurs(async (db) => {
    const user = await db
      .insertInto("user_account")
      .values({ email: `${randomUUID()}@example.org`, full_name: fullName })
      .returning("id")
      .executeTakeFirstOrThrow();
    const { id } = await db
      .insertInto("membership")
      .values({ organisation_id: ours.organisationId, user_id: user.id, role })
      .returning("id")
      .executeTakeFirstOrThrow();
    return actorOf({ ...ours, membershipId: id }, role);
  });
}

type Fields = Record<string, unknown>;

const booking = (change: Fields = {}) =>
  bookMeetingSchema.parse({
    workerId,
    coachId: coach.membershipId,
    heldOn: daysAfter(day, 2),
    startTime: "14:30",
    durationMinutes: 45,
    place: "office",
    ...change,
  });

const telling = (change: Fields = {}) =>
  recordMeetingSchema.parse({
    workerId,
    attendance: "present",
    coachId: coach.membershipId,
    heldOn: day,
    durationMinutes: 45,
    place: "office",
    summary: "Point sur les courses.",
    ...change,
  });

async function book(change: Fields = {}): Promise<string> {
  const outcome = await database.execute(coach, bookMeeting, booking(change));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

async function record(change: Fields = {}, actor = coach): Promise<string> {
  const outcome = await database.execute(actor, recordMeeting, telling(change));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.id;
}

const read = (id: string, actor = coach) => database.execute(actor, getMeeting, { id, workerId });
const form = () => database.execute(coach, getNewMeetingForm, { workerId });

describe("an appointment", () => {
  test("is booked, moved, then told in one form that books the next", async () => {
    const id = await book({ meeting_theme: themeIds.slice(0, 2) });
    expect((await read(id)).meeting).toMatchObject({
      attendance: "expected",
      startTime: "14:30",
      summary: "",
    });
    const { workerId: _, ...moved } = booking({ heldOn: day, startTime: "09:00" });
    expect(
      await database.execute(coach, rebookMeeting, { ...moved, id, version: 1 }),
    ).toMatchObject({ ok: true });
    expect((await form()).untold).toEqual({ id, heldOn: day, startTime: "09:00" });
    expect(
      (await database.execute(coach, listMyAppointments, { until: day })).map((one) => one.id),
    ).toContain(id);

    const next = daysAfter(day, 14);
    const { workerId: __, ...told } = telling({
      nextStep: "Déposer le dossier",
      nextStepOn: daysAfter(day, 7),
      nextMeetingOn: next,
      nextMeetingAt: "10:15",
      meeting_theme: [themeIds[2]],
    });
    const { version } = (await read(id)).meeting;
    expect(await database.execute(coach, tellMeeting, { ...told, id, version })).toMatchObject({
      ok: true,
    });
    const page = await read(id);
    expect(page.meeting).toMatchObject({
      attendance: "present",
      nextStep: "Déposer le dossier",
      themes: [{ id: themeIds[2] }],
    });
    expect(page.nextMeeting).toMatchObject({ heldOn: next, startTime: "10:15" });
    expect(await form()).toMatchObject({
      untold: null,
      lastMeetingOn: day,
      openActions: [{ label: "Déposer le dossier" }],
    });
  });

  test("once told is moved no more", async () => {
    const id = await record();
    const { workerId: _, ...moved } = booking();
    expect(await database.execute(coach, rebookMeeting, { ...moved, id, version: 1 })).toEqual({
      ok: false,
      reason: "already_told",
    });
  });

  test("cannot be with somebody whose file is erased, nor with another organisation’s", async () => {
    const id = await record();
    await inOurs((db) =>
      db
        .updateTable("worker")
        .set({ anonymised_at: new Date() })
        .where("id", "=", workerId)
        .execute(),
    );
    const missing = { code: "not_found" };
    await expect(database.execute(coach, bookMeeting, booking())).rejects.toMatchObject(missing);
    await expect(database.execute(stranger, bookMeeting, booking())).rejects.toMatchObject(missing);
    // A page left open since before: what it says would never be erased.
    const { workerId: _, ...told } = telling();
    const late = database.execute(coach, editMeeting, { ...told, id, version: 1 });
    await expect(late).rejects.toMatchObject(missing);
    const form = `/personnes/${workerId}/rendez-vous/nouveau`;
    const fields = { summary: "Vu Maïlys" };
    const draft = { form, submissionId: randomUUID(), fields, seenAt: null };
    expect(await database.execute(coach, saveDraft, draft)).toMatchObject({ isNew: false });
    expect(await database.execute(coach, findDraft, { form })).toBeNull();
  });

  test("refuses a theme that is offered no more, and keeps one said before", async () => {
    const [retired = ""] = themeIds.slice(-1);
    const id = await record({ meeting_theme: [retired] });
    const setRetired = (at: Date | null) =>
      inOurs((db) =>
        db.updateTable("list_value").set({ retired_at: at }).where("id", "=", retired).execute(),
      );
    await setRetired(new Date());
    expect(
      await database.execute(coach, recordMeeting, telling({ meeting_theme: [retired] })),
    ).toEqual({ ok: false, reason: "theme_unknown" });
    const { workerId: _, ...same } = telling({ meeting_theme: [retired] });
    expect(await database.execute(coach, editMeeting, { ...same, id, version: 1 })).toMatchObject({
      ok: true,
    });
    await setRetired(null);
  });
});

describe("the next step", () => {
  test("is one action of the plan: changed, withdrawn, told done at the next meeting", async () => {
    const id = await record({ nextStep: "Appeler", nextStepOn: day });
    const { workerId: _, ...changed } = telling({ nextStep: "Écrire" });
    await database.execute(coach, editMeeting, { ...changed, id, version: 1 });
    const [action] = (await form()).openActions;
    expect(action).toMatchObject({ label: "Écrire", dueOn: null });
    await record({ doneActionIds: [action?.id] });
    expect((await form()).openActions).toEqual([]);
    const { workerId: __, ...without } = telling();
    await database.execute(coach, editMeeting, { ...without, id, version: 2 });
    expect((await read(id)).meeting.nextStep).toBe("");
  });

  test("of one person is not told done from the page of another", async () => {
    await record({ nextStep: "Appeler" });
    const [action] = (await form()).openActions;
    await record({ workerId: ours.workerId, doneActionIds: [action?.id] });
    expect((await form()).openActions).toHaveLength(1);
  });

  test("that was put aside is told so on the page of its meeting", async () => {
    const id = await record({ nextStep: "Appeler" });
    expect((await read(id)).meeting.nextStepState).toBe("open");
    const [action] = (await form()).openActions;
    await database.execute(coach, markAction, { id: action?.id ?? "", step: "dropped" });
    expect((await read(id)).meeting.nextStepState).toBe("dropped");
  });
});

describe("a private note", () => {
  test("is read by its author and managers, never by a colleague or a stranger", async () => {
    const id = await record({ privateNote: "À moi seule" });
    expect((await read(id)).meeting.privateNote).toBe("À moi seule");
    expect((await read(id, manager)).notes).toMatchObject([
      { authorName: "Ruche", isMine: false, text: "À moi seule" },
    ]);
    const seen = await read(id, colleague);
    expect(seen.notes).toEqual([]);
    expect(JSON.stringify(seen)).not.toContain("À moi seule");
    await expect(read(id, stranger)).rejects.toMatchObject({ code: "not_found" });
  });

  test("survives the correction of a colleague, and leaves with its author’s", async () => {
    const id = await record({ privateNote: "À moi seule" });
    const { workerId: _, ...edit } = telling({ summary: "Corrigé", privateNote: "La mienne" });
    await database.execute(colleague, editMeeting, { ...edit, id, version: 1 });
    expect((await read(id)).meeting.privateNote).toBe("À moi seule");
    expect((await read(id, manager)).notes).toHaveLength(2);
    const { workerId: __, ...cleared } = telling();
    await database.execute(coach, editMeeting, { ...cleared, id, version: 2 });
    expect((await read(id, manager)).notes).toMatchObject([{ text: "La mienne" }]);
  });
});

describe("further steps", () => {
  test("enter the plan beside the first, and stay there when the minutes are corrected", async () => {
    const id = await record({
      nextStep: "Appeler la banque",
      furtherSteps: [
        { nextStep: "Écrire au comptable", nextStepOn: day },
        { nextStep: "" },
        { nextStep: "Visiter le local" },
      ],
    });
    const plan = () =>
      inOurs((db) =>
        db
          .selectFrom("plan_action")
          .where("label", "in", ["Appeler la banque", "Écrire au comptable", "Visiter le local"])
          .orderBy("label")
          .select(["label", "due_on", "meeting_id"])
          .execute(),
      );
    const agreed = [
      { label: "Appeler la banque", due_on: null, meeting_id: id },
      { label: "Écrire au comptable", due_on: day, meeting_id: null },
      { label: "Visiter le local", due_on: null, meeting_id: null },
    ];
    expect(await plan()).toEqual(agreed);
    const { workerId: _, ...changed } = telling({ nextStep: "Appeler la banque" });
    const { version } = (await read(id)).meeting;
    await database.execute(coach, editMeeting, { ...changed, id, version });
    expect(await plan()).toEqual(agreed);
  });
});

describe("a draft", () => {
  const address = "/personnes/essai/comptes-rendus/nouveau";
  const draft = (text: string, change: Fields = {}) => ({
    form: address,
    submissionId: randomUUID(),
    fields: { summary: text },
    // Whoever goes on writing in one form has seen all that it kept.
    seenAt: new Date("2100-01-01"),
    ...change,
  });
  const journal = (actor: MemberActor) =>
    inOurs(async (db) => {
      const rows = await db
        .selectFrom("audit_event")
        .where("membership_id", "=", actor.membershipId)
        .where("operation", "=", "saveDraft")
        .select("id")
        .execute();
      return rows.length;
    });

  test("is its author’s alone, and told once in the journal", async () => {
    await database.execute(coach, saveDraft, draft("Un"));
    await database.execute(coach, saveDraft, draft("Un deux"));
    await database.execute(coach, saveDraft, draft("Un deux trois"));
    expect(await database.execute(coach, findDraft, { form: address })).toMatchObject({
      fields: { summary: "Un deux trois" },
    });
    expect(await journal(coach)).toBe(1);
    for (const other of [colleague, manager, stranger]) {
      expect(await database.execute(other, findDraft, { form: address })).toBeNull();
    }
    await database.execute(colleague, discardDraft, { form: address });
    expect(await database.execute(coach, findDraft, { form: address })).not.toBeNull();
    await database.execute(coach, discardDraft, { form: address });
    expect(await database.execute(coach, findDraft, { form: address })).toBeNull();
  });

  test("is not written over by a form that had not shown it", async () => {
    const form = "/personnes/ailleurs/comptes-rendus/nouveau";
    const [telephone, office] = [randomUUID(), randomUUID()];
    const save = (text: string, submissionId: string, seenAt: Date | null) =>
      database.execute(coach, saveDraft, draft(text, { form, submissionId, seenAt }));
    const first = await save("Écrit au téléphone", telephone, null);
    expect(await save("Écrit au bureau", office, null)).toMatchObject({
      ok: false,
      reason: "unseen",
      current: { fields: { summary: "Écrit au téléphone" } },
    });
    const seenAt = first.ok ? first.at : null;
    expect(await save("Repris au bureau", office, seenAt)).toMatchObject({ ok: true });
    expect(await save("Écrit trop tard", telephone, seenAt)).toMatchObject({ ok: false });
    expect(await database.execute(coach, findDraft, { form })).toMatchObject({
      fields: { summary: "Repris au bureau" },
    });
    await database.execute(coach, discardDraft, { form });
  });

  test("goes when the form is saved, and does not come back late", async () => {
    const form = `/personnes/${workerId}/comptes-rendus/nouveau`;
    const submissionId = randomUUID();
    await database.execute(coach, saveDraft, draft("Brouillon", { form, submissionId }));
    expect(await database.execute(coach, listDrafts, {})).toMatchObject([
      { form, workerName: "Maïlys Lefèvre" },
    ]);
    const input = telling({ draftForm: form });
    await database.execute(coach, recordMeeting, input, { submissionId });
    await database.execute(coach, saveDraft, draft("En retard", { form, submissionId }));
    expect(await database.execute(coach, listDrafts, {})).toEqual([]);
  });
});

describe("a removed meeting", () => {
  test("leaves with its next step, and comes back as it was", async () => {
    const id = await record({
      nextStep: "Appeler",
      nextStepOn: day,
      meeting_theme: themeIds.slice(0, 1),
      privateNote: "À moi seule",
    });
    const before = await read(id);
    const { version } = before.meeting;
    expect(await database.execute(colleague, removeMeeting, { id, version })).toEqual({
      ok: true,
      id,
    });
    await expect(read(id)).rejects.toMatchObject({ code: "not_found" });
    expect((await form()).openActions).toEqual([]);
    const [entry] = (await database.execute(coach, listUndoable, { workerId })).entries;
    expect(entry).toMatchObject({
      kind: "meeting_removal",
      byName: "Colette Collègue",
      people: [{ name: "Maïlys Lefèvre" }],
      meeting: { heldOn: day, isAppointment: false },
    });
    expect(JSON.stringify(entry)).not.toContain("courses");
    const undo = { id: entry?.id ?? "" };
    await expect(database.execute(stranger, restoreMeeting, undo)).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await database.execute(coach, restoreMeeting, undo)).toMatchObject({ ok: true, id });
    const after = await read(id);
    expect({
      ...after,
      meeting: { ...after.meeting, updatedAt: before.meeting.updatedAt },
    }).toEqual(before);
    await expect(database.execute(coach, restoreMeeting, undo)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("that somebody changed meanwhile stays", async () => {
    const id = await record();
    const { workerId: _, ...edit } = telling({ summary: "Plus récent" });
    await database.execute(colleague, editMeeting, { ...edit, id, version: 1 });
    expect(await database.execute(coach, removeMeeting, { id, version: 1 })).toMatchObject({
      reason: "conflict",
    });
  });

  test("is gone for good once its days have passed, private note included", async () => {
    const id = await record({ privateNote: "À moi seule" });
    const kept = await record({ privateNote: "Gardée" });
    await database.execute(coach, removeMeeting, { id, version: 1 });
    const house = houseActor(ours.organisationId, randomUUID());
    const notes = () =>
      inOurs(async (db) => {
        const rows = await db
          .selectFrom("meeting_private_note")
          .where("meeting_id", "in", [id, kept])
          .select("text")
          .execute();
        return rows.map((row) => row.text).sort();
      });
    await database.executeJobs(house, forgetRemovedMeetings, {});
    expect(await notes()).toEqual(["Gardée", "À moi seule"]);
    await inOurs((db) =>
      db
        .updateTable("undo_entry")
        .set({
          created_at: sql`now() - interval '31 days'`,
          expires_at: sql`now() - interval '1 day'`,
        })
        .where("subject_id", "=", id)
        .execute(),
    );
    expect(await database.executeJobs(house, forgetRemovedMeetings, {})).toMatchObject({
      ok: true,
      count: 2,
    });
    expect(await notes()).toEqual(["Gardée"]);
    expect((await database.execute(coach, listUndoable, { workerId })).entries).toEqual([]);
  });
});

describe("a calendar", () => {
  test("holds one’s own meetings of the last days and to come, without a family name", async () => {
    const id = await book({ placeDetail: "Salle 2" });
    await record({ heldOn: daysAfter(day, -45) });
    await record({}, colleague);
    const entries = await database.execute(coach, listCalendarEntries, {});
    expect(entries.find((entry) => entry.id === id)).toMatchObject({
      title: "Maïlys L.",
      startTime: "14:30",
      place: "Salle 2",
      isCancelled: false,
    });
    expect(entries.every((entry) => entry.heldOn >= daysAfter(day, -30))).toBe(true);
    expect(JSON.stringify(entries)).not.toContain("Lefèvre");
  });

  test("has one address, which its owner changes and closes", async () => {
    const count = () =>
      inOurs(async (db) => await db.selectFrom("calendar_feed").select("token_hash").execute());
    const first = await database.execute(coach, openCalendarFeed, {});
    const second = await database.execute(coach, openCalendarFeed, {});
    expect(first.ok && second.ok && first.token !== second.token).toBe(true);
    expect(await count()).toHaveLength(1);
    await database.execute(colleague, revokeCalendarFeed, {});
    expect(await count()).toHaveLength(1);
    await database.execute(coach, revokeCalendarFeed, {});
    expect(await count()).toEqual([]);
  });
});
