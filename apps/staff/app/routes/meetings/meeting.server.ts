import type { Busy } from "@essaim/accompaniment/meeting/appointment-clash.queries";
import { findMeetingWorker, getMeeting } from "@essaim/accompaniment/meeting/meeting.queries";
import {
  furtherStepsSchema,
  type MeetingRefusal,
  meetingFields,
  meetingRefusals,
} from "@essaim/accompaniment/meeting/meeting.schema";
import type { MemberActor } from "@essaim/identity/actor";
import type { Refusal } from "@essaim/identity/operation";
import { type FormState, type ParsedForm, parseForm, refuseForm } from "@essaim/web/form";
import { type AppLoadContext, data } from "@remix-run/node";
import type { z } from "zod";
import { answer } from "~/answer";
import { refuseField, refuseTyped } from "~/answer.server";
import { recordId } from "~/record-id";
import { FURTHER_SHOWN, furtherShown } from "./further-steps";
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

/** Reads minutes through their schema, and the rows of their further steps: all that is wrong is said at once. */
export function readMinutes<S extends z.ZodType>(
  schema: S,
  form: FormData,
): ParsedForm<z.output<S>> {
  const parsed = parseForm(schema, form);
  const further = parseForm(furtherStepsSchema, form);
  if (parsed.ok && further.ok) {
    return {
      ok: true,
      value: { ...(parsed.value as object), furtherSteps: further.value } as z.output<S>,
    };
  }
  const errors = {
    ...(further.ok ? {} : further.state.errors),
    ...(parsed.ok ? {} : parsed.state.errors),
  };
  return { ok: false, state: refuseForm(form, { errors }) };
}

/** « Ajouter une étape » sends the form, which comes back with one more row; without it, null. */
export function oneStepMore(form: FormData) {
  if (!form.has("addStep")) return null;
  form.set(FURTHER_SHOWN, String(furtherShown(refuseForm(form, {}).values) + 1));
  return data(answer({ state: refuseForm(form, {}), rows: "furtherSteps" }));
}

/** The minutes as they were typed, with what is wrong in the order of the form. */
export function refuseMinutes(state: FormState) {
  const place = (name: string) => meetingFields.indexOf(name.split(".")[0] ?? name);
  const errors = Object.entries(state.errors).sort(([one], [other]) => place(one) - place(other));
  return refuseTyped({ ...state, errors: Object.fromEntries(errors) });
}

/** The form of an appointment or of minutes as it was typed, with why it is not saved. */
export function refuseMeeting(form: FormData, refusal: Refusal<MeetingRefusal> | Busy) {
  if (refusal.reason === "busy") {
    return refuseField(form, { field: "bookAnyway", message: clashInWords(refusal.clash) });
  }
  return refuseField(form, meetingRefusals[refusal.reason]);
}
