import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

export const organisationSchema = z.object({
  name: z.string().trim().min(1).max(200),
  websiteUrl: z
    .url({
      protocol: /^https?$/,
      error: "Indiquez une adresse complète, par exemple https://exemple.fr.",
    })
    .max(500)
    .optional()
    .transform((value) => value ?? null),
  /** Does a second person read a record of the directory before it is published? */
  needsReview: z
    .literal("on")
    .optional()
    .transform((value) => value === "on"),
  /** What the form was filled from: see `getOrganisation`. */
  version: versionSchema,
});
