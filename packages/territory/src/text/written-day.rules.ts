import { isValid, parseISO } from "date-fns";
import { cut, folded } from "./word.rules.ts";

export type WrittenDay = { ok: true; day: string } | { ok: false; message: string };

const months = [
  ["janvier", "janv", "jan"],
  ["fevrier", "fevr", "fev"],
  ["mars", "mar"],
  ["avril", "avr"],
  ["mai"],
  ["juin"],
  ["juillet", "juil", "jul"],
  ["aout"],
  ["septembre", "sept", "sep"],
  ["octobre", "oct"],
  ["novembre", "nov"],
  ["decembre", "dec"],
];

/** A day of the week, « le », and the hour say nothing more about the day. */
const around =
  /^(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)[.,]?\s+)?(?:le\s+)?|(?:[\sT]+|\s*à\s*)\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?|h\d{0,2})\s*(?:Z|[+-]\d{2}:?\d{2})?$/gi;

/**
 * A day as French people write it: « 3 mars 2024 », « 1er avr. 2024 », « 03/03/2024 », « 3.3.24 », « 2024-03-03 »,
 * « 20240303 ». The day comes before the month.
 * @param options.latestYear two figures stand for the last such year up to this one
 * @param options.isAmerican somebody wrote the month first elsewhere in the column: what could be either is refused
 */
export function readWrittenDay(
  written: string,
  { latestYear, isAmerican = false }: { latestYear: number; isAmerican?: boolean },
): WrittenDay {
  const text = written.trim();
  const said = `«\u202f${cut(text, 40)}\u202f»`;
  const parts = numericParts(text) ?? wordParts(text);
  if (!parts) return refuse(whyNoDay(text, said));
  const { day, month, isDayFirst } = parts;
  const year = parts.year < 100 ? century(parts.year, latestYear) : parts.year;
  if (isDayFirst && month > 12 && day <= 12) {
    return refuse(`${said} met le mois avant le jour. Écrivez le jour d’abord.`);
  }
  const iso = isoDay(year, month, day);
  if (!iso) return refuse(`${said} n’est pas un jour du calendrier.`);
  const other = isoDay(year, day, month);
  if (isAmerican && isDayFirst && other && other !== iso) {
    return refuse(
      `${said} peut être le ${dayInWords(iso)} ou le ${dayInWords(other)}, car d’autres cases de cette colonne mettent le mois avant le jour. Écrivez le mois en lettres.`,
    );
  }
  return { ok: true, day: iso };
}

/** Does a cell put the month before the day, beyond doubt? « 03/25/2024 » */
export function isMonthFirst(written: string): boolean {
  const parts = numericParts(written.trim());
  return parts?.isDayFirst === true && parts.month > 12 && parts.day <= 12;
}

/** Does it look like a day, whether or not it is one? */
export function looksLikeDay(written: string): boolean {
  const text = written.trim();
  return text.length <= 40 && (numericParts(text) ?? wordParts(text)) !== null;
}

type Parts = { day: number; month: number; year: number; isDayFirst: boolean };

function numericParts(text: string): Parts | null {
  const bare = withoutAround(text);
  const [, y = "", m = "", d = ""] =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(bare)?.filter((_, at) => at !== 2) ??
    /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(bare) ??
    [];
  if (y) return { day: Number(d), month: Number(m), year: Number(y), isDayFirst: false };
  const [, first = "", second = "", last = ""] =
    /^(\d{1,2})\s?[-/.\s]\s?(\d{1,2})\s?[-/.\s]\s?(\d{4}|\d{2})$/.exec(bare) ?? [];
  if (!last) return null;
  return { day: Number(first), month: Number(second), year: Number(last), isDayFirst: true };
}

function wordParts(text: string): Parts | null {
  const [, first = "", name = "", last = ""] =
    /^(\d{1,2})(?: ?er)? ?([a-z]+) ?(\d{4}|\d{2})$/.exec(folded(withoutAround(text))) ?? [];
  const month = months.findIndex((names) => names.includes(name)) + 1;
  if (!last || month === 0) return null;
  return { day: Number(first), month, year: Number(last), isDayFirst: false };
}

function withoutAround(text: string): string {
  return text.replace(around, "").trim();
}

function whyNoDay(text: string, said: string): string {
  const words = folded(text);
  const [first = ""] = words.split(" ");
  const hasMonth = months.some((names) => names.includes(first));
  if (
    /^(19|20)\d{2}$/.test(words) ||
    (hasMonth && /\d{2}$/.test(words)) ||
    /^\d{1,2} (19|20)\d{2}$/.test(words)
  ) {
    return `${said} ne dit pas quel jour. Écrivez par exemple 03/03/2024.`;
  }
  return `${said} n’est pas une date. Écrivez par exemple 03/03/2024.`;
}

/** The last year that ends with these two figures, up to one. */
function century(twoFigures: number, latestYear: number): number {
  const year = Math.floor(latestYear / 100) * 100 + twoFigures;
  return year > latestYear ? year - 100 : year;
}

function isoDay(year: number, month: number, day: number): string | null {
  if (year < 1850 || year > 2200) return null;
  const iso = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return isValid(parseISO(iso)) ? iso : null;
}

const french = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "UTC" });

const dayInWords = (day: string) =>
  french
    .format(new Date(`${day}T00:00Z`))
    .replace(/^1 /, "1er ")
    .replaceAll(" ", "\u00a0");

function refuse(message: string): WrittenDay {
  return { ok: false, message };
}
