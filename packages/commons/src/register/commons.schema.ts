import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

export const healths = ["thriving", "steady", "fragile", "dormant", "unknown"] as const;
export type Health = (typeof healths)[number];
export const healthLabels: Record<Health, string> = {
  thriving: "En plein essor",
  steady: "Stable",
  fragile: "Fragile",
  dormant: "En sommeil",
  unknown: "Non renseignée",
};

/** Addresses that one commons takes. */
const mostAddresses = 20;

const addresses = z
  .string()
  .max(4000, "Écrivez au plus 4\u202f000 caractères.")
  .default("")
  .transform((text, context) => {
    const lines = [
      ...new Set(
        text
          .split("\n")
          .map((line) => line.trim())
          .filter(Boolean),
      ),
    ];
    const wrong = lines.find((line) => !z.url({ protocol: /^https?$/ }).safeParse(line).success);
    if (wrong !== undefined) {
      context.addIssue({
        code: "custom",
        message: `«\u202f${wrong}\u202f» n’est pas une adresse complète, par exemple https://exemple.fr.`,
      });
    } else if (lines.length > mostAddresses) {
      context.addIssue({ code: "custom", message: `Indiquez au plus ${mostAddresses} adresses.` });
    }
    return lines.join("\n");
  });

export const commonsEditSchema = z.object({
  /** Association, SCIC, fondation… */
  legalForm: z.string().trim().max(200, "Écrivez au plus 200 caractères.").default(""),
  /** One address a line. */
  upstreamUrls: addresses,
  health: z.enum(healths, { error: "Choisissez une réponse." }),
  healthNote: z.string().trim().max(2000, "Écrivez au plus 2\u202f000 caractères.").default(""),
  busFactor: z.coerce
    .number({ error: "Indiquez un nombre de personnes." })
    .int("Indiquez un nombre entier.")
    .min(0, "Indiquez un nombre de personnes.")
    .max(1000, "Indiquez au plus 1\u202f000 personnes.")
    .optional()
    .transform((value) => value ?? null),
  checkedOn: z.iso
    .date({ error: "Indiquez une date valable." })
    .refine((date) => date >= "1990", "Vérifiez l’année de cette date.")
    .refine((date) => date <= today(), "Cette date est dans le futur.")
    .optional()
    .transform((value) => value ?? null),
  tellsGiving: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
  version: versionSchema,
});
export type CommonsInput = z.output<typeof commonsEditSchema>;

export const watchCommonsSchema = commonsEditSchema.extend({ id: z.uuid() });

export const COMMONS_PER_PAGE = 25;

export const commonsFilterSchema = z
  .object({
    q: z.string().trim().max(100).default(""),
    sante: z.enum(healths).optional(),
    voir: z.enum(["a-regarder"]).optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ q, sante, voir, page }) => ({
    search: q,
    health: sante,
    toLookAt: voir !== undefined,
    page,
  }));
