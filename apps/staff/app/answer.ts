import type { LikelySame } from "@essaim/accompaniment/worker/duplicate.queries";
import type { FormState } from "@essaim/web/form";

/** A field in which two versions differ, in words. */
export type Difference = { label: string; mine: string; theirs: string };

/** Fields of a record in words, in the order of its form. */
export type Words = readonly (readonly [label: string, text: string])[];

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
  /** Files that are likely those of the person typed. */
  likely?: LikelySame[];
  /** The first day of the homes that somebody is asked about: a new one would take their place. */
  replaceFrom?: string;
  /** A list of rows that has just grown or shrunk, so that the focus goes there. */
  rows?: string;
  /** The contact that has the address typed already. */
  sameContact?: string;
  /** The group of synonyms that holds a term typed in another. */
  holdingGroup?: { id: string; terms: string };
  /** New with every answer: fields that moved are drawn anew, and the form goes under a fresh id. */
  key: string;
};

export function answer(parts: Omit<Answer, "key">): Answer {
  return { ...parts, key: crypto.randomUUID() };
}

/** The fields in which two versions differ, in words. */
export function differing(mine: Words, theirs: Words): Difference[] {
  const saved = new Map(theirs);
  return mine
    .map(([label, text]) => ({ label, mine: text, theirs: saved.get(label) ?? "" }))
    .filter((field) => field.mine !== field.theirs);
}

/** What somebody else made of a record, for whoever came to take it away. */
export function kept(theirs: Words): Difference[] {
  return theirs.map(([label, text]) => ({ label, mine: "", theirs: text }));
}

/**
 * The version that was typed over, kept when the form comes back: taking the one just loaded would hide
 * what somebody else saved meanwhile.
 */
export function versionFor(
  shown: { state?: FormState; conflict?: ConflictView } | undefined,
  saved: number,
): number {
  if (shown?.conflict) return shown.conflict.version;
  const typed = Number(shown?.state?.values.version);
  return Number.isSafeInteger(typed) && typed > 0 ? typed : saved;
}
