import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { holdLivingWorker } from "../worker/living-worker.ts";
import { coachesOf } from "../worker/worker.queries.ts";
import { type Busy, clashWith, type Slot } from "./appointment-clash.queries.ts";
import { forgetDraft } from "./draft.commands.ts";
import { loadMeeting, type MeetingRecord } from "./meeting.queries.ts";
import {
  type AppointmentInput,
  bookMeetingSchema,
  editMeetingSchema,
  type MeetingInput,
  type MeetingRefusal,
  rebookMeetingSchema,
  recordMeetingSchema,
} from "./meeting.schema.ts";
import { agreeFurther, agreeOn, settleActions } from "./next-step.commands.ts";
import { keepPrivateNote } from "./private-note.commands.ts";
import { checkThemes, writeMeetingThemes } from "./theme.commands.ts";

/**
 * Books a meeting with a person. A time that the coach has given already is refused once (`busy`), unless
 * `bookAnyway` says that it is known.
 * @throws NotFound when the organisation has no such person, or their file is erased
 */
export const bookMeeting = defineCommand({
  name: "bookMeeting",
  permission: "meeting:write",
  subject: "meeting",
  input: bookMeetingSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<MeetingRefusal> | Busy> => {
    await holdPerson(db, input.workerId);
    const refusal = (await check(db, input)) ?? (await checkTime(db, actor, input, input));
    if (refusal) return refusal;
    return { ok: true, id: await book(db, actor, input.workerId, input) };
  },
});

/**
 * Moves or changes an appointment that nobody has told yet. Moved to a time that the coach has given already, it
 * is refused once, as `bookMeeting` does.
 * @throws NotFound when the organisation has no such appointment, or the file is erased
 */
export const rebookMeeting = defineCommand({
  name: "rebookMeeting",
  permission: "meeting:write",
  subject: "meeting",
  input: rebookMeetingSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<
    Saved | Refusal<MeetingRefusal | "already_told"> | Busy | Conflict<MeetingRecord>
  > => {
    const held = await hold(db, actor, input);
    if (!held.ok) return held;
    const { current } = held;
    if (current.attendance !== "expected") return { ok: false, reason: "already_told" };
    const hasMoved = (["coachId", "heldOn", "startTime", "durationMinutes"] as const).some(
      (field) => input[field] !== current[field],
    );
    const refusal =
      (await check(db, input, current)) ??
      (hasMoved ? await checkTime(db, actor, input, input, input.id) : null);
    if (refusal) return refusal;
    await db.updateTable("meeting").set(circumstances(input)).where("id", "=", input.id).execute();
    await writeMeetingThemes(db, actor, input.id, input.meeting_theme);
    return { ok: true, id: input.id };
  },
});

/**
 * Records a meeting that was not booked: who was there, what was said, what comes next, and the next
 * appointment if one was agreed on the way.
 * @throws NotFound when the organisation has no such person, or their file is erased
 */
export const recordMeeting = defineCommand({
  name: "recordMeeting",
  permission: "meeting:write",
  subject: "meeting",
  input: recordMeetingSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<MeetingRefusal> | Busy> => {
    await holdPerson(db, input.workerId);
    const refusal =
      (await check(db, input)) ?? (await checkTime(db, actor, input, nextSlot(input)));
    if (refusal) return refusal;
    const { id } = await db
      .insertInto("meeting")
      .values({
        organisation_id: actor.organisationId,
        worker_id: input.workerId,
        updated_by: actor.membershipId,
        ...told(input),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await writeAround(db, actor, { id, workerId: input.workerId }, input);
    return { ok: true, id };
  },
});

/**
 * Tells a meeting that was booked, if it is still the version that the form was made from.
 * @throws NotFound when the organisation has no such meeting, or the file is erased
 */
export const tellMeeting = defineCommand({
  name: "tellMeeting",
  permission: "meeting:write",
  subject: "meeting",
  input: editMeetingSchema,
  run: writeTold,
});

/**
 * Corrects a meeting already told, if it is still the version that the form was made from.
 * @throws NotFound when the organisation has no such meeting, or the file is erased
 */
export const editMeeting = defineCommand({
  name: "editMeeting",
  permission: "meeting:write",
  subject: "meeting",
  input: editMeetingSchema,
  run: writeTold,
});

type Told = MeetingInput & { draftForm?: string };

async function writeTold({
  db,
  actor,
  input,
}: {
  db: Tx;
  actor: MemberActor;
  input: Told & { id: string; version: number };
}): Promise<Saved | Refusal<MeetingRefusal> | Busy | Conflict<MeetingRecord>> {
  const held = await hold(db, actor, input);
  if (!held.ok) return held;
  const refusal =
    (await check(db, input, held.current)) ?? (await checkTime(db, actor, input, nextSlot(input)));
  if (refusal) return refusal;
  await db.updateTable("meeting").set(told(input)).where("id", "=", input.id).execute();
  await writeAround(db, actor, { id: input.id, workerId: held.current.workerId }, input);
  return { ok: true, id: input.id };
}

/** Everything that a told meeting brings beside its own row. */
async function writeAround(
  db: Tx,
  actor: MemberActor,
  meeting: { id: string; workerId: string },
  input: Told,
): Promise<void> {
  await writeMeetingThemes(db, actor, meeting.id, input.meeting_theme);
  await settleActions(db, meeting.workerId, input.doneActionIds, earlier(input.heldOn, today()));
  await agreeOn(db, actor, meeting, { text: input.nextStep, on: input.nextStepOn });
  await agreeFurther(db, actor, meeting.workerId, input.furtherSteps);
  await keepPrivateNote(db, actor, meeting.id, input.privateNote);
  const slot = nextSlot(input);
  if (slot) await book(db, actor, meeting.workerId, { ...input, ...slot, meeting_theme: [] });
  if (input.draftForm) await forgetDraft(db, actor, input.draftForm);
}

/** When the next appointment is, if one was agreed: with the same person and for as long. */
function nextSlot({ nextMeetingOn, nextMeetingAt, ...input }: Told): Slot | null {
  if (!nextMeetingOn || !nextMeetingAt) return null;
  const { coachId, durationMinutes } = input;
  return { coachId, durationMinutes, heldOn: nextMeetingOn, startTime: nextMeetingAt };
}

const earlier = (one: string, other: string) => (one < other ? one : other);

async function book(
  db: Tx,
  actor: MemberActor,
  workerId: string,
  input: AppointmentInput,
): Promise<string> {
  const { id } = await db
    .insertInto("meeting")
    .values({
      organisation_id: actor.organisationId,
      worker_id: workerId,
      updated_by: actor.membershipId,
      attendance: "expected",
      ...circumstances(input),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await writeMeetingThemes(db, actor, id, input.meeting_theme);
  return id;
}

/** The person before the meeting, as an erasure does. Throws NotFound. */
async function hold(db: Tx, actor: MemberActor, input: { id: string; version: number }) {
  const load = (tx: Tx, id: string) => loadMeeting(tx, id, actor.membershipId);
  await holdPerson(db, (await load(db, input.id)).workerId);
  return await holdRecord(db, "meeting", input, load);
}

async function holdPerson(db: Tx, workerId: string): Promise<void> {
  if (!(await holdLivingWorker(db, workerId))) throw new NotFound("No such worker");
}

/** A coach or a theme that a form may no longer name. Those that the record names already stay. */
async function check(
  db: Tx,
  input: { coachId: string; meeting_theme: readonly string[] },
  kept?: MeetingRecord,
): Promise<Refusal<MeetingRefusal> | null> {
  const coaches = await coachesOf(db, kept?.coachId);
  if (!coaches.some((coach) => coach.id === input.coachId)) {
    return { ok: false, reason: "coach_unknown" };
  }
  const known = await checkThemes(db, input.meeting_theme, kept?.themes);
  return known ? null : { ok: false, reason: "theme_unknown" };
}

/** A time that somebody has given already, unless whoever asks knows it. */
async function checkTime(
  db: Tx,
  actor: MemberActor,
  { bookAnyway }: { bookAnyway?: "on" },
  slot: Slot | null,
  exceptId?: string,
): Promise<Busy | null> {
  if (!slot || bookAnyway) return null;
  const clash = await clashWith(db, slot, actor.membershipId, exceptId);
  return clash && { ok: false, reason: "busy", clash };
}

function circumstances(input: {
  coachId: string;
  heldOn: string;
  startTime: string | null;
  durationMinutes: number;
  place: AppointmentInput["place"];
  placeDetail: string;
}) {
  return {
    coach_id: input.coachId,
    held_on: input.heldOn,
    start_time: input.startTime,
    duration_minutes: input.durationMinutes,
    place: input.place,
    place_detail: input.placeDetail,
  };
}

const told = (input: MeetingInput) => ({
  ...circumstances(input),
  attendance: input.attendance,
  summary: input.summary,
});
