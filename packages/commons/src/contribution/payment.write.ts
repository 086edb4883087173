import type { Tx } from "@essaim/database/operation";
import { loadEligibility } from "@essaim/funding/spending/eligibility.queries";
import { judgeParts } from "@essaim/funding/spending/eligibility.rules";
import { holdLines, insertExpenses } from "@essaim/funding/spending/expense.write";
import { can, type MemberActor } from "@essaim/identity/actor";
import { Forbidden } from "@essaim/identity/operation";
import type { Contribution } from "./contribution.queries.ts";
import { amountOf, type ContributionInput } from "./contribution.schema.ts";

/** What a budget line says against paying: sentences in French. */
type LineAnswer = { ok: false; reason: "line_refuses" | "line_warns"; sentences: string[] };

/**
 * Makes the expense of a contribution that a budget line pays: paid on the day of the contribution, under the account of
 * the line.
 * @returns its id, null when no line pays; or why the line does not
 * @throws Forbidden when a line pays and the actor may not spend
 */
export async function payContribution(
  db: Tx,
  actor: MemberActor,
  input: ContributionInput,
): Promise<
  { ok: true; expenseId: string | null } | { ok: false; reason: "line_unknown" } | LineAnswer
> {
  const { budgetLineId, contributedOn } = input;
  const amountCents = amountOf(input);
  if (budgetLineId === null || amountCents === null) return { ok: true, expenseId: null };
  if (!can(actor, "spending:write")) throw new Forbidden("Only who spends may pay from a line");
  await holdLines(db, [budgetLineId]);
  const eligibility = await loadEligibility(db, [budgetLineId]);
  const line = eligibility.lines.get(budgetLineId);
  if (!line) return { ok: false, reason: "line_unknown" };
  const { account } = line;
  const expense = { account, incurredOn: contributedOn, amountCents };
  const parts = [{ budgetLineId, amountCents }];
  const { refusals, warnings } = judgeParts(eligibility, expense, parts);
  if (refusals.length > 0) return { ok: false, reason: "line_refuses", sentences: refusals };
  if (warnings.length > 0 && !input.payAnyway) {
    return { ok: false, reason: "line_warns", sentences: warnings };
  }
  const resource = await db
    .selectFrom("open_resource")
    .where("id", "=", input.openResourceId)
    .select("name")
    .executeTakeFirstOrThrow();
  const written = await insertExpenses(db, actor, [
    {
      kind: "purchase",
      label: input.description.slice(0, 300),
      supplier: resource.name,
      ...expense,
      paidOn: contributedOn,
      workerId: input.workerId,
      evidenceUrl: input.evidenceUrl,
      shares: [{ budgetLineId, cents: amountCents }],
    },
  ]);
  if (!written.ok) return { ok: false, reason: "line_unknown" };
  return { ok: true, expenseId: written.ids[0] ?? null };
}

/**
 * Is this another amount than that of the expense that paid? Who may not read expenses changes nothing of it.
 * @param cents of the contribution, as it is being changed
 */
export async function isAmountSpent(
  db: Tx,
  actor: MemberActor,
  { expenseId, amountCents }: Pick<Contribution, "expenseId" | "amountCents">,
  cents: number | null,
): Promise<boolean> {
  if (cents === amountCents || expenseId === null) return false;
  if (!can(actor, "spending:read")) return true;
  const expense = await db
    .selectFrom("expense")
    .where("id", "=", expenseId)
    .select("amount_cents")
    .executeTakeFirst();
  return expense?.amount_cents !== cents;
}
