import { daysAfter } from "@essaim/database/today";
import {
  countIn,
  type Eligibility,
  type Judgement,
  judgeParts,
} from "../spending/eligibility.rules.ts";
import type { Part } from "../spending/split.rules.ts";

/** Days after which an expense that is not paid is told. */
export const UNPAID_DAYS = 60;

/** An expense of a grant, and what the grant's lines pay of it. Whole cents. */
export type CheckedExpense = {
  id: string;
  label: string;
  supplier: string;
  account: string;
  incurredOn: string;
  amountCents: number;
  isPaid: boolean;
  /** As `isProven` says. */
  hasEvidence: boolean;
  parts: readonly Part[];
};

export type ExpenseToCheck = CheckedExpense &
  Judgement & {
    lacksEvidence: boolean;
    isUnpaidForLong: boolean;
  };

/**
 * The expenses of a grant that its funder could question: no evidence, not paid for long, or against a rule of the
 * agreement. Judged one after the other in the order of their days, so that only what passes a ceiling or a line is
 * told, and not all that came before. That the grant is closed or a report sent changes nothing here.
 */
export function expensesToCheck(
  expenses: readonly CheckedExpense[],
  known: Eligibility,
  day: string,
): ExpenseToCheck[] {
  const eligibility = fromNothing(known, expenses);
  const inOrder = [...expenses].sort(
    (a, b) => a.incurredOn.localeCompare(b.incurredOn) || a.id.localeCompare(b.id),
  );
  return inOrder
    .map((expense) => {
      const judgement = judgeParts(eligibility, expense, expense.parts);
      countIn(eligibility, expense, expense.parts);
      return {
        ...expense,
        ...judgement,
        lacksEvidence: !expense.hasEvidence,
        isUnpaidForLong: !expense.isPaid && expense.incurredOn < daysAfter(day, -UNPAID_DAYS),
      };
    })
    .filter(
      ({ refusals, warnings, lacksEvidence, isUnpaidForLong }) =>
        lacksEvidence || isUnpaidForLong || refusals.length > 0 || warnings.length > 0,
    );
}

/** Those against a rule before the others, which keep their order. */
export function gravestFirst(found: readonly ExpenseToCheck[]): ExpenseToCheck[] {
  const isAgainst = ({ refusals }: ExpenseToCheck) => refusals.length > 0;
  return [...found.filter(isAgainst), ...found.filter((expense) => !isAgainst(expense))];
}

/** The same lines and grants, as before the first of these expenses. */
function fromNothing(known: Eligibility, expenses: readonly CheckedExpense[]): Eligibility {
  const spent = new Map<string, number>();
  for (const { budgetLineId, amountCents } of expenses.flatMap(({ parts }) => parts)) {
    spent.set(budgetLineId, (spent.get(budgetLineId) ?? 0) + amountCents);
  }
  return {
    lines: new Map(
      [...known.lines].map(([id, line]) => [
        id,
        { ...line, isClosed: false, leftCents: line.leftCents + (spent.get(id) ?? 0) },
      ]),
    ),
    grants: new Map(
      [...known.grants].map(([id, { state, rules }]) => [
        id,
        {
          rules,
          state: {
            ...state,
            status: state.status === "closed" ? "awarded" : state.status,
            spent: [],
            sentReports: [],
          },
        },
      ]),
    ),
  };
}
