import type { Tx } from "@essaim/database/operation";
import type { MemberActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import type { ExpenseKind } from "./expense.schema.ts";
import { divide, type Part, type Share, type SplitReason } from "./split.rules.ts";

/** An expense to write. Amounts in whole cents, days `YYYY-MM-DD`. The expense of an aid is the aid's own. */
export type NewExpense = {
  kind: Exclude<ExpenseKind, "aid">;
  label: string;
  supplier?: string;
  /** Plan comptable, class 6. */
  account: string;
  incurredOn: string;
  /** Null: committed, not paid yet. */
  paidOn?: string | null;
  /** Negative for a credit note, and only then. */
  amountCents: number;
  /** Of staff time, whose amount is `staffTimeCents`. */
  staff?: { member: string; minutes: number; hourlyCents: number } | null;
  workerId?: string | null;
  activityId?: string | null;
  pieceId?: string | null;
  reference?: string;
  evidenceUrl?: string | null;
  note?: string;
  importId?: string | null;
  /** What a file calls it: a second expense of that key is not written. */
  sourceKey?: string | null;
  /** What budget lines pay of it. Judge it first (`judgeShares`): nothing is judged here. */
  shares?: readonly Share[];
};

export type SplitRefusal = SplitReason | "line_unknown" | "expense_unknown" | "aid_expense";

const CHUNK = 1_000;

/**
 * Writes expenses with what budget lines pay of them, a thousand at a time, in the order given.
 * @returns their ids in that order, null where the source key was there already; or the first row that cannot be split
 */
export async function insertExpenses(
  db: Tx,
  actor: MemberActor,
  rows: readonly NewExpense[],
): Promise<
  { ok: true; ids: (string | null)[] } | { ok: false; reason: SplitRefusal; index: number }
> {
  const parts: Part[][] = [];
  for (const [index, row] of rows.entries()) {
    const split = divide(row.amountCents, row.shares ?? []);
    if (!split.ok) return { ...split, index };
    parts.push(split.parts);
  }
  const lineIds = new Set(parts.flat().map((part) => part.budgetLineId));
  const held = await holdLines(db, [...lineIds]);
  if (held.length < lineIds.size) {
    const known = new Set(held.map((line) => line.id));
    const index = parts.findIndex((some) => some.some((part) => !known.has(part.budgetLineId)));
    return { ok: false, reason: "line_unknown", index };
  }
  const ids: (string | null)[] = [];
  for (let start = 0; start < rows.length; start += CHUNK) {
    const end = start + CHUNK;
    ids.push(...(await insertChunk(db, actor, rows.slice(start, end), parts.slice(start, end))));
  }
  return { ok: true, ids };
}

async function insertChunk(
  db: Tx,
  actor: MemberActor,
  rows: readonly NewExpense[],
  parts: readonly Part[][],
): Promise<(string | null)[]> {
  const ids = await newIds(db, rows.length);
  const written = await db
    .insertInto("expense")
    .values(
      rows.map((row, index) => ({
        organisation_id: actor.organisationId,
        id: ids[index] ?? "",
        updated_by: actor.membershipId,
        ...expenseColumns(row),
        import_id: row.importId ?? null,
        source_key: row.sourceKey ?? null,
      })),
    )
    .onConflict((conflict) => conflict.columns(["organisation_id", "source_key"]).doNothing())
    .returning("id")
    .execute();
  const isWritten = new Set(written.map((row) => row.id));
  const allocations = parts.flatMap((some, index) =>
    isWritten.has(ids[index] ?? "") ? allocationRows(actor, ids[index] ?? "", some) : [],
  );
  if (allocations.length > 0) {
    await db.insertInto("expense_allocation").values(allocations).execute();
  }
  return ids.map((id) => (isWritten.has(id) ? id : null));
}

/** Ids in the order of time, known before the rows are written: a row left aside for its key gives none back. */
async function newIds(db: Tx, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select uuidv7() as id from generate_series(1, ${count}::int) order by 1`.execute(db);
  return rows.map((row) => row.id);
}

/** The columns that a form or a file says of an expense. */
export function expenseColumns(row: NewExpense) {
  return {
    kind: row.kind,
    label: row.label,
    supplier: row.supplier ?? "",
    account: row.account,
    incurred_on: row.incurredOn,
    paid_on: row.paidOn ?? null,
    amount_cents: row.amountCents,
    staff_member: row.staff?.member ?? null,
    minutes: row.staff?.minutes ?? null,
    hourly_cents: row.staff?.hourlyCents ?? null,
    worker_id: row.workerId ?? null,
    activity_id: row.activityId ?? null,
    piece_id: row.pieceId ?? null,
    reference: row.reference ?? "",
    evidence_url: row.evidenceUrl ?? null,
    note: row.note ?? "",
  };
}

const allocationRows = (actor: MemberActor, expenseId: string, parts: readonly Part[]) =>
  parts.map((part) => ({
    organisation_id: actor.organisationId,
    expense_id: expenseId,
    budget_line_id: part.budgetLineId,
    amount_cents: part.amountCents,
  }));

/**
 * Says anew what budget lines pay of an expense, all of it: lines left out pay nothing any more. The expense takes a
 * new version, so that a form made before knows. An aid is paid by the line of its decision, and is not split here.
 */
export async function splitExpense(
  db: Tx,
  actor: MemberActor,
  { expenseId, shares }: { expenseId: string; shares: readonly Share[] },
): Promise<{ ok: true; parts: Part[] } | { ok: false; reason: SplitRefusal }> {
  const lineIds = new Set(shares.map((share) => share.budgetLineId));
  const held = await holdLines(db, [...lineIds], expenseId);
  if (held.filter((line) => lineIds.has(line.id)).length < lineIds.size) {
    return { ok: false, reason: "line_unknown" };
  }
  const expense = await db
    .selectFrom("expense")
    .where("id", "=", expenseId)
    .select(["kind", "amount_cents"])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!expense) return { ok: false, reason: "expense_unknown" };
  if (expense.kind === "aid") return { ok: false, reason: "aid_expense" };
  const split = divide(expense.amount_cents, shares);
  if (!split.ok) return split;
  await writeParts(db, actor, expenseId, split.parts);
  await db
    .updateTable("expense")
    .set({ updated_by: actor.membershipId })
    .where("id", "=", expenseId)
    .execute();
  return { ok: true, parts: split.parts };
}

/** Replaces what lines pay of an expense that is held still, with its lines. */
export async function writeParts(
  db: Tx,
  actor: MemberActor,
  expenseId: string,
  parts: readonly Part[],
): Promise<void> {
  await db.deleteFrom("expense_allocation").where("expense_id", "=", expenseId).execute();
  if (parts.length === 0) return;
  await db
    .insertInto("expense_allocation")
    .values(allocationRows(actor, expenseId, parts))
    .execute();
}

/**
 * Holds lines still with their grants, until the transaction ends, in the order that every writer of money takes:
 * grants, lines, then expenses. Two writers of one grant wait for each other, and count after.
 * @param expenseId holds the lines that pay for this expense too
 * @returns the lines that exist
 */
export async function holdLines(
  db: Tx,
  lineIds: readonly string[],
  expenseId?: string,
): Promise<{ id: string; grantId: string | null }[]> {
  const paying = expenseId
    ? await db
        .selectFrom("expense_allocation")
        .where("expense_id", "=", expenseId)
        .select("budget_line_id as id")
        .execute()
    : [];
  const ids = [...new Set([...lineIds, ...paying.map((line) => line.id)])];
  if (ids.length === 0) return [];
  await db
    .selectFrom("funding_grant")
    .where("id", "in", (lines) =>
      lines
        .selectFrom("budget_line")
        .where("budget_line.id", "in", ids)
        .where("grant_id", "is not", null)
        .select("grant_id as id")
        .$castTo<{ id: string }>(),
    )
    .select("id")
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  return await db
    .selectFrom("budget_line")
    .where("id", "in", ids)
    .select(["id", "grant_id as grantId"])
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
}
