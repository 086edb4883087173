import { type Figure, INDEX_UNIT, type IndicatorKind } from "./indicator.schema.ts";

type Read = { ok: true; figure: Figure } | { ok: false; why: string };

/** One for all: a national file holds thousands. */
const SECRET: Figure = Object.freeze({ secret: true });

const secret = /^s(ecret( statistique)?)?$/i;
/** A point alone is how SAS, which INSEE works with, writes what is missing. */
const unavailable =
  /^([-–—.]|n\.?[acds]\.?|#?n\/[ad]|non (disponible|significatif|communiqué|renseigné))?$/i;

/** Groups of three figures after spaces of any kind, or after one mark while the other opens the decimals. */
const numbers = [
  /^-?\d{1,12}(?:[.,]\d{1,20})?$/,
  /^-?\d{1,3}(?:\s\d{3}){1,3}(?:[.,]\d{1,20})?$/,
  /^-?\d{1,3}(?:\.\d{3}){1,3},\d{1,20}$/,
  /^-?\d{1,3}(?:,\d{3}){1,3}\.\d{1,20}$/,
  /^-?\d{1,3}(?:\.\d{3}){2,3}$/,
  /^-?\d{1,3}(?:,\d{3}){2,3}$/,
];

/** « 12.345 » is twelve thousand to some and twelve to others. */
const ambiguous = /^-?[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * Reads a figure as INSEE writes it: « 40,2 », « 40.2 », « 1 177 », « 12,5 % »; « s » is a statistical secret, and an
 * empty cell, « nd » or « - » is not available. Nothing else is guessed.
 * @returns the figure, or why it is none, to follow a place and a colon
 */
export function readFigure(
  written: string,
  { kind, unit }: { kind: IndicatorKind; unit: string },
): Read {
  const text = written.trim();
  if (secret.test(text)) return { ok: true, figure: SECRET };
  if (unavailable.test(text)) return { ok: true, figure: null };
  const figures = withoutUnit(text.replace(/^[−–]/, "-"), kind);
  if (!numbers.some((pattern) => pattern.test(figures))) {
    return { ok: false, why: `on attend un nombre, et «\u202f${cut(text)}\u202f» a été lu.` };
  }
  // A rate is never over a hundred by a thousand, nor an index: its mark opens decimals.
  if (kind !== "rate" && unit !== INDEX_UNIT && ambiguous.test(figures)) {
    return {
      ok: false,
      why: `«\u202f${text}\u202f» peut être lu ${figures.replace(/[.,]/, "")} ou ${figures.replace(".", ",")}. Écrivez les milliers sans séparateur.`,
    };
  }
  return { ok: true, figure: { value: numberOf(figures) } };
}

function withoutUnit(text: string, kind: IndicatorKind): string {
  if (kind === "rate") return text.replace(/\s*%$/, "");
  return kind === "euros" ? text.replace(/\s*(€|euros?)$/i, "") : text;
}

function numberOf(figures: string): number {
  const marks = figures.match(/[.,]/g) ?? [];
  // The last mark opens the decimals, unless it comes again and again.
  const opens = marks.length === 1 || new Set(marks).size === 2;
  const at = opens ? figures.lastIndexOf(marks.at(-1) ?? "") : figures.length;
  const whole = figures.slice(0, at).replace(/[^\d-]/g, "");
  return Number(`${whole}.${figures.slice(at + 1) || "0"}`) + 0;
}

const cut = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
