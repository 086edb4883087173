import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

export const partnerKinds = [
  "cae_network",
  "cooperative",
  "association",
  "public",
  "company",
  "shared_place",
  "other",
] as const;
type PartnerKind = (typeof partnerKinds)[number];
export const partnerKindLabels: Record<PartnerKind, string> = {
  cae_network: "Réseau de coopératives d’activités et d’emploi",
  cooperative: "Coopérative",
  association: "Association",
  public: "Collectivité ou service public",
  company: "Entreprise",
  shared_place: "Lieu partagé",
  other: "Autre",
};

export const partnerStatuses = ["secured", "in_discussion", "envisaged"] as const;
export type PartnerStatus = (typeof partnerStatuses)[number];
export const partnerStatusLabels: Record<PartnerStatus, string> = {
  secured: "Acquis",
  in_discussion: "En discussion",
  envisaged: "Envisagé",
};

const fields = z.object({
  name: z
    .string({ error: "Indiquez le nom du partenaire." })
    .trim()
    .min(1, "Indiquez le nom du partenaire.")
    .max(200, "Écrivez au plus 200 caractères."),
  kind: z.enum(partnerKinds, { error: "Choisissez une réponse." }),
  status: z.enum(partnerStatuses, { error: "Dites où en est ce partenariat." }),
  role: z.string().trim().max(1000).default(""),
  websiteUrl: z
    .url({
      protocol: /^https?$/,
      error: "Indiquez une adresse complète, par exemple https://exemple.fr.",
    })
    .max(500)
    .optional()
    .transform((value) => value ?? null),
});

export const partnerSchema = fields;
export type PartnerInput = z.output<typeof partnerSchema>;

export const partnerEditSchema = fields.extend({ version: versionSchema });
export const editPartnerSchema = fields.extend({ version: versionSchema, id: z.uuid() });

export const partnerRefusals = {
  name_taken: { field: "name", message: "Un partenaire de ce nom existe déjà." },
} as const;

const statusWords = {
  acquis: "secured",
  "en-discussion": "in_discussion",
  envisage: "envisaged",
} as const;
type StatusWord = keyof typeof statusWords;

export const partnerStatusOptions = (Object.keys(statusWords) as StatusWord[]).map((value) => ({
  value,
  label: partnerStatusLabels[statusWords[value]],
}));

export const PARTNERS_PER_PAGE = 25;

export const partnerFilterSchema = z
  .object({
    q: z.string().trim().max(100).default(""),
    statut: z.enum(Object.keys(statusWords) as [StatusWord]).optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ q, statut, page }) => ({ search: q, status: statut && statusWords[statut], page }));
