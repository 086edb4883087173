import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { lineSchema, textSchema } from "../publication.schema.ts";
import { hasBegun } from "./year.rules.ts";

/** An experience that a member writes for somebody. */
export const experienceFormSchema = z.object({
  displayName: lineSchema(120, "Indiquez le nom sous lequel la personne veut être citée."),
  commune: z
    .string()
    .trim()
    .max(120)
    .optional()
    .transform((typed) => typed || null),
  sinceYear: z.coerce
    .number("Indiquez une année, en quatre chiffres.")
    .int("Indiquez une année, en quatre chiffres.")
    .min(1900, "Indiquez une année à partir de 1900.")
    .refine((year) => hasBegun(year, today()), "Cette année n’est pas encore venue.")
    .optional()
    .transform((year) => year ?? null),
  worked: z.string("Dites ce qui a marché.").trim().min(1, "Dites ce qui a marché.").max(5000),
  didNot: textSchema(5000),
  consentNote: lineSchema(
    500,
    "Dites comment la personne a donné son accord\u202f: «\u202fpar message, le 3 mars\u202f».",
  ),
  contactName: z
    .string()
    .trim()
    .max(120)
    .optional()
    .transform((typed) => typed || null),
  contactEmail: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .pipe(z.email("Indiquez une adresse électronique complète, par exemple prenom.nom@exemple.fr."))
    .optional()
    .transform((typed) => typed ?? null),
});

/** What `addExperience` takes. */
export const addExperienceSchema = experienceFormSchema.extend({ activityId: z.uuid() });

export const experienceTargetSchema = z.object({ id: z.uuid(), version: versionSchema });
