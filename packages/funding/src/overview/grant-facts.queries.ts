import type { Tx } from "@essaim/database/operation";
import { daysAfter } from "@essaim/database/today";
import { sql } from "kysely";
import { openInstalments } from "../grant/open-instalments.queries.ts";
import { NOTICE_DAYS } from "./grant-money.rules.ts";
import type {
  GrantFacts,
  LineMoney,
  MonthMoney,
  ReportDue,
  Unbalanced,
} from "./grant-money.schema.ts";

/** Which grants: one, or those of a year, a programme and a funder. */
export type Chosen = {
  id?: string;
  year?: number;
  programmeId?: string;
  funderId?: string;
};

/** The condition on a grant `g`: one, or those of a period, a programme and a funder that were not refused. */
function isChosen({ id, year, programmeId, funderId }: Chosen) {
  const conditions = [id ? sql`g.id = ${id}` : sql`g.status <> 'declined'`];
  if (year)
    conditions.push(sql`g.starts_on <= ${`${year}-12-31`} and g.ends_on >= ${`${year}-01-01`}`);
  if (programmeId) conditions.push(sql`g.programme_id = ${programmeId}`);
  if (funderId) conditions.push(sql`g.funder_id = ${funderId}`);
  return sql.join(conditions, sql` and `);
}

/**
 * What the records say of the money of grants, the latest period first. A grant refused is there only when it is named. What is spent is read from `spending_month`, the sums that the database keeps.
 */
export async function readGrantFacts(db: Tx, day: string, chosen: Chosen): Promise<GrantFacts[]> {
  const { id } = chosen;
  const { rows } = await sql<GrantFacts>`
    with chosen as (select * from funding_grant g where ${isChosen(chosen)}),
    received as (
      select r.grant_id, sum(r.amount_cents)::bigint as cents from receipt r
      ${id ? sql`where r.grant_id = ${id}` : sql``} group by r.grant_id),
    -- Summed once each, not joined and grouped: under row level security the planner takes the grants for a few, and
    -- would sum the lines of all of them for each.
    spent as materialized (
      select s.budget_line_id, sum(s.paid_cents) as paid, sum(s.committed_cents) as committed,
        sum(s.paid_cents + s.committed_cents) filter (where s.month <= ${day}::date) as to_date
      from spending_month s
      ${id ? sql`where s.budget_line_id in (select l.id from budget_line l where l.grant_id = ${id})` : sql``}
      group by s.budget_line_id),
    line as (
      select l.grant_id, l.amount_cents, starts_with(l.account, '86') as is_in_kind, coalesce(s.paid, 0) as paid,
        coalesce(s.committed, 0) as committed, coalesce(s.to_date, 0) as to_date
      from budget_line l left join spent s on s.budget_line_id = l.id
      ${id ? sql`where l.grant_id = ${id}` : sql``}),
    budget as materialized (
      select grant_id, count(*) as lines, count(*) filter (where paid + committed > amount_cents) as overspent,
        coalesce(sum(amount_cents) filter (where not is_in_kind), 0)::bigint as planned, sum(paid)::bigint as paid,
        sum(committed)::bigint as committed, sum(to_date)::bigint as to_date
      from line group by grant_id),
    late as (
      select i.grant_id, min(i.expected_on) as since, sum(i.cents)::bigint as cents
      from (${openInstalments(id)}) i where i.expected_on < ${day}::date group by i.grant_id)
    select g.id, g.title, g.status, g.starts_on as "startsOn", g.ends_on as "endsOn", g.apply_by as "applyBy",
      f.id as "funderId", f.name as "funderName", p.id as "programmeId", p.name as "programmeName",
      g.asked_cents as "askedCents", g.amount_cents as "awardedCents", coalesce(r.cents, 0) as "receivedCents",
      coalesce(b.planned, 0) as "plannedCents", coalesce(b.paid, 0) as "paidCents",
      coalesce(b.committed, 0) as "committedCents", coalesce(b.to_date, 0) as "toDateCents",
      coalesce(b.lines, 0) as "lineCount", coalesce(b.overspent, 0) as "overspentLineCount",
      late.since as "lateOn", coalesce(late.cents, 0) as "lateCents"
    from chosen g
    join funder f on f.organisation_id = g.organisation_id and f.id = g.funder_id
    join programme p on p.organisation_id = g.organisation_id and p.id = g.programme_id
    left join received r on r.grant_id = g.id
    left join budget b on b.grant_id = g.id
    left join late on late.grant_id = g.id
    order by g.starts_on desc, g.id desc`.execute(db);
  return rows;
}

/** Reports not sent that are late or due soon, of one grant or of all. For managers: nobody else reads reports. */
export async function readReportsDue(db: Tx, day: string, grantId?: string): Promise<ReportDue[]> {
  let due = db
    .selectFrom("grant_report")
    .where("sent_on", "is", null)
    .where("due_on", "<=", daysAfter(day, NOTICE_DAYS));
  if (grantId) due = due.where("grant_id", "=", grantId);
  return due
    .select(["id", "grant_id as grantId", "label", "due_on as dueOn"])
    .orderBy("due_on")
    .orderBy("id")
    .execute();
}

/** Settled plans whose charges and products differ, in money or in kind. A grant refused brings nothing. */
export async function readUnbalancedPlans(db: Tx): Promise<Unbalanced[]> {
  const { rows } = await sql<Unbalanced>`
    select * from (
      select p.id, p.title, coalesce(array_agg(e.grant_id) filter (where e.grant_id is not null), '{}') as "grantIds",
        coalesce(sum(m.cents) filter (where not m.is_in_kind), 0)::bigint as "gapCents",
        coalesce(sum(m.cents) filter (where m.is_in_kind), 0)::bigint as "inKindGapCents"
      from funding_plan p
      join plan_entry e on e.organisation_id = p.organisation_id and e.plan_id = p.id
      left join funding_grant g on g.organisation_id = e.organisation_id and g.id = e.grant_id,
      lateral (select e.account ~ '^8' as is_in_kind, case e.side when 'charge' then 1 else -1 end
        * coalesce(e.amount_cents, case when g.status = 'declined' then 0 else coalesce(g.amount_cents, g.asked_cents) end, 0)
        as cents) m
      where p.settled_on is not null
      group by p.organisation_id, p.id) plan
    where "gapCents" <> 0 or "inKindGapCents" <> 0
    order by title, id`.execute(db);
  return rows;
}

/** What the lines of a grant pay, by account. */
export async function readLineMoney(db: Tx, grantId: string): Promise<LineMoney[]> {
  const { rows } = await sql<LineMoney>`
    select l.id, l.label, l.account, l.amount_cents as "amountCents",
      coalesce(sum(s.paid_cents), 0)::bigint as "paidCents", coalesce(sum(s.committed_cents), 0)::bigint as "committedCents"
    from budget_line l
    left join spending_month s on s.organisation_id = l.organisation_id and s.budget_line_id = l.id
    where l.grant_id = ${grantId}
    group by l.organisation_id, l.id
    order by l.account, l.label, l.id`.execute(db);
  return rows;
}

/** What grants paid and promised in the months of a period, both its first days; months with nothing are left out. */
export async function readSpendingByMonth(
  db: Tx,
  chosen: Chosen,
  { from, to }: { from: string; to: string },
): Promise<MonthMoney[]> {
  const { rows } = await sql<MonthMoney>`
    select s.month, sum(s.paid_cents)::bigint as "paidCents", sum(s.committed_cents)::bigint as "committedCents"
    from funding_grant g
    join budget_line l on l.organisation_id = g.organisation_id and l.grant_id = g.id
    join spending_month s on s.organisation_id = l.organisation_id and s.budget_line_id = l.id
    where ${isChosen(chosen)} and s.month between ${from}::date and ${to}::date
    group by s.month order by s.month`.execute(db);
  return rows;
}
