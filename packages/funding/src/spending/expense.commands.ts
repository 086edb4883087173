import { letGoOfFile } from "@essaim/database/file";
import type { Refusal, Tx } from "@essaim/database/operation";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { loadEligibility } from "./eligibility.queries.ts";
import { judgeParts } from "./eligibility.rules.ts";
import { type Expense, loadExpense } from "./expense.queries.ts";
import {
  type ExpenseInput,
  type ExpenseRefusal,
  editExpenseSchema,
  expenseSchema,
  expenseTargetSchema,
  payExpenseSchema,
} from "./expense.schema.ts";
import {
  expenseColumns,
  holdLines,
  insertExpenses,
  type NewExpense,
  writeParts,
} from "./expense.write.ts";
import { money } from "./spending.words.ts";
import { divide, type Part } from "./split.rules.ts";

/** What agreements say against an expense: it stops there, or waits to be meant. */
export type Judged = Refusal<"not_eligible" | "to_confirm"> & { sentences: string[] };

type Refused = Refusal<ExpenseRefusal> | Judged;

const refuse = (reason: ExpenseRefusal): Refusal<ExpenseRefusal> => ({ ok: false, reason });

/** Writes an expense, paid or committed, and what budget lines pay of it. */
export const recordExpense = defineCommand({
  name: "recordExpense",
  permission: "spending:write",
  subject: "expense",
  isRunAgain: true,
  input: expenseSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refused> => {
    const unknown = await findUnknown(db, input);
    if (unknown) return refuse(unknown);
    await holdLines(
      db,
      input.shares.map((share) => share.budgetLineId),
    );
    const split = divide(input.amountCents, input.shares);
    if (!split.ok) return refuse(split.reason);
    const judged = await judge(db, input, split.parts, input.keepAnyway);
    if (judged) return judged;
    const written = await insertExpenses(db, actor, [input]);
    // Its lines were looked at above, and no file calls it anything.
    if (!written.ok) return refuse("line_unknown");
    return { ok: true, id: written.ids[0] ?? "" };
  },
});

async function judge(
  db: Tx,
  expense: Pick<NewExpense, "account" | "incurredOn" | "amountCents">,
  parts: readonly Part[],
  keepAnyway: boolean,
  changed?: { expenseId: string; warnings: readonly string[] },
): Promise<Judged | Refusal<"line_unknown"> | null> {
  const lineIds = parts.map((part) => part.budgetLineId);
  const eligibility = await loadEligibility(db, lineIds, changed?.expenseId);
  if (eligibility.lines.size < lineIds.length) return { ok: false, reason: "line_unknown" };
  const { refusals, warnings } = judgeParts(eligibility, expense, parts);
  if (refusals.length > 0) return { ok: false, reason: "not_eligible", sentences: refusals };
  warnings.push(...(changed?.warnings ?? []));
  if (warnings.length > 0 && !keepAnyway) {
    return { ok: false, reason: "to_confirm", sentences: warnings };
  }
  return null;
}

/** Changes an expense that nobody changed since `version`, and what budget lines pay of it. @throws NotFound */
export const editExpense = defineCommand({
  name: "editExpense",
  permission: "spending:write",
  subject: "expense",
  isRunAgain: true,
  input: editExpenseSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refused | Conflict<Expense>> => {
    const { id, shares } = input;
    await holdLines(
      db,
      shares.map((share) => share.budgetLineId),
      id,
    );
    const held = await holdRecord(db, "expense", input, loadExpense);
    if (!held.ok) return held;
    if (held.current.kind === "aid") return refuse("aid_expense");
    const relied = findRelied(held.current, input);
    if (relied) return refuse(relied);
    const unknown = await findUnknown(db, input, held.current);
    if (unknown) return refuse(unknown);
    const split = divide(input.amountCents, shares);
    if (!split.ok) return refuse(split.reason);
    if (isJudgedAnew(held.current, input, split.parts)) {
      const judged = await judge(db, input, split.parts, input.keepAnyway, {
        expenseId: id,
        warnings: leftToOwnFunds(held.current, split),
      });
      if (judged) return judged;
    }
    await writeParts(db, actor, id, []);
    await db.updateTable("expense").set(expenseColumns(input)).where("id", "=", id).execute();
    await writeParts(db, actor, id, split.parts);
    await dateClaims(db, held.current, input.paidOn);
    return { ok: true, id };
  },
});

/** What the ledger of commons says of this expense, and would no longer be true. */
function findRelied(
  { amountCents, contributions, claims }: Expense,
  changed: { amountCents: number; paidOn: string | null },
): "amount_in_use" | "pot_paid" | null {
  if (claims.length > 0 && changed.paidOn === null) return "pot_paid";
  if (changed.amountCents === amountCents) return null;
  return contributions.length + claims.length > 0 ? "amount_in_use" : null;
}

/** A part of a pot is paid on the day of its expense, which who reads pots may not read. */
async function dateClaims(db: Tx, expense: Expense, paidOn: string | null): Promise<void> {
  if (expense.claims.length === 0 || paidOn === expense.paidOn) return;
  await db
    .updateTable("reward_claim")
    .set({ paid_on: paidOn })
    .where("expense_id", "=", expense.id)
    .execute();
}

/** An amount corrected upwards, whose parts stay as they were: lines that paid for the whole no longer do. */
function leftToOwnFunds(
  saved: Expense,
  { parts, ownCents }: { parts: readonly Part[]; ownCents: number },
): string[] {
  if (parts.length === 0 || saved.ownCents !== 0 || ownCents === 0) return [];
  if (!isSplitSame(saved, parts)) return [];
  return [
    `Aucune ligne ne paie ${money(Math.abs(ownCents))} de cette dépense, qu’elles payaient en entier\u202f: c’est à la charge de la coopérative.`,
  ];
}

/** A word corrected on an expense of long ago is not the moment to judge it. */
function isJudgedAnew(saved: Expense, input: ExpenseInput, parts: readonly Part[]): boolean {
  return (
    saved.account !== input.account ||
    saved.incurredOn !== input.incurredOn ||
    saved.amountCents !== input.amountCents ||
    !isSplitSame(saved, parts)
  );
}

function isSplitSame(saved: Expense, parts: readonly Part[]): boolean {
  const before = new Map(saved.parts.map((part) => [part.budgetLineId, part.amountCents]));
  return (
    before.size === parts.length &&
    parts.every((part) => before.get(part.budgetLineId) === part.amountCents)
  );
}

/** Notes that a committed expense was paid, or changes the day. @throws NotFound */
export const payExpense = defineCommand({
  name: "payExpense",
  permission: "spending:write",
  subject: "expense",
  isRunAgain: true,
  input: payExpenseSchema,
  run: ({ db, input }) => setPaidOn(db, input, input.paidOn),
});

/** Takes back a payment entered by mistake: the expense is committed again. @throws NotFound */
export const unpayExpense = defineCommand({
  name: "unpayExpense",
  permission: "spending:write",
  subject: "expense",
  isRunAgain: true,
  input: expenseTargetSchema,
  run: ({ db, input }) => setPaidOn(db, input, null),
});

async function setPaidOn(
  db: Tx,
  target: { id: string; version: number },
  paidOn: string | null,
): Promise<Saved | Refusal<ExpenseRefusal> | Conflict<Expense>> {
  const { id } = target;
  await holdLines(db, [], id);
  const held = await holdRecord(db, "expense", target, loadExpense);
  if (!held.ok) return held;
  if (held.current.kind === "aid") return refuse("aid_expense");
  const relied = findRelied(held.current, { amountCents: held.current.amountCents, paidOn });
  if (relied) return refuse(relied);
  await db.updateTable("expense").set({ paid_on: paidOn }).where("id", "=", id).execute();
  await dateClaims(db, held.current, paidOn);
  return { ok: true, id };
}

/** Removes an expense with its evidence; the lines that paid for it have their money again. @throws NotFound */
export const removeExpense = defineCommand({
  name: "removeExpense",
  permission: "spending:write",
  subject: "expense",
  isRunAgain: true,
  input: expenseTargetSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<ExpenseRefusal> | Conflict<Expense>> => {
    const { id } = input;
    await holdLines(db, [], id);
    const held = await holdRecord(db, "expense", input, loadExpense);
    if (!held.ok) return held;
    if (held.current.kind === "aid") return refuse("aid_expense");
    if (held.current.contributions.length > 0 || held.current.claims.length > 0) {
      return refuse("in_use");
    }
    await writeParts(db, actor, id, []);
    const files = await db
      .deleteFrom("funding_file")
      .where("expense_id", "=", id)
      .returning("storage_key as storageKey")
      .execute();
    for (const { storageKey } of files) await letGoOfFile(db, actor, storageKey);
    await db.deleteFrom("expense").where("id", "=", id).execute();
    return { ok: true, id };
  },
});

/** The person, the activity or the piece named that is not there, or no longer; one kept from before is not asked about. */
async function findUnknown(
  db: Tx,
  { workerId, activityId, pieceId }: Pick<NewExpense, "workerId" | "activityId" | "pieceId">,
  kept?: Pick<Expense, "workerId" | "activityId" | "pieceId">,
): Promise<"worker_unknown" | "activity_unknown" | "piece_unknown" | null> {
  if (workerId && workerId !== kept?.workerId) {
    const worker = await db
      .selectFrom("worker")
      .where("id", "=", workerId)
      .where("anonymised_at", "is", null)
      .select("id")
      .forKeyShare()
      .executeTakeFirst();
    if (!worker) return "worker_unknown";
  }
  if (activityId && activityId !== kept?.activityId) {
    const activity = await db
      .selectFrom("activity")
      .where("id", "=", activityId)
      .select("id")
      .executeTakeFirst();
    if (!activity) return "activity_unknown";
  }
  if (pieceId && pieceId !== kept?.pieceId) {
    const piece = await db
      .selectFrom("piece")
      .where("id", "=", pieceId)
      .select("id")
      .executeTakeFirst();
    if (!piece) return "piece_unknown";
  }
  return null;
}
