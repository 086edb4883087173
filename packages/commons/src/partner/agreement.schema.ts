import { versionSchema } from "@essaim/database/version.schema";
import { day, orNull } from "@essaim/funding/grant/day.schema";
import { z } from "zod";

/** Where an agreement is in its life, drawn from its days. */
export type AgreementState = "coming" | "in_force" | "ending" | "ended";
export const agreementStateLabels: Record<AgreementState, string> = {
  coming: "À venir",
  in_force: "En vigueur",
  ending: "Se termine bientôt",
  ended: "Terminé",
};

const fields = z.object({
  title: z
    .string({ error: "Dites ce que c’est, par exemple «\u202fConvention de partenariat\u202f»." })
    .trim()
    .min(1, "Dites ce que c’est, par exemple «\u202fConvention de partenariat\u202f».")
    .max(200, "Écrivez au plus 200 caractères."),
  reference: z.string().trim().max(120, "Écrivez au plus 120 caractères.").default(""),
  signedOn: day("Indiquez le jour de la signature."),
  endsOn: day("").optional().transform(orNull),
});

/** The schema with what holds between its fields, told together with what is wrong in each. */
function ruled<S extends z.ZodType<z.output<typeof fields>>>(schema: S): S {
  return schema.refine(({ signedOn, endsOn }) => !endsOn || endsOn >= signedOn, {
    path: ["endsOn"],
    message: "La fin ne peut pas précéder la signature.",
    when: () => true,
  }) as S;
}

export const agreementFormSchema = ruled(fields);
export const agreementEditSchema = ruled(fields.extend({ version: versionSchema }));
export type AgreementInput = z.output<typeof agreementFormSchema>;

/** A file whose bytes are in the storage. */
const fileSchema = z.object({
  name: z.string().min(1).max(200),
  contentType: z.string(),
  sizeBytes: z.int().positive(),
  storageKey: z.string(),
});

export const addAgreementSchema = ruled(
  fields.extend({ partnerId: z.uuid(), file: fileSchema.nullable() }),
);
/** Without a file, its paper stays as it is. */
export const editAgreementSchema = ruled(
  fields.extend({
    partnerId: z.uuid(),
    id: z.uuid(),
    version: versionSchema,
    file: fileSchema.nullable(),
  }),
);
export const agreementTargetSchema = z.object({ partnerId: z.uuid(), id: z.uuid() });

export const agreementRefusals = {
  file_gone: {
    field: "file",
    message: "L’envoi a pris trop de temps. Choisissez le fichier de nouveau.",
  },
} as const;
