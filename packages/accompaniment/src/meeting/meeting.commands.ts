import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { coachesOf } from "../worker/worker.queries.ts";
import { loadMeeting, type MeetingRecord } from "./meeting.queries.ts";
import { editMeetingSchema, type MeetingInput, recordMeetingSchema } from "./meeting.schema.ts";
import { agreeOn } from "./next-step.commands.ts";

/**
 * Records a meeting held with a person.
 * @throws NotFound when the organisation has no such person
 */
export const recordMeeting = defineCommand({
  name: "recordMeeting",
  permission: "meeting:write",
  subject: "meeting",
  input: recordMeetingSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<"coach_unknown">> => {
    const worker = await db
      .selectFrom("worker")
      .select("id")
      .where("id", "=", input.workerId)
      .executeTakeFirst();
    if (!worker) throw new NotFound("No such worker");
    if (!(await isCoach(db, input.coachId))) return { ok: false, reason: "coach_unknown" };
    const { id } = await db
      .insertInto("meeting")
      .values({
        organisation_id: actor.organisationId,
        worker_id: input.workerId,
        updated_by: actor.membershipId,
        ...columns(input),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const step = { text: input.nextStep, on: input.nextStepOn };
    await agreeOn(db, actor, { id, workerId: input.workerId }, step);
    return { ok: true, id };
  },
});

/**
 * Corrects a meeting, if it is still the version that the form was made from.
 * @throws NotFound when the organisation has no such meeting
 */
export const editMeeting = defineCommand({
  name: "editMeeting",
  permission: "meeting:write",
  subject: "meeting",
  input: editMeetingSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<"coach_unknown"> | Conflict<MeetingRecord>> => {
    const { id } = input;
    const held = await holdRecord(db, "meeting", input, loadMeeting);
    if (!held.ok) return held;
    if (input.coachId !== held.current.coachId && !(await isCoach(db, input.coachId))) {
      return { ok: false, reason: "coach_unknown" };
    }
    await db.updateTable("meeting").set(columns(input)).where("id", "=", id).execute();
    const step = { text: input.nextStep, on: input.nextStepOn };
    await agreeOn(db, actor, { id, workerId: held.current.workerId }, step);
    return { ok: true, id };
  },
});

async function isCoach(db: Tx, id: string): Promise<boolean> {
  return (await coachesOf(db)).some((coach) => coach.id === id);
}

function columns(input: MeetingInput) {
  return {
    coach_id: input.coachId,
    held_on: input.heldOn,
    duration_minutes: input.durationMinutes,
    place: input.place,
    summary: input.summary,
  };
}
