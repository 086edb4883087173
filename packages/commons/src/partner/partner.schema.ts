import { versionSchema } from "@essaim/database/version.schema";
import { day } from "@essaim/funding/grant/day.schema";
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

/** Places that one form takes. */
const mostCommunes = 50;

/** What both sides bring, and what comes next. */
const exchange = {
  gives: z.string().trim().max(2000, "Écrivez au plus 2\u202f000 caractères.").default(""),
  receives: z.string().trim().max(2000, "Écrivez au plus 2\u202f000 caractères.").default(""),
  nextStep: z.string().trim().max(300, "Écrivez au plus 300 caractères.").default(""),
  nextStepOn: day("")
    .optional()
    .transform((value) => value ?? null),
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
  ...exchange,
  websiteUrl: z
    .url({
      protocol: /^https?$/,
      error: "Indiquez une adresse complète, par exemple https://exemple.fr.",
    })
    .max(500)
    .optional()
    .transform((value) => value ?? null),
  /** Where the partner works, one a line or between commas: names, with or without their code (« Lille (59350) »). */
  communes: z
    .string()
    .max(5000)
    .default("")
    .transform((text) => [
      ...new Set(
        text
          .split(/[\n,;]/)
          .map((name) => name.trim())
          .filter(Boolean),
      ),
    ])
    .refine((names) => names.length <= mostCommunes, {
      error: `Indiquez au plus ${mostCommunes} communes.`,
    }),
});

/** The schema with what holds between its fields, told together with what is wrong in each. */
function ruled<S extends z.ZodType<z.output<typeof fields>>>(schema: S): S {
  return schema.refine(({ nextStep, nextStepOn }) => !nextStepOn || nextStep !== "", {
    path: ["nextStep"],
    message: "Vous avez donné une date. Dites aussi ce qui est prévu ce jour-là.",
    when: () => true,
  }) as S;
}

export const partnerSchema = ruled(fields);
export type PartnerInput = z.output<typeof partnerSchema>;

export const partnerEditSchema = ruled(fields.extend({ version: versionSchema }));
export const editPartnerSchema = ruled(fields.extend({ version: versionSchema, id: z.uuid() }));

export const partnerRefusals = {
  name_taken: { field: "name", message: "Un partenaire de ce nom existe déjà." },
} as const;

/** What is said of the communes that cannot be told, beside their field. */
export const communeRefusal = (names: readonly string[]) => ({
  field: "communes",
  message:
    names.length === 1
      ? `«\u202f${names[0]}\u202f»\u202f: cette commune n’est pas connue, ou plusieurs portent ce nom. Ajoutez son code ou son département, par exemple «\u202fLille (59)\u202f».`
      : `Ces communes ne sont pas connues, ou plusieurs portent leur nom\u202f: ${names.join(", ")}. Ajoutez leur code ou leur département, par exemple «\u202fLille (59)\u202f».`,
});

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

const kindWords = {
  reseau: "cae_network",
  cooperative: "cooperative",
  association: "association",
  public: "public",
  entreprise: "company",
  lieu: "shared_place",
  autre: "other",
} as const;
type KindWord = keyof typeof kindWords;

export const partnerKindOptions = (Object.keys(kindWords) as KindWord[]).map((value) => ({
  value,
  label: partnerKindLabels[kindWords[value]],
}));

export const PARTNERS_PER_PAGE = 25;

export const partnerFilterSchema = z
  .object({
    q: z.string().trim().max(100).default(""),
    statut: z.enum(Object.keys(statusWords) as [StatusWord]).optional(),
    nature: z.enum(Object.keys(kindWords) as [KindWord]).optional(),
    /** Those whose next step is late. */
    suite: z.literal("en-retard").optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ q, statut, nature, suite, page }) => ({
    search: q,
    status: statut && statusWords[statut],
    kind: nature && kindWords[nature],
    isLate: suite !== undefined,
    page,
  }));
