import type { DraftFields } from "@essaim/accompaniment/meeting/draft.schema";

/**
 * What this browser keeps of a form while the server has not got it: the connection is lost, the session is over,
 * the page was closed too soon. Under the member and the address of the form; gone once the server has it, once
 * the form is saved, and when somebody signs out.
 */
export type LocalDraft = { at: string; fields: DraftFields };

const PREFIX = "essaim.brouillon:";
/** The form that was sent last: arriving where a save leads tells that it is saved. */
const SENT = "essaim.brouillon-envoye";
const DAY = 86_400_000;
/** Days after which a text that nobody came back to leaves this browser. */
const DAYS_KEPT = 7;

const keyOf = (owner: string, form: string) => `${PREFIX}${owner}:${form}`;

/** Some browsers refuse to keep anything: the server still does. */
export function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** Is it kept? */
export function keepLocally(owner: string, form: string, fields: DraftFields): boolean {
  const draft: LocalDraft = { at: new Date().toISOString(), fields };
  return (
    quietly(() => {
      localStorage.setItem(keyOf(owner, form), JSON.stringify(draft));
      return true;
    }) ?? false
  );
}

export function readLocally(owner: string, form: string): LocalDraft | null {
  return quietly(() => {
    const text = localStorage.getItem(keyOf(owner, form));
    return text ? (JSON.parse(text) as LocalDraft) : null;
  });
}

export function forgetLocally(owner: string, form: string): void {
  quietly(() => localStorage.removeItem(keyOf(owner, form)));
}

/** Called when a form leaves; `forgetSent` is called where a save leads. */
export function markSent(owner: string, form: string): void {
  quietly(() => sessionStorage.setItem(SENT, keyOf(owner, form)));
}

/** The form sent last is saved: nothing of it stays here. */
export function forgetSent(): void {
  quietly(() => {
    const key = sessionStorage.getItem(SENT);
    if (key) localStorage.removeItem(key);
    sessionStorage.removeItem(SENT);
  });
}

/** Whoever signs out leaves nothing behind, nor do texts that are too old. */
export function forgetAll(kept: (draft: LocalDraft) => boolean = () => false): void {
  quietly(() => {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
      const draft = quietly(() => JSON.parse(localStorage.getItem(key) ?? "") as LocalDraft);
      if (!draft || !kept(draft)) localStorage.removeItem(key);
    }
  });
}

export function forgetOld(now = Date.now()): void {
  forgetAll((draft) => now - Date.parse(draft.at) < DAYS_KEPT * DAY);
}

/** What a form holds, by field; boxes that share a name make a list. */
export function fieldsOf(form: HTMLFormElement): DraftFields {
  const fields: DraftFields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string") continue;
    const earlier = fields[name];
    fields[name] =
      earlier === undefined ? value : [...(Array.isArray(earlier) ? earlier : [earlier]), value];
  }
  return fields;
}
