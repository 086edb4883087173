import { positiveCentsFromText } from "@essaim/database/money.schema";
import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

const fields = z.object({
  openResourceId: z.uuid({ error: "Choisissez la coopérative dont ce sont les parts." }),
  year: z.coerce
    .number({ error: "Indiquez l’année." })
    .int("Indiquez l’année en quatre chiffres.")
    .min(1990, "Vérifiez cette année.")
    .refine((year) => year <= Number(today().slice(0, 4)), "Cette année n’a pas commencé."),
  shareCount: z.coerce
    .number({ error: "Indiquez le nombre de parts." })
    .int("Indiquez un nombre entier de parts.")
    .min(0, "Indiquez le nombre de parts, 0 s’il n’en reste pas.")
    .max(1_000_000, "Indiquez au plus un million de parts."),
  nominalCents: positiveCentsFromText,
  certificate: z.string().trim().max(120, "Écrivez au plus 120 caractères.").default(""),
  note: z.string().trim().max(1000, "Écrivez au plus 1\u202f000 caractères.").default(""),
});

export const shareStatementSchema = fields;
export type ShareStatementInput = z.output<typeof fields>;
export const shareStatementEditSchema = fields.extend({ version: versionSchema });
export const editShareStatementSchema = shareStatementEditSchema.extend({ id: z.uuid() });

export const shareStatementRefusals = {
  resource_unknown: {
    field: "openResourceId",
    message: "Cette ressource n’existe plus dans l’annuaire. Choisissez-en une autre.",
  },
  year_taken: {
    field: "year",
    message: "Les parts de cette année sont déjà notées\u202f: modifiez-les.",
  },
} as const;
