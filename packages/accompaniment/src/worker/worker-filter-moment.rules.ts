import { daysAfter } from "@essaim/database/today";
import { formatISO, isValid, parse } from "date-fns";
import { dayInWords, monthsAfter } from "../pathway/day.rules.ts";

/**
 * A day of a filter, as the address writes it: the day itself, `2026-12-31`, or one that moves with time so that a
 * saved view stays true: `aujourdhui`, `dans-90-jours`, `il-y-a-6-semaines`.
 */
export type Moment = string;

export const momentPattern =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2}|aujourdhui|(dans|il-y-a)-[1-9][0-9]{0,2}-(jours|semaines|mois))$/;

/** Is this the address's word for a day that exists? */
export function isMoment(word: string): boolean {
  if (!momentPattern.test(word)) return false;
  return (
    !/^[0-9]/.test(word) || (word >= "1900" && isValid(parse(word, "yyyy-MM-dd", new Date(0))))
  );
}

/** The day, `YYYY-MM-DD`, that a moment is on `today`. */
export function dayOf(moment: Moment, today: string): string {
  if (moment === "aujourdhui") return today;
  const [, direction, number, unit] = /^(dans|il-y-a)-([0-9]+)-([a-z]+)$/.exec(moment) ?? [];
  if (!direction) return moment;
  const count = Number(number) * (direction === "dans" ? 1 : -1);
  return unit === "mois"
    ? monthsAfter(today, count)
    : daysAfter(today, unit === "semaines" ? count * 7 : count);
}

/** « 31 décembre 2026 », « dans 90 jours », « il y a 6 semaines », « aujourd’hui ». */
export function momentInWords(moment: Moment): string {
  if (moment === "aujourdhui") return "aujourd’hui";
  if (/^[0-9]/.test(moment)) return dayInWords(moment);
  return moment.replace(/-1-(jour|semaine)s$/, "-1-$1").replaceAll("-", "\u00a0");
}

/** A moment as a field shows it, and `readMoment` reads it: « 31/12/2026 » or words. */
export function writeMoment(moment: Moment): string {
  return /^[0-9]/.test(moment)
    ? moment.split("-").reverse().join("/")
    : momentInWords(moment).replaceAll("\u00a0", " ");
}

/** A moment as somebody writes it: « 31/12/2026 », « dans 3 mois », « il y a 6 semaines », « aujourd’hui »; or null. */
export function readMoment(typed: string): Moment | null {
  const text = typed
    .trim()
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[\s\u00a0\u202f]+/g, " ");
  if (/^aujourd ?['’]? ?hui$/.test(text)) return "aujourdhui";
  const [, direction, number, unit] =
    /^(dans|il y a) ([0-9]{1,3}) (jour|semaine|mois)s?$/.exec(text) ?? [];
  if (direction && Number(number) === 0) return "aujourdhui";
  if (direction) {
    const word = `${direction.replaceAll(" ", "-")}-${Number(number)}-${unit === "mois" ? unit : `${unit}s`}`;
    return isMoment(word) ? word : null;
  }
  for (const format of ["d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "yyyy-MM-dd"]) {
    const day = parse(text, format, new Date(0));
    if (!isValid(day)) continue;
    const word = formatISO(day, { representation: "date" });
    return isMoment(word) ? word : null;
  }
  return null;
}
