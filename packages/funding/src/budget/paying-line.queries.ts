import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { type SqlBool, sql } from "kysely";
import { z } from "zod";

/** Months after its last day during which a line is still offered: bills come late. */
const MONTHS_AFTER = 18;

type WhichLines = {
  /** The lines that small aids are paid from once their grant is awarded, those that pay no longer among them. */
  forAids?: boolean;
  /** Those of closed grants too. */
  ofClosedGrants?: boolean;
  /** Offered whatever became of them, since the record being changed says them. */
  keptIds?: readonly string[];
};

/**
 * The budget lines that may pay, with what is left on them: never those in kind, nor those of a grant that was declined;
 * those open and of late, unless it says otherwise. Amounts in cents.
 */
export function payingLines(
  db: Tx,
  { forAids = false, ofClosedGrants = false, keptIds = [] }: WhichLines = {},
) {
  const offered = forAids
    ? sql<SqlBool>`l.takes_aid and (g.status is null or g.status in ('awarded', 'closed'))`
    : sql<SqlBool>`l.closed_at is null and l.ends_on > ${today()}::date - make_interval(months => ${MONTHS_AFTER})
        and g.status is distinct from 'declined' and (${ofClosedGrants} or g.status is distinct from 'closed')`;
  return db
    .selectFrom("budget_line as l")
    .leftJoin("funding_grant as g", (join) =>
      join.onRef("g.organisation_id", "=", "l.organisation_id").onRef("g.id", "=", "l.grant_id"),
    )
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom("spending_month as s")
          .whereRef("s.organisation_id", "=", "l.organisation_id")
          .whereRef("s.budget_line_id", "=", "l.id")
          .select([
            sql<number>`coalesce(sum(s.committed_cents), 0)::bigint`.as("committed"),
            sql<number>`coalesce(sum(s.paid_cents), 0)::bigint`.as("paid"),
          ])
          .as("spent"),
      (join) => join.onTrue(),
    )
    .where(sql<SqlBool>`((not starts_with(l.account, '86') and ${offered})
      or l.id = any(${keptIds}::uuid[]))`)
    .select([
      "l.id",
      "l.label",
      "l.account",
      "l.grant_id as grantId",
      "g.title as grantTitle",
      "l.amount_cents as amountCents",
      sql<number>`spent.committed`.as("committedCents"),
      sql<number>`spent.paid`.as("paidCents"),
      sql<number>`l.amount_cents - spent.committed - spent.paid`.as("leftCents"),
      "l.starts_on as startsOn",
      "l.ends_on as endsOn",
      sql<boolean>`l.closed_at is not null or g.status is not distinct from 'closed'`.as(
        "isClosed",
      ),
    ]);
}
export type PayingLine = Awaited<ReturnType<typeof offeredLines>>[number];

/** Those lines as a list offers them: the latest grant first, own funds last. */
export async function offeredLines(db: Tx, which: WhichLines = {}) {
  return await payingLines(db, which)
    .orderBy("g.starts_on", (order) => order.desc().nullsLast())
    .orderBy("g.title")
    .orderBy("g.id")
    .orderBy("l.account")
    .orderBy("l.label")
    .orderBy("l.id")
    .execute();
}

/** The lines that may pay for what is about to be spent, given or promised. */
export const listPayingLines = defineQuery({
  name: "listPayingLines",
  permission: "spending:read",
  input: z.object({ keptIds: z.array(z.uuid()).default([]) }),
  run: ({ db, input: { keptIds } }) => offeredLines(db, { keptIds }),
});
