import { suggestDuplicates } from "@essaim/accompaniment/worker/duplicate.queries";
import { typedPersonSchema } from "@essaim/accompaniment/worker/duplicate.schema";
import { checkPlace } from "@essaim/accompaniment/worker/place.queries";
import { getWorkerForm } from "@essaim/accompaniment/worker/worker.queries";
import {
  placeSchema,
  workerFields,
  workerRefusals,
} from "@essaim/accompaniment/worker/worker.schema";
import type { MemberActor } from "@essaim/identity/actor";
import { listNeighbourhoods } from "@essaim/territory/neighbourhood.queries";
import { type FormState, parseForm } from "@essaim/web/form";
import type { AppLoadContext } from "@remix-run/node";
import { refuseLikelyTwice, refuseTyped } from "~/answer.server";

/** A person's form: the file if there is one, and what its lists offer. Throws a 404 response. */
export async function loadForm(context: AppLoadContext, actor: MemberActor, id: string | null) {
  const [form, neighbourhoods] = await Promise.all([
    context.execute(actor, getWorkerForm, { id }),
    context.execute(actor, listNeighbourhoods, {}),
  ]);
  const { worker, ...lists } = form;
  return { worker, options: { ...lists, neighbourhoods } };
}

/**
 * What is wrong in a person's form, with what is wrong in its place, in the order of the fields: one round is
 * enough to correct all of it.
 */
export async function withPlace(
  context: AppLoadContext,
  actor: MemberActor,
  form: FormData,
  state: FormState,
): Promise<FormState> {
  const place = parseForm(placeSchema, form);
  const reason = place.ok ? await context.execute(actor, checkPlace, place.value) : null;
  if (!reason) return state;
  const { field, message } = workerRefusals[reason];
  const errors = { [field]: message, ...state.errors };
  const inOrder = Object.entries(errors).sort(
    ([a], [b]) => workerFields.indexOf(a) - workerFields.indexOf(b),
  );
  return { ...state, errors: Object.fromEntries(inOrder) };
}

/** A new person's form that is refused, with the files that somebody must look at: one round is enough here too. */
export async function refuseNew(
  context: AppLoadContext,
  actor: MemberActor,
  form: FormData,
  state: FormState,
) {
  const typed = parseForm(typedPersonSchema, form);
  const likely =
    typed.ok && form.get("somebodyElse") !== "oui"
      ? await context.execute(actor, suggestDuplicates, typed.value)
      : [];
  return likely.length > 0 ? refuseLikelyTwice(form, likely, state.errors) : refuseTyped(state);
}
