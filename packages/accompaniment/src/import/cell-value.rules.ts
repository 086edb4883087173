import { wholeCommune } from "@essaim/territory/communes/department.rules";
import { type Cell, cellText } from "@essaim/territory/spreadsheet/cell";
import { dayOfSerial } from "@essaim/territory/spreadsheet/serial-day";
import { blank, folded } from "@essaim/territory/text/word.rules";
import { readWrittenDay, type WrittenDay } from "@essaim/territory/text/written-day.rules";
import { normalisePhone } from "../worker/worker.rules.ts";

/** Something that a spreadsheet loses and that is put back, or that is worked out; told, and counted. */
export type Repair =
  | "phone_zero"
  | "postcode_zero"
  | "serial_day"
  | "term_computed"
  | "qpv_unknown";

export const repairLabels: Record<Repair, { one: string; many: string }> = {
  phone_zero: {
    one: "numéro de téléphone a retrouvé son 0",
    many: "numéros de téléphone ont retrouvé leur 0",
  },
  postcode_zero: {
    one: "code postal a retrouvé son 0",
    many: "codes postaux ont retrouvé leur 0",
  },
  serial_day: {
    one: "date écrite comme un nombre a été lue comme une date",
    many: "dates écrites comme des nombres ont été lues comme des dates",
  },
  term_computed: {
    one: "terme de CAPE manquait et a été calculé\u202f: la veille du renouvellement, sinon douze mois après le début",
    many: "termes de CAPE manquaient et ont été calculés\u202f: la veille du renouvellement, sinon douze mois après le début",
  },
  qpv_unknown: {
    one: "personne vit en quartier prioritaire sans que rien ne dise lequel\u202f: «\u202fnon renseigné\u202f»",
    many: "personnes vivent en quartier prioritaire sans que rien ne dise lequel\u202f: «\u202fnon renseigné\u202f»",
  },
};

type Told<T> = { value: T; repair?: Repair };

/** A telephone as its schema reads it, with the 0 that a number has lost. */
export function readPhoneCell(cell: Cell): Told<string> {
  const text = blank(cellText(cell));
  if (normalisePhone(text)) return { value: text };
  const digits = text.replace(/[\s.()/-]/g, "");
  if (/^[1-9]\d{8}$/.test(digits)) return { value: `0${digits}`, repair: "phone_zero" };
  // « +33 » has lost its sign.
  if (/^33[1-9]\d{8}$/.test(digits)) return { value: `+${digits}`, repair: "phone_zero" };
  return { value: text };
}

/** A postcode as its schema reads it, with the 0 that a number has lost. */
export function readPostcodeCell(cell: Cell): Told<string> {
  const digits = cellText(cell)
    .replace(/\s/g, "")
    .replace(/^f(r)?-?(?=\d)/i, "");
  return /^\d{4}$/.test(digits)
    ? { value: `0${digits}`, repair: "postcode_zero" }
    : { value: digits };
}

/** Numbers that a spreadsheet would show as a day between 1927 and 2100. */
const FIRST_SERIAL = 10_000;
const LAST_SERIAL = 73_415;

type DayOptions = { latestYear: number; isAmerican?: boolean; is1904: boolean };

/** The day that a cell holds, whether it is a date, a number or a text. */
export function readDayCell(cell: Cell, options: DayOptions): WrittenDay & { repair?: Repair } {
  if (cell.kind === "day") return readWrittenDay(cell.day, { latestYear: options.latestYear });
  const text = blank(cellText(cell));
  // Five figures alone are no day that somebody writes, even where they became a text.
  const serial = /^\d{5}(,\d+)?$/.test(text) ? Number(text.replace(",", ".")) : 0;
  if (serial >= FIRST_SERIAL && serial <= LAST_SERIAL) {
    const day = dayOfSerial(serial, options.is1904);
    if (day) return { ok: true, day, repair: "serial_day" };
  }
  return readWrittenDay(text, options);
}

/** A birth as its schema reads it: a day, or the year alone. */
export function readBirthCell(
  cell: Cell,
  options: DayOptions,
): { ok: true; value: string; repair?: Repair } | { ok: false; message: string } {
  const text = blank(cellText(cell));
  if (/^(19|20)\d{2}$/.test(text)) return { ok: true, value: text };
  const read = readDayCell(cell, options);
  return read.ok ? { ok: true, value: read.day, repair: read.repair } : read;
}

const civility = /^(m|mr|mme|mlle|monsieur|madame|mademoiselle)\.?\s+/i;

/**
 * Family name and given name written in one cell. Words in capitals are the family name, as is what comes before a
 * comma; otherwise the order is that of the column's title, and the given name is the one word at its end.
 */
export function splitName(
  written: string,
  title: string,
): { familyName: string; givenName: string } {
  const text = blank(written).replace(civility, "");
  const [beforeComma = "", afterComma] = text.split(/\s*,\s*/, 2);
  if (afterComma) return { familyName: beforeComma, givenName: afterComma };
  const words = text.split(" ").filter(Boolean);
  const isCapitals = (word: string) => /\p{Lu}.*\p{Lu}/u.test(word) && word === word.toUpperCase();
  const capitals = words.filter(isCapitals);
  if (capitals.length > 0 && capitals.length < words.length) {
    // « de la TOUR Léa », and « Léa de la TOUR »: particles go with what follows them.
    const first = words.findIndex(isCapitals);
    const last = words.findLastIndex(isCapitals);
    const from = particlesBefore(words, first, last + 1 < words.length);
    return {
      familyName: words.slice(from, last + 1).join(" "),
      givenName: [...words.slice(0, from), ...words.slice(last + 1)].join(" "),
    };
  }
  if (isGivenNameFirst(title)) {
    return { givenName: words[0] ?? "", familyName: words.slice(1).join(" ") };
  }
  return { familyName: words.slice(0, -1).join(" "), givenName: words.at(-1) ?? "" };
}

const particles = new Set("de du des d la le les van von der el al ben".split(" "));

/** @param isFollowed is the given name after? Otherwise what comes first of all is one: « Van DUPONT » */
function particlesBefore(words: readonly string[], index: number, isFollowed: boolean): number {
  let from = index;
  while (from > 0 && particles.has((words[from - 1] ?? "").toLowerCase())) from -= 1;
  return from === 0 && !isFollowed ? index : from;
}

function isGivenNameFirst(title: string): boolean {
  const words = folded(title).split(" ");
  const given = words.findIndex((word) => word.startsWith("prenom"));
  return given >= 0 && given < words.indexOf("nom");
}

/** « 59000 Lille » and « Lille (59000) »: the postcode and the commune. */
export function splitPostcodeAndCommune(written: string): { postcode: string; commune: string } {
  const text = blank(written);
  if (/^(?:F-)?\d{2}\s?\d{3}$/i.test(text)) {
    return { postcode: text.replace(/^F-|\s/gi, ""), commune: "" };
  }
  const [, first = "", after = ""] = /^(?:F-)?(\d{2}\s?\d{3}|\d{4})[\s,-]+(.+)$/i.exec(text) ?? [];
  if (first) return { postcode: first.replace(/\s/g, ""), commune: after };
  const [, before = "", last = ""] = /^(.+?)[\s,-]*\(?(\d{5})\)?$/.exec(text) ?? [];
  return last ? { postcode: last, commune: before } : { postcode: "", commune: text };
}

/**
 * The commune in what the post and lists write: « LILLE CEDEX 9 », « Lyon 3e », « Paris (15e) », « 59000 Lille »,
 * « HAVRE (LE) ».
 */
export function communeWritten(written: string): string {
  const named = blank(written)
    .replace(/\s*[.,;]+$|,\s*france$/gi, "")
    .replace(/^\d{5}\s+(?=\p{L})/u, "")
    .replace(/\s+cedex(\s+\d+)?$/i, "")
    .replace(arrondissement, "$1");
  return wholeCommune(named)
    .replace(/\s+\d{1,2}\s*(er|e|è|eme|ème|ième)?(\s+arr(ondissement|\.)?)?$/i, "")
    .replace(/^(.+?)\s*\((le|la|les|l['’])\)$/i, "$2 $1");
}

/** Only three communes have some, whose codes are theirs alone; « Lyon (69) » names a département. */
const arrondissement =
  /^(paris|lyon|marseille)[\s,(-]*(0?[1-9]|1\d|20|[xvi]+)\s*(er|e|è|eme|ème|ième)?(\s+arr(ondissement|\.)?)?\)?$/i;
