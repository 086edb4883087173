import { z } from "zod";
import { sheetLicences } from "./sheet.schema.ts";

/** Bytes of a file that is attached to a sheet. */
export const largestSheetFile = 20 * 1024 * 1024;
/** Files of one sheet. */
export const mostSheetFiles = 20;

/** What is said of the file, in the form that sends it. */
export const sheetFileFormSchema = z.object({
  fileName: z.string().trim().max(120, "Écrivez au plus 120 caractères.").optional(),
  licenceExpression: z.enum(sheetLicences, "Choisissez la licence du fichier."),
  attribution: z
    .string()
    .trim()
    .max(300, "Écrivez au plus 300 caractères.")
    .optional()
    .transform((value) => value ?? ""),
  mayBeGiven: z.literal(
    "on",
    "Cochez pour confirmer que ce fichier peut être donné, ou ne le joignez pas.",
  ),
});

export const sheetFileTargetSchema = z.object({ sheetId: z.uuid(), id: z.uuid() });
export const announceSheetFileSchema = z.object({
  sheetId: z.uuid(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().min(1).max(200),
});
export const attachSheetFileSchema = announceSheetFileSchema
  .extend(sheetFileFormSchema.pick({ licenceExpression: true, attribution: true }).shape)
  .extend({
    contentType: z.string(),
    sizeBytes: z.int().positive().max(largestSheetFile),
    storageKey: z.string(),
  });

/** Where the form says it, and how. */
export const sheetFileRefusals = {
  already_attached: { field: "file", message: "Ce fichier est déjà joint à cette fiche." },
  name_taken: {
    field: "fileName",
    message: "Un autre fichier de cette fiche porte ce nom\u202f: donnez-en un autre.",
  },
  too_many: { field: "file", message: `Une fiche porte au plus ${mostSheetFiles} fichiers.` },
  file_gone: {
    field: "file",
    message: "L’envoi a pris trop de temps. Choisissez le fichier de nouveau.",
  },
} as const;
