import type { Tx } from "@essaim/database/operation";
import { sql } from "kysely";
import type { Eligibility } from "./eligibility.rules.ts";

/**
 * Reads what judges expenses on some lines: the lines and what is left on them, their grants, the rules of these, what
 * they pay already and the reports sent.
 * @param exceptExpenseId an expense being changed, counted nowhere
 */
export async function loadEligibility(
  db: Tx,
  lineIds: readonly string[],
  exceptExpenseId: string | null = null,
): Promise<Eligibility> {
  const eligibility: Eligibility = { lines: new Map(), grants: new Map() };
  if (lineIds.length === 0) return eligibility;
  const lines = await db
    .selectFrom("budget_line as l")
    .where("l.id", "in", lineIds)
    .select([
      "l.id",
      "l.label",
      "l.account",
      "l.starts_on as startsOn",
      "l.ends_on as endsOn",
      "l.grant_id as grantId",
      sql<boolean>`l.closed_at is not null`.as("isClosed"),
      sql<number>`l.amount_cents
        - coalesce((select sum(m.committed_cents + m.paid_cents) from spending_month m
          where m.organisation_id = l.organisation_id and m.budget_line_id = l.id), 0)::bigint
        + coalesce((select a.amount_cents from expense_allocation a
          where a.organisation_id = l.organisation_id and a.budget_line_id = l.id
            and a.expense_id = ${exceptExpenseId}), 0)`.as("leftCents"),
    ])
    .execute();
  for (const { id, ...line } of lines) eligibility.lines.set(id, line);
  const grantIds = [...new Set(lines.flatMap(({ grantId }) => grantId ?? []))];
  if (grantIds.length === 0) return eligibility;
  const grants = await db
    .selectFrom("funding_grant as g")
    .where("g.id", "in", grantIds)
    .select([
      "g.id",
      "g.title",
      "g.status",
      "g.starts_on as startsOn",
      "g.ends_on as endsOn",
      sql<number | null>`coalesce(g.amount_cents, g.asked_cents)`.as("amountCents"),
    ])
    .execute();
  const rules = await db
    .selectFrom("eligibility_rule")
    .where("grant_id", "in", grantIds)
    .select([
      "grant_id as grantId",
      "kind",
      "accounts",
      "max_cents as maxCents",
      "max_share as maxShare",
      "days_before as daysBefore",
      "days_after as daysAfter",
      "severity",
      "reason",
    ])
    .orderBy("id")
    .execute();
  const sent = await db
    .selectFrom("grant_report")
    .where("grant_id", "in", grantIds)
    .where("sent_on", "is not", null)
    .select(["grant_id as grantId", "label", "covers_from as from", "covers_to as to"])
    .orderBy("covers_from")
    .execute();
  // Thousands of expenses may be added up: only where a ceiling asks for it.
  const capped = grantIds.filter((id) =>
    rules.some((rule) => rule.grantId === id && rule.kind === "ceiling"),
  );
  const spent = capped.length === 0 ? [] : await spentByAccount(db, capped, exceptExpenseId);
  for (const { id, ...grant } of grants) {
    eligibility.grants.set(id, {
      state: {
        ...grant,
        spent: spent.filter((row) => row.grantId === id),
        sentReports: sent.filter((report) => report.grantId === id),
      },
      rules: rules.filter((rule) => rule.grantId === id),
    });
  }
  return eligibility;
}

function spentByAccount(db: Tx, grantIds: readonly string[], exceptExpenseId: string | null) {
  return db
    .selectFrom("budget_line as l")
    .innerJoin("expense_allocation as a", (join) =>
      join
        .onRef("a.organisation_id", "=", "l.organisation_id")
        .onRef("a.budget_line_id", "=", "l.id"),
    )
    .innerJoin("expense as e", (join) =>
      join.onRef("e.organisation_id", "=", "a.organisation_id").onRef("e.id", "=", "a.expense_id"),
    )
    .where("l.grant_id", "in", grantIds)
    .where("e.id", "is distinct from", exceptExpenseId)
    .select(["l.grant_id as grantId", "e.account"])
    .select(sql<number>`sum(a.amount_cents)::bigint`.as("cents"))
    .groupBy(["l.grant_id", "e.account"])
    .execute();
}
