import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

type ValueList = {
  /** What the list is called. */
  name: string;
  /** What a coach would ask, or what the list serves for. */
  question: string;
  /** May a person have several of its values? */
  isMultiple: boolean;
  /** Read by the person's own coach and by managers only. */
  isSensitive: boolean;
  /** Is the answer when the person came kept beside today's? */
  hasEntry: boolean;
  /** Codes of the answers that go with no other: « Aucune allocation » and « RSA » cannot both be true. */
  exclusive: readonly string[];
};

const single = { isMultiple: false, isSensitive: false, hasEntry: false, exclusive: [] };
const multiple = { ...single, isMultiple: true };
const nothingElse = ["none"];

/** The lists about a person, as the table value_list knows them. */
export const workerLists = {
  gender: { ...single, name: "Genre", question: "Comment cette personne se définit-elle\u202f?" },
  education: {
    ...single,
    name: "Niveau de formation",
    question: "Quel est son plus haut diplôme\u202f?",
  },
  language: {
    ...multiple,
    name: "Langues parlées",
    question: "Quelles langues parle-t-elle\u202f?",
  },
  household: { ...single, name: "Foyer", question: "Avec qui vit-elle\u202f?" },
  support_origin: {
    ...single,
    name: "Premier contact",
    question: "Comment est-elle arrivée\u202f?",
  },
  prescriber: {
    ...single,
    name: "Prescripteur",
    question: "Qui l’a orientée vers la coopérative\u202f?",
  },
  income_support: {
    ...multiple,
    isSensitive: true,
    hasEntry: true,
    exclusive: nothingElse,
    name: "Minima sociaux et allocations",
    question: "Quelles allocations perçoit-elle\u202f?",
  },
  unemployment: {
    ...single,
    hasEntry: true,
    name: "Durée de chômage",
    question: "Depuis combien de temps est-elle sans emploi\u202f?",
  },
  turnover: {
    ...single,
    hasEntry: true,
    name: "Chiffre d’affaires de l’activité, par an",
    question: "Combien son activité facture-t-elle en un an\u202f?",
  },
  disability: {
    ...single,
    isSensitive: true,
    hasEntry: true,
    name: "RQTH",
    question: "A-t-elle la reconnaissance de travailleur handicapé\u202f?",
  },
  work_platform: {
    ...multiple,
    name: "Plateformes de travail",
    question: "Par quelles plateformes travaille-t-elle\u202f?",
  },
  skill: { ...multiple, name: "Savoir-faire", question: "Que sait-elle faire\u202f?" },
  mobility: {
    ...multiple,
    exclusive: nothingElse,
    name: "Moyens de déplacement",
    question: "Comment se déplace-t-elle\u202f?",
  },
  need: {
    ...multiple,
    exclusive: nothingElse,
    name: "Besoins et freins",
    question: "Qu’est-ce qui fait obstacle\u202f?",
  },
  health_barrier: {
    ...single,
    isSensitive: true,
    name: "Frein de santé",
    question: "La santé est-elle un frein\u202f?",
  },
} as const satisfies Record<string, ValueList>;

/** The lists about what is done with people. */
const houseLists = {
  meeting_theme: {
    ...multiple,
    name: "Thèmes des rencontres",
    question: "De quoi parle-t-on en rendez-vous et en atelier\u202f?",
  },
  exit_reason: {
    ...single,
    name: "Motifs de sortie",
    question: "Pourquoi l’accompagnement s’arrête-t-il\u202f?",
  },
  exit_destination: {
    ...single,
    name: "Destinations de sortie",
    question: "Que devient la personne ensuite\u202f?",
  },
  document_kind: {
    ...single,
    name: "Types de documents",
    question: "Quels documents joint-on à une fiche\u202f?",
  },
} as const satisfies Record<string, ValueList>;

/** Every list that the house knows, by its key. */
export const valueLists = { ...workerLists, ...houseLists };

export type WorkerListKey = keyof typeof workerLists;
export type ListKey = keyof typeof valueLists;
/** The lists that keep the situation when the person came. */
export type EntryListKey = {
  [K in WorkerListKey]: (typeof workerLists)[K]["hasEntry"] extends true ? K : never;
}[WorkerListKey];

export const listKeys = Object.keys(valueLists) as ListKey[];
export const workerListKeys = Object.keys(workerLists) as WorkerListKey[];
export const entryListKeys = workerListKeys.filter(
  (key): key is EntryListKey => workerLists[key].hasEntry,
);

export function listOf(key: ListKey): ValueList {
  return valueLists[key];
}

export function isListKey(key: string): key is ListKey {
  return Object.hasOwn(valueLists, key);
}

/** One answer of a list. `code` is what our rules know it by; null for a value that the organisation added. */
export type ListValue = { id: string; code: string | null; label: string };

const label = z
  .string({ error: "Écrivez la réponse telle qu’on la lira dans les fiches." })
  .transform((typed) => typed.replace(/\s+/g, " ").trim())
  .pipe(
    z
      .string()
      .min(1, "Écrivez la réponse telle qu’on la lira dans les fiches.")
      .max(120, "Écrivez au plus 120 caractères."),
  );

const listKey = z.enum(listKeys as [ListKey, ...ListKey[]]);

export const listSchema = z.object({ key: listKey });
/** What the form of a new value asks. */
export const newValueSchema = z.object({ label });
export const addListValueSchema = newValueSchema.extend({ key: listKey });
/** What the form of an existing value asks. */
export const renameSchema = z.object({ label, version: versionSchema });
export const renameListValueSchema = renameSchema.extend({ id: z.uuid() });
export const moveListValueSchema = z.object({ id: z.uuid(), direction: z.enum(["up", "down"]) });
export const listValueSchema = z.object({ id: z.uuid(), version: versionSchema });

/** Why a value of a list may be refused, with what is said beside the field `label`. */
export const listValueRefusals = {
  label_taken: "Cette réponse est déjà dans la liste.",
  label_retired: "Cette réponse existe déjà parmi celles qui sont retirées. Remettez-la plutôt.",
} as const;
export type ListValueRefusal = keyof typeof listValueRefusals;
