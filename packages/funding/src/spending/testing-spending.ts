import { inOrganisation, type TestDatabase } from "@essaim/database/testing";
import type { Rows } from "@essaim/database/testing-rows";
import { sql } from "kysely";
import { type ExpenseInput, expenseSchema } from "./expense.schema.ts";

const year = { starts_on: "2026-01-01", ends_on: "2026-12-31" };

/** A line of 2026 and 10 000 €: of own funds, unless it says its grant. */
export async function addLine(
  database: TestDatabase,
  { organisationId }: Rows,
  change: { grant_id?: string; account?: string; amount_cents?: number } = {},
): Promise<string> {
  return await inOrganisation(database.owner.db, { organisationId }, async (db) => {
    const { id } = await db
      .insertInto("budget_line")
      .values({
        organisation_id: organisationId,
        label: "Achats",
        account: "60",
        amount_cents: 1_000_000,
        ...year,
        ...change,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  });
}

/** A grant awarded for 2026 like that of the organisation: 10 000 €. */
export async function addGrant(database: TestDatabase, ours: Rows): Promise<string> {
  const { organisationId } = ours;
  return await inOrganisation(database.owner.db, { organisationId }, async (db) => {
    const { programme_id, funder_id } = await db
      .selectFrom("funding_grant")
      .where("id", "=", ours.grantId)
      .select(["programme_id", "funder_id"])
      .executeTakeFirstOrThrow();
    const { id } = await db
      .insertInto("funding_grant")
      .values({
        organisation_id: organisationId,
        programme_id,
        funder_id,
        title: "Communs 2026",
        status: "awarded",
        amount_cents: 1_000_000,
        ...year,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  });
}

/** An expense as its form gives it, without any share unless it says some. */
export function expenseOf(change: Partial<ExpenseInput> = {}): ExpenseInput {
  const typed = {
    kind: "purchase",
    label: "Deux casques",
    account: "606",
    incurredOn: "2026-03-10",
    amountCents: "100",
  };
  return { ...expenseSchema.parse(typed), ...change };
}

/**
 * Lines and months whose kept totals differ from the sum of the splits, expenses split beyond their amount, those said
 * to be of no line that are not or on another day, and months whose kept number of expenses is not theirs.
 */
export async function findLostCents(database: TestDatabase, { organisationId }: Rows) {
  return await inOrganisation(database.owner.db, { organisationId }, async (db) => {
    const months = await sql`
      select * from (
        select a.budget_line_id, date_trunc('month', e.incurred_on)::date as month,
          coalesce(sum(a.amount_cents) filter (where e.paid_on is null), 0)::bigint as committed,
          coalesce(sum(a.amount_cents) filter (where e.paid_on is not null), 0)::bigint as paid
        from expense_allocation a join expense e on e.organisation_id = a.organisation_id and e.id = a.expense_id
        group by 1, 2) counted
      full join spending_month m on m.budget_line_id = counted.budget_line_id and m.month = counted.month
      where coalesce(counted.committed, 0) <> coalesce(m.committed_cents, 0)
        or coalesce(counted.paid, 0) <> coalesce(m.paid_cents, 0)`.execute(db);
    const beyond = await sql`
      select e.id from expense e join expense_allocation a on a.organisation_id = e.organisation_id and a.expense_id = e.id
      group by e.organisation_id, e.id
      having abs(sum(a.amount_cents)) > abs(e.amount_cents) or bool_or(sign(a.amount_cents) <> sign(e.amount_cents))`.execute(
      db,
    );
    const unsplit = await sql`
      (select id from expense except select expense_id from expense_allocation)
      except select expense_id from unsplit_expense
      union all
      (select expense_id from unsplit_expense intersect select expense_id from expense_allocation)
      union all
      (select expense_id from unsplit_expense u join expense e on e.id = u.expense_id where e.incurred_on <> u.incurred_on)`.execute(
      db,
    );
    const counts = await sql`
      select * from (
        select date_trunc('month', incurred_on)::date as month, count(*) as expenses from expense group by 1) counted
      full join expense_month m on m.month = counted.month
      where coalesce(counted.expenses, 0) <> coalesce(m.expenses, 0)`.execute(db);
    return [...months.rows, ...beyond.rows, ...unsplit.rows, ...counts.rows];
  });
}
