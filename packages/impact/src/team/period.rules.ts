import { daysAfter } from "@essaim/database/today";

/** Both days included, `YYYY-MM-DD`. */
export type Period = { from: string; to: string };

export const laterOf = (a: string, b: string) => (a.localeCompare(b) > 0 ? a : b);
export const earlierOf = (a: string, b: string) => (a.localeCompare(b) < 0 ? a : b);

/** The first day of a day's month. */
export const monthOf = (day: string) => `${day.slice(0, 7)}-01`;

/** The first day of the month so many months after that of a day; before it when negative. */
export function monthAfter(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}-01`;
}

/** Twelve whole months, of which the last is that of a day: their first days, in order. */
export function twelveMonths(day: string): string[] {
  return Array.from({ length: 12 }, (_, index) => monthAfter(day, index - 11));
}

/** The half-year of a day, as it is sorted: « 2026-1 » from January to June. */
export const halfOf = (day: string) =>
  `${day.slice(0, 4)}-${Number(day.slice(5, 7)) <= 6 ? "1" : "2"}`;

/** The days of a half-year. */
export function daysOfHalf(half: string): Period {
  const year = half.slice(0, 4);
  return half.endsWith("1")
    ? { from: `${year}-01-01`, to: `${year}-06-30` }
    : { from: `${year}-07-01`, to: `${year}-12-31` };
}

/** Every half-year that a period touches, in order. */
export function halvesOf({ from, to }: Period): string[] {
  const halves: string[] = [];
  for (
    let half = halfOf(from);
    half <= halfOf(to);
    half = halfOf(daysAfter(daysOfHalf(half).to, 1))
  )
    halves.push(half);
  return halves;
}

/**
 * The period that a page reads: the days asked for, and where one is left out, what the page shows by itself. A period
 * asked for by its last day alone is of one year.
 */
export function periodOf(asked: { from?: string; to?: string }, usual: Period): Period {
  if (asked.from && asked.to) return { from: asked.from, to: asked.to };
  if (asked.from) return { from: asked.from, to: laterOf(asked.from, usual.to) };
  if (asked.to) return { from: daysAfter(monthAfterSameDay(asked.to, -12), 1), to: asked.to };
  return usual;
}

/** The same day of another month, or its last one. */
function monthAfterSameDay(day: string, months: number): string {
  const first = monthAfter(day, months);
  const last = daysAfter(monthAfter(first, 1), -1);
  const same = `${first.slice(0, 8)}${day.slice(8)}`;
  return earlierOf(same, last);
}

/** The whole months of a period, from the first day of one to the first day of another, and the days left around them. */
export function wholeMonths({ from, to }: Period): { months: Period | null; edges: Period[] } {
  const first = from === monthOf(from) ? from : monthAfter(from, 1);
  const next = daysAfter(to, 1);
  const end = monthOf(next);
  if (first >= end) return { months: null, edges: [{ from, to }] };
  const edges = [
    { from, to: daysAfter(first, -1) },
    { from: end, to },
  ].filter((edge) => edge.from <= edge.to);
  return { months: { from: first, to: monthAfter(end, -1) }, edges };
}
