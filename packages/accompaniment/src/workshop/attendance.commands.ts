import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import type { Attendance } from "../meeting/attendance.schema.ts";
import { forgetDraft } from "../meeting/draft.commands.ts";
import {
  loadWorkshop,
  type Participant,
  participantsOf,
  type WorkshopRecord,
} from "./workshop.queries.ts";
import { recordAttendanceSchema } from "./workshop.schema.ts";

/** A session, its minutes and who was there. */
export type AttendanceRecord = WorkshopRecord & { participants: Participant[] };

/**
 * Tells a group session: who was there, all at once, and its minutes; if nobody told it since the form was made.
 * Whoever registered meanwhile stays as they are. Before the day, only excuses can be told.
 * @throws NotFound when the organisation has no such session
 */
export const recordAttendance = defineCommand({
  name: "recordAttendance",
  permission: "meeting:write",
  subject: "workshop",
  input: recordAttendanceSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<"not_yet"> | Conflict<AttendanceRecord>> => {
    const held = await holdRecord(
      db,
      "workshop",
      { id: input.workshopId, version: input.version },
      loadAttendance,
    );
    if (!held.ok) return held;
    const tooEarly = input.attendances.some(({ attendance }) =>
      (["present", "absent"] as Attendance[]).includes(attendance),
    );
    if (tooEarly && held.current.heldOn > today()) return { ok: false, reason: "not_yet" };
    // Whatever is told, the version moves on: somebody else's form is no longer the latest.
    await db
      .updateTable("workshop")
      .set({ minutes: input.minutes })
      .where("id", "=", input.workshopId)
      .execute();
    for (const [attendance, ids] of byAttendance(input.attendances)) {
      await db
        .updateTable("participant")
        .set({ attendance })
        .where("workshop_id", "=", input.workshopId)
        .where("cancelled_at", "is", null)
        .where("id", "in", ids)
        .execute();
    }
    if (input.draftForm) await forgetDraft(db, actor, input.draftForm);
    return { ok: true, id: input.workshopId };
  },
});

async function loadAttendance(db: Tx, id: string): Promise<AttendanceRecord> {
  return { ...(await loadWorkshop(db, id)), participants: await participantsOf(db, id) };
}

function byAttendance(
  told: readonly { participantId: string; attendance: Attendance }[],
): Map<Attendance, string[]> {
  const ids = new Map<Attendance, string[]>();
  for (const { participantId, attendance } of told) {
    ids.set(attendance, [...(ids.get(attendance) ?? []), participantId]);
  }
  return ids;
}
