import { today } from "@essaim/database/today";
import { type FormState, refuseForm } from "@essaim/web/form";
import { z } from "zod";

/** A field in which two versions differ, in words. */
export type Difference = { label: string; mine: string; theirs: string };

/** The two versions of a record that two people changed at once. */
export type ConflictView = {
  savedBy: string;
  savedAt: Date;
  sameDay: boolean;
  /** The version to send next, to replace what the other person saved. */
  version: number;
  fields: Difference[];
};

/** What a page shows again instead of saving. */
export type Answer = {
  state: FormState;
  conflict?: ConflictView;
  /** A list of rows that has just grown or shrunk, so that the focus goes there. */
  rows?: string;
  /** Changes with every answer: fields that moved are drawn anew. */
  key: string;
};

export function answer(parts: Omit<Answer, "key">): Answer {
  return { ...parts, key: crypto.randomUUID() };
}

export function submissionIdOf(form: FormData): string | undefined {
  return z.uuid().safeParse(form.get("submissionId")).data;
}

/**
 * The version that was typed over, kept when the form comes back: taking the one just loaded would hide
 * what somebody else saved meanwhile.
 */
export function versionFor(shown: Answer | undefined, saved: number): number {
  if (shown?.conflict) return shown.conflict.version;
  const typed = Number(shown?.state.values.version);
  return Number.isSafeInteger(typed) && typed > 0 ? typed : saved;
}

type Refused =
  | { ok: false; reason: "form_already_used" }
  | { ok: false; reason: "invalid" | "incomplete"; errors: Record<string, string> };

/** The form as it was typed, with what the rules refuse. */
export function refused(form: FormData, outcome: Refused): Answer {
  if (outcome.reason !== "form_already_used") {
    return answer({ state: refuseForm(form, { errors: outcome.errors }) });
  }
  const formError =
    "Ce formulaire a déjà été enregistré avec un autre contenu. Votre saisie est gardée\u202f: vérifiez que la fiche n’existe pas déjà, puis enregistrez de nouveau.";
  return answer({ state: refuseForm(form, { formError }) });
}

/** The form as it was typed, beside what somebody else saved meanwhile. */
export function conflicting(
  form: FormData,
  outcome: { current: { version: number }; changedBy: string; changedAt: Date },
  fields: Difference[],
): Answer {
  const { current, changedBy, changedAt } = outcome;
  const conflict: ConflictView = {
    savedBy: changedBy,
    savedAt: changedAt,
    sameDay: today(changedAt) === today(),
    version: current.version,
    fields,
  };
  return answer({ state: refuseForm(form, {}), conflict });
}

/** The fields in which two versions differ, in words. */
export function differing(
  mine: readonly (readonly [label: string, text: string])[],
  theirs: readonly (readonly [label: string, text: string])[],
): Difference[] {
  const saved = new Map(theirs);
  return mine
    .map(([label, text]) => ({ label, mine: text, theirs: saved.get(label) ?? "" }))
    .filter((field) => field.mine !== field.theirs);
}
