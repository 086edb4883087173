import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { normalisePhone } from "../worker/worker.rules.ts";
import {
  eventKinds,
  recordAttendanceSchema,
  ruledSession,
  sessionFields,
} from "../workshop/workshop.schema.ts";

/** Places of an event unless somebody says otherwise. */
export const USUAL_EVENT_PLACES = 30;

const { isPublic, coachId, title, ...planned } = sessionFields;

// In the order of the form, which is that of the error summary.
const fields = z.object({
  kind: z.enum(eventKinds, { error: "Dites de quel événement il s’agit." }),
  title,
  /** For whom it is, in a few words. */
  audience: z.string().trim().max(200, "Écrivez au plus 200 caractères.").default(""),
  ...planned,
  /** The membership of the person who holds it. */
  coachId: z.uuid("Dites qui mène l’événement."),
  campaignId: z
    .uuid("Choisissez une campagne de la liste.")
    .optional()
    .transform((value) => value ?? null),
  isPublic,
});

/** What is asked to plan an event. */
export const eventSchema = ruledSession(fields);
export type EventInput = z.output<typeof eventSchema>;
export const eventEditSchema = ruledSession(fields.extend({ version: versionSchema }));
export const editEventSchema = ruledSession(
  fields.extend({ version: versionSchema, id: z.uuid() }),
);

export const recordEventAttendanceSchema = recordAttendanceSchema.omit({ draftForm: true });

const name = (missing: string) =>
  z
    .string({ error: missing })
    .transform((typed) => typed.replace(/\s+/g, " ").trim())
    .pipe(z.string().min(1, missing).max(80, "Écrivez au plus 80 caractères."));

/** Somebody who told us that they come, or who came without a word. */
export const guestSchema = z.object({
  givenName: name("Indiquez le prénom."),
  familyName: name("Indiquez le nom."),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.email("Écrivez une adresse comme nom@exemple.fr."))
    .optional()
    .transform((value) => value ?? null),
  phone: z
    .string()
    .transform((typed, context) => {
      const normal = normalisePhone(typed);
      if (normal) return normal;
      context.addIssue({ code: "custom", message: "Écrivez un numéro comme 06 39 98 01 11." });
      return z.NEVER;
    })
    .optional()
    .transform((value) => value ?? null),
});
export const addGuestSchema = guestSchema.extend({ eventId: z.uuid() });

export const eventRefusals = {
  host_unknown: {
    field: "coachId",
    message: "Cette personne n’est plus dans l’équipe. Choisissez-en une autre.",
  },
  campaign_unknown: {
    field: "campaignId",
    message: "Cette campagne n’existe plus. Choisissez-en une autre, ou aucune.",
  },
  capacity_below: {
    field: "capacity",
    message: "Il y a déjà plus d’inscrits que cela. Désinscrivez quelqu’un, ou gardez les places.",
  },
} as const;
export type EventRefusal = keyof typeof eventRefusals;
