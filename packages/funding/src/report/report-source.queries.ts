import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { Side } from "../budget/account.rules.ts";
import { isProven } from "../spending/proven.queries.ts";
import { type ReportSource, toldKey } from "./report-figures.rules.ts";

/**
 * Reads all that a report of a grant over a period is made of. Its perimeter: the funding plan that the grant is in,
 * with the lines of each of its grants and the own funds given to the programme's actions; the grant alone when it is
 * in no plan. Amounts in cents.
 */
export async function loadReportSource(
  db: Tx,
  { grantId, coversFrom, coversTo }: { grantId: string; coversFrom: string; coversTo: string },
): Promise<ReportSource> {
  const plan = await db
    .selectFrom("plan_entry as e")
    .innerJoin("funding_plan as p", (join) =>
      join.onRef("p.organisation_id", "=", "e.organisation_id").onRef("p.id", "=", "e.plan_id"),
    )
    .where("e.grant_id", "=", grantId)
    .select(["p.id", "p.title", "p.programme_id as programmeId"])
    .executeTakeFirst();
  const planEntries = plan
    ? await db
        .selectFrom("plan_entry")
        .where("plan_id", "=", plan.id)
        .select([
          sql<Side>`side`.as("side"),
          "account",
          "label",
          "grant_id as grantId",
          "amount_cents as amountCents",
        ])
        .orderBy("position")
        .orderBy("id")
        .execute()
    : [];
  const grantIds = [...new Set([grantId, ...planEntries.flatMap((entry) => entry.grantId ?? [])])];
  const grants = await db
    .selectFrom("funding_grant as g")
    .innerJoin("funder as f", (join) =>
      join.onRef("f.organisation_id", "=", "g.organisation_id").onRef("f.id", "=", "g.funder_id"),
    )
    .where("g.id", "in", grantIds)
    // A funder that said no gives nothing.
    .where((is) => is.or([is("g.status", "<>", "declined"), is("g.id", "=", grantId)]))
    .select([
      "g.id",
      "g.title",
      "f.name as funderName",
      "g.amount_cents as awardedCents",
      "g.asked_cents as askedCents",
      "g.in_kind_cents as inKindCents",
      "g.starts_on as startsOn",
    ])
    .orderBy(sql`g.id = ${grantId}`, "desc")
    .orderBy("g.id")
    .execute();
  const lines = await db
    .selectFrom("budget_line as l")
    .leftJoin("programme_action as a", (join) =>
      join.onRef("a.organisation_id", "=", "l.organisation_id").onRef("a.id", "=", "l.action_id"),
    )
    .where((is) =>
      is.or([
        is("l.grant_id", "in", grantIds),
        is.and([
          is("l.grant_id", "is", null),
          is("a.programme_id", "=", plan?.programmeId ?? null),
        ]),
      ]),
    )
    .select([
      "l.id",
      "l.grant_id as grantId",
      "l.label",
      "l.account",
      "a.name as actionName",
      "l.amount_cents as amountCents",
    ])
    .orderBy("l.account")
    .orderBy("l.id")
    .execute();
  const receipts = await db
    .selectFrom("receipt")
    .where("grant_id", "in", grantIds)
    .select(["grant_id as grantId", "received_on as receivedOn", "amount_cents as cents"])
    .execute();
  const lineIds = lines.map(({ id }) => id);
  const spending =
    lineIds.length === 0
      ? []
      : await db
          .selectFrom("expense_allocation as s")
          .innerJoin("expense as e", (join) =>
            join
              .onRef("e.organisation_id", "=", "s.organisation_id")
              .onRef("e.id", "=", "s.expense_id"),
          )
          .where("s.budget_line_id", "in", lineIds)
          .select([
            "e.id as expenseId",
            "s.budget_line_id as lineId",
            "e.account",
            "e.incurred_on as incurredOn",
            "e.paid_on as paidOn",
            "s.amount_cents as cents",
            sql<number>`e.amount_cents - (select sum(o.amount_cents)::bigint from expense_allocation o
              where o.organisation_id = e.organisation_id and o.expense_id = e.id)`.as("ownCents"),
            isProven.as("hasEvidence"),
          ])
          .orderBy("e.incurred_on")
          .orderBy("e.id")
          .orderBy("s.budget_line_id")
          .execute();
  const { rows: sent } = await sql<{ expenseId: string; lineId: string }>`
    select counted ->> 'expenseId' as "expenseId", counted ->> 'lineId' as "lineId"
    from grant_report r, jsonb_array_elements(r.frozen -> 'counted') counted
    where r.grant_id = ${grantId} and r.sent_on is not null`.execute(db);
  const startsOn = grants.find(({ id }) => id === grantId)?.startsOn ?? coversFrom;
  return {
    grantId,
    coversFrom,
    coversTo,
    startsOn,
    plan: plan ? { id: plan.id, title: plan.title } : null,
    planEntries,
    lines,
    grants: grants.map(({ startsOn: _, ...grant }) => grant),
    receipts,
    spending,
    told: sent.length > 0 ? new Set(sent.map(toldKey)) : null,
  };
}
