import { z } from "zod";

/** The largest amount a form takes, in cents: 100 million euros. */
export const largestAmount = 10_000_000_000;

const amountPattern = /^(\d+|\d{1,3}(?: \d{3})+)(?:[.,](\d{1,2}))?$/;

/**
 * Reads an amount typed in euros: « 1 234,50 », « 1234.5 € », with spaces of any kind.
 * @returns integer cents, or the sentence that says why not
 */
export function readAmount(typed: string): { cents: number } | { error: string } {
  const text = typed
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/ ?(?:€|euros?|eur)$/iu, "");
  if (/^[-−–]/u.test(text)) return { error: "Indiquez un montant positif ou nul." };
  const match = amountPattern.exec(text);
  if (!match) return { error: "Indiquez un montant en euros, par exemple 1 234,50." };
  const [, euros = "", decimals = ""] = match;
  const cents = Number(euros.replaceAll(" ", "")) * 100 + Number(decimals.padEnd(2, "0"));
  if (cents > largestAmount) return { error: "Ce montant est trop grand. Vérifiez-le." };
  return { cents };
}

/** An amount typed in euros, given as integer cents; null when the field is left empty. */
export const optionalAmountSchema = z
  .string()
  .optional()
  .transform((typed, context): number | null => {
    if (typed === undefined || typed.trim() === "") return null;
    const amount = readAmount(typed);
    if ("cents" in amount) return amount.cents;
    context.addIssue({ code: "custom", message: amount.error });
    return z.NEVER;
  });

/** Cents as one types them in a field: « 1234,50 », « 800 ». */
export function writeAmount(cents: number | null): string {
  if (cents === null) return "";
  const euros = Math.trunc(cents / 100);
  const rest = cents % 100;
  return rest === 0 ? String(euros) : `${euros},${String(rest).padStart(2, "0")}`;
}
