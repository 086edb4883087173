import { monthAfter } from "../team/period.rules.ts";

/** As many months are read one by one; more of them, by years. */
export const MOST_MONTHS_TOLD = 24;
const MONTHS_AROUND = 5;

/**
 * Is what happened at a day told by its year? Six months are told one by one on each side of the day that is known last,
 * and the other months of their years with them.
 */
export function byYear(knownOn: string): (on: string) => boolean {
  const first = monthAfter(knownOn, -MONTHS_AROUND).slice(0, 4);
  const last = monthAfter(knownOn, MONTHS_AROUND).slice(0, 4);
  return (on) => on.slice(0, 4) < first || on.slice(0, 4) > last;
}

/** What adds up month after month, in order of time: a year that is told by itself is its last point. */
export function tellByYear<Point extends { on: string }>(
  points: readonly Point[],
  knownOn: string,
): Point[] {
  const isByYear = byYear(knownOn);
  return points.filter(
    ({ on }, at) => !isByYear(on) || points[at + 1]?.on.slice(0, 4) !== on.slice(0, 4),
  );
}

/** What was done in a month and since the beginning; of a year told by itself, in that year. */
export type Summed = { on: string; value: number; sum: number };

/** Months, each with all that was done until its end. */
export function addUp(months: readonly { month: string; value: number }[]): Summed[] {
  let sum = 0;
  return months.map(({ month, value }) => {
    sum += value;
    return { on: month, value, sum };
  });
}

/** The months that a page tells: each of a few, or else past years whole and the months of the running one. */
export function tellSummed(months: readonly Summed[]): (Summed & { isYear: boolean })[] {
  const last = months.at(-1);
  if (!last || months.length <= MOST_MONTHS_TOLD) {
    return months.map((one) => ({ ...one, isYear: false }));
  }
  const isYear = byYear(last.on);
  return tellByYear(months, last.on).map(({ on, sum }, at, told) => ({
    ...{ on, sum, isYear: isYear(on) },
    value: sum - (told[at - 1]?.sum ?? 0),
  }));
}
