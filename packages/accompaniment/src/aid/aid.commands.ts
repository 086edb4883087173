import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { payingLines } from "@essaim/funding/budget/paying-line.queries";
import { loadEligibility } from "@essaim/funding/spending/eligibility.queries";
import { judgeParts } from "@essaim/funding/spending/eligibility.rules";
import { holdLines } from "@essaim/funding/spending/expense.write";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { type AidRecord, loadAid } from "./aid.queries.ts";
import { decidePayment, mayFollow, stepBack } from "./aid.rules.ts";
import {
  type AidRefusal,
  aidDecisionSchema,
  aidTargetSchema,
  payAidSchema,
  requestAidSchema,
} from "./aid.schema.ts";

type AidOutcome = Saved | Refusal<AidRefusal> | Conflict<AidRecord>;

/** What the agreement of a line says against paying: sentences in French. */
type LineAnswer = Refusal<"line_refuses" | "line_warns"> & { sentences: string[] };

const refuse = (reason: AidRefusal): Refusal<AidRefusal> => ({ ok: false, reason });

/** Asks for a small aid for a person accompanied. @throws NotFound when the organisation has no such person */
export const requestAid = defineCommand({
  name: "requestAid",
  permission: "aid:request",
  subject: "aid",
  input: requestAidSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<AidRefusal>> => {
    const day = today();
    const worker = await db
      .selectFrom("worker")
      .where("id", "=", input.workerId)
      .select(["supported_until", "anonymised_at"])
      .forKeyShare()
      .executeTakeFirst();
    if (!worker) throw new NotFound("No such worker");
    const hasLeft = worker.supported_until !== null && worker.supported_until < day;
    if (hasLeft || worker.anonymised_at !== null) return refuse("support_ended");
    if (!(await areKnown(db, input.resourceIds))) return refuse("resource_unknown");
    const { id } = await db
      .insertInto("aid")
      .values({
        organisation_id: actor.organisationId,
        worker_id: input.workerId,
        amount_cents: input.amountCents,
        purpose: input.purpose,
        requested_on: day,
        requested_by: actor.membershipId,
        updated_by: actor.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    if (input.resourceIds.length > 0) {
      await db
        .insertInto("aid_resource")
        .values(
          input.resourceIds.map((resource) => ({
            organisation_id: actor.organisationId,
            aid_id: id,
            open_resource_id: resource,
          })),
        )
        .execute();
    }
    return { ok: true, id };
  },
});

/**
 * Grants or refuses a request, with the reason; a grant is kept from a budget line, as far as its agreement lets it, and
 * where it warns, as far as it is meant. @throws NotFound
 */
export const decideAid = defineCommand({
  name: "decideAid",
  permission: "aid:decide",
  subject: "aid",
  isRunAgain: true,
  input: aidDecisionSchema,
  run: async ({ db, actor, input }): Promise<AidOutcome | LineAnswer> => {
    const held = await holdRecord(db, "aid", input, loadAid);
    if (!held.ok) return held;
    if (!mayFollow(held.current.status, input.decision)) return refuse("not_so");
    const day = today();
    const budgetLineId = input.decision === "granted" ? input.budgetLineId : null;
    if (budgetLineId !== null) {
      const { amountCents } = held.current;
      const refused = await judgeGrant(db, { budgetLineId, amountCents, day }, input.keepAnyway);
      if (refused) return refused;
    }
    await db
      .updateTable("aid")
      .set({
        status: input.decision,
        decided_on: day,
        decided_by: actor.membershipId,
        decision_reason: input.reason,
        budget_line_id: budgetLineId,
      })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

/** Notes that a granted aid was paid. @throws NotFound */
export const payAid = defineCommand({
  name: "payAid",
  permission: "aid:decide",
  subject: "aid",
  input: payAidSchema,
  run: async ({ db, input }): Promise<AidOutcome> => {
    const held = await holdRecord(db, "aid", input, loadAid);
    if (!held.ok) return held;
    if (!mayFollow(held.current.status, "paid")) return refuse("not_so");
    if (input.paidOn < (held.current.decidedOn ?? "")) return refuse("paid_before_decided");
    await db
      .updateTable("aid")
      .set({ status: "paid", paid_on: input.paidOn })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

/** Takes back the last step, a payment or a decision entered by mistake. @throws NotFound */
export const reconsiderAid = defineCommand({
  name: "reconsiderAid",
  permission: "aid:decide",
  subject: "aid",
  input: aidTargetSchema,
  run: async ({ db, input }): Promise<AidOutcome> => {
    const held = await holdRecord(db, "aid", input, loadAid);
    if (!held.ok) return held;
    const back = stepBack(held.current.status);
    if (!back) return refuse("not_so");
    await db
      .updateTable("aid")
      .set(
        back === "granted"
          ? { status: back, paid_on: null }
          : {
              status: back,
              decided_on: null,
              decided_by: null,
              decision_reason: "",
              budget_line_id: null,
            },
      )
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

/** Takes back a request that nobody has answered. @throws NotFound */
export const withdrawAid = defineCommand({
  name: "withdrawAid",
  permission: "aid:request",
  subject: "aid",
  input: aidTargetSchema,
  run: async ({ db, input }): Promise<AidOutcome> => {
    // A coach may hold a request only: one that was answered meanwhile would seem not to exist.
    const { status } = await loadAid(db, input.id);
    if (!mayFollow(status, "withdrawn")) return refuse("not_so");
    const held = await holdRecord(db, "aid", input, loadAid);
    if (!held.ok) return held;
    await db.updateTable("aid").set({ status: "withdrawn" }).where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

/** Why a line does not pay an aid. It is held with its grant: two aids granted at once are judged one after the other. */
async function judgeGrant(
  db: Tx,
  { budgetLineId, amountCents, day }: { budgetLineId: string; amountCents: number; day: string },
  keepAnyway: boolean,
): Promise<Refusal<AidRefusal> | LineAnswer | null> {
  await holdLines(db, [budgetLineId]);
  const line = await payingLines(db, { forAids: true })
    .where("l.id", "=", budgetLineId)
    .executeTakeFirst();
  if (!line) return refuse("line_unknown");
  const payment = decidePayment(line, amountCents, day);
  if (!payment.ok) return payment;
  const eligibility = await loadEligibility(db, [budgetLineId]);
  const expense = { account: line.account, incurredOn: day, amountCents };
  const { refusals, warnings } = judgeParts(eligibility, expense, [{ budgetLineId, amountCents }]);
  if (refusals.length > 0) return { ok: false, reason: "line_refuses", sentences: refusals };
  if (warnings.length === 0 || keepAnyway) return null;
  return { ok: false, reason: "line_warns", sentences: warnings };
}

async function areKnown(db: Tx, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const known = await db.selectFrom("open_resource").where("id", "in", ids).select("id").execute();
  return known.length === ids.length;
}
