import { expect, test } from "vitest";
import { faultOfColumns } from "./faults-of-columns.rules.ts";
import { guessColumns } from "./guess-columns.rules.ts";
import { emptyMapping } from "./mapping.schema.ts";
import type { TableColumn, TableReading } from "./table-survey.ts";

const columnsOf = (titles: string): TableColumn[] =>
  titles.split(";").map((title, index) => ({
    ...{ column: index + 1, title, samples: [], filled: 1, words: [] },
  }));

const guessed = (source: "table" | "hours", titles: string) =>
  Object.values(guessColumns(source, columnsOf(titles))).join(" ");

test.each([
  ["Date opération;Libellé opération;Débit;Crédit", "date label debit credit"],
  ["Date;Fournisseur;Objet;Montant TTC;N° de pièce", "date supplier label amount reference"],
  ["Date comptable;Compte;Libellé;Montant;Code analytique", "date account label amount line"],
  ["Date de facture;Tiers;Payée le;Total", "date supplier paidOn amount"],
])("a table: %s", (titles, expected) => {
  expect(guessed("table", titles)).toBe(expected);
});

test.each([
  ["Nom;Mois;Heures;Coût horaire;Projet", "person date hours hourly line"],
  ["Salarié·e;Jour;Durée;Tâche", "person date hours label"],
])("hours: %s", (titles, expected) => {
  expect(guessed("hours", titles)).toBe(expected);
});

const reading = (titles: string): TableReading => ({
  ...{ kind: "table", format: "csv", encoding: null, is1904: false },
  ...{ sheet: 0, headerRow: 1, rowCount: 1, columns: columnsOf(titles) },
});
const fault = (source: "table" | "hours", columns: typeof emptyMapping.columns) =>
  faultOfColumns(source, reading("a;b;c;d"), { ...emptyMapping, columns });

test("what is missing to read a table is asked for, and nothing is said twice", () => {
  expect(fault("table", { 1: "date", 2: "label", 3: "amount" })).toBeNull();
  expect(fault("table", { 1: "date", 2: "supplier", 3: "debit", 4: "credit" })).toBeNull();
  expect(fault("table", { 2: "label", 3: "amount" })).toContain("Date");
  expect(fault("table", { 1: "date", 2: "label" })).toContain("Montant");
  expect(fault("table", { 1: "date", 3: "amount" })).toContain("Libellé");
  expect(fault("table", { 1: "date", 2: "label", 3: "amount", 4: "debit" })).toContain("soit");
  expect(fault("table", { 1: "date", 2: "date", 3: "amount" })).toContain("Deux colonnes");
  expect(fault("hours", { 1: "date", 2: "person", 3: "hours", 4: "hourly" })).toBeNull();
  expect(fault("hours", { 1: "date", 2: "person", 3: "hours" })).toContain("coût d’une heure");
});

test("a column of too many words cannot say the line", () => {
  const many = reading("Date;Libellé;Montant;Code");
  many.columns = many.columns.map((column) => ({
    ...column,
    words: column.column === 4 ? null : column.words,
  }));
  const columns = { 1: "date", 2: "label", 3: "amount", 4: "line" } as const;
  expect(faultOfColumns("table", many, { ...emptyMapping, columns })).toContain("cent valeurs");
});
