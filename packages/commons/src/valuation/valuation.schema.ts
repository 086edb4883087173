import { positiveCentsFromText } from "@essaim/database/money.schema";
import { z } from "zod";
import { contributionKinds } from "../contribution/contribution.schema.ts";

/** Kinds whose value is not the money that was paid. */
export const valuedKinds = contributionKinds.filter(
  (kind) => kind !== "gift" && kind !== "share" && kind !== "membership",
);

export const valuationUnits = ["hour", "each"] as const;
export const valuationUnitLabels: Record<(typeof valuationUnits)[number], string> = {
  hour: "L’heure",
  each: "La contribution",
};

export const valuationRuleSchema = z.object({
  /** None: every kind that has no rule of its own. */
  kind: z
    .enum(valuedKinds, { error: "Choisissez une nature de la liste." })
    .optional()
    .transform((value) => value ?? null),
  unit: z.enum(valuationUnits, { error: "Dites ce qui est compté." }),
  amountCents: positiveCentsFromText,
  validFrom: z.iso
    .date({ error: "Indiquez le premier jour où cette règle vaut." })
    .refine((date) => date >= "1990" && date < "2100", "Vérifiez l’année de cette date."),
  reason: z
    .string({ error: "Dites d’où vient ce montant." })
    .trim()
    .min(1, "Dites d’où vient ce montant.")
    .max(500, "Écrivez au plus 500 caractères."),
});

export const valuationRefusals = {
  day_taken: {
    field: "validFrom",
    message: "Une règle vaut déjà de ce jour pour cette nature. Retirez-la d’abord.",
  },
} as const;
