import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

const withoutEnd = (typed: string) => {
  const { origin, pathname } = new URL(typed);
  return `${origin}${pathname}`.replace(/\/+$/, "");
};

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
  /** The Discourse where open questions are asked, without its last stroke. */
  forumUrl: z
    .url({
      protocol: /^https?$/,
      error: "Indiquez l’adresse complète du forum, par exemple https://forum.exemple.fr.",
    })
    .max(200, "Cette adresse est trop longue.")
    .optional()
    .transform((typed) => (typed ? withoutEnd(typed) : null)),
  /** Its category for them, as the forum names it in its addresses. */
  forumCategory: z
    .string()
    .trim()
    .max(100, "Écrivez 100 caractères au plus.")
    .optional()
    .transform((typed) => typed ?? ""),
  /** What the form was filled from: see `getOrganisation`. */
  version: versionSchema,
});
