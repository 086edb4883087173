import { positiveCentsFromText } from "@essaim/database/money.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { day, orNull, pastDay } from "./day.schema.ts";
import { CLOSED } from "./grant-life.schema.ts";

const cents = z.string({ error: "Indiquez un montant." }).pipe(positiveCentsFromText);
const version = versionSchema;

/** A payment that the agreement announces. Amount in whole cents. */
export const instalmentFormSchema = z.object({
  label: z
    .string({ error: "Nommez ce versement, par exemple «\u202fAcompte\u202f»." })
    .trim()
    .min(1, "Nommez ce versement, par exemple «\u202fAcompte\u202f».")
    .max(200, "Écrivez au plus 200 caractères."),
  expectedOn: day("Indiquez le jour où il est attendu."),
  amountCents: cents,
  condition: z.string().trim().max(1000, "Écrivez au plus 1000 caractères.").default(""),
});
export type InstalmentInput = z.output<typeof instalmentFormSchema>;
export const instalmentEditSchema = instalmentFormSchema.extend({ version });
export const addInstalmentSchema = instalmentFormSchema.extend({ grantId: z.uuid() });
export const editInstalmentSchema = instalmentEditSchema.extend({ id: z.uuid() });

/** Money that arrived, for an instalment or out of turn. */
export const receiptFormSchema = z.object({
  receivedOn: pastDay("Indiquez le jour où l’argent est arrivé."),
  amountCents: cents,
  instalmentId: z.uuid().optional().transform(orNull),
  reference: z.string().trim().max(120, "Écrivez au plus 120 caractères.").default(""),
});
export type ReceiptInput = z.output<typeof receiptFormSchema>;
export const receiptEditSchema = receiptFormSchema.extend({ version });
export const recordReceiptSchema = receiptFormSchema.extend({ grantId: z.uuid() });
export const editReceiptSchema = receiptEditSchema.extend({ id: z.uuid() });

export const paymentRemovalFormSchema = z.object({ version });
export const paymentRemovalSchema = paymentRemovalFormSchema.extend({ id: z.uuid() });

/** Why a well-formed payment is refused: the field concerned, and what is said. */
export const paymentRefusals = {
  not_awarded: {
    field: "amountCents",
    message: "Ce financement n’est pas acquis\u202f: notez d’abord la décision du financeur.",
  },
  grant_closed: {
    field: "amountCents",
    message: CLOSED,
  },
  amount_unknown: {
    field: "amountCents",
    message:
      "Le montant accordé n’est pas noté. Notez-le avec la décision du financeur, puis revenez.",
  },
  above_awarded: {
    field: "amountCents",
    message:
      "Avec ce montant, davantage serait reçu qu’accordé. Vérifiez-le, ou notez l’avenant qui augmente le financement.",
  },
  instalment_unknown: {
    field: "instalmentId",
    message: "Ce versement attendu n’existe plus. Choisissez-en un autre.",
  },
  has_receipts: {
    field: "label",
    message: "De l’argent est arrivé pour ce versement. Détachez-le d’abord.",
  },
} as const;
export type PaymentRefusal = keyof typeof paymentRefusals;
