import type { Tx } from "@essaim/database/operation";
import { sql } from "kysely";

type LineUntil = {
  id: string;
  account: string;
  label: string;
  plannedCents: number;
  paidCents: number;
  committedCents: number;
};

/**
 * The money of a grant as it stood at the end of a day: received by then, and on each line of its budget what was spent by
 * then, paid or not yet. Whole cents.
 */
export async function readMoneyUntil(db: Tx, grantId: string, day: string) {
  const { rows: lines } = await sql<LineUntil>`
    select l.id, l.account, l.label, l.amount_cents as "plannedCents",
      coalesce(sum(s.amount_cents) filter (where e.paid_on <= ${day}::date), 0)::bigint as "paidCents",
      coalesce(sum(s.amount_cents) filter (where e.paid_on is null or e.paid_on > ${day}::date), 0)::bigint
        as "committedCents"
    from budget_line l
    left join (expense_allocation s
      join expense e on e.organisation_id = s.organisation_id and e.id = s.expense_id and e.incurred_on <= ${day}::date)
      on s.organisation_id = l.organisation_id and s.budget_line_id = l.id
    where l.grant_id = ${grantId}
    group by l.organisation_id, l.id
    order by l.account, l.label, l.id`.execute(db);
  const { rows: received } = await sql<{ cents: number }>`
    select coalesce(sum(amount_cents), 0)::bigint as cents from receipt
    where grant_id = ${grantId} and received_on <= ${day}::date`.execute(db);
  return { lines, receivedCents: received[0]?.cents ?? 0 };
}
