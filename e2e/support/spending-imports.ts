import { emptyMapping, type Mapping } from "@essaim/funding/import/mapping.schema";
import type { TableReading } from "@essaim/funding/import/table-survey";
import type { Trial, Written } from "@essaim/funding/import/trial.schema";
import { row } from "./database.ts";

/** A table of one expense, matched and tried; and one written. */
export async function createSpendingImports(by: {
  organisationId: string;
  membershipId: string;
}): Promise<{ spendingImportId: string; writtenSpendingId: string }> {
  const insert = (status: string, writtenAt: Date | null, more: Record<string, unknown>) =>
    row<{ id: string }>(
      `insert into spending_import (organisation_id, created_by, source, file_name, status, written_at, reading, mapping, trial)
       values ($1, $2, 'table', 'depenses.csv', $3, $4, $5, $6, $7) returning id`,
      [
        by.organisationId,
        by.membershipId,
        status,
        writtenAt,
        more.reading ? JSON.stringify(more.reading) : null,
        more.mapping ? JSON.stringify(more.mapping) : null,
        JSON.stringify(more.trial),
      ],
    );
  const column = (at: number, title: string, sample: string) => ({
    ...{ column: at, title, samples: [sample], filled: 1 },
    words: [{ key: sample, text: sample, count: 1 }],
  });
  const reading: TableReading = {
    ...{ kind: "table", format: "csv", encoding: "UTF-8", is1904: false },
    ...{ sheet: 0, headerRow: 1, rowCount: 1 },
    columns: [
      column(1, "Date", "03/03/2026"),
      column(2, "Libellé", "Casques"),
      column(3, "Montant", "100"),
    ],
  };
  const mapping: Mapping = {
    ...emptyMapping,
    columns: { "1": "date", "2": "label", "3": "amount" },
    places: { "*": "own" },
  };
  const trial: Trial = {
    ...{ rowCount: 1, faults: [], faultCount: 0, created: 1, createdCents: 10_000, skipped: 0 },
    ...{
      leftOut: 0,
      refusals: [],
      refusalCount: 0,
      refusedCents: 0,
      warnings: [],
      warningCount: 0,
    },
    byLine: [{ lineId: null, count: 1, cents: 10_000 }],
    decisions: { refused: "own", warned: false },
  };
  const written: Written = { created: 1, cents: 10_000, skipped: 0, leftOut: 0 };
  const tried = await insert("tried", null, { reading, mapping, trial });
  const over = await insert("written", new Date(), { trial: written });
  return { spendingImportId: tried.id, writtenSpendingId: over.id };
}
