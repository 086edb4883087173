import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { sql } from "kysely";
import type { ClosingState } from "./grant.rules.ts";

/**
 * Holds a grant until the transaction ends, as the triggers that add its money up do: whoever else writes its money
 * waits. Before anything of it is held (grant, then line, then expense).
 * @throws NotFound when the organisation has no such grant
 */
export async function holdGrant(db: Tx, id: string) {
  const held = await db
    .selectFrom("funding_grant")
    .where("id", "=", id)
    .select(["id", "status", "amount_cents as amountCents", "asked_cents as askedCents"])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!held) throw new NotFound(`No grant ${id}`);
  return held;
}

/** What a grant received, and what its lines hold without what is given in kind. Whole cents. */
export async function sumGrant(db: Tx, id: string) {
  return db
    .selectNoFrom(({ selectFrom }) => [
      selectFrom("receipt")
        .where("grant_id", "=", id)
        .select(sql<number>`coalesce(sum(amount_cents), 0)::bigint`.as("sum"))
        .$asScalar()
        .as("receivedCents"),
      selectFrom("budget_line")
        .where("grant_id", "=", id)
        .where("account", "not like", "86%")
        .select(sql<number>`coalesce(sum(amount_cents), 0)::bigint`.as("sum"))
        .$asScalar()
        .as("dividedCents"),
    ])
    .executeTakeFirstOrThrow();
}

/** What the closing of a grant is decided on. For a manager, who alone reads reports. */
export async function closingState(
  db: Tx,
  { id, amountCents }: { id: string; amountCents: number | null },
): Promise<ClosingState> {
  const sums = await sumGrant(db, id);
  const { openReports } = await db
    .selectFrom("grant_report")
    .where("grant_id", "=", id)
    .where("accepted_on", "is", null)
    .select(({ fn }) => fn.countAll<number>().as("openReports"))
    .executeTakeFirstOrThrow();
  return { amountCents, ...sums, openReports };
}

/** Expenses that lines of a grant pay. */
const expensesOn = (db: Tx, grantId: string) =>
  db
    .selectFrom("expense_allocation as a")
    .innerJoin("budget_line as l", (join) =>
      join
        .onRef("l.organisation_id", "=", "a.organisation_id")
        .onRef("l.id", "=", "a.budget_line_id"),
    )
    .where("l.grant_id", "=", grantId)
    .select("a.expense_id");

/** Is something spent on the lines of a grant? */
export async function isSpentOn(db: Tx, id: string): Promise<boolean> {
  return (await expensesOn(db, id).limit(1).executeTakeFirst()) !== undefined;
}

/** Does something rest on the decision to award this grant: money received or spent, an amendment, a report? */
export async function isRestedOn(db: Tx, id: string): Promise<boolean> {
  const { rests } = await db
    .selectNoFrom(({ exists, or, selectFrom }) =>
      or([
        ...(["receipt", "instalment", "grant_amendment", "grant_report"] as const).map((table) =>
          exists(selectFrom(table).where("grant_id", "=", id).select("id")),
        ),
        exists(expensesOn(db, id)),
      ]).as("rests"),
    )
    .executeTakeFirstOrThrow();
  return Boolean(rests);
}
