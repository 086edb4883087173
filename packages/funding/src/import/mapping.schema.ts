import { z } from "zod";
import type { Source } from "./spending-import.schema.ts";
import type { TableReading } from "./table-survey.ts";

/** What a column of a table of expenses, or of hours, may hold. */
export const fields = [
  "date",
  "label",
  "supplier",
  "amount",
  "debit",
  "credit",
  "account",
  "paidOn",
  "reference",
  "person",
  "hours",
  "hourly",
  "line",
] as const;
export type Field = (typeof fields)[number];

export const fieldLabels: Record<Field, string> = {
  date: "Date",
  label: "Libellé",
  supplier: "Fournisseur",
  amount: "Montant",
  debit: "Débit",
  credit: "Crédit",
  account: "Compte",
  paidOn: "Payée le",
  reference: "Numéro de pièce",
  person: "Qui",
  hours: "Heures",
  hourly: "Coût d’une heure",
  line: "Ligne budgétaire ou code",
};

export const fieldsOf: Record<Exclude<Source, "fec">, readonly Field[]> = {
  table: [
    "date",
    "label",
    "supplier",
    "amount",
    "debit",
    "credit",
    "account",
    "paidOn",
    "reference",
    "line",
  ],
  hours: ["person", "date", "hours", "hourly", "label", "line"],
};

/** What becomes of the expenses of one account, or of one word of a column: left out, at own charge, or on a line. */
const placement = z.union([z.literal("skip"), z.literal("own"), z.uuid()]);
export type Placement = z.output<typeof placement>;

export const mappingSchema = z.object({
  /** Column, counted from 1, to what it holds. */
  columns: z.record(z.string().regex(/^\d{1,3}$/), z.enum(fields)),
  /** For expenses whose account no column says. */
  account: z.string().regex(/^6\d{1,7}$/),
  /** For hours whose cost no column says, in cents. */
  hourlyCents: z.int().positive().nullable(),
  /** As on a bank statement: what is spent is written with a minus. */
  isNegative: z.boolean(),
  /** What comes back, instead of being spent: a credit note, or no matter of ours. */
  incoming: z.enum(["credit_note", "ignore"]),
  /** Paid on the day of the expense, where no column says when. */
  isPaid: z.boolean(),
  /** Journals of a FEC that are left out. */
  leftOut: z.array(z.string()),
  places: z.record(z.string(), placement),
});
export type Mapping = z.output<typeof mappingSchema>;

export const emptyMapping: Mapping = {
  columns: {},
  account: "60",
  hourlyCents: null,
  isNegative: false,
  incoming: "credit_note",
  isPaid: false,
  leftOut: [],
  places: {},
};

/** The columns that hold something, by what they hold. */
export function columnOf({ columns }: Pick<Mapping, "columns">, field: Field): number | null {
  const found = Object.entries(columns).find(([, held]) => held === field);
  return found ? Number(found[0]) : null;
}

/** The only place of a table that says neither line nor account. */
export const WHOLE_TABLE = "*";

export type Place = { place: string; label: string; count: number | null; cents: number | null };

/** What is matched to budget lines: the words of the column of lines, else accounts, else the whole table. */
export function placesOfTable(reading: TableReading, mapping: Pick<Mapping, "columns">): Place[] {
  const column = columnOf(mapping, "line") ?? columnOf(mapping, "account");
  if (column === null) {
    return [{ place: WHOLE_TABLE, label: "Tout le fichier", count: reading.rowCount, cents: null }];
  }
  const found = reading.columns.find((one) => one.column === column);
  const words = (found?.words ?? []).map(({ key, text, count }) => ({
    place: key,
    label: text,
    count,
    cents: null,
  }));
  const without = reading.rowCount - (found?.filled ?? 0);
  return without > 0
    ? [...words, { place: "", label: "Case vide", count: without, cents: null }]
    : words;
}
