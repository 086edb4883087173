import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { countFromText } from "./count.schema.ts";
import { declaredKeys } from "./indicator.schema.ts";

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

const monthFromText = z
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

const fields = z.object({
  indicatorKey: z.enum(declaredKeys, { error: "Dites ce que vous comptez." }),
  /** 'YYYY-MM-01' */
  month: monthFromText,
  source: z
    .string({ error: "Dites d’où vient ce chiffre." })
    .trim()
    .min(1, "Dites d’où vient ce chiffre.")
    .max(120, "Écrivez au plus 120 caractères."),
  value: z
    .string({ error: "Indiquez le chiffre. S’il n’y a rien eu ce mois-là, écrivez 0." })
    .pipe(countFromText),
  evidence: z
    .string({ error: "Notez la preuve\u202f: où et comment retrouver ce chiffre." })
    .trim()
    .min(1, "Notez la preuve\u202f: où et comment retrouver ce chiffre.")
    .max(1000, "Écrivez au plus 1\u202f000 caractères."),
});

export const declaredFigureSchema = fields;
export type DeclaredFigureInput = z.output<typeof declaredFigureSchema>;

export const declaredFigureEditSchema = fields.extend({ version: versionSchema });
export const editDeclaredFigureSchema = fields.extend({ version: versionSchema, id: z.uuid() });

export const declaredFigureRefusals = {
  already_declared: {
    field: "month",
    message:
      "Cette source a déjà un chiffre pour ce mois. Modifiez-le plutôt que d’en déclarer un second.",
  },
} as const;

export const FIGURES_PER_PAGE = 50;

export const declaredFigureFilterSchema = z
  .object({
    indicateur: z.enum(declaredKeys).optional(),
    annee: z.coerce.number().int().min(1990).max(2100).optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ indicateur, annee, page }) => ({ indicatorKey: indicateur, year: annee, page }));
