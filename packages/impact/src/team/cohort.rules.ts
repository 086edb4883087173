import { sustainableDestinations } from "../registry/exit.rules.ts";
import { halvesOf, type Period } from "./period.rules.ts";

/** Months after the entry at which a cohort is looked at. */
export const COHORT_MONTHS = [6, 12, 18, 24] as const;

export const fates = ["supported", "sustainable", "other", "unknown", "notYet"] as const;
/** What somebody has become so many months after they came; "notYet" while the day is to come. */
export type Fate = (typeof fates)[number];

export type CohortCount = {
  half: string;
  months: number;
  isPast: boolean;
  isSupported: boolean;
  /** The code of the destination noted at the exit. Null for none noted, "" for one that the organisation added. */
  destination: string | null;
  people: number;
};

export function fateOf({
  isPast,
  isSupported,
  destination,
}: Pick<CohortCount, "isPast" | "isSupported" | "destination">): Fate {
  if (!isPast) return "notYet";
  if (isSupported) return "supported";
  if (destination === null) return "unknown";
  return sustainableDestinations.includes(destination) ? "sustainable" : "other";
}

export type Cohort = {
  half: string;
  entered: number;
  /** One for each of COHORT_MONTHS, adding up to `entered`. */
  after: ({ months: number } & Record<Fate, number>)[];
};

/** The cohorts of a period, half-year by half-year; one that nobody entered is there too. */
export function cohortsOf(counts: readonly CohortCount[], period: Period): Cohort[] {
  return halvesOf(period).map((half) => {
    const after = COHORT_MONTHS.map((months) => {
      const line = { months, supported: 0, sustainable: 0, other: 0, unknown: 0, notYet: 0 };
      for (const count of counts) {
        if (count.half === half && count.months === months) line[fateOf(count)] += count.people;
      }
      return line;
    });
    const entered = fates.reduce((total, fate) => total + (after[0]?.[fate] ?? 0), 0);
    return { half, entered, after };
  });
}

/** Half-years so long ago that a year of arrival says as much. */
const HALVES_YEARS = 4;

/**
 * The cohorts of a long period to be read at once: the two of a year that is long over make one, named by it. Both must
 * be there: half of a year is not the year.
 */
export function gatheredByYear(
  cohorts: readonly Cohort[],
  day: string,
): (Omit<Cohort, "half"> & { span: string })[] {
  const firstApart = Number(day.slice(0, 4)) - HALVES_YEARS + 1;
  const gathered: (Omit<Cohort, "half"> & { span: string })[] = [];
  for (const { half, ...cohort } of cohorts) {
    const year = half.slice(0, 4);
    const before = gathered.at(-1);
    if (before?.span === `${year}-1` && Number(year) < firstApart) {
      gathered.splice(-1, 1, {
        span: year,
        entered: before.entered + cohort.entered,
        after: before.after.map((line, at) => addFates(line, cohort.after[at])),
      });
    } else gathered.push({ span: half, ...cohort });
  }
  return gathered;
}

function addFates(one: Cohort["after"][number], other: Cohort["after"][number] | undefined) {
  const sum = { ...one };
  for (const fate of fates) sum[fate] += other?.[fate] ?? 0;
  return sum;
}
