import type { Tx } from "@essaim/database/operation";
import { holdRecord } from "@essaim/database/record";
import { can, type MemberActor } from "@essaim/identity/actor";
import { defineCommand, Forbidden, NotFound } from "@essaim/identity/operation";
import { z } from "zod";
import { loadContribution } from "./contribution.queries.ts";
import {
  amountOf,
  type ContributionInput,
  contributionSchema,
  editContributionSchema,
} from "./contribution.schema.ts";
import { isAmountSpent, payContribution } from "./payment.write.ts";

function row(input: ContributionInput) {
  return {
    open_resource_id: input.openResourceId,
    worker_id: input.workerId,
    kind: input.kind,
    contributed_on: input.contributedOn,
    description: input.description,
    amount_cents: amountOf(input),
    minutes: input.minutes,
    evidence_url: input.evidenceUrl,
    share_count: input.shareCount,
    share_nominal_cents: input.shareNominalCents,
    certificate: input.kind === "share" ? input.certificate : "",
    renews_on: input.renewsOn,
    as_mentor: input.asMentor,
  };
}

/** Are the commons and the person chosen still there, in this organisation? */
async function findMissing(db: Tx, input: ContributionInput) {
  const { openResourceId, workerId } = input;
  const resource = await db
    .selectFrom("open_resource")
    .where("id", "=", openResourceId)
    .select("id")
    .executeTakeFirst();
  if (!resource) return "resource_unknown" as const;
  if (!workerId) return null;
  // Held against an erasure: what is told of somebody erased would not be forgotten.
  const worker = await db
    .selectFrom("worker")
    .where("id", "=", workerId)
    .where("anonymised_at", "is", null)
    .select("id")
    .forKeyShare()
    .executeTakeFirst();
  if (!worker) return "worker_unknown" as const;
  return null;
}

/**
 * Records what was given. A budget line that pays for it makes its expense, judged as any other: its refusals and
 * warnings come back as they are told, `line_refuses` and `line_warns`.
 * @throws Forbidden when a budget line pays and the actor may not spend
 */
export const recordContribution = defineCommand({
  name: "recordContribution",
  permission: "contribution:write",
  subject: "contribution",
  isRunAgain: true,
  input: contributionSchema,
  run: ({ db, actor, input }) => addContribution(db, actor, input),
});

/** Records a contribution inside another command, refused as `recordContribution` says. */
export async function addContribution(db: Tx, actor: MemberActor, input: ContributionInput) {
  const missing = await findMissing(db, input);
  if (missing) return { ok: false, reason: missing } as const;
  const paid = await payContribution(db, actor, input);
  if (!paid.ok) return paid;
  const { id } = await db
    .insertInto("contribution")
    .values({
      expense_id: paid.expenseId,
      organisation_id: actor.organisationId,
      updated_by: actor.membershipId,
      ...row(input),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { ok: true, id } as const;
}

/**
 * Changes a contribution that nobody changed since `version`. The amount that an expense paid stays that of the expense,
 * unless the contribution leaves it.
 * @throws Forbidden when it leaves its expense, or a line pays, and the actor may not spend
 */
export const editContribution = defineCommand({
  name: "editContribution",
  permission: "contribution:write",
  subject: "contribution",
  isRunAgain: true,
  input: editContributionSchema,
  run: async ({ db, actor, input }) => {
    const { id } = input;
    const held = await holdRecord(db, "contribution", input, loadContribution);
    if (!held.ok) return held;
    const missing = await findMissing(db, input);
    if (missing) return { ok: false, reason: missing } as const;
    let { expenseId } = held.current;
    if (input.leaveExpense) {
      if (!can(actor, "spending:write"))
        throw new Forbidden("Only who spends may leave an expense");
      expenseId = null;
    }
    if (expenseId !== null) {
      if (input.budgetLineId !== null) return { ok: false, reason: "already_paid" } as const;
      if (await isAmountSpent(db, actor, held.current, amountOf(input))) {
        return { ok: false, reason: "amount_is_spent" } as const;
      }
    } else {
      const paid = await payContribution(db, actor, input);
      if (!paid.ok) return paid;
      expenseId = paid.expenseId;
    }
    await db
      .updateTable("contribution")
      .set({ ...row(input), expense_id: expenseId })
      .where("id", "=", id)
      .execute();
    return { ok: true, id } as const;
  },
});

/**
 * Takes a contribution out of the ledger, with what it is made of and what became of it upstream. Its expense stays where
 * expenses are; the intention that it came from is open again.
 * @throws NotFound when it was removed already
 */
export const removeContribution = defineCommand({
  name: "removeContribution",
  permission: "commons:write",
  subject: "contribution",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const { id } = input;
    await db
      .updateTable("contribution_intention")
      .set({ contribution_id: null })
      .where("contribution_id", "=", id)
      .execute();
    const removed = await db
      .deleteFrom("contribution")
      .where("id", "=", id)
      .returning("id")
      .executeTakeFirst();
    if (!removed) throw new NotFound(`No contribution ${id}`);
    return { ok: true, id } as const;
  },
});
