import { today } from "@essaim/database/today";
import { z } from "zod";

const NOT_A_MONTH = "Indiquez un mois et une année, par exemple 2026-03 ou mars 2026.";

const monthNames = [
  "janvier",
  "fevrier",
  "mars",
  "avril",
  "mai",
  "juin",
  "juillet",
  "aout",
  "septembre",
  "octobre",
  "novembre",
  "decembre",
];

/**
 * Reads a month: « 2026-03 » as the browser's month control sends it, or « 03/2026 », « mars 2026 » typed
 * where there is no such control.
 * @returns its first day, 'YYYY-MM-01', or null
 */
export function parseMonth(text: string): string | null {
  const folded = text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .trim();
  const iso = /^(\d{4})-(\d{1,2})(?:-01)?$/.exec(folded);
  const french = /^(\d{1,2})\s*[/.-]\s*(\d{4})$/.exec(folded);
  const named = /^([a-z]+)\.?\s+(\d{4})$/.exec(folded);
  const [year, month] = iso
    ? [Number(iso[1]), Number(iso[2])]
    : french
      ? [Number(french[2]), Number(french[1])]
      : named
        ? [Number(named[2]), monthNames.indexOf(named[1] ?? "") + 1]
        : [0, 0];
  if (year < 1990 || year > 2100 || month < 1 || month > 12) return null;
  return `${year}-${String(month).padStart(2, "0")}-01`;
}

/** A month that has begun, as people type it → its first day, 'YYYY-MM-01'. */
export const monthFromText = z
  .string({ error: "Indiquez le mois que ce chiffre couvre." })
  .transform((text, context) => {
    const month = parseMonth(text);
    const message =
      month === null
        ? NOT_A_MONTH
        : month > today()
          ? "Ce mois n’a pas commencé\u202f: attendez de connaître son chiffre."
          : null;
    if (month !== null && message === null) return month;
    context.addIssue({ code: "custom", message: message ?? NOT_A_MONTH });
    return z.NEVER;
  });
