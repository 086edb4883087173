import { parseMinutes } from "@essaim/database/duration.schema";
import { positiveCentsFromText } from "@essaim/database/money.schema";
import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { needsAmount, needsMinutes } from "./contribution.rules.ts";

export const contributionKinds = [
  "gift",
  "share",
  "membership",
  "code",
  "documentation",
  "translation",
  "data",
  "hardware_design",
  "test",
  "support",
  "event",
  "time",
] as const;
export type ContributionKind = (typeof contributionKinds)[number];
export const contributionKindLabels: Record<ContributionKind, string> = {
  gift: "Don",
  share: "Parts sociales",
  membership: "Adhésion",
  code: "Code",
  documentation: "Documentation",
  translation: "Traduction",
  data: "Données",
  hardware_design: "Plans de matériel",
  test: "Essais et signalements",
  support: "Aide aux utilisateurs",
  event: "Événement",
  time: "Temps donné",
};

const MAX_MINUTES = 600_000;

const minutesFromText = z.string().transform((text, context) => {
  const minutes = parseMinutes(text);
  if (minutes !== null && minutes >= 1 && minutes <= MAX_MINUTES) return minutes;
  context.addIssue({
    code: "custom",
    message:
      minutes === null
        ? "Indiquez une durée, par exemple 1 h 30 ou 45 min."
        : "Indiquez une durée d’au moins une minute et d’au plus 10 000 heures.",
  });
  return z.NEVER;
});

const fields = z.object({
  kind: z.enum(contributionKinds, { error: "Dites ce qui a été apporté." }),
  openResourceId: z.uuid({ error: "Choisissez le commun qui reçoit cette contribution." }),
  contributedOn: z.iso
    .date({
      error: (issue) =>
        issue.input === undefined
          ? "Indiquez le jour de la contribution."
          : "Indiquez une date valable.",
    })
    .refine((date) => date >= "1990", "Vérifiez l’année de cette date.")
    .refine(
      (date) => date <= today(),
      "Cette date est dans le futur\u202f: notez ce qui est déjà fait.",
    ),
  description: z
    .string({ error: "Décrivez la contribution en une phrase." })
    .trim()
    .min(1, "Décrivez la contribution en une phrase.")
    .max(2000, "Écrivez au plus 2\u202f000 caractères."),
  /** The worker who contributed; null when it is the cooperative itself. */
  workerId: z
    .uuid({ error: "Choisissez une personne de la liste." })
    .optional()
    .transform((value) => value ?? null),
  /** Whole cents. */
  amountCents: positiveCentsFromText.optional().transform((value) => value ?? null),
  minutes: minutesFromText.optional().transform((value) => value ?? null),
  evidenceUrl: z
    .url({
      protocol: /^https?$/,
      error: "Indiquez une adresse complète, par exemple https://exemple.fr.",
    })
    .max(2000)
    .optional()
    .transform((value) => value ?? null),
});

type Fields = z.output<typeof fields>;

// Said along with what is wrong in the other fields, not in a second round.
const hasKind = ({ value }: { value: unknown }) =>
  contributionKinds.includes((value as Fields).kind);
const hasAmount = ({ kind, amountCents }: Fields) => !needsAmount(kind) || amountCents !== null;
const amount = {
  path: ["amountCents"],
  error: "Indiquez le montant de ce don, de ces parts ou de cette adhésion.",
  when: hasKind,
};
const hasMinutes = ({ kind, minutes }: Fields) => !needsMinutes(kind) || minutes !== null;
const minutes = { path: ["minutes"], error: "Indiquez le temps donné.", when: hasKind };

export const contributionSchema = fields.refine(hasAmount, amount).refine(hasMinutes, minutes);
export type ContributionInput = z.output<typeof contributionSchema>;

export const contributionEditSchema = fields
  .extend({ version: versionSchema })
  .refine(hasAmount, amount)
  .refine(hasMinutes, minutes);
export const editContributionSchema = fields
  .extend({ version: versionSchema, id: z.uuid() })
  .refine(hasAmount, amount)
  .refine(hasMinutes, minutes);

/** Why a well-formed contribution may still be refused: the field concerned, and what is said. */
export const contributionRefusals = {
  resource_unknown: {
    field: "openResourceId",
    message: "Ce commun n’existe plus dans l’annuaire. Choisissez-en un autre.",
  },
  worker_unknown: {
    field: "workerId",
    message: "Cette personne n’est plus connue. Choisissez-en une autre.",
  },
} as const;

export const CONTRIBUTIONS_PER_PAGE = 25;

export const contributionFilterSchema = z
  .object({
    nature: z.enum(contributionKinds).optional(),
    commun: z.uuid().optional(),
    par: z.enum(["cooperative", "personnes"]).optional(),
    annee: z.coerce.number().int().min(1990).max(2100).optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ nature, commun, par, annee, page }) => ({
    kind: nature,
    openResourceId: commun,
    by: par === "cooperative" ? ("organisation" as const) : par && ("workers" as const),
    year: annee,
    page,
  }));
