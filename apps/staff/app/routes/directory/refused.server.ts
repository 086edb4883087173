import { activityRowsSchema } from "@essaim/directory/activity.schema";
import { checkActivityRows } from "@essaim/directory/activity-rows.queries";
import type { MemberActor } from "@essaim/identity/actor";
import { type FormState, parseForm } from "@essaim/web/form";
import type { AppLoadContext } from "@remix-run/node";
import { refuseTyped } from "~/answer.server";

/** A form that its schema refuses, with what is wrong in its rows too: everything in one round. */
export async function refuseActivity(
  context: AppLoadContext,
  actor: MemberActor,
  form: FormData,
  state: FormState,
) {
  const rows = parseForm(activityRowsSchema, form);
  const errors = rows.ok ? await context.execute(actor, checkActivityRows, rows.value) : {};
  return refuseTyped({ ...state, errors: { ...state.errors, ...errors, ...state.errors } });
}
