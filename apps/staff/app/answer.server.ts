import type { Conflict } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { type FormState, refuseForm } from "@essaim/web/form";
import { data } from "@remix-run/node";
import { type Answer, answer, type ConflictView, type Difference } from "./answer";

/** The form as it was typed, with a sentence beside each field that does not fit. */
export function refuseTyped(state: FormState) {
  return data<Answer>(answer({ state }), { status: 422 });
}

/** The form as it was typed, with what the rules refuse, by field. */
export function refuseFields(form: FormData, errors: Record<string, string>) {
  return refuseTyped(refuseForm(form, { errors }));
}

/** The form as it was typed, with why the rules refuse it. */
export function refuseField(form: FormData, refusal: { field: string; message: string }) {
  return refuseFields(form, { [refusal.field]: refusal.message });
}

/** The form as it was typed, with the files that are likely the same person's, and what else is wrong by field. */
export function refuseLikelyTwice(
  form: FormData,
  likely: NonNullable<Answer["likely"]>,
  others: Record<string, string> = {},
) {
  const message =
    "Cette personne a peut-être déjà une fiche. Regardez-la, ou dites que c’est quelqu’un d’autre.";
  const state = refuseForm(form, { errors: { somebodyElse: message, ...others } });
  return data<Answer>(answer({ state, likely }), { status: 422 });
}

/** What is said of a form that comes back from a page left open, changed since it was first sent. */
export function refuseUsed(form: FormData) {
  const formError =
    "Ce formulaire a déjà été enregistré avec un autre contenu. Votre saisie est gardée\u202f: vérifiez ce qui existe déjà, puis enregistrez de nouveau.";
  return data<Answer>(answer({ state: refuseForm(form, { formError }) }), { status: 409 });
}

/** The form as it was typed, beside what somebody else saved meanwhile. */
export function refuseConflict(
  form: FormData,
  { current, changedBy, changedAt }: Conflict<{ version: number }>,
  fields: Difference[],
) {
  const conflict: ConflictView = {
    savedBy: changedBy ?? "Quelqu’un",
    savedAt: changedAt,
    sameDay: today(changedAt) === today(),
    version: current.version,
    fields,
  };
  return data<Answer>(answer({ state: refuseForm(form, {}), conflict }), { status: 409 });
}
