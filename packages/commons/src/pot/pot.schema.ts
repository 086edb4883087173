import { centsFromText, positiveCentsFromText } from "@essaim/database/money.schema";
import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import type { PotAnswer, PotStatus } from "./pot.rules.ts";

export const potStatusLabels: Record<PotStatus, string> = {
  open: "Ouverte",
  discussing: "En discussion",
  agreed: "D’accord",
  paid: "Versée",
  cancelled: "Annulée",
};

export const potAnswers = ["consent", "aside", "objection"] as const;
export const potAnswerLabels: Record<PotAnswer, string> = {
  consent: "Consent",
  aside: "En retrait",
  objection: "Objecte",
};

const day = (missing: string) =>
  z.iso
    .date({
      error: (issue) => (issue.input === undefined ? missing : "Indiquez une date valable."),
    })
    .refine((date) => date >= "1990" && date < "2100", "Vérifiez l’année de cette date.");
const past = (missing: string) =>
  day(missing).refine(
    (date) => date <= today(),
    "Cette date est dans le futur\u202f: notez ce qui est déjà fait.",
  );
const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Écrivez au plus ${longest.toLocaleString("fr-FR")} caractères.`);

const potFields = z.object({
  title: z
    .string({ error: "Donnez un titre à cette cagnotte." })
    .trim()
    .min(1, "Donnez un titre à cette cagnotte.")
    .max(200, "Écrivez au plus 200 caractères."),
  openResourceId: z.uuid({ error: "Choisissez le commun pour lequel cette cagnotte est ouverte." }),
  terms: text(5000).default(""),
  /** Whole cents. */
  amountCents: positiveCentsFromText,
  budgetLineId: z
    .uuid({ error: "Choisissez une ligne de la liste." })
    .optional()
    .transform((value) => value ?? null),
  openedOn: day("Indiquez le jour d’ouverture."),
  claimsUntil: day("Indiquez jusqu’à quand chacun peut demander sa part."),
});
const inOrder = ({ openedOn, claimsUntil }: { openedOn: string; claimsUntil: string }) =>
  claimsUntil >= openedOn;
const order = {
  path: ["claimsUntil"],
  error: "Cette date vient avant l’ouverture de la cagnotte.",
};
export const potSchema = potFields.refine(inOrder, order);
export type PotInput = z.output<typeof potSchema>;
export const potEditSchema = potFields.extend({ version: versionSchema }).refine(inOrder, order);
export const editPotSchema = potFields
  .extend({ version: versionSchema, id: z.uuid() })
  .refine(inOrder, order);

const claimFields = z.object({
  workerId: z.uuid({ error: "Choisissez qui demande cette part." }),
  work: z
    .string({ error: "Dites ce qui a été fait." })
    .trim()
    .min(1, "Dites ce qui a été fait.")
    .max(2000, "Écrivez au plus 2\u202f000 caractères."),
  /** Whole cents. Nothing is a wish too: whoever did the work is part of the circle. */
  wishedCents: centsFromText,
  declaredOn: past("Indiquez le jour de la demande."),
});
export const claimSchema = claimFields;
export type ClaimInput = z.output<typeof claimFields>;
export const declareClaimSchema = claimFields.extend({ potId: z.uuid() });
export const claimEditSchema = claimFields.extend({ version: versionSchema });
export const editClaimSchema = claimEditSchema.extend({ id: z.uuid(), potId: z.uuid() });

export const proposeRoundSchema = z.object({
  potId: z.uuid(),
  note: text(2000).default(""),
  proposedOn: past("Indiquez le jour de la proposition."),
  shares: z.array(z.object({ claimId: z.uuid(), cents: z.number().int().min(0) })),
});
/** The form of a proposal, the shares apart: their fields are named after the claims. */
export const proposalSchema = proposeRoundSchema.omit({ potId: true, shares: true });

export const answerSchema = z
  .object({
    claimId: z.uuid(),
    answer: z.enum(potAnswers, { error: "Dites ce que cette personne répond." }),
    reason: text(2000).default(""),
    answeredOn: past("Indiquez le jour de la réponse."),
  })
  .refine(({ answer, reason }) => answer !== "objection" || reason !== "", {
    path: ["reason"],
    error: "Une objection dit pourquoi\u202f: c’est d’elle que part la proposition suivante.",
  });

export const payFormSchema = z.object({
  paidOn: past("Indiquez le jour du paiement."),
  account: z
    .string()
    .trim()
    .regex(/^6\d{1,7}$/, "Indiquez un compte de charges, par exemple 6226.")
    .default("6226"),
  payAnyway: z.stringbool().default(false),
});
export const payPotSchema = payFormSchema.extend({ id: z.uuid(), version: versionSchema });

/** Why a well-formed step may be refused. */
export const potRefusals = {
  resource_unknown: {
    field: "openResourceId",
    message: "Ce commun n’existe plus dans l’annuaire. Choisissez-en un autre.",
  },
  line_unknown: {
    field: "budgetLineId",
    message: "Cette ligne budgétaire n’existe plus. Choisissez-en une autre.",
  },
  worker_unknown: {
    field: "workerId",
    message: "Cette personne n’est plus connue. Choisissez-en une autre.",
  },
  below_round: {
    field: "amountCents",
    message: "Une proposition déjà faite partage davantage. Indiquez au moins son total.",
  },
  claims_over: {
    field: "declaredOn",
    message: "Les demandes ne sont plus reçues. Repoussez d’abord la date limite de la cagnotte.",
  },
  before_opening: {
    field: "declaredOn",
    message: "Cette date vient avant l’ouverture de la cagnotte.",
  },
  pot_settled: {
    field: "form",
    message:
      "Cette cagnotte est déjà partagée, versée ou annulée\u202f: elle ne change plus ainsi.",
  },
  no_claims: { field: "form", message: "Personne n’a encore demandé de part." },
  claims_changed: {
    field: "form",
    message: "Les demandes ont changé depuis\u202f: rechargez la page et refaites la proposition.",
  },
  nothing_shared: { field: "form", message: "Cette proposition ne partage rien." },
  beyond_pot: { field: "form", message: "Cette proposition partage plus que la cagnotte." },
  round_over: {
    field: "form",
    message: "Ce tour est terminé, ou une autre proposition l’a remplacé.",
  },
  unanswered: { field: "form", message: "Tout le monde n’a pas encore répondu." },
  nobody_consents: {
    field: "form",
    message:
      "Tout le monde reste en retrait et personne ne consent\u202f: faites une autre proposition.",
  },
  claim_missing: {
    field: "form",
    message: "Une part a été demandée depuis cette proposition\u202f: faites-en une nouvelle.",
  },
  not_agreed: { field: "form", message: "Cette cagnotte n’est pas à verser." },
} as const;
