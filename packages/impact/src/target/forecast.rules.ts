import { daysAfter } from "@essaim/database/today";
import { earlierOf, monthAfter, monthOf, wholeMonths } from "../team/period.rules.ts";
import { daysBetween, expectedOn, type Promised } from "./trajectory.rules.ts";

/**
 * What counted from a period's months, by their first day; and what was there when it began, which is no pace. What would
 * count if what is not known of it were has no month.
 */
export type ByMonth = {
  before: number;
  months: Readonly<Record<string, number>>;
  /** Those of which a part alone was told, by machines: nothing is known of what comes after. */
  partial?: readonly string[];
  unknown: number;
};

/** Fewer whole months than this tell no pace. */
export const FEWEST_MONTHS = 3;
/** Older ones no longer tell the pace of today. */
export const MOST_MONTHS = 12;

/** One chance in ten above: Student's quantile by how many months besides the first tell the pace. */
const student = [1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372, 1.363];
const DAYS_A_MONTH = 365.25 / 12;

/** At the end of a day: four chances in five between the two. */
export type ForecastPoint = { on: string; low: number; high: number };

export type Forecast =
  | { kind: "too_early"; months: number }
  | {
      kind: "known";
      months: number;
      perMonth: number;
      points: ForecastPoint[];
      end: ForecastPoint;
    };

/** The whole months of a period so far, in order, those in which nothing happened among them. */
export function wholeCounts(by: ByMonth, period: { from: string; to: string }): number[] {
  const { months } = period.from <= period.to ? wholeMonths(period) : { months: null };
  if (!months) return [];
  const counts: number[] = [];
  for (let month = months.from; month <= months.to; month = monthAfter(month, 1)) {
    counts.push(by.months[month] ?? 0);
  }
  return counts;
}

/**
 * The pace of the last whole months, carried on to the end of the period. What months differ by makes the uncertainty:
 * that of the months to come, and that of a pace read on few months. Never less than what is done.
 * @param knownOn the last day of which everything is known
 */
export function forecast(
  done: number,
  by: ByMonth,
  period: { startsOn: string; endsOn: string; knownOn: string },
): Forecast | null {
  const { startsOn, endsOn, knownOn } = period;
  if (knownOn >= endsOn) return null;
  const counts = wholeCounts(by, { from: startsOn, to: knownOn }).slice(-MOST_MONTHS);
  const n = counts.length;
  if (n < FEWEST_MONTHS) return { kind: "too_early", months: n };
  const mean = counts.reduce((sum, one) => sum + one, 0) / n;
  const spread = counts.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  // What is counted one by one varies at least as much as chance has it, however even a few months were.
  const variance = Math.max(spread, mean);
  const quantile = student[n - FEWEST_MONTHS] ?? 1.363;
  const at = (on: string): ForecastPoint => {
    const ahead = daysBetween(knownOn, on) / DAYS_A_MONTH;
    const likely = done + mean * ahead;
    const swing = quantile * Math.sqrt(variance * (ahead + ahead ** 2 / n));
    return { on, low: Math.max(done, Math.floor(likely - swing)), high: Math.ceil(likely + swing) };
  };
  const points: ForecastPoint[] = [];
  for (let month = monthOf(knownOn); points.at(-1)?.on !== endsOn; month = monthAfter(month, 1)) {
    const on = earlierOf(daysAfter(monthAfter(month, 1), -1), endsOn);
    if (on > knownOn) points.push(at(on));
  }
  return { kind: "known", months: n, perMonth: mean, points, end: at(endsOn) };
}

export const outlooks = [
  "out_of_reach",
  "behind",
  "missed",
  "reached",
  "likely",
  "possible",
  "too_early",
  "unknown",
] as const;
export type Outlook = (typeof outlooks)[number];

/** What calls for somebody while there is still time. */
export const isAlert = (outlook: Outlook) => outlook === "out_of_reach" || outlook === "behind";

/** How a target stands, from what is done of it and what it may come to. */
export function judge(
  done: number | null,
  promised: Promised,
  ahead: Forecast | null,
  knownOn: string,
): Outlook {
  if (done === null) return "unknown";
  if (done >= promised.value) return "reached";
  if (knownOn >= promised.endsOn) return "missed";
  if (!ahead) return judgeWithoutMonths(done, promised, knownOn);
  if (ahead.kind === "too_early") return "too_early";
  const { low, high } = ahead.end;
  if (high < promised.value) return "out_of_reach";
  if (low >= promised.value) return "likely";
  return expectedOn(promised, knownOn) - done > (high - low) / 2 ? "behind" : "possible";
}

/** What is known without its months has no pace: only a wide gap says something. */
function judgeWithoutMonths(done: number, promised: Promised, knownOn: string): Outlook {
  if (knownOn < monthAfter(promised.startsOn, FEWEST_MONTHS)) return "too_early";
  return done < expectedOn(promised, knownOn) / 2 ? "behind" : "unknown";
}
