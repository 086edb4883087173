import { dayOf } from "@essaim/accompaniment/meeting/meeting.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

const fields = z.object({
  name: z
    .string({ error: "Donnez un nom à la campagne." })
    .transform((typed) => typed.replace(/\s+/g, " ").trim())
    .pipe(
      z.string().min(1, "Donnez un nom à la campagne.").max(120, "Écrivez au plus 120 caractères."),
    ),
  /** What should change because of it. */
  aim: z.string().trim().max(2000, "Écrivez au plus 2\u202f000 caractères.").default(""),
  /** For whom it is. */
  audience: z.string().trim().max(400, "Écrivez au plus 400 caractères.").default(""),
  startsOn: dayOf("Indiquez le premier jour de la campagne."),
  endsOn: dayOf("Indiquez le dernier jour de la campagne."),
  pieceIds: z
    .array(z.uuid())
    .max(200, "Choisissez 200 pièces ou moins.")
    .default([])
    .transform((ids) => [...new Set(ids)]),
});

/** The schema with what holds between its fields, told together with what is wrong in each. */
function ruled<S extends z.ZodType<z.output<typeof fields>>>(schema: S): S {
  return schema.refine(({ startsOn, endsOn }) => endsOn >= startsOn, {
    path: ["endsOn"],
    message: "Le dernier jour ne peut pas précéder le premier.",
    when: () => true,
  }) as S;
}

export const campaignSchema = ruled(fields);
export type CampaignInput = z.output<typeof campaignSchema>;
export const campaignEditSchema = ruled(fields.extend({ version: versionSchema }));
export const editCampaignSchema = ruled(fields.extend({ version: versionSchema, id: z.uuid() }));

export const campaignVersionSchema = z.object({ id: z.uuid(), version: versionSchema });

export const campaignRefusals = {
  name_taken: {
    field: "name",
    message: "Une autre campagne porte déjà ce nom.",
  },
  piece_unknown: {
    field: "pieceIds",
    message: "L’un des contenus cochés n’existe plus. Vérifiez votre choix.",
  },
} as const;
export type CampaignRefusal = keyof typeof campaignRefusals;
