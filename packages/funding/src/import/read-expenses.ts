import { today } from "@essaim/database/today";
import { fecEntries } from "./fec.ts";
import { expensesOfEntry, type ReadExpense } from "./fec-expense.ts";
import type { ImportRecord } from "./import.queries.ts";
import type { Mapping } from "./mapping.schema.ts";
import { RowReader } from "./row-reader.ts";
import { rowsOfTable } from "./table-survey.ts";

export type Batch = {
  expenses: ReadExpense[];
  faults: { line: number; message: string }[];
  /** Source keys of those whose payment the file dates after today: it is not made yet, they are committed. */
  ahead: Set<string>;
  /** Rows that tell no expense. */
  nothing: number;
  /** The last line read. */
  line: number;
};

/** Expenses read, judged and written together. */
const BATCH = 1_000;

/**
 * The expenses that a file tells, by batches: every one of a table; of accounts, those of the journals and accounts that
 * the matching takes.
 * @throws Unreadable
 */
export async function* readExpenses(
  { reading, mapping, createdAt }: Pick<ImportRecord, "reading" | "mapping" | "createdAt">,
  source: ImportRecord["source"],
  bytes: Uint8Array,
): AsyncGenerator<Batch> {
  if (!reading || !mapping) return;
  let batch = newBatch(0);
  const day = today();
  const take = (expense: ReadExpense) => {
    const isAhead = expense.paidOn !== null && expense.paidOn > day;
    if (isAhead) batch.ahead.add(expense.sourceKey);
    batch.expenses.push(isAhead ? { ...expense, paidOn: null } : expense);
  };
  if (reading.kind === "fec") {
    const takes = takesOf(mapping);
    for (const entry of fecEntries(bytes)) {
      for (const expense of expensesOfEntry(entry, takes)) take(expense);
      batch.line = entry.lines.at(-1)?.line ?? batch.line;
      if (batch.expenses.length < BATCH) continue;
      yield batch;
      batch = newBatch(batch.line);
    }
    yield batch;
    return;
  }
  const reader = new RowReader(mapping, {
    is1904: reading.is1904,
    latestYear: createdAt.getFullYear() + 1,
  });
  for await (const row of rowsOfTable(bytes, reading)) {
    const read = source === "hours" ? reader.hours(row) : reader.table(row);
    batch.line = row.row;
    if (!read.ok)
      batch.faults.push(...read.messages.map((message) => ({ line: row.row, message })));
    else if (read.expense) take(read.expense);
    else batch.nothing += 1;
    if (batch.expenses.length < BATCH) continue;
    yield batch;
    batch = newBatch(row.row);
  }
  yield batch;
}

const newBatch = (line: number): Batch => ({
  expenses: [],
  faults: [],
  ahead: new Set(),
  nothing: 0,
  line,
});

function takesOf({ leftOut, places }: Mapping) {
  const without = new Set(leftOut);
  return {
    journal: (code: string) => !without.has(code),
    account: (number: string) => (places[number] ?? "skip") !== "skip",
  };
}
