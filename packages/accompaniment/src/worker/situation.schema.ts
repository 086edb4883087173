import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import type { WorkerListKey } from "../list/value-list.schema.ts";
import { type Moment, valueField } from "./worker-values.rules.ts";

const choice = z.uuid("Choisissez une réponse dans la liste.");
const one = choice.optional().transform((id) => (id ? [id] : []));
const many = z
  .array(choice)
  .max(200)
  .default([])
  .transform((ids) => [...new Set(ids)].sort());

const dependants = z.coerce
  .number({ error: "Indiquez un nombre, par exemple 2." })
  .int("Indiquez un nombre entier.")
  .min(0, "Indiquez un nombre entre 0 et 20.")
  .max(20, "Indiquez un nombre entre 0 et 20.");

// In the order of the form, which is that of the error summary.
const fields = z.object({
  gender: one,
  education: one,
  language: many,
  household: one,
  /** People who live on this person's income: children and others in their charge. */
  dependants: dependants.optional().transform((count) => count ?? null),
  support_origin: one,
  prescriber: one,
  income_support: many,
  entry_income_support: many,
  unemployment: one,
  entry_unemployment: one,
  turnover: one,
  entry_turnover: one,
  disability: one,
  entry_disability: one,
  work_platform: many,
  /** The commons that their work relies on. */
  resourceIds: z
    .array(z.uuid())
    .max(500)
    .default([])
    .transform((ids) => [...new Set(ids)].sort()),
  skill: many,
  mobility: many,
  need: many,
  health_barrier: one,
  /** Sent by a form that showed the sensitive lists: without it they stay as they are. */
  sensitive: z.literal("oui").optional(),
});

/** What is asked of a person's situation: ids of values by field, « entry_ » before those of the arrival. */
export const situationSchema = fields.extend({ version: versionSchema });
export type SituationInput = z.output<typeof fields>;

/** What `editSituation` takes. */
export const editSituationSchema = situationSchema.extend({ id: z.uuid() });

const { dependants: _, resourceIds: __, ...answers } = fields.shape;
/** The answers to the lists, read leniently: the rest of the form may be refused. */
export const answersSchema = z.object(
  Object.fromEntries(
    Object.entries(answers).map(([name, field]) => [
      name,
      (field as z.ZodType).catch(name === "sensitive" ? undefined : []),
    ]),
  ) as unknown as typeof answers,
);
export type Answers = Omit<SituationInput, "dependants" | "resourceIds">;

/** The names of the form's fields, in its order. */
const situationFields: readonly string[] = Object.keys(fields.shape);

/** Errors by field in the order of the form, as its summary gives them. */
export function inFormOrder(errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).sort(
      ([a], [b]) => situationFields.indexOf(a) - situationFields.indexOf(b),
    ),
  );
}

/** The answers to one list in what the form sends. */
export function askedValues(input: Answers, key: WorkerListKey, moment: Moment): string[] {
  const asked: unknown = input[valueField(key, moment) as keyof Answers];
  return Array.isArray(asked) ? asked : [];
}

/** Why a situation may be refused as a whole, or beside a field. */
export const situationRefusals = {
  reserved:
    "Les données sensibles de cette personne sont réservées à qui l’accompagne et à la direction. Rien n’est enregistré\u202f: rouvrez la page pour modifier le reste.",
  resource_unknown: "L’un des communs cochés n’existe plus. Vérifiez votre choix.",
} as const;
export type SituationRefusal = keyof typeof situationRefusals;
