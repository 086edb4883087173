import { z } from "zod";

export const evidenceTargetSchema = z.object({ expenseId: z.uuid(), id: z.uuid() });

export const announceEvidenceSchema = z.object({
  expenseId: z.uuid(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What is written of a piece of evidence whose bytes are in the storage. */
export const attachEvidenceSchema = announceEvidenceSchema.extend({
  name: z.string().min(1).max(200),
  contentType: z.string(),
  sizeBytes: z.int().positive(),
  storageKey: z.string(),
});

export const evidenceRefusals = {
  aid_expense: {
    field: "file",
    message: "C’est la dépense d’une petite aide\u202f: sa décision la prouve.",
  },
  already_attached: { field: "file", message: "Ce fichier est déjà joint à cette dépense." },
  file_gone: {
    field: "file",
    message: "L’envoi a pris trop de temps. Choisissez le fichier de nouveau.",
  },
} as const;
export type EvidenceRefusal = keyof typeof evidenceRefusals;
