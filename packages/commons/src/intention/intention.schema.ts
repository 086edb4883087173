import { positiveCentsFromText } from "@essaim/database/money.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { contributionKinds, minutesFromText } from "../contribution/contribution.schema.ts";

const fields = z.object({
  kind: z.enum(contributionKinds, { error: "Dites ce qui sera apporté." }),
  openResourceId: z.uuid({ error: "Choisissez le commun qui recevra cette contribution." }),
  description: z
    .string({ error: "Décrivez l’intention en une phrase." })
    .trim()
    .min(1, "Décrivez l’intention en une phrase.")
    .max(2000, "Écrivez au plus 2\u202f000 caractères."),
  plannedOn: z.iso
    .date({
      error: (issue) =>
        issue.input === undefined ? "Indiquez pour quand." : "Indiquez une date valable.",
    })
    .refine((date) => date >= "1990" && date < "2100", "Vérifiez l’année de cette date."),
  /** Whole cents. */
  amountCents: positiveCentsFromText.optional().transform((value) => value ?? null),
  minutes: minutesFromText.optional().transform((value) => value ?? null),
  /** The budget line that should pay; of managers only. */
  budgetLineId: z
    .uuid({ error: "Choisissez une ligne de la liste." })
    .optional()
    .transform((value) => value ?? null),
});

export const intentionSchema = fields;
export type IntentionInput = z.output<typeof fields>;
export const intentionEditSchema = fields.extend({ version: versionSchema });
export const editIntentionSchema = intentionEditSchema.extend({ id: z.uuid() });

export const dropIntentionSchema = z.object({
  reason: z
    .string({ error: "Dites pourquoi elle est abandonnée." })
    .trim()
    .min(1, "Dites pourquoi elle est abandonnée.")
    .max(1000, "Écrivez au plus 1\u202f000 caractères."),
});

export const intentionRefusals = {
  resource_unknown: {
    field: "openResourceId",
    message: "Ce commun n’existe plus dans l’annuaire. Choisissez-en un autre.",
  },
  line_unknown: {
    field: "budgetLineId",
    message: "Cette ligne budgétaire n’existe plus. Choisissez-en une autre.",
  },
} as const;

/** What is said of an intention that somebody else has already realised or given up. */
export const INTENTION_ENDED =
  "Cette intention est déjà réalisée ou abandonnée\u202f: rechargez sa page.";

export const INTENTIONS_PER_PAGE = 25;

export const intentionFilterSchema = z
  .object({
    etat: z.enum(["realisees", "abandonnees"]).optional(),
    commun: z.uuid().optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ etat, commun, page }) => ({
    state:
      etat === undefined
        ? ("open" as const)
        : etat === "realisees"
          ? ("done" as const)
          : ("dropped" as const),
    openResourceId: commun,
    page,
  }));
