import { z } from "zod";
import { noteSchema, readRecordSchema } from "./record.schema.ts";

/** A day and an hour in Paris. */
export const scheduleSchema = readRecordSchema.extend({
  dueOn: z.iso.date("Indiquez le jour."),
  dueTime: z
    .string("Indiquez l’heure, par exemple 09:00.")
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Indiquez l’heure, par exemple 09:00."),
  note: noteSchema,
});

/** Why a publication is not planned: the field concerned and what is said beside it. */
export const scheduleRefusals = {
  past: { field: "dueTime", message: "Ce moment est passé. Choisissez-en un à venir." },
  too_far: { field: "dueOn", message: "Choisissez un jour dans l’année qui vient." },
  nothing_new: {
    field: "dueOn",
    message: "Il n’y a rien à publier\u202f: le public lit déjà ce texte.",
  },
} as const;
export type ScheduleRefusal = keyof typeof scheduleRefusals;

/** Why nothing was published at the hour that was planned. */
export const missedLabels = {
  changed: "la fiche a été modifiée depuis qu’elle a été programmée",
  incomplete: "il manque ce qu’une fiche publiée doit dire",
  own_change: "une relecture par quelqu’un d’autre est maintenant demandée",
  no_access: "la personne qui l’a programmée ne peut plus publier",
  failed: "un problème est survenu de notre côté",
} as const;
export type Missed = keyof typeof missedLabels;
