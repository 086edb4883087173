import type { Tx } from "@essaim/database/operation";
import { sql } from "kysely";
import {
  countIn,
  type Eligibility,
  type Judgement,
  judgeParts,
} from "../spending/eligibility.rules.ts";
import type { ReadExpense } from "./fec-expense.ts";
import type { Mapping } from "./mapping.schema.ts";

export type JudgedExpense = {
  expense: ReadExpense;
  /** Null: at the cooperative's own charge. */
  lineId: string | null;
} & Judgement;

/**
 * Judges the expenses of a batch that are new and that the matching takes, one after the other: each counts on its line
 * before the next. What is refused counts nowhere.
 */
export async function judgeBatch(
  db: Tx,
  eligibility: Eligibility,
  { places }: Mapping,
  expenses: readonly ReadExpense[],
): Promise<{ judged: JudgedExpense[]; skipped: number; leftOut: number }> {
  const taken = expenses.filter(({ place }) => (places[place] ?? "skip") !== "skip");
  const known = await knownKeys(db, taken);
  const judged = taken
    .filter(({ sourceKey }) => !known.has(sourceKey))
    .map((expense): JudgedExpense => {
      const where = places[expense.place];
      const lineId = where === undefined || where === "own" || where === "skip" ? null : where;
      if (lineId === null) return { expense, lineId, refusals: [], warnings: [] };
      const parts = [{ budgetLineId: lineId, amountCents: expense.amountCents }];
      const judgement = judgeParts(eligibility, expense, parts);
      if (judgement.refusals.length === 0) countIn(eligibility, expense, parts);
      return { expense, lineId, ...judgement };
    });
  return { judged, skipped: known.size, leftOut: expenses.length - taken.length };
}

/** The lines that a matching names. */
export function linesOfMapping({ places }: Mapping): string[] {
  const named = Object.values(places).filter((where) => where !== "own" && where !== "skip");
  return [...new Set(named)];
}

async function knownKeys(db: Tx, expenses: readonly ReadExpense[]): Promise<Set<string>> {
  if (expenses.length === 0) return new Set();
  const keys = expenses.map(({ sourceKey }) => sourceKey);
  const rows = await db
    .selectFrom("expense")
    .where("source_key", "=", sql<string>`any(${keys}::text[])`)
    .select("source_key")
    .execute();
  return new Set(rows.flatMap((row) => row.source_key ?? []));
}
