import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { entryListKeys, listOf, workerListKeys } from "../list/value-list.schema.ts";
import { valueField } from "./worker-values.rules.ts";

/** Of two files, the one that stays and the one whose content goes to it. */
export const mergeSides = ["kept", "merged"] as const;
export type MergeSide = (typeof mergeSides)[number];

/** What one file or the other says, to be chosen between when they differ: a place and a birth go whole. */
export const mergeFields = {
  givenName: "Prénom",
  familyName: "Nom",
  phone: "Téléphone",
  email: "Adresse électronique",
  address: "Adresse",
  place: "Commune et quartier",
  birth: "Naissance",
  kind: "Type d’activité",
  coach: "Accompagnement par",
  dependants: "Personnes à charge",
} as const;
export type MergeField = keyof typeof mergeFields;
export const mergeFieldKeys = Object.keys(mergeFields) as MergeField[];

/** The lists of one answer, at each moment that is kept, by the name of their field. */
export const singleLists = workerListKeys
  .filter((key) => !listOf(key).isMultiple)
  .flatMap((key) => [
    ...((entryListKeys as readonly string[]).includes(key)
      ? [{ key, moment: "entry" as const, field: valueField(key, "entry") }]
      : []),
    { key, moment: "now" as const, field: valueField(key, "now") },
  ]);

const side = z.enum(mergeSides, { error: "Choisissez l’une des deux réponses." }).optional();

/** Which file is right, field by field; a field that is not there goes as proposed. */
export type MergeChoices = Partial<Record<string, MergeSide>>;

/** What the form of a merge asks, besides the two files, which its address names. */
export const mergeFormSchema = z.object({
  keptVersion: versionSchema,
  mergedVersion: versionSchema,
  /** Stages of both files that the pathway keeps. */
  stages: z.array(z.uuid()),
  ...Object.fromEntries(mergeFieldKeys.map((field) => [field, side])),
  ...Object.fromEntries(singleLists.map(({ field }) => [field, side])),
});

export const mergeSchema = z.object({
  keptId: z.uuid(),
  mergedId: z.uuid(),
  keptVersion: versionSchema,
  mergedVersion: versionSchema,
  stages: z.array(z.uuid()),
  choices: z.record(z.string(), z.enum(mergeSides)),
});

/** What of a form read by `mergeFormSchema` are choices. */
export function choicesOf(form: Record<string, unknown>): Record<string, MergeSide> {
  const names = [...mergeFieldKeys, ...singleLists.map(({ field }) => field)];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = form[name];
      return value === "kept" || value === "merged" ? [[name, value]] : [];
    }),
  );
}

/** Why a merge may be refused, and what is said. */
export const mergeRefusals = {
  same_file: "Ces deux adresses mènent à la même fiche.",
  anonymised: "L’une de ces fiches est anonymisée\u202f: elle ne se fusionne plus.",
  changed:
    "L’une des deux fiches vient d’être modifiée. Voici ce qu’elles disent maintenant\u202f: vérifiez, puis confirmez de nouveau.",
  mentorship_between:
    "Ces deux fiches sont celles d’un même parrainage\u202f: ce sont deux personnes.",
  mentorship_twice:
    "Les deux fiches ont un parrainage en cours avec la même personne. Terminez l’un des deux d’abord.",
  coach_kept:
    "L’une de ces fiches est celle d’une personne qu’un ou une collègue accompagne\u202f: gardez son nom à «\u202fAccompagnement par\u202f», ou demandez à la direction de fusionner.",
} as const;
export type MergeRefusal = keyof typeof mergeRefusals;

/** Why an undoing may be refused, and what is said. */
export const undoRefusals = {
  kept_gone:
    "La fiche gardée n’existe plus\u202f: elle a été fusionnée ou supprimée depuis. Annulez d’abord ce qui l’a fait disparaître.",
} as const;
export type UndoRefusal = keyof typeof undoRefusals;

/** Why a file may not be taken away, and what is said. */
export const removalRefusals = {
  in_use:
    "Cette fiche sert déjà\u202f: quelque chose y est noté. Si elle fait double emploi, fusionnez-la plutôt avec l’autre.",
} as const;
export type RemovalRefusal = keyof typeof removalRefusals;
