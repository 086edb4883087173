import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { siretFromText } from "./siret.rules.ts";

export const funderKinds = ["foundation", "public", "company", "other"] as const;
type FunderKind = (typeof funderKinds)[number];
export const funderKindLabels: Record<FunderKind, string> = {
  foundation: "Fondation",
  public: "Collectivité ou État",
  company: "Entreprise",
  other: "Autre",
};

export const funderSchema = z.object({
  name: z
    .string({ error: "Indiquez le nom du financeur." })
    .trim()
    .min(1, "Indiquez le nom du financeur.")
    .max(200, "Écrivez au plus 200 caractères."),
  kind: z.enum(funderKinds, { error: "Choisissez une réponse." }),
  websiteUrl: z
    .url({
      protocol: /^https?$/,
      error: "Indiquez une adresse complète, par exemple https://exemple.fr.",
    })
    .max(500)
    .optional()
    .transform((value) => value ?? null),
  /** Fourteen digits, or null. */
  siret: siretFromText,
});
export type FunderInput = z.output<typeof funderSchema>;

/** The form of an existing funder, with the version it was made from. */
export const funderEditSchema = funderSchema.extend({ version: versionSchema });
export const editFunderSchema = funderEditSchema.extend({ id: z.uuid() });
