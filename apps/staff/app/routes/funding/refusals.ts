import { type FormState, refuseForm } from "@essaim/web/form";
import { data } from "@remix-run/node";
import { type Answer, answer, conflicting, differing } from "../directory/answers";

type Words = readonly (readonly [label: string, text: string])[];

/** The form as it was typed, with a sentence beside each field that does not fit. */
export function refuseTyped(state: FormState) {
  return data<Answer>(answer({ state }), { status: 422 });
}

/** The form as it was typed, with why the rules refuse it. */
export function refuseField(form: FormData, refusal: { field: string; message: string }) {
  const errors = { [refusal.field]: refusal.message };
  return data<Answer>(answer({ state: refuseForm(form, { errors }) }), { status: 422 });
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
  outcome: { current: { version: number }; changedBy: string; changedAt: Date },
  mine: Words,
  theirs: Words,
) {
  return data<Answer>(conflicting(form, outcome, differing(mine, theirs)), { status: 409 });
}
