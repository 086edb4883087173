import { positiveCentsFromText } from "@essaim/database/money.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { day, orNull, pastDay } from "./day.schema.ts";

const text = (length: number) =>
  z.string().trim().max(length, `Écrivez au plus ${length} caractères.`).default("");
const ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");
const awarded = positiveCentsFromText.optional().transform(orNull);
const version = versionSchema;
const grantId = z.uuid();

/** One step of a grant that says nothing but itself: reopened, or taken back. */
export const stepFormSchema = z.object({ version });
export const stepSchema = stepFormSchema.extend({ id: grantId });

export const applicationFormSchema = z.object({
  askedCents: z.string({ error: "Indiquez le montant demandé." }).pipe(positiveCentsFromText),
  appliedOn: pastDay("Indiquez le jour du dépôt."),
  version,
});
export const applicationSchema = applicationFormSchema.extend({ id: grantId });

/** The funder's answer. */
export const decisionFormSchema = z
  .object({
    answer: z.enum(["yes", "no"], { error: "Dites ce que le financeur a répondu." }),
    amountCents: awarded,
    decidedOn: pastDay("Indiquez le jour de la décision."),
    decisionNote: text(2000),
    version,
  })
  .refine(({ answer, amountCents }) => answer === "no" || amountCents !== null, {
    path: ["amountCents"],
    error: "Indiquez le montant accordé.",
    when: ({ value }) => (value as { answer?: unknown }).answer === "yes",
  });
const decision = z.object({
  id: grantId,
  decidedOn: z.iso.date(),
  decisionNote: z.string(),
  version,
});
/** Whole cents awarded. */
export const awardSchema = decision.extend({ amountCents: z.int().positive() });
export const declineSchema = decision;

/** What both sign. De minimis: aid under the ceiling of regulation (EU) 2023/2831, numbered in the register (RAE). */
export const agreementFormSchema = z
  .object({
    reference: text(80),
    signedOn: pastDay("Indiquez le jour de la signature."),
    conditions: text(5000),
    /** Whole cents of what the funder gives otherwise than in money. */
    inKindCents: awarded,
    isDeMinimis: ticked,
    raeReference: z
      .string()
      .trim()
      .max(5, "Un numéro du RAE compte 5 caractères au plus.")
      .default(""),
    version,
  })
  .refine(({ isDeMinimis, raeReference }) => isDeMinimis || raeReference === "", {
    path: ["raeReference"],
    error: "Un numéro du RAE va avec une aide de minimis\u202f: cochez la case.",
  });
export const signSchema = z.object({ ...agreementFormSchema.shape, id: grantId });

export const closingFormSchema = z.object({
  closedOn: pastDay("Indiquez le jour de la clôture."),
  /** What was awarded and not received will never come. */
  nothingMore: ticked,
  version,
});
export const closeSchema = closingFormSchema.extend({ id: grantId });

export const amendmentFormSchema = z.object({
  signedOn: pastDay("Indiquez le jour de la signature."),
  reference: text(80),
  reason: z
    .string({ error: "Dites ce que l’avenant change, et pourquoi." })
    .trim()
    .min(1, "Dites ce que l’avenant change, et pourquoi.")
    .max(2000, "Écrivez au plus 2000 caractères."),
  amountCents: z
    .string({ error: "Indiquez le montant après l’avenant." })
    .pipe(positiveCentsFromText),
  endsOn: day("Indiquez le dernier jour après l’avenant."),
  version,
});
export const amendSchema = amendmentFormSchema.extend({ id: grantId });
export const takeBackAmendmentSchema = stepSchema.extend({ amendmentId: z.uuid() });

/** What is said of everything that its closing rests on. */
export const CLOSED = "Ce financement est soldé. Rouvrez-le d’abord.";

/** Why a well-formed step is refused: the field concerned (none: the whole form), and what is said. */
export const lifeRefusals = {
  moved_on: {
    field: null,
    message: "Ce financement n’en est plus là. Rien n’est changé\u202f: regardez où il en est.",
  },
  grant_closed: {
    field: null,
    message: CLOSED,
  },
  before_application: {
    field: "decidedOn",
    message: "La décision vient avant la demande. Vérifiez ces deux dates.",
  },
  after_decision: {
    field: "appliedOn",
    message: "La réponse du financeur vient avant ce jour. Vérifiez ces deux dates.",
  },
  after_signature: {
    field: "decidedOn",
    message: "La convention est signée avant ce jour. Vérifiez ces deux dates.",
  },
  before_decision: {
    field: "signedOn",
    message: "La signature vient avant la décision. Vérifiez ces deux dates.",
  },
  amended: {
    field: "amountCents",
    message: "Un avenant a fixé ce montant. Il change par un nouvel avenant.",
  },
  received_above: {
    field: "amountCents",
    message: "Davantage est déjà reçu. Vérifiez les versements.",
  },
  lines_above: {
    field: "amountCents",
    message: "Les lignes du budget dépassent ce montant. Diminuez-les d’abord.",
  },
  asked_lines_above: {
    field: "askedCents",
    message: "Les lignes du budget dépassent ce montant. Diminuez-les d’abord.",
  },
  nothing_changed: {
    field: "amountCents",
    message: "Cet avenant ne change ni le montant ni le dernier jour.",
  },
  ends_before_start: {
    field: "endsOn",
    message: "La fin de la période vient avant son début.",
  },
  not_last: {
    field: null,
    message: "Un autre avenant a suivi. Retirez d’abord le dernier.",
  },
  report_open: {
    field: null,
    message: "Un compte rendu n’est pas encore accepté par le financeur.",
  },
  still_expected: {
    field: "nothingMore",
    message:
      "De l’argent est encore attendu. Notez le versement, ou dites que rien de plus ne viendra.",
  },
  undivided: {
    field: null,
    message: "Une part de ce financement n’est sur aucune ligne du budget. Répartissez-la d’abord.",
  },
  spent_on: {
    field: "answer",
    message:
      "Des dépenses sont sur les lignes de ce financement. Mettez-les sur d’autres lignes d’abord.",
  },
  rests_on_it: {
    field: null,
    message:
      "Des versements, des avenants, des dépenses ou des comptes rendus reposent sur cette décision. Retirez-les d’abord, si elle est une erreur.",
  },
} as const;
export type LifeRefusal = keyof typeof lifeRefusals;
