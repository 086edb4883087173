import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

export const objectiveStatuses = ["open", "reached", "dropped"] as const;
export type ObjectiveStatus = (typeof objectiveStatuses)[number];
export const objectiveStatusLabels: Record<ObjectiveStatus, string> = {
  open: "En cours",
  reached: "Atteint",
  dropped: "Abandonné",
};

/** The owner of an action, in a form, when it is the person and not a member of the team. */
export const PERSON = "person";

/** How far ahead a plan goes; later than that is a slip of the finger. */
const tooFar = (date: string) => date > `${Number(today().slice(0, 4)) + 10}-12-31`;

const line = (words: { empty: string; most: number }) =>
  z
    .string({ error: words.empty })
    .transform((typed) => typed.replace(/\s+/g, " ").trim())
    .pipe(
      z.string().min(1, words.empty).max(words.most, `Écrivez au plus ${words.most} caractères.`),
    );

const objectiveFields = {
  title: line({ empty: "Dites ce que la personne veut atteindre.", most: 200 }),
};

/** What the form of a new objective asks: it is set on the day it is written. */
export const objectiveSchema = z.object(objectiveFields);
export const setObjectiveSchema = objectiveSchema.extend({ workerId: z.uuid() });

/** The form of an objective already set. */
export const objectiveEditSchema = z.object({
  ...objectiveFields,
  setOn: z.iso
    .date({ error: "Indiquez le jour où il a été fixé." })
    .refine((date) => date >= "1990-01-01", "Vérifiez l’année de cette date.")
    .refine((date) => date <= today(), "Cette date est à venir."),
  version: versionSchema,
});
export const editObjectiveSchema = objectiveEditSchema.extend({ id: z.uuid() });

/** One click on an objective: it is reached, given up, or open again. */
export const objectiveStepSchema = z.object({
  id: z.uuid(),
  status: z.enum(objectiveStatuses),
});

const actionFields = {
  label: line({ empty: "Dites ce qu’il y a à faire.", most: 500 }),
  dueOn: z.iso
    .date("Indiquez une date valable.")
    .refine((date) => date >= "1990-01-01" && !tooFar(date), "Vérifiez l’année de cette date.")
    .optional()
    .transform((value) => value ?? null),
  /** The membership of who does it; null when it is the person. */
  ownerId: z
    .union([z.literal(PERSON), z.uuid("Dites qui s’en charge.")])
    .default(PERSON)
    .transform((value) => (value === PERSON ? null : value)),
  objectiveId: z
    .uuid("Choisissez un objectif de la liste.")
    .optional()
    .transform((value) => value ?? null),
};

/** What the form of an action asks. */
export const actionSchema = z.object(actionFields);
export type ActionInput = z.output<typeof actionSchema>;
export const addActionSchema = actionSchema.extend({ workerId: z.uuid() });

/** The form of an action already written. */
export const actionEditSchema = actionSchema.extend({ version: versionSchema });
export const editActionSchema = actionEditSchema.extend({ id: z.uuid() });

/** One click on an action: it is done, set aside, or to be done again. */
export const actionSteps = ["done", "dropped", "open"] as const;
export type ActionStep = (typeof actionSteps)[number];
export const actionStepSchema = z.object({ id: z.uuid(), step: z.enum(actionSteps) });

/** What removal takes: a record and the version that was looked at. */
export const removalSchema = z.object({ id: z.uuid(), version: versionSchema });

/** Why a change of the plan may be refused, with what is said beside which field. */
export const planRefusals = {
  owner_unknown: {
    field: "ownerId",
    message: "Cette personne ne fait plus partie de l’équipe. Choisissez quelqu’un d’autre.",
  },
  objective_unknown: {
    field: "objectiveId",
    message: "Cet objectif n’est plus dans le plan. Choisissez-en un autre, ou aucun.",
  },
  set_after_closing: {
    field: "setOn",
    message: "Cet objectif est fermé depuis plus longtemps. Corrigez cette date.",
  },
  file_erased: {
    field: "label",
    message: "Cette fiche est anonymisée\u202f: on n’y écrit plus rien.",
  },
} as const;
export type PlanRefusal = keyof typeof planRefusals;
