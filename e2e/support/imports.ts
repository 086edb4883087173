import type { Mapping } from "@essaim/accompaniment/import/mapping.schema";
import type {
  ColumnReading,
  Reading,
  SheetReading,
} from "@essaim/accompaniment/import/reading.schema";
import type { Trial, Written } from "@essaim/accompaniment/import/trial.schema";
import { row } from "./database.ts";

/** A spreadsheet of two people, matched and tried, with a problem and somebody already known; and one written. */
export async function createImports(by: {
  organisationId: string;
  membershipId: string;
  /** Somebody whom its second row tells again. */
  worker: { id: string; name: string };
}): Promise<{ importId: string; writtenImportId: string }> {
  const { organisationId, membershipId, worker } = by;
  const insert = (values: Record<string, unknown>) => {
    const all = { organisation_id: organisationId, created_by: membershipId, ...values };
    const names = Object.keys(all);
    const marks = names.map((_, at) => `$${at + 1}`).join(", ");
    return row<{ id: string }>(
      `insert into worker_import (${names.join(", ")}) values (${marks}) returning id`,
      Object.values(all),
    );
  };
  const column = (at: number, title: string, samples: string[]): ColumnReading => {
    const words = samples.map((text) => ({ key: text.toLowerCase(), text, count: 1 }));
    return {
      ...{ column: at, title, samples, filled: samples.length, looks: {}, parts: null },
      ...{ words, monthFirstRow: null, isHidden: false },
    };
  };
  const sheet: SheetReading = {
    ...{ sheet: 0, name: "Suivi", isHidden: false, headerRow: 1, rowCount: 2, faults: [] },
    hiddenRows: { count: 0, first: null },
    columns: [
      column(1, "Nom", ["Sanchez", "Nour"]),
      column(2, "Prénom", ["Lou", "Sacha"]),
      column(3, "Entrée", ["31/02/2024", "03/03/2024"]),
      column(4, "Orienté par", ["CCAS", "La voisine"]),
    ],
  };
  const reading: Reading = { format: "csv", encoding: "UTF-8", is1904: false, sheets: [sheet] };
  const columns = {
    "1": "familyName",
    "2": "givenName",
    "3": "supportedFrom",
    "4": "prescriber",
  };
  const everybody = { kind: "both" as const, coachId: null, supportedFrom: null };
  const mapping: Mapping = { sheet: 0, columns, words: {}, everybody };
  const trial: Trial = {
    rowCount: 2,
    problems: [{ row: 2, column: 3, message: "Le 31 février n’existe pas.", shown: "31/02/2024" }],
    problemCount: 1,
    badRows: [2],
    duplicates: [
      {
        ...{ row: 3, name: "Sacha Nour" },
        others: [{ id: worker.id, row: null, name: worker.name, reasons: ["même nom"] }],
      },
    ],
    repairs: {},
    decisions: { all: "skip", rows: {}, leaveOut: false },
  };
  const json = (value: Reading | Mapping | Trial | Written) => JSON.stringify(value);
  const tried = await insert({
    ...{ file_name: "suivi.csv", status: "tried", row_count: 2 },
    ...{ reading: json(reading), mapping: json(mapping), trial: json(trial) },
  });
  const written = await insert({
    ...{ file_name: "ancien.csv", status: "written", row_count: 2, written_at: new Date() },
    trial: json({ created: 2, skipped: 0, leftOut: 0 }),
  });
  return { importId: tried.id, writtenImportId: written.id };
}
