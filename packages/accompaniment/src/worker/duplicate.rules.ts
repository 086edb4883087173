import { distance } from "fastest-levenshtein";
import { squeezed } from "../privacy/trace.rules.ts";

/** Who somebody is, as two files are compared; a name being typed may be empty. */
export type Person = {
  givenName: string;
  familyName: string;
  /** As `normalisePhone` writes it. */
  phone: string | null;
  email: string | null;
  birthOn: string | null;
  birthYear: number | null;
};

export type LikenessReason =
  | "same_email"
  | "same_phone"
  | "same_name"
  | "swapped_names"
  | "close_name"
  | "same_birth";

export const likenessLabels: Record<LikenessReason, string> = {
  same_email: "même adresse électronique",
  same_phone: "même téléphone",
  same_name: "même nom",
  swapped_names: "prénom et nom inversés",
  close_name: "nom qui s’écrit presque pareil",
  same_birth: "même naissance",
};

/** `score` orders likenesses and means nothing by itself. */
export type Likeness = { score: number; reasons: LikenessReason[] };

const weights = {
  same_name: 60,
  swapped_names: 55,
  same_email: 50,
  same_phone: 45,
  close_name: 30,
  same_birth: 20,
} as const satisfies Record<LikenessReason, number>;
/** Two people born in two different years are rarely one. */
const OTHER_BIRTH = 25;
const LEAST = 25;

/**
 * Are these two likely the same person? A name counts accents, capitals, hyphens and spaces aside, in either order,
 * or spelt almost so; a telephone or a mail counts by itself, though a family may share one. A birth only adds to
 * the rest.
 * @returns null when they are not
 */
export function likenessOf(a: Person, b: Person): Likeness | null {
  const reasons: LikenessReason[] = [];
  const name = nameReason(a, b);
  if (name) reasons.push(name);
  if (a.email && b.email && a.email.toLowerCase() === b.email.toLowerCase()) {
    reasons.push("same_email");
  }
  if (a.phone && a.phone === b.phone) reasons.push("same_phone");
  if (reasons.length === 0) return null;
  if (a.birthOn && a.birthOn === b.birthOn) reasons.push("same_birth");
  const isOtherBirth = a.birthYear !== null && b.birthYear !== null && a.birthYear !== b.birthYear;
  const score =
    reasons.reduce((sum, reason) => sum + weights[reason], 0) - (isOtherBirth ? OTHER_BIRTH : 0);
  return score >= LEAST ? { score, reasons } : null;
}

/** Is it the likeness of one name, telephone or mail? Those of a spreadsheet's line are looked at one by one. */
export function isStriking({ reasons }: Likeness): boolean {
  return reasons.some((reason) => reason !== "close_name" && reason !== "same_birth");
}

function nameReason(a: Person, b: Person): LikenessReason | null {
  const [given, family] = [squeezed(a.givenName), squeezed(a.familyName)];
  const [otherGiven, otherFamily] = [squeezed(b.givenName), squeezed(b.familyName)];
  if (!given || !family || !otherGiven || !otherFamily) return null;
  if (given === otherGiven && family === otherFamily) return "same_name";
  if (given === otherFamily && family === otherGiven) return "swapped_names";
  const isClose =
    isCloseName(a, b) || isCloseName(a, { givenName: b.familyName, familyName: b.givenName });
  return isClose ? "close_name" : null;
}

type Name = Pick<Person, "givenName" | "familyName">;

function isCloseName(a: Name, b: Name): boolean {
  const given = lettersApart(a.givenName, b.givenName);
  const family = lettersApart(a.familyName, b.familyName);
  if (given + family <= MOST_LETTERS_APART) return true;
  // « Martin » and « Martin-Dupont », « Jean » and « Jean-Pierre »: one of the two names must be the same.
  return (
    (given === 0 && sharesPart(a.familyName, b.familyName)) ||
    (family === 0 && (sharesPart(a.givenName, b.givenName) || isShort(a.givenName, b.givenName)))
  );
}

const MOST_LETTERS_APART = 3;

/** How many letters two names differ by; infinitely many when that is too much for their length. */
function lettersApart(a: string, b: string): number {
  const [one, other] = [squeezed(a), squeezed(b)];
  const length = Math.min(one.length, other.length);
  const apart = distance(one, other);
  return apart <= mostApart(length) ? apart : Number.POSITIVE_INFINITY;
}

const mostApart = (length: number) => (length < 4 ? 0 : length < 7 ? 1 : 2);

/**
 * Pieces of a name, of which at least one is found letter for letter in every name that is alike: cut in one piece
 * more than there may be letters apart, one piece stays whole. Looking for them is twenty times faster than comparing,
 * and leaves few names to compare.
 * @returns letters and digits only; none for a name without any
 */
export function piecesOf(name: string): string[] {
  const whole = squeezed(name);
  const count = mostApart(whole.length) + 1;
  const cut = (index: number) => Math.floor((whole.length * index) / count);
  const pieces = Array.from({ length: count }, (_, index) =>
    whole.slice(cut(index), cut(index + 1)),
  );
  // A shared part, and the beginning of what one shortens.
  const parts = partsOf(name).filter((part) => part.length >= LEAST_PART);
  const beginning = whole.length >= LEAST_PART ? [whole.slice(0, LEAST_PART)] : [];
  return [...new Set([...pieces, ...parts, ...beginning])].filter(Boolean);
}

function sharesPart(a: string, b: string): boolean {
  const parts = partsOf(b);
  return partsOf(a).some((part) => part.length >= LEAST_PART && parts.includes(part));
}

/** Letters of a part of a name that says something by itself. */
const LEAST_PART = 4;

const partsOf = (name: string) => name.split(/[\s-]+/).map(squeezed);

/** « Magda » and « Magdalena ». */
function isShort(a: string, b: string): boolean {
  const [short = "", long = ""] = [squeezed(a), squeezed(b)].sort((x, y) => x.length - y.length);
  return short.length >= LEAST_PART && long.startsWith(short);
}
