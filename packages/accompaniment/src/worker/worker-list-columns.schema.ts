import { type WorkerListKey, workerListKeys, workerLists } from "../list/value-list.schema.ts";
import { criteria } from "./worker-filter-condition.schema.ts";

/** What a column of the list holds, in a spreadsheet. */
export type ColumnContent = "text" | "date" | "phone";

export type ListColumn = {
  /** In the address. */
  word: string;
  header: string;
  content: ColumnContent;
  /** Read by the person's own coach and managers only: no column of a list for others. */
  isSensitive: boolean;
};

const column = (word: string, header: string, content: ColumnContent = "text"): ListColumn => ({
  word,
  header,
  content,
  isSensitive: false,
});

const ownColumns = {
  stage: column("etape", "Étape"),
  kind: column("activite", "Activité"),
  home: column("lieu", "Lieu de vie"),
  commune: column("commune", "Commune"),
  neighbourhood: column("quartier", "Quartier prioritaire"),
  coach: column("accompagnement", "Accompagnement"),
  start: column("debut", "Début", "date"),
  end: column("fin", "Fin", "date"),
  lastMeeting: column("rencontre", "Dernière rencontre", "date"),
  contractEnd: column("contrat", "Fin du CAPE", "date"),
  nextStep: column("etape-suivante", "Prochaine étape"),
  nextStepOn: column("pour-le", "Pour le", "date"),
  phone: column("telephone", "Téléphone", "phone"),
  email: column("courriel", "Courriel"),
  birth: column("naissance", "Naissance", "date"),
  resources: column("communs", "Communs utilisés"),
} as const;

export type OwnColumnKey = keyof typeof ownColumns;
export type ColumnKey = OwnColumnKey | WorkerListKey;

const listColumns = Object.fromEntries(
  workerListKeys.map((key) => [
    key,
    {
      ...column(criteria[key].word, workerLists[key].name),
      isSensitive: workerLists[key].isSensitive,
    },
  ]),
) as Record<WorkerListKey, ListColumn>;

/** Every column that the list may show besides the name, in its order. */
export const listColumnsByKey: Record<ColumnKey, ListColumn> = { ...ownColumns, ...listColumns };
export const columnKeys = Object.keys(listColumnsByKey) as ColumnKey[];

/** What is shown when nobody chose. */
export const usualColumns: readonly ColumnKey[] = [
  "stage",
  "home",
  "coach",
  "start",
  "lastMeeting",
];

export function isListColumn(key: ColumnKey): key is WorkerListKey {
  return Object.hasOwn(listColumns, key);
}

/** Columns as the address writes them, in their own order; unknown words are left out. */
export function readColumns(text: string): ColumnKey[] {
  const words = new Set(text.split("."));
  return columnKeys.filter((key) => words.has(listColumnsByKey[key].word));
}

export function writeColumns(columns: readonly ColumnKey[]): string {
  return columnKeys
    .filter((key) => columns.includes(key))
    .map((key) => listColumnsByKey[key].word)
    .join(".");
}

/** The columns that a member may be shown: a list is of many people, so what is sensitive is for managers only. */
export function columnsFor(role: string, columns: readonly ColumnKey[]): ColumnKey[] {
  return columns.filter((key) => role === "manager" || !listColumnsByKey[key].isSensitive);
}
