import { z } from "zod";

/** Papers of a grant. A report that is sent keeps its own exports. */
export const grantFileKinds = ["application", "agreement", "notice", "report", "other"] as const;
export type GrantFileKind = (typeof grantFileKinds)[number];
export const grantFileKindLabels: Record<GrantFileKind | "evidence", string> = {
  application: "Dossier de demande",
  agreement: "Convention ou avenant",
  notice: "Notification ou courrier",
  report: "Compte rendu",
  evidence: "Justificatif",
  other: "Autre pièce",
};

/** What is said of the file, in the form that sends it. */
export const grantFileFormSchema = z.object({
  kind: z.enum(grantFileKinds, { error: "Dites ce qu’est cette pièce." }),
  documentName: z.string().trim().max(120, "Écrivez au plus 120 caractères.").optional(),
});

export const grantFileTargetSchema = z.object({ grantId: z.uuid(), id: z.uuid() });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const announceGrantFileSchema = z.object({ grantId: z.uuid(), sha256 });
export const attachGrantFileSchema = announceGrantFileSchema.extend({
  kind: z.enum(grantFileKinds),
  name: z.string().min(1).max(200),
  contentType: z.string(),
  sizeBytes: z.int().positive(),
  storageKey: z.string(),
});

export const grantFileRefusals = {
  already_attached: { field: "file", message: "Ce fichier est déjà joint à ce financement." },
  file_gone: {
    field: "file",
    message: "L’envoi a pris trop de temps. Choisissez le fichier de nouveau.",
  },
} as const;
