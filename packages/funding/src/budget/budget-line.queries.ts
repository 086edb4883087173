import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { loadGrant } from "../grant/grant.queries.ts";

/** Lines with what is spent on them, in cents: paid, and committed but not paid yet. */
const lines = (db: Tx) =>
  db
    .selectFrom("budget_line as l")
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom("spending_month as s")
          .whereRef("s.organisation_id", "=", "l.organisation_id")
          .whereRef("s.budget_line_id", "=", "l.id")
          .select([
            sql<number>`coalesce(sum(s.paid_cents), 0)::bigint`.as("paid"),
            sql<number>`coalesce(sum(s.committed_cents), 0)::bigint`.as("committed"),
          ])
          .as("spent"),
      (join) => join.onTrue(),
    )
    .select([
      "l.id",
      "l.version",
      "l.label",
      "l.account",
      "l.amount_cents as amountCents",
      "l.action_id as actionId",
      "l.takes_aid as takesAid",
      "l.starts_on as startsOn",
      "l.ends_on as endsOn",
      sql<boolean>`l.closed_at is not null`.as("isClosed"),
      sql<number>`coalesce(spent.paid, 0)`.as("paidCents"),
      sql<number>`coalesce(spent.committed, 0)`.as("committedCents"),
    ]);

/** A grant with every line of its budget, by account, those in kind last. @throws NotFound */
export async function loadGrantBudget(db: Tx, grantId: string) {
  const grant = await loadGrant(db, grantId);
  const rows = await lines(db)
    .where("l.grant_id", "=", grantId)
    .orderBy("l.account")
    .orderBy("l.id")
    .execute();
  return { ...grant, cents: grant.amountCents ?? grant.askedCents, lines: rows };
}
export type GrantBudget = Awaited<ReturnType<typeof loadGrantBudget>>;
export type BudgetLine = GrantBudget["lines"][number];

/** The budget of a grant: its lines, and what is spent on each. Amounts in cents. @throws NotFound */
export const getGrantBudget = defineQuery({
  name: "getGrantBudget",
  permission: "grant:read",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadGrantBudget(db, input.id),
});

/** Every line that no grant pays, those that run first. Amounts in cents. */
export const listOwnLines = defineQuery({
  name: "listOwnLines",
  permission: "grant:read",
  input: z.object({}),
  run: ({ db }) =>
    lines(db)
      .where("l.grant_id", "is", null)
      .orderBy(sql`l.closed_at is not null`)
      .orderBy("l.ends_on", "desc")
      .orderBy("l.id")
      .execute(),
});

/** One line of own funds. @throws NotFound, also for a grant's line, which changes with the whole of its budget */
export const getOwnLine = defineQuery({
  name: "getOwnLine",
  permission: "grant:write",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadOwnLine(db, input.id),
});

/** @throws NotFound */
export async function loadOwnLine(db: Tx, id: string): Promise<BudgetLine> {
  const line = await lines(db)
    .where("l.id", "=", id)
    .where("l.grant_id", "is", null)
    .executeTakeFirst();
  if (!line) throw new NotFound(`No line of own funds ${id}`);
  return line;
}
