import { monthsAfter } from "../pathway/day.rules.ts";

/**
 * The day from which a file may be erased: the exit plus the months kept; the last of the month where that day does
 * not exist. Days are `YYYY-MM-DD` in Paris.
 */
export function erasableOn(exitOn: string, months: number): string {
  return monthsAfter(exitOn, months);
}

/** Is somebody's file to be erased on that day? Never while the organisation has not decided, nor without an exit. */
export function isToErase(
  worker: { supportedUntil: string | null; isAnonymised: boolean },
  months: number | null,
  day: string,
): boolean {
  if (worker.isAnonymised || worker.supportedUntil === null || months === null) return false;
  return erasableOn(worker.supportedUntil, months) <= day;
}
