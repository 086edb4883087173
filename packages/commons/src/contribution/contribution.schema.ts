import { parseMinutes } from "@essaim/database/duration.schema";
import { MAX_CENTS, positiveCentsFromText, textFromCents } from "@essaim/database/money.schema";
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

/** A typed duration → whole minutes. */
export const minutesFromText = z.string().transform((text, context) => {
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
  /** Shares of a cooperative's capital: how many, at which nominal value in cents, by which certificate. */
  shareCount: z.coerce
    .number({ error: "Indiquez un nombre de parts." })
    .int("Indiquez un nombre entier de parts.")
    .min(1, "Indiquez au moins une part.")
    .max(1_000_000, "Indiquez au plus un million de parts.")
    .optional()
    .transform((value) => value ?? null),
  shareNominalCents: positiveCentsFromText.optional().transform((value) => value ?? null),
  certificate: z.string().trim().max(120, "Écrivez au plus 120 caractères.").default(""),
  /** The first day that a membership no longer covers. */
  renewsOn: z.iso
    .date({ error: "Indiquez une date valable." })
    .refine((date) => date < "2100", "Vérifiez l’année de cette date.")
    .optional()
    .transform((value) => value ?? null),
  /** The worker helped somebody else to contribute. */
  asMentor: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
  /** The budget line that pays for it; null when none does. Managers only. */
  budgetLineId: z
    .uuid({ error: "Choisissez une ligne de la liste." })
    .optional()
    .transform((value) => value ?? null),
  /** Pay, though the line says what to look at. */
  payAnyway: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
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

/** What a kind asks of the other fields, said along with what is wrong in them, not in a second round. */
function judgeFields(input: Fields, say: (field: keyof Fields, message: string) => void): void {
  const { kind, amountCents, shareCount, shareNominalCents, renewsOn } = input;
  // A field that is wrong by itself holds neither a number nor null.
  const hasCount = typeof shareCount === "number";
  const hasNominal = typeof shareNominalCents === "number";
  if (kind !== "share") {
    if (hasCount) {
      say("shareCount", "Seules des parts sociales se comptent\u202f: laissez ce nombre vide.");
    }
    if (hasNominal) {
      say("shareNominalCents", "Seule une part sociale a une valeur\u202f: laissez-la vide.");
    }
  } else if (hasCount && hasNominal) {
    const whole = shareCount * shareNominalCents;
    if (whole > MAX_CENTS) say("shareCount", "Vérifiez le nombre de parts et leur valeur.");
    else if (typeof amountCents === "number" && amountCents !== whole) {
      const told = `${textFromCents(whole)}\u00a0€`;
      say("amountCents", `Ce nombre de parts à cette valeur fait ${told}.`);
    }
  } else if (hasNominal && shareCount === null) say("shareCount", "Indiquez le nombre de parts.");
  else if (hasCount && shareNominalCents === null) {
    say("shareNominalCents", "Indiquez la valeur d’une part.");
  }
  if (amountOf(input) === null) {
    if (needsAmount(kind)) {
      say("amountCents", "Indiquez le montant de ce don, de ces parts ou de cette adhésion.");
    } else if (typeof input.budgetLineId === "string") {
      say("amountCents", "Indiquez le montant que cette ligne budgétaire paie.");
    }
  }
  if (needsMinutes(kind) && input.minutes === null) say("minutes", "Indiquez le temps donné.");
  if (typeof renewsOn === "string") {
    if (kind !== "membership") {
      say("renewsOn", "Seule une adhésion se renouvelle\u202f: laissez cette date vide.");
    } else if (renewsOn <= input.contributedOn) {
      say("renewsOn", "Le renouvellement vient après l’adhésion.");
    }
  }
  if (input.asMentor && input.workerId === null) {
    say("asMentor", "Dites quelle personne a accompagné cette contribution.");
  }
}

/** What was paid, in cents: as it is typed, else so many shares at their nominal value. Null when nothing was. */
export function amountOf(
  input: Pick<Fields, "amountCents" | "shareCount" | "shareNominalCents">,
): number | null {
  const { amountCents, shareCount, shareNominalCents } = input;
  if (amountCents !== null) return amountCents;
  return shareCount === null || shareNominalCents === null ? null : shareCount * shareNominalCents;
}

const judge = z.superRefine<Fields>(
  (input, context) =>
    judgeFields(input, (field, message) =>
      context.addIssue({ code: "custom", path: [field], message }),
    ),
  // As soon as the kind is known.
  { when: ({ value }) => contributionKinds.includes((value as Fields).kind) },
);

export const contributionSchema = fields.check(judge);
export type ContributionInput = z.output<typeof fields>;

const editFields = fields.extend({
  /** No longer paid by its expense, which stays. Managers only. */
  leaveExpense: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
  version: versionSchema,
});
export const contributionEditSchema = editFields.check(judge);
export const editContributionSchema = editFields.extend({ id: z.uuid() }).check(judge);

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
  line_unknown: {
    field: "budgetLineId",
    message: "Cette ligne budgétaire n’existe plus. Choisissez-en une autre.",
  },
  already_paid: {
    field: "budgetLineId",
    message: "Une dépense paie déjà cette contribution\u202f: répartissez-la plutôt.",
  },
  amount_is_spent: {
    field: "amountCents",
    message: "Ce montant est celui de sa dépense\u202f: corrigez d’abord la dépense.",
  },
} as const;

export const CONTRIBUTIONS_PER_PAGE = 25;

/** Where a contribution stands upstream, as the address of the list says it. */
const upstreamWords = {
  proposee: "proposed",
  discutee: "discussed",
  integree: "merged",
  refusee: "declined",
  "sans-reponse": "unanswered",
} as const;

export const contributionFilterSchema = z
  .object({
    nature: z.enum(contributionKinds).optional(),
    commun: z.uuid().optional(),
    par: z.enum(["cooperative", "personnes"]).optional(),
    annee: z.coerce.number().int().min(1990).max(2100).optional(),
    amont: z.enum(["proposee", "discutee", "integree", "refusee", "sans-reponse"]).optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ nature, commun, par, annee, amont, page }) => ({
    kind: nature,
    openResourceId: commun,
    by: par === "cooperative" ? ("organisation" as const) : par && ("workers" as const),
    year: annee,
    upstream: amont && upstreamWords[amont],
    page,
  }));
