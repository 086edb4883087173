import type { FormState } from "@essaim/web/form";

/** What a page of the directory can ask of its record's publication. */
export const publicationIntents = [
  "publish",
  "unpublish",
  "discard",
  "requestReview",
  "sendBack",
  "schedule",
  "unschedule",
  "preview",
] as const;
export type PublicationIntent = (typeof publicationIntents)[number];

/** Why a press on a button changed nothing. */
export type PublicationAnswer =
  | { reason: "incomplete" }
  | { reason: "own_change" }
  | { reason: "conflict"; changedBy: string | null; changedAt: Date }
  /** What the record said names what is no longer known. */
  | { reason: "unknown"; errors: string[] }
  /** The public reads this version in this very moment: it cannot be hidden. */
  | { reason: "still_public" }
  /** Where the page can be looked at, for an hour. */
  | { reason: "preview"; href: string }
  /** A form to be seen again, with what was typed. */
  | { reason: "typed"; intent: PublicationIntent; state: FormState };

/** An id for each form of one page. */
export const freshSubmissionIds = () =>
  Object.fromEntries(publicationIntents.map((intent) => [intent, crypto.randomUUID()])) as Record<
    PublicationIntent,
    string
  >;
