import { z } from "zod";

/** The largest amount a form takes: 9 999 999 999,99 €, well inside what a number holds exactly. */
export const MAX_CENTS = 999_999_999_999;

const NOT_AN_AMOUNT = "Indiquez un montant en euros, par exemple 1\u202f234,50.";
const NEGATIVE = "Indiquez un montant positif, sans le signe moins.";
const TOO_PRECISE = "Indiquez deux chiffres au plus après la virgule.";
const TOO_LARGE = "Ce montant est trop grand\u202f: vérifiez le nombre de chiffres.";
const NOT_ZERO = "Indiquez un montant supérieur à zéro.";

type Parsed = { ok: true; cents: number } | { ok: false; message: string };

/** A space of any kind: copied from a web page or a spreadsheet, an amount carries no-break ones. */
const SPACE = "[\\s\\u00a0\\u2007\\u2009\\u202f]";
const CURRENCY = /(€|eur|euros?)$/iu;
const AMOUNT = new RegExp(`^\\+?${SPACE}*(\\d+|\\d{1,3}(?:${SPACE}+\\d{3})+)(?:[.,](\\d*))?$`, "u");

/**
 * Reads an amount as people write it in France: « 1 234,50 € » with any kind of space between thousands, « 1234.5 »,
 * « 12 € ». A space anywhere else is a slip (« 12,5 0 »), and is asked about rather than guessed.
 * Works on digits, never on floating point, so no cent is lost.
 * @returns whole cents from 0 to MAX_CENTS, or the sentence that says what is wrong
 */
export function parseCents(text: string): Parsed {
  const refuse = (message: string): Parsed => ({ ok: false, message });
  const figures = text.replaceAll("\u2060", "").trim().replace(CURRENCY, "").trim();
  if (/^[-−–]/u.test(figures)) return refuse(NEGATIVE);
  const match = AMOUNT.exec(figures);
  if (!match) return refuse(NOT_AN_AMOUNT);
  const euros = (match[1] ?? "").replace(/\D/gu, "").replace(/^0+(?=\d)/u, "");
  const decimals = match[2] ?? "";
  if (decimals.length > 2) return refuse(TOO_PRECISE);
  if (euros.length > 10) return refuse(TOO_LARGE);
  return { ok: true, cents: Number(euros) * 100 + Number(decimals.padEnd(2, "0")) };
}

/** Writes cents the way a form shows them again: 123450 → « 1234,50 ». `parseCents` reads it back. */
export function textFromCents(cents: number): string {
  const digits = String(Math.trunc(cents)).padStart(3, "0");
  const [euros, decimals] = [digits.slice(0, -2), digits.slice(-2)];
  return decimals === "00" ? euros : `${euros},${decimals}`;
}

const french = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });

/** Cents as a sentence or a paper says them: « −1 234,50 € » (a true minus). On a page, `formatCents` of ui does. */
export const euros = (cents: number) => french.format(cents / 100).replace("-", "\u2212");

/** A typed amount → whole cents, zero allowed. */
export const centsFromText = z.string().transform((text, context) => {
  const parsed = parseCents(text);
  if (parsed.ok) return parsed.cents;
  context.addIssue({ code: "custom", message: parsed.message });
  return z.NEVER;
});

/** A typed amount → whole cents, more than zero. */
export const positiveCentsFromText = centsFromText.refine((cents) => cents > 0, {
  error: NOT_ZERO,
});
