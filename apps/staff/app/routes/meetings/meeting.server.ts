import type { Busy } from "@essaim/accompaniment/meeting/appointment-clash.queries";
import { findMeetingWorker, getMeeting } from "@essaim/accompaniment/meeting/meeting.queries";
import {
  type MeetingRefusal,
  meetingFields,
  meetingRefusals,
} from "@essaim/accompaniment/meeting/meeting.schema";
import type { MemberActor } from "@essaim/identity/actor";
import type { Refusal } from "@essaim/identity/operation";
import type { FormState } from "@essaim/web/form";
import type { AppLoadContext } from "@remix-run/node";
import { refuseField, refuseTyped } from "~/answer.server";
import { recordId } from "~/record-id";
import { clashInWords } from "./when";

/** A meeting by the id of an address; the journal says whose file was opened. */
export async function openMeeting(
  { execute }: Pick<AppLoadContext, "execute">,
  actor: MemberActor,
  parameter: string | undefined,
) {
  const id = recordId(parameter);
  const { workerId } = await execute(actor, findMeetingWorker, { id });
  return await execute(actor, getMeeting, { id, workerId });
}

/** The minutes as they were typed, with what is wrong in the order of the form. */
export function refuseMinutes(state: FormState) {
  const errors = Object.entries(state.errors).sort(
    ([one], [other]) => meetingFields.indexOf(one) - meetingFields.indexOf(other),
  );
  return refuseTyped({ ...state, errors: Object.fromEntries(errors) });
}

/** The form of an appointment or of minutes as it was typed, with why it is not saved. */
export function refuseMeeting(form: FormData, refusal: Refusal<MeetingRefusal> | Busy) {
  if (refusal.reason === "busy") {
    return refuseField(form, { field: "bookAnyway", message: clashInWords(refusal.clash) });
  }
  return refuseField(form, meetingRefusals[refusal.reason]);
}
