/** What a page had been viewed in all on a day. Days are 'YYYY-MM-DD'. */
export type Reading = { on: string; total: number };

/** Views between two readings. `from` is null for those since the publication. */
export type Interval = { from: string | null; to: string; views: number; month: string };

export type ReadMonths = {
  /** Each in the month of its last day, the oldest first. */
  intervals: Interval[];
  /** Views of before the first reading, of no month that anybody knows. */
  before: number;
};

/** The month that a reading closes, 'YYYY-MM-01': a reading of the 1st tells the month that has just ended. */
export function monthOfReading(on: string): string {
  if (!on.endsWith("-01")) return `${on.slice(0, 7)}-01`;
  const [year = 0, month = 1] = on.split("-").map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 10);
}

/**
 * What the readings of one video say month by month. Views between two readings are counted in the month of the later
 * one, and are not spread: nobody knows when they came, and a reading on the 1st of each month leaves little doubt. What
 * comes before the first reading is counted when the page was published in that same month, or on that very day;
 * otherwise it belongs to no month. A total lower than one before adds nothing.
 * @param publishedOn of the page, 'YYYY-MM-DD'
 */
export function monthsOfReadings(readings: readonly Reading[], publishedOn: string): ReadMonths {
  const sorted = [...readings].sort((a, b) => a.on.localeCompare(b.on));
  const [first] = sorted;
  if (!first) return { intervals: [], before: 0 };
  // A page published on a 1st has no view of the month before.
  const month = publishedOn >= first.on ? `${first.on.slice(0, 7)}-01` : monthOfReading(first.on);
  const isNew = publishedOn.slice(0, 7) >= month.slice(0, 7);
  const intervals: Interval[] = isNew
    ? [{ from: null, to: first.on, views: first.total, month }]
    : [];
  let last = first;
  for (const reading of sorted.slice(1)) {
    if (reading.total < last.total) continue;
    intervals.push({
      from: last.on,
      to: reading.on,
      views: reading.total - last.total,
      month: monthOfReading(reading.on),
    });
    last = reading;
  }
  return { intervals, before: isNew ? 0 : first.total };
}

/** The days on which the house reads by itself: every Monday, and the 1st, so that a month ends where it ends. */
export function isReadingDay(day: string): boolean {
  return day.endsWith("-01") || new Date(`${day}T00:00Z`).getUTCDay() === 1;
}

/**
 * Does a day keep the reading that it has, rather than a later one? The first of a 1st has closed the month before: what
 * was seen since belongs to the month that begins, and the next reading tells it.
 */
export const isSettledDay = (day: string) => day.endsWith("-01");

/** What comes of a total that a platform announces after another. */
export function decideReading(
  last: Reading | null,
  announced: number,
): { ok: true } | { ok: false; problem: "lower" } {
  return last && announced < last.total ? { ok: false, problem: "lower" } : { ok: true };
}
