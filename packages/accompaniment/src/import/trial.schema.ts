import { z } from "zod";
import type { Repair } from "./cell-value.rules.ts";
import type { Problem } from "./prepared.schema.ts";

/** Problems kept one by one; past it they are only counted. */
export const MOST_PROBLEMS = 20_000;

/** A person whom a row may well tell again: somebody who has a file, or another row. */
export type LikelySame = {
  /** The file, or null when it is another row. */
  id: string | null;
  row: number | null;
  name: string;
  /** In words, the strongest first. */
  reasons: string[];
};

/** A row that may well be somebody who is already known. */
export type Duplicate = { row: number; name: string; others: LikelySame[] };

const decision = z.enum(["skip", "create"]);
export type Decision = z.output<typeof decision>;

/** What somebody decided after the dry run. */
export const decisionsSchema = z.object({
  /** For every likely duplicate without a decision of its own. */
  all: decision,
  rows: z.record(z.string().regex(/^[0-9]+$/), decision),
  /** Are the rows with a problem left out? Otherwise nothing is written while there are any. */
  leaveOut: z.boolean(),
});
export type Decisions = z.output<typeof decisionsSchema>;

export const noDecisions: Decisions = { all: "skip", rows: {}, leaveOut: false };

/** The dry run of an import. */
export type Trial = {
  rowCount: number;
  problems: Problem[];
  problemCount: number;
  /** Every row with a problem. */
  badRows: number[];
  duplicates: Duplicate[];
  repairs: Partial<Record<Repair, number>>;
  decisions: Decisions;
};

export function decisionFor(decisions: Decisions, row: number): Decision {
  return decisions.rows[String(row)] ?? decisions.all;
}

/** What would be written now, and what would not. */
export function outlookOf({ rowCount, badRows, duplicates, decisions }: Trial) {
  const skipped = duplicates.filter(({ row }) => decisionFor(decisions, row) === "skip").length;
  const created = rowCount - badRows.length - skipped;
  return {
    created,
    skipped,
    bad: badRows.length,
    /** May it be written? */
    isReady: created > 0 && (badRows.length === 0 || decisions.leaveOut),
  };
}

/** What remains of an import once it is written: counts, and nothing about anybody. */
export type Written = { created: number; skipped: number; leftOut: number } & Partial<Undone>;

/** How many people left when the import was undone, and how many stayed, for they had been used. */
export type Undone = { removed: number; kept: number };
