import { mailLinkSchema } from "@essaim/identity/mail-link.schema";
import { z } from "zod";
import { listSchema } from "../publication.schema.ts";
import type { RelayState } from "./relay.rules.ts";
import { fault, longText, senderSchema, visitorEmail, visitorName } from "./visitor.schema.ts";

/** Days after which a message that nobody confirmed is forgotten. */
export const UNCONFIRMED_CONTACT_DAYS = 7;
/**
 * Days after the end of a request, or after it was handed over when nobody takes it up, at the end of which its names,
 * addresses and texts are forgotten.
 */
export const REQUEST_DAYS = 90;

export const relayStateLabels: Record<RelayState, string> = {
  unconfirmed: "Adresse à confirmer",
  waiting: "En attente de réponse",
  answered: "Répondue",
  escalated: "À reprendre par la coopérative",
  settled: "Reprise par la coopérative",
  abandoned: "Restée sans suite",
};

/** What a novice writes to the author of an experience. */
export const contactFormSchema = z.object({
  name: visitorName,
  email: visitorEmail,
  message: z.string({ error: fault("message") }).pipe(longText(4000).min(1, fault("message"))),
});

/** What `askPractitioner` takes. */
export const askPractitionerSchema = contactFormSchema.extend({
  organisationId: z.uuid(),
  experienceId: z.uuid(),
  ...senderSchema,
});

export const answerFormSchema = z.object({
  answer: z.string({ error: fault("message") }).pipe(longText(4000).min(1, fault("message"))),
});

/** What `answerContact` takes. */
export const answerContactSchema = answerFormSchema.extend(mailLinkSchema.shape);

/** What the list of requests can be asked. */
export const contactFilterSchema = z.object({
  state: z.enum(["escalated", "waiting", "ended"]).default("escalated"),
  page: listSchema.page,
});

export const settleContactSchema = z.object({
  id: z.uuid(),
  settlement: z
    .string({ error: "Dites ce qui a été fait." })
    .trim()
    .min(1, "Dites ce qui a été fait.")
    .max(2000),
});
