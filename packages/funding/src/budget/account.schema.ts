import { z } from "zod";
import { type Side, sideOf } from "./account.rules.ts";

const columns: Record<Side, string> = {
  charge:
    "Indiquez un compte de charges\u202f: 60 à 69, ou 86 pour ce qui est donné en nature. Deux chiffres suffisent.",
  product:
    "Indiquez un compte de produits\u202f: 70 à 79, ou 87 pour ce qui est donné en nature. Deux chiffres suffisent.",
};

/** An account as people write it: "64", "6226", or "64 · Charges de personnel", of which the number is kept. */
export const accountFromText = (side: Side) =>
  z.string({ error: columns[side] }).transform((text, context) => {
    const number = /^\s*(\d+)(?!\S)/.exec(text)?.[1] ?? "";
    if (sideOf(number) === side) return number;
    context.addIssue({ code: "custom", message: columns[side] });
    return z.NEVER;
  });
