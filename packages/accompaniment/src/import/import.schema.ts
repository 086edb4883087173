import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { mappingSchema } from "./mapping.schema.ts";
import { decisionsSchema } from "./trial.schema.ts";

export const importStatuses = [
  "received",
  "read",
  "tried",
  "written",
  "given_up",
  "undone",
] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const importStatusLabels: Record<ImportStatus, string> = {
  received: "En cours de lecture",
  read: "Colonnes à associer",
  tried: "Essai fait",
  written: "Écrite",
  given_up: "Abandonnée",
  undone: "Annulée",
};

/** Days after which an import that was left half-way is given up. */
export const IMPORT_DAYS = 30;

export const importById = z.object({ id: z.uuid() });
const atVersion = importById.extend({ version: versionSchema });

export const receiveImportSchema = z.object({
  fileName: z
    .string()
    .transform((name) =>
      name
        .replace(/^.*[\\/]/, "")
        .trim()
        .slice(-200),
    )
    .pipe(z.string().min(1))
    .catch("tableur"),
  storageKey: z.string(),
});

/** The row of the titles of a sheet, when it was not the one that was found. */
export const readAgainSchema = atVersion.extend({
  sheet: z.coerce.number().int().min(0),
  headerRow: z.coerce
    .number({ error: "Indiquez le numéro de la ligne, par exemple 3." })
    .int("Indiquez le numéro de la ligne, par exemple 3.")
    .min(1, "Indiquez le numéro de la ligne, par exemple 3.")
    .max(20, "Les titres sont cherchés dans les vingt premières lignes."),
});

export const matchImportSchema = atVersion.extend({
  mapping: mappingSchema,
  /** Is nothing left to match? Then the dry run is asked for. */
  isComplete: z.boolean(),
});

export const decideImportSchema = atVersion.extend({ decisions: decisionsSchema });
export const importAtVersionSchema = atVersion;

/** Why what is asked of an import may be refused. */
export const importRefusals = {
  file_gone: "L’envoi a pris trop de temps et le fichier n’a pas été gardé. Envoyez-le de nouveau.",
  not_at_this_step:
    "Cette reprise n’en est plus là\u202f: quelqu’un l’a fait avancer, ou l’a abandonnée. Voyez où elle en est.",
  problems_left: "Des lignes ont encore un problème. Corrigez le fichier, ou écartez ces lignes.",
  nothing_to_write: "Aucune personne ne serait créée.",
  too_late: "Une reprise s’annule pendant trente jours\u202f: ce délai est passé.",
} as const;
export type ImportRefusal = keyof typeof importRefusals;
