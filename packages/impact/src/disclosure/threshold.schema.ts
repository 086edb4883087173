import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

/** Below three, whoever is in a class of two knows the other one (Handbook on Statistical Disclosure Control). */
export const LEAST_THRESHOLD = 3;
export const MOST_THRESHOLD = 50;

const OUT_OF_RANGE = `Choisissez un nombre de ${LEAST_THRESHOLD} à ${MOST_THRESHOLD}. Moins de ${LEAST_THRESHOLD} ne protégerait personne.`;

/** How many people a class holds at least, before anybody outside the team reads it. */
export const thresholdFormSchema = z.object({
  threshold: z
    .string({ error: "Indiquez un nombre." })
    .trim()
    .regex(/^\d{1,4}$/, "Indiquez un nombre entier, par exemple 5.")
    .transform(Number)
    .refine((people) => people >= LEAST_THRESHOLD && people <= MOST_THRESHOLD, OUT_OF_RANGE),
  version: versionSchema,
});

/** What `setThreshold` takes: the form, once read. */
export const setThresholdSchema = z.object({
  threshold: z.int().min(LEAST_THRESHOLD).max(MOST_THRESHOLD),
  version: versionSchema,
});
