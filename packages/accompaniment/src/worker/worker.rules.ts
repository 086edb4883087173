import { z } from "zod";

export type ResidenceDecision =
  | {
      ok: true;
      residence: "priority" | "outside" | "unknown";
      neighbourhoodCode: string | null;
      communeCode: string | null;
    }
  | {
      ok: false;
      reason: "neighbourhood_unknown" | "neighbourhood_elsewhere" | "commune_needed";
    };

/**
 * The value of a choice in the list of neighbourhoods: a neighbourhood that spans several communes is
 * listed under each of them, and the commune comes with the choice.
 */
export function neighbourhoodChoice(code: string, communeCode: string | null): string {
  return communeCode ? `${code}@${communeCode}` : code;
}

/**
 * What the form of a saved person says of where they live: what nobody answered by hand is left to the address.
 * @param worker their file, and the source of the answer of today
 */
export function savedChoice(worker: {
  residence: "priority" | "outside" | "unknown";
  residenceSource: "address" | "hand" | "import" | null;
  neighbourhoodCode: string | null;
  communeCode: string | null;
}): string {
  const { residence, residenceSource, neighbourhoodCode, communeCode } = worker;
  if (residenceSource === null || residenceSource === "address") return "auto";
  if (neighbourhoodCode) return neighbourhoodChoice(neighbourhoodCode, communeCode);
  return residence === "outside" ? "outside" : "unknown";
}

/** The neighbourhood's code and commune in a choice; null for "auto", "outside" and "unknown". */
export function readNeighbourhoodChoice(
  choice: string,
): { code: string; communeCode: string | null } | null {
  if (choice === "auto" || choice === "outside" || choice === "unknown") return null;
  const [code = "", communeCode = null] = choice.split("@");
  return { code, communeCode };
}

/**
 * Where a person lives, from the one answer of the form. A neighbourhood brings its commune with it,
 * unless it spans several: then somebody has to say which.
 * @param choice "auto", of which nothing is known here, "outside", "unknown", or what `neighbourhoodChoice` gives
 * @param givenCommuneCode the commune given beside it, if any
 * @param communesOfChoice codes of the communes that the chosen neighbourhood touches
 */
export function decideResidence(
  choice: string,
  givenCommuneCode: string | null,
  communesOfChoice: readonly string[],
): ResidenceDecision {
  if (choice === "auto" || choice === "outside" || choice === "unknown") {
    return {
      ok: true,
      residence: choice === "auto" ? "unknown" : choice,
      neighbourhoodCode: null,
      communeCode: givenCommuneCode,
    };
  }
  const chosen = readNeighbourhoodChoice(choice);
  const communeCode = chosen?.communeCode ?? givenCommuneCode;
  const [first, second] = communesOfChoice;
  if (!first) return { ok: false, reason: "neighbourhood_unknown" };
  const given = [chosen?.communeCode, givenCommuneCode].filter((code) => code != null);
  if (given.some((code) => code !== communeCode || !communesOfChoice.includes(code))) {
    return { ok: false, reason: "neighbourhood_elsewhere" };
  }
  if (!communeCode && second) return { ok: false, reason: "commune_needed" };
  return {
    ok: true,
    residence: "priority",
    neighbourhoodCode: chosen?.code ?? null,
    communeCode: communeCode ?? first,
  };
}

/** Is the person accompanied on that day? The last day counts. */
export function isSupported(
  worker: { supportedFrom: string; supportedUntil: string | null },
  day: string,
): boolean {
  return (
    worker.supportedFrom <= day && (worker.supportedUntil === null || worker.supportedUntil >= day)
  );
}

/** A birth: its day (`YYYY-MM-DD`) when it is known, its year always. */
export type Birth = { on: string | null; year: number };

/**
 * A birth as somebody writes it: « 12/03/1985 », « 12.3.1985 », « 1985-03-12 », or « 1985 » when nothing else
 * is known. Null when it is none of these or no day of the calendar.
 */
export function readBirth(typed: string): Birth | null {
  const text = typed.trim();
  if (/^[0-9]{4}$/.test(text)) return { on: null, year: Number(text) };
  const [, day = "", month = "", year = ""] =
    /^([0-9]{1,2})[\s./-]([0-9]{1,2})[\s./-]([0-9]{4})$/.exec(text) ?? [];
  const on = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
  if (!z.iso.date().safeParse(on).success) return null;
  return { on, year: Number(on.slice(0, 4)) };
}

/** A birth as a form shows it and `readBirth` reads it: « 12/03/1985 » or « 1985 ». */
export function writeBirth({ on, year }: Birth): string {
  return on ? on.split("-").reverse().join("/") : String(year);
}

/** The age on a day; with the year of birth alone, the age reached in the course of that year. */
export function ageOn(birth: Birth, day: string): number {
  const age = Number(day.slice(0, 4)) - birth.year;
  return birth.on && day.slice(5) < birth.on.slice(5) ? age - 1 : age;
}

/** The day `weeks` weeks before a day. */
export function weeksBefore(day: string, weeks: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) - weeks * 7 * 86_400_000).toISOString().slice(0, 10);
}

/**
 * Is an accompanied person to be seen again? Nobody met them for some weeks, counted from the beginning of the
 * support when nobody did since.
 * @param worker the support that runs, and the day they were last met, maybe before it
 * @param afterWeeks what the organisation chose
 */
export function isToReview(
  worker: { supportedFrom: string; supportedUntil: string | null; lastMeetingOn: string | null },
  day: string,
  afterWeeks: number,
): boolean {
  const { supportedFrom, lastMeetingOn } = worker;
  const seenOn =
    lastMeetingOn !== null && lastMeetingOn > supportedFrom ? lastMeetingOn : supportedFrom;
  return isSupported(worker, day) && seenOn < weeksBefore(day, afterWeeks);
}

/**
 * A telephone number as we keep it, so that it is found however it is typed: ten digits for France,
 * `+` and digits for the rest of the world. Null when it cannot be one.
 */
export function normalisePhone(typed: string): string | null {
  const compact = typed.replace(/\(0\)/g, "").replace(/[\s.()/-]/g, "");
  const national = compact.replace(/^(?:\+|00)33(?=[1-9][0-9]{8}$)/, "0");
  if (/^0[1-9][0-9]{8}$/.test(national)) return national;
  const international = compact.replace(/^00/, "+");
  return /^\+[1-9][0-9]{6,14}$/.test(international) ? international : null;
}

/** A telephone number to read: « 06 12 34 56 78 », by pairs held together by no-break spaces. */
export function formatPhone(phone: string): string {
  return /^0[0-9]{9}$/.test(phone) ? phone.replace(/([0-9]{2})(?=[0-9])/g, "$1\u00a0") : phone;
}

/** How alike names must be spelt to be proposed, between 0 and 1: « kowalski » and « Kowalczyk » share 0.55. */
export const LIKENESS = 0.45;

/** The words of a search that may be a name spelt wrong: too short a word is like any other. */
export function nameWords(text: string): string[] {
  return searchTerms(text).filter((word) => word.length > 3 && !/[0-9@]/.test(word));
}

/**
 * The pieces of a search that must all be found, in any order. A number typed with spaces is one piece.
 */
export function searchTerms(text: string): string[] {
  const trimmed = text.trim();
  if (/^[+0-9][0-9\s.()-]*$/.test(trimmed)) {
    const digits = trimmed.replace(/^(?:\+|00)33/, "0").replace(/[\s.()-]/g, "");
    return [digits];
  }
  return trimmed.split(/\s+/).filter(Boolean).slice(0, 8);
}
