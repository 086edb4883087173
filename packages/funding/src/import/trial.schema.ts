import { z } from "zod";
import type { Fault } from "./fault.schema.ts";

/** An expense that agreements refuse, or warn about. */
export type Judged = { line: number; label: string; amountCents: number; messages: string[] };

export const decisionsSchema = z.object({
  /** What agreements refuse: written at the cooperative's own charge, or left out. */
  refused: z.enum(["own", "leave_out"]),
  /** Are warnings told and kept on purpose? */
  warned: z.boolean(),
});
export type Decisions = z.output<typeof decisionsSchema>;

export const noDecisions: Decisions = { refused: "own", warned: false };

/** Expenses judged that are kept one by one; past it they are only counted. */
export const MOST_JUDGED = 500;

/** The dry run of an import: nothing is written. Amounts in cents. */
export type Trial = {
  /** Lines of the file that tell an expense. */
  rowCount: number;
  faults: Fault[];
  faultCount: number;
  /** What would be written, refused expenses among them. */
  created: number;
  createdCents: number;
  /** Known already by their key. */
  skipped: number;
  /** Left out by the matching, or no expense. */
  leftOut: number;
  /** Committed: the file dates their payment after the day of the trial. Trials of before do not say. */
  aheadCount?: number;
  refusals: Judged[];
  refusalCount: number;
  refusedCents: number;
  warnings: Judged[];
  warningCount: number;
  /** What each line would pay; null is the cooperative's own charge. */
  byLine: { lineId: string | null; count: number; cents: number }[];
  decisions: Decisions;
};

/** What would be written now. */
export function outlookOf(trial: Trial) {
  const leaves = trial.decisions.refused === "leave_out";
  const created = trial.created - (leaves ? trial.refusalCount : 0);
  return {
    created,
    cents: trial.createdCents - (leaves ? trial.refusedCents : 0),
    isReady:
      trial.faultCount === 0 && created > 0 && (trial.warningCount === 0 || trial.decisions.warned),
  };
}

/** What remains of an import once it is written. */
export type Written = {
  created: number;
  cents: number;
  skipped: number;
  leftOut: number;
} & Partial<Undone>;
/** How many expenses left when the import was undone, and how many stayed, for they had been used. */
export type Undone = { removed: number; kept: number };
