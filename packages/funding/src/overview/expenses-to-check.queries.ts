import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { loadEligibility } from "../spending/eligibility.queries.ts";
import { isProven } from "../spending/proven.queries.ts";
import { type CheckedExpense, expensesToCheck, gravestFirst } from "./expenses-to-check.rules.ts";

const PER_PAGE = 50;

/** The expenses of a grant to look at before its report: those against a rule, then the oldest. @throws NotFound */
export const listExpensesToCheck = defineQuery({
  name: "listExpensesToCheck",
  permission: "spending:read",
  input: z.object({ id: z.uuid(), page: z.int().min(1) }),
  run: async ({ db, input: { id, page } }) => {
    const grant = await db
      .selectFrom("funding_grant")
      .where("id", "=", id)
      .select("id")
      .executeTakeFirst();
    if (!grant) throw new NotFound(`No grant ${id}`);
    const lines = await db
      .selectFrom("budget_line")
      .where("grant_id", "=", id)
      .select("id")
      .execute();
    const lineIds = lines.map((line) => line.id);
    const expenses = await readExpenses(db, id);
    const found = gravestFirst(
      expensesToCheck(expenses, await loadEligibility(db, lineIds), today()),
    );
    return {
      expenseCount: expenses.length,
      total: found.length,
      withoutEvidence: found.filter(({ lacksEvidence }) => lacksEvidence).length,
      againstRules: found.filter(({ refusals }) => refusals.length > 0).length,
      expenses: found.slice((page - 1) * PER_PAGE, page * PER_PAGE),
      page,
      pageCount: Math.max(1, Math.ceil(found.length / PER_PAGE)),
    };
  },
});

async function readExpenses(db: Tx, grantId: string): Promise<CheckedExpense[]> {
  const { rows } = await sql<CheckedExpense>`
    select e.id, e.label, e.supplier, e.account, e.incurred_on as "incurredOn", e.amount_cents as "amountCents",
      e.paid_on is not null as "isPaid",
      ${isProven} as "hasEvidence",
      jsonb_agg(jsonb_build_object('budgetLineId', a.budget_line_id, 'amountCents', a.amount_cents)) as parts
    from budget_line l
    join expense_allocation a on a.organisation_id = l.organisation_id and a.budget_line_id = l.id
    join expense e on e.organisation_id = a.organisation_id and e.id = a.expense_id
    where l.grant_id = ${grantId}
    group by e.organisation_id, e.id`.execute(db);
  return rows;
}
