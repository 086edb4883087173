import { today } from "@essaim/database/today";
import { lineSchema, textSchema } from "@essaim/directory/publication.schema";
import { z } from "zod";
import { type CreditRole, creditRoles } from "./published-piece.schema.ts";

export const creditRoleLabels: Record<CreditRole, string> = {
  author: "Écriture",
  filmed: "Filmé·e",
  voice: "Voix",
  camera: "Image et son",
  editing: "Montage",
  music: "Musique",
  other: "Autre",
};

/** Whoever is seen or heard always agrees in writing. */
export const isSeenOrHeard = (role: CreditRole) => role === "filmed" || role === "voice";

const fields = z.object({
  name: lineSchema(160, "Donnez le nom de cette personne.", "Un nom tient en 160 caractères."),
  role: z.enum(creditRoles, "Choisissez ce que cette personne a fait."),
  isAnonymous: z.stringbool().default(false),
  consentNeeded: z.stringbool().default(false),
});

export const addCreditSchema = fields.extend({ pieceId: z.uuid() });
export const editCreditSchema = fields.extend({ id: z.uuid() });
export const creditTargetSchema = z.object({ id: z.uuid() });

const pastDay = (missing: string) =>
  z.iso
    .date(missing)
    .refine((date) => date >= "1990", "Vérifiez l’année de cette date.")
    .refine((date) => date <= today(), "Cette date est à venir.");

/** What the form says of a consent, beside its file. */
export const consentFormSchema = z.object({
  signedOn: pastDay("Indiquez le jour de la signature."),
  keptWhere: textSchema(200, "Dites-le en 200 caractères au plus."),
});

const fileSchema = z.object({
  name: z.string().min(1).max(200),
  contentType: z.string(),
  sizeBytes: z.int().positive(),
  storageKey: z.string(),
});

export const recordConsentSchema = consentFormSchema.extend({
  id: z.uuid(),
  file: fileSchema.nullable(),
});

export const withdrawConsentSchema = z.object({
  id: z.uuid(),
  withdrawnOn: pastDay("Indiquez le jour où cette personne a changé d’avis."),
});

export const creditRefusals = {
  no_proof: {
    field: "keptWhere",
    message: "Joignez l’accord signé, ou dites où son papier est rangé.",
  },
  file_gone: {
    field: "file",
    message: "L’envoi a pris trop de temps. Choisissez le fichier de nouveau.",
  },
  before_signature: {
    field: "withdrawnOn",
    message: "Cette date est antérieure à la signature.",
  },
  was_withdrawn: {
    field: "role",
    message:
      "Cette personne a retiré son accord d’être vue ou entendue\u202f: son rôle ne change pas. Retirez-la de l’enregistrement, ou recueillez un nouvel accord.",
  },
  was_signed: {
    field: "id",
    message: "Cet accord a été signé\u202f: notez son retrait plutôt que de l’effacer.",
  },
} as const;
export type CreditRefusal = keyof typeof creditRefusals;
