import type { AlreadyUsed } from "@essaim/database/execute";
import { type FormState, refuseForm } from "@essaim/web/form";
import { data } from "@remix-run/node";
import { z } from "zod";

const uuid = z.uuid();

/** The id of a record in the address; anything else is a page that does not exist. */
export function recordId(parameter: string | undefined): string {
  const parsed = uuid.safeParse(parameter);
  if (!parsed.success) throw new Response(null, { status: 404 });
  return parsed.data;
}

/** The id that the form carries, so that sending it twice does its work once. */
export function submissionIdOf(form: FormData): string | undefined {
  return uuid.safeParse(form.get("submissionId")).data;
}

/** What a page shows again when its form is refused. `Version` stands for the two versions of a conflict. */
export type Refused<Version = never> = {
  state: FormState;
  /** Given when the form must be sent under another id. */
  submissionId?: string;
  conflict?: Version;
};

/** The form as it was typed, with what does not fit. */
export function refuse<Version = never>(state: FormState) {
  return data<Refused<Version>>({ state }, { status: 422 });
}

/** What is said when a form comes back from a page left open, changed since it was first sent. */
export function refuseUsedForm<Version = never>(form: FormData) {
  const formError =
    "Ce formulaire avait déjà été enregistré avec un autre contenu. Votre saisie est gardée\u202f: vérifiez ce qui existe déjà, puis enregistrez de nouveau.";
  return data<Refused<Version>>(
    { state: refuseForm(form, { formError }), submissionId: crypto.randomUUID() },
    { status: 409 },
  );
}

export function isUsedForm(outcome: { ok: boolean; reason?: string }): outcome is AlreadyUsed {
  return outcome.reason === "form_already_used";
}

/**
 * The version that was typed over, kept when the form comes back: the one just loaded would hide what
 * somebody else saved meanwhile.
 */
export function typedVersion(state: FormState | undefined): number | undefined {
  const typed = state?.values.version;
  return typeof typed === "string" && /^[0-9]{1,9}$/.test(typed) ? Number(typed) : undefined;
}
