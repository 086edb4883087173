import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { type AidRecord, findBudgetLine, loadAid } from "./aid.queries.ts";
import { decidePayment, mayFollow, stepBack } from "./aid.rules.ts";
import {
  type AidRefusal,
  aidDecisionSchema,
  aidTargetSchema,
  payAidSchema,
  requestAidSchema,
} from "./aid.schema.ts";

type AidOutcome = Saved | Refusal<AidRefusal> | Conflict<AidRecord>;

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
 * Grants or refuses a request, with the reason; a grant is kept from a budget line. What the agreement of that line
 * says is asked before, of funding's `judgeAid`. @throws NotFound
 */
export const decideAid = defineCommand({
  name: "decideAid",
  permission: "aid:decide",
  subject: "aid",
  isRunAgain: true,
  input: aidDecisionSchema,
  run: async ({ db, actor, input }): Promise<AidOutcome> => {
    const held = await holdRecord(db, "aid", input, loadAid);
    if (!held.ok) return held;
    if (!mayFollow(held.current.status, input.decision)) return refuse("not_so");
    const day = today();
    let budgetLineId: string | null = null;
    if (input.decision === "granted") {
      const line = await holdLine(db, input.budgetLineId ?? "");
      if (!line) return refuse("line_unknown");
      const payment = decidePayment(line, held.current.amountCents, day);
      if (!payment.ok) return payment;
      budgetLineId = line.id;
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

/**
 * A line held still with its grant, the grant first as every writer of money does, so that two decisions at once cannot
 * promise the same euros.
 */
async function holdLine(db: Tx, id: string) {
  await db
    .selectFrom("funding_grant")
    .where("id", "in", (lines) =>
      lines
        .selectFrom("budget_line")
        .where("budget_line.id", "=", id)
        .where("grant_id", "is not", null)
        .select("grant_id as id")
        .$castTo<{ id: string }>(),
    )
    .select("id")
    .forNoKeyUpdate()
    .execute();
  const held = await db
    .selectFrom("budget_line")
    .where("id", "=", id)
    .select("id")
    .forUpdate()
    .executeTakeFirst();
  return held ? await findBudgetLine(db, id) : null;
}

async function areKnown(db: Tx, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const known = await db.selectFrom("open_resource").where("id", "in", ids).select("id").execute();
  return known.length === ids.length;
}
