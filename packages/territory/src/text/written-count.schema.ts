import { z } from "zod";

/** The largest figure kept: a thousand million. */
export const MAX_COUNT = 1_000_000_000;

const NOT_A_COUNT = "Indiquez un nombre entier, en chiffres, par exemple 20\u202f000.";

/** A whole number as people type it (« 20 000 », any kind of space) → number from 0 to MAX_COUNT. */
export const countFromText = z.string().transform((text, context) => {
  const compact = text.replace(/[\s\u00a0\u2007\u2009\u202f]/gu, "");
  const digits = compact.replace(/^0+(?=\d)/, "");
  const message = /^[-−–]\d/.test(compact)
    ? "Indiquez un nombre positif, sans le signe moins."
    : !/^\d+$/.test(compact)
      ? NOT_A_COUNT
      : digits.length > 10 || Number(digits) > MAX_COUNT
        ? "Ce nombre est trop grand\u202f: vérifiez-le."
        : null;
  if (message === null) return Number(digits);
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});
