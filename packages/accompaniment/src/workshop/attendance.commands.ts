import type { Conflict, Saved } from "@essaim/database/record";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { forgetDraft } from "../meeting/draft.commands.ts";
import { noteAttendance } from "./session.commands.ts";
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
    const outcome = await noteAttendance(db, input, loadAttendance);
    if (!outcome.ok) return outcome;
    if (input.draftForm) await forgetDraft(db, actor, input.draftForm);
    return outcome;
  },
});

async function loadAttendance(db: Tx, id: string): Promise<AttendanceRecord> {
  return { ...(await loadWorkshop(db, id)), participants: await participantsOf(db, id) };
}
