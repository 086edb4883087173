import { daysAfter } from "@essaim/database/today";
export const upstreamStates = ["proposed", "discussed", "merged", "declined"] as const;
export type UpstreamState = (typeof upstreamStates)[number];

export type UpstreamStep = { state: UpstreamState; happenedOn: string };

/** A proposal that nobody upstream has answered for so many days is told, so that it does not become a fork unseen. */
export const DAYS_WITHOUT_ANSWER = 90;

const followers: Record<UpstreamState, readonly UpstreamState[]> = {
  proposed: ["discussed", "merged", "declined"],
  discussed: ["discussed", "merged", "declined"],
  merged: [],
  // Made again as they ask, it is proposed once more.
  declined: ["proposed"],
};

/** What may come after where a contribution stands upstream; first, it is proposed, or is merged without a word. */
export function nextStates(last: UpstreamState | null): readonly UpstreamState[] {
  return last === null ? ["proposed", "merged"] : followers[last];
}

export type StepRefusal = "not_next" | "before_last";

/**
 * May this step follow the last one? A step comes after those that are known, and never before their day.
 * @returns null when it may
 */
export function judgeStep(last: UpstreamStep | null, next: UpstreamStep): StepRefusal | null {
  if (!nextStates(last?.state ?? null).includes(next.state)) return "not_next";
  if (last && next.happenedOn < last.happenedOn) return "before_last";
  return null;
}

/**
 * Has it waited too long? Only what is proposed or discussed waits, from its last step on.
 * @param day today, `YYYY-MM-DD`
 */
export function isUnanswered(last: UpstreamStep | null, day: string): boolean {
  if (last?.state !== "proposed" && last?.state !== "discussed") return false;
  return last.happenedOn <= lastUnansweredDay(day);
}

/** The last day whose proposals are unanswered on `day`. */
export function lastUnansweredDay(day: string): string {
  return daysAfter(day, -DAYS_WITHOUT_ANSWER - 1);
}
