import {
  entryListKeys,
  type ListKey,
  listOf,
  type WorkerListKey,
  workerListKeys,
} from "../list/value-list.schema.ts";
import { type Moment, valueField } from "../worker/worker-values.rules.ts";

/** What a column may be taken for. */
export type ImportField = {
  /** What the choice says. */
  label: string;
  /** « text » is kept as it is; each of the « words » of the column is given a meaning. */
  kind: "text" | "day" | "number" | "words";
  /** May several columns say it together? Their answers add up. */
  isShared?: boolean;
  /** Does a cell list several answers? */
  isMultiple?: boolean;
  /** The list whose values its words stand for. */
  list?: ListKey;
  /** At which moment a person's answer holds. */
  moment?: Moment;
};

/** A group of choices, as the form shows them. */
export type FieldGroup = { label: string; fields: string[] };

const text = (label: string): ImportField => ({ label, kind: "text" });
const day = (label: string): ImportField => ({ label, kind: "day" });

const identity: Record<string, ImportField> = {
  familyName: text("Nom"),
  givenName: text("Prénom"),
  fullName: text("Nom et prénom, dans la même case"),
  birth: text("Naissance, date ou année"),
};
const contact: Record<string, ImportField> = {
  phone: text("Téléphone"),
  email: text("Adresse électronique"),
  addressLine: { ...text("Numéro et rue"), isShared: true },
  postcode: text("Code postal"),
  commune: text("Commune, nom ou code INSEE"),
  postcodeAndCommune: text("Code postal et commune, dans la même case"),
  residence: { label: "Quartier prioritaire (QPV)", kind: "words" },
};
const support: Record<string, ImportField> = {
  kind: { label: "Travail de plateforme ou communs", kind: "words" },
  coach: { label: "Accompagnement par", kind: "words" },
  supportedFrom: day("Début de l’accompagnement"),
};
const pathway: Record<string, ImportField> = {
  candidate: day("Candidature, le"),
  diagnosis: day("Diagnostic, le"),
  cape: day("CAPE, début"),
  capeTerm: day("CAPE, terme"),
  renewal1: day("1er renouvellement du CAPE, début"),
  renewal1Term: day("1er renouvellement du CAPE, terme"),
  renewal2: day("2e renouvellement du CAPE, début"),
  renewal2Term: day("2e renouvellement du CAPE, terme"),
  cesa: day("CESA, début"),
  amendment: day("Avenant au CESA, le"),
  associate: day("Sociétariat, le"),
  exit: day("Sortie, le"),
  exitReason: { label: "Motif de sortie", kind: "words", list: "exit_reason" },
  exitDestination: { label: "Destination de sortie", kind: "words", list: "exit_destination" },
  currentStage: { label: "Étape ou contrat d’aujourd’hui", kind: "words" },
  currentFrom: day("Étape ou contrat d’aujourd’hui, début"),
  currentTerm: day("Contrat d’aujourd’hui, terme"),
};

function listField(key: WorkerListKey, moment: Moment): [string, ImportField] {
  const { name, isMultiple } = listOf(key);
  const label = moment === "entry" ? `${name} à l’arrivée` : name;
  return [
    valueField(key, moment),
    { label, kind: "words", list: key, moment, isMultiple, isShared: isMultiple },
  ];
}

const situation: Record<string, ImportField> = Object.fromEntries([
  ...workerListKeys.flatMap((key) =>
    (entryListKeys as WorkerListKey[]).includes(key)
      ? [listField(key, "now"), listField(key, "entry")]
      : [listField(key, "now")],
  ),
  ["dependants", { label: "Personnes à charge", kind: "number" } satisfies ImportField],
  [
    "resources",
    {
      label: "Communs utilisés",
      kind: "words",
      isMultiple: true,
      isShared: true,
    } satisfies ImportField,
  ],
]);

/** Everything that a column may be taken for, by the name that the mapping keeps. */
export const importFields: Readonly<Record<string, ImportField>> = {
  ...identity,
  ...contact,
  ...support,
  ...pathway,
  ...situation,
};

export const fieldGroups: readonly FieldGroup[] = [
  { label: "Identité", fields: Object.keys(identity) },
  { label: "Contact et domicile", fields: Object.keys(contact) },
  { label: "Accompagnement", fields: Object.keys(support) },
  { label: "Parcours", fields: Object.keys(pathway) },
  { label: "Situation", fields: Object.keys(situation) },
];

export function isImportField(name: string): boolean {
  return Object.hasOwn(importFields, name);
}

/** A field of the list above. */
export function fieldOf(name: string): ImportField {
  const field = importFields[name];
  if (!field) throw new Error(`No import field ${name}`);
  return field;
}
