import { positiveCentsFromText } from "@essaim/database/money.schema";
import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

export const aidStatuses = ["requested", "granted", "refused", "paid", "withdrawn"] as const;
export type AidStatus = (typeof aidStatuses)[number];
export const aidStatusLabels: Record<AidStatus, string> = {
  requested: "À décider",
  granted: "Accordée, à payer",
  refused: "Refusée",
  paid: "Payée",
  withdrawn: "Retirée",
};

/** The largest small aid, in cents; beyond it, it is a grant. The database holds the same limit. */
export const MAX_AID_CENTS = 1_000_000;

const amountCents = z
  .string({ error: "Indiquez un montant, par exemple 150\u00a0€." })
  .pipe(positiveCentsFromText)
  .refine((cents) => cents <= MAX_AID_CENTS, {
    error: "Une petite aide va jusqu’à 10\u202f000\u00a0€.",
  });

const text = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(2000, "Écrivez au plus 2\u202f000 caractères.");

const day = (missing: string) =>
  z.iso
    .date({
      error: (issue) => (issue.input === undefined ? missing : "Indiquez une date valable."),
    })
    .refine((date) => date >= "1990-01-01", "Vérifiez l’année de cette date.");

/** What is asked for a person: how much, what for, and the commons that benefit from it. */
export const aidRequestSchema = z.object({
  amountCents,
  purpose: text("Dites à quoi servira cette aide."),
  resourceIds: z
    .array(z.uuid())
    .max(100)
    .default([])
    .transform((ids) => [...new Set(ids)].sort()),
});
export type AidRequest = z.output<typeof aidRequestSchema>;
export const requestAidSchema = aidRequestSchema.extend({ workerId: z.uuid() });

const target = { id: z.uuid(), version: versionSchema };

/** A manager's answer: `granted` names the budget line that pays, and both say why. */
export const aidDecisionSchema = z
  .object({
    ...target,
    decision: z.enum(["granted", "refused"], { error: "Accordez ou refusez." }),
    reason: text("Dites pourquoi, en une phrase\u202f: la personne peut demander à le lire."),
    budgetLineId: z
      .uuid("Choisissez une enveloppe de la liste.")
      .optional()
      .transform((value) => value ?? null),
    keepAnyway: z
      .literal("oui")
      .optional()
      .transform((value) => value === "oui"),
  })
  .refine(({ decision, budgetLineId }) => decision === "refused" || budgetLineId !== null, {
    path: ["budgetLineId"],
    error: "Choisissez l’enveloppe qui paie.",
  });

export const payAidSchema = z.object({
  ...target,
  paidOn: day("Indiquez le jour du paiement.").refine(
    (date) => date <= today(),
    "Cette date est à venir\u202f: notez un paiement une fois fait.",
  ),
});

export const aidTargetSchema = z.object(target);

/** Why a request, a decision or a payment may be refused, with the field concerned. */
export const aidRefusals = {
  resource_unknown: {
    field: "resourceIds",
    message: "L’un des communs cochés n’existe plus. Vérifiez votre choix.",
  },
  support_ended: {
    field: "amountCents",
    message:
      "L’accompagnement de cette personne est terminé\u202f: aucune aide ne peut être demandée.",
  },
  not_so: {
    field: "reason",
    message:
      "Cette demande n’en est plus là\u202f: quelqu’un vient d’y répondre. Rechargez la page.",
  },
  line_unknown: {
    field: "budgetLineId",
    message: "Cette enveloppe n’existe plus. Choisissez-en une autre.",
  },
  line_closed: {
    field: "budgetLineId",
    message: "Cette enveloppe est fermée. Choisissez-en une autre.",
  },
  line_out_of_period: {
    field: "budgetLineId",
    message: "Cette enveloppe ne court pas aujourd’hui. Choisissez-en une autre.",
  },
  not_enough: {
    field: "budgetLineId",
    message: "Il ne reste pas assez dans cette enveloppe pour cette aide.",
  },
  paid_before_decided: {
    field: "paidOn",
    message: "Le paiement vient avant la décision. Corrigez la date.",
  },
} as const;
export type AidRefusal = keyof typeof aidRefusals;

/** The list of aids as its address says it. */
export const aidFilterSchema = z
  .object({
    etat: z.enum(["a-decider", "a-payer", "payees", "refusees"]).optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ etat, page }) => ({
    status: etat && stateWords[etat],
    page,
  }));
/** Each state of a list of aids, as its address says it. */
export const stateWords = {
  "a-decider": "requested",
  "a-payer": "granted",
  payees: "paid",
  refusees: "refused",
} as const satisfies Record<string, AidStatus>;
