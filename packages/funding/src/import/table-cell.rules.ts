import { MAX_CENTS, parseCents } from "@essaim/database/money.schema";
import { type Cell, cellText } from "@essaim/territory/spreadsheet/cell";
import { dayOfSerial } from "@essaim/territory/spreadsheet/serial-day";
import { folded } from "@essaim/territory/text/word.rules";
import { readWrittenDay } from "@essaim/territory/text/written-day.rules";

type Read<T> = { ok: true; value: T } | { ok: false; message: string };
const refuse = (message: string) => ({ ok: false, message }) as const;

/** An amount as people, banks and spreadsheets write it, with its sign: « -1 234,50 € », « 12.5- », « (45,00) ». */
export function readCents(cell: Cell): Read<number> {
  if (cell.kind === "number") {
    const cents = Math.round(cell.value * 100);
    // What a formula leaves beyond the thousandth of a cent is no decimal that somebody wrote.
    if (Math.abs(cell.value * 100 - cents) > 1e-3) {
      return refuse(`«\u202f${cellText(cell)}\u202f» a plus de deux chiffres après la virgule.`);
    }
    if (Math.abs(cents) > MAX_CENTS) return refuse("Ce montant est trop grand.");
    return { ok: true, value: cents };
  }
  const text = cellText(cell).trim();
  const [, bracketed] = /^\((.+)\)$/.exec(text) ?? [];
  const [, before] = /^[-−–]\s*(.+)$/u.exec(text) ?? [];
  const [, after] = /^(.+)[-−–]$/u.exec(text) ?? [];
  const bare = bracketed ?? before ?? after;
  const read = parseCents(bare ?? text);
  if (!read.ok) return refuse(`«\u202f${text.slice(0, 40)}\u202f»\u202f: ${lower(read.message)}`);
  return { ok: true, value: bare === undefined ? read.cents : 0 - read.cents };
}

const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);

/** A day as it is written, or as a spreadsheet counts it. @param latestYear up to which two figures are a year */
export function readDay(
  cell: Cell,
  { is1904, latestYear }: { is1904: boolean; latestYear: number },
): Read<string> {
  if (cell.kind === "day") return { ok: true, value: cell.day };
  const day = cell.kind === "number" ? dayOfSerial(cell.value, is1904) : null;
  if (day) return { ok: true, value: day };
  const read = readWrittenDay(cellText(cell), { latestYear });
  return read.ok ? { ok: true, value: read.day } : refuse(read.message);
}

const months =
  "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split(" ");

/** A day, or a whole month, « mars 2026 », « 03/2026 », « 2026-03 », which counts as its last day. */
export function readDayOrMonth(
  cell: Cell,
  options: { is1904: boolean; latestYear: number },
): Read<string> {
  const text = cell.kind === "text" ? folded(cell.text) : "";
  const [, year, month] = /^(20\d{2}) (\d{1,2})$/.exec(text) ?? [];
  const [, first, last] = /^(\d{1,2}) (20\d{2})$/.exec(text) ?? [];
  const [, word = "", after] = /^([a-z]{3,}) (20\d{2})$/.exec(text) ?? [];
  const named = word ? months.findIndex((name) => name.startsWith(word)) + 1 : 0;
  const whole = Number(month ?? first ?? named);
  const of = Number(year ?? last ?? after);
  if (!of || !whole) return readDay(cell, options);
  if (whole > 12) return refuse(`«\u202f${cellText(cell).slice(0, 40)}\u202f» n’est pas un mois.`);
  return { ok: true, value: new Date(Date.UTC(of, whole, 0)).toISOString().slice(0, 10) };
}

/** Hours as minutes: « 7,5 », « 7h30 », « 7:30 », « 45 min », or a number of hours; rounded to the minute. */
export function readMinutes(cell: Cell): Read<number> {
  const text = cellText(cell).trim();
  const said = `«\u202f${text.slice(0, 40)}\u202f»`;
  const [, hours, minutes] =
    /^(\d{1,5})\s*(?:h|heures?|:)\s*(\d{0,2})(?:\s*(?:min|mn))?$/i.exec(text) ?? [];
  const [, only] = /^(\d{1,5})\s*(?:min|mn|minutes?)$/i.exec(text) ?? [];
  const [, decimal] = /^(\d{1,5}(?:[.,]\d+)?)\s*(?:h|heures?)?$/i.exec(text) ?? [];
  const found =
    hours !== undefined
      ? Number(hours) * 60 + Number(minutes || 0)
      : only !== undefined
        ? Number(only)
        : decimal !== undefined
          ? Math.round(Number(decimal.replace(",", ".")) * 60)
          : Number.NaN;
  if (Number.isNaN(found) || Number(minutes ?? 0) > 59) {
    return refuse(`${said} n’est pas un nombre d’heures\u202f: écrivez 7,5 ou 7h30.`);
  }
  if (found === 0 || found > 600_000) return refuse(`${said}\u202f: indiquez plus de zéro heure.`);
  return { ok: true, value: found };
}

/** An account of charges, eight digits at most. */
export function readAccount(cell: Cell): Read<string> {
  const text = cellText(cell).trim();
  const [found] = /^6\d{1,7}/.exec(text.replace(/\s/g, "")) ?? [];
  return found
    ? { ok: true, value: found }
    : refuse(
        `«\u202f${text.slice(0, 40)}\u202f» n’est pas un compte de charges\u202f: il commence par 6.`,
      );
}
