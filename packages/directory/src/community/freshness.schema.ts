import { z } from "zod";
import { recordSchema } from "../publication/record.schema.ts";

/** Who is asked whether it is still true. */
export const keeperFormSchema = z.object({
  name: z
    .string({ error: "Indiquez le nom de la personne ou de l’équipe." })
    .trim()
    .min(1, "Indiquez le nom de la personne ou de l’équipe.")
    .max(120),
  email: z
    .string({ error: "Indiquez son adresse électronique." })
    .trim()
    .toLowerCase()
    .max(254)
    .pipe(
      z.email("Indiquez une adresse électronique complète, par exemple prenom.nom@exemple.fr."),
    ),
});
export const keeperSchema = keeperFormSchema.extend(recordSchema.shape);
