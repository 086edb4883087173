import type { Draft } from "@essaim/accompaniment/meeting/draft.queries";
import type { DraftFields } from "@essaim/accompaniment/meeting/draft.schema";
import { paths } from "./paths";

/** What a form sends of itself while somebody types. */
export type SentDraft = { form: string; submissionId: string; fields: DraftFields };

/**
 * When the latest draft of each form was kept, of those that this tab has shown or written: the server keeps a
 * later one from being written over.
 */
const seen = new Map<string, number>();

/** Drafts sent as their page was left: what the next page of the tab sends comes after. */
const leaving = new Map<string, Promise<unknown>>();

/** A form has shown a draft kept at that instant. */
export function noteSeen(form: string, at: Date): void {
  seen.set(form, Math.max(seen.get(form) ?? 0, at.getTime()));
}

/**
 * Sends what is typed.
 * @returns the draft of another device that it would have replaced, and has not; null when it is kept
 * @throws the status of any other answer, 401 when the session is over; a TypeError when nobody answers
 */
export async function sendDraft(draft: SentDraft, signal: AbortSignal): Promise<Draft | null> {
  await leaving.get(draft.form);
  return await send(draft, { signal });
}

/** The same from a page that is being left: it does not wait. `onKept` runs if anybody still listens. */
export function sendLeaving(draft: SentDraft, onKept: () => void): void {
  const sent = send(draft, { keepalive: true })
    .then((other) => other ?? onKept())
    .catch(() => {});
  leaving.set(draft.form, sent);
}

async function send(draft: SentDraft, init: RequestInit): Promise<Draft | null> {
  const { form, submissionId, fields } = draft;
  const at = seen.get(form);
  const body = new URLSearchParams({
    form,
    submissionId,
    fields: JSON.stringify(fields),
    seenAt: at === undefined ? "" : new Date(at).toISOString(),
  });
  const answer = await fetch(paths.drafts(), { method: "POST", body, ...init });
  if (answer.status !== 409 && !answer.ok) throw answer.status;
  const told: { at?: string | null; current?: { fields: DraftFields; updatedAt: string } } =
    await answer.json();
  if (told.current) return { ...told.current, updatedAt: new Date(told.current.updatedAt) };
  if (told.at) noteSeen(form, new Date(told.at));
  return null;
}
