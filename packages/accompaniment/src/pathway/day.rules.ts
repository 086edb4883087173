import { addMonths, differenceInCalendarDays, formatISO, parseISO } from "date-fns";

// Days are 'YYYY-MM-DD'. Local midnights never meet a time zone here: they are made and read in the same one.
const iso = (date: Date) => formatISO(date, { representation: "date" });

/** The same day `months` months later, or the last of the month where it has none: 31 January → 28 February. */
export function monthsAfter(day: string, months: number): string {
  return iso(addMonths(parseISO(day), months));
}

/** How many days from a day to another: 0 for the same, negative when `to` comes first. */
export function daysBetween(from: string, to: string): number {
  return differenceInCalendarDays(parseISO(to), parseISO(from));
}

const french = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "UTC" });

/** « 3 mars 2026 », « 1er mai 2026 », held together by no-break spaces. */
export function dayInWords(day: string): string {
  return french
    .format(new Date(`${day}T00:00Z`))
    .replace(/^1 /, "1er ")
    .replaceAll(" ", "\u00a0");
}
