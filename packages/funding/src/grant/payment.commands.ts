import { NotFound } from "@essaim/database/errors";
import type { Refusal, Tx } from "@essaim/database/operation";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { isVerbAllowed } from "./grant.rules.ts";
import { holdGrant, sumGrant } from "./grant-money.write.ts";
import { type Instalment, loadInstalment, loadReceipt, type Receipt } from "./payment.queries.ts";
import {
  addInstalmentSchema,
  editInstalmentSchema,
  editReceiptSchema,
  type InstalmentInput,
  type PaymentRefusal,
  paymentRemovalSchema,
  type ReceiptInput,
  recordReceiptSchema,
} from "./payment.schema.ts";

type Refused = Refusal<PaymentRefusal>;
const refuse = (reason: PaymentRefusal): Refused => ({ ok: false, reason });

const instalmentRow = (input: InstalmentInput) => ({
  label: input.label,
  expected_on: input.expectedOn,
  amount_cents: input.amountCents,
  condition: input.condition,
});

/** Announces a payment. @throws NotFound */
export const addInstalment = defineCommand({
  name: "addInstalment",
  permission: "grant:write",
  subject: "grant",
  isRunAgain: true,
  input: addInstalmentSchema,
  run: async ({ db, actor, input: { grantId, ...input } }): Promise<Saved | Refused> => {
    const { status } = await holdGrant(db, grantId);
    if (status === "closed") return refuse("grant_closed");
    if (!isVerbAllowed("receive", status)) return refuse("not_awarded");
    await db
      .insertInto("instalment")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        grant_id: grantId,
        ...instalmentRow(input),
      })
      .execute();
    return { ok: true, id: grantId };
  },
});

export const editInstalment = defineCommand({
  name: "editInstalment",
  permission: "grant:write",
  subject: "grant",
  isRunAgain: true,
  input: editInstalmentSchema,
  run: async ({ db, input }): Promise<Saved | Refused | Conflict<Instalment>> => {
    const grant = await holdGrant(db, (await loadInstalment(db, input.id)).grantId);
    const held = await holdRecord(db, "instalment", input, loadInstalment);
    if (!held.ok) return held;
    if (grant.status === "closed") return refuse("grant_closed");
    await db
      .updateTable("instalment")
      .set(instalmentRow(input))
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: held.current.grantId };
  },
});

/** Takes an announced payment away, unless money arrived for it. */
export const removeInstalment = defineCommand({
  name: "removeInstalment",
  permission: "grant:write",
  subject: "grant",
  isRunAgain: true,
  input: paymentRemovalSchema,
  run: async ({ db, input }): Promise<Saved | Refused | Conflict<Instalment>> => {
    const grant = await holdGrant(db, (await loadInstalment(db, input.id)).grantId);
    const held = await holdRecord(db, "instalment", input, loadInstalment);
    if (!held.ok) return held;
    if (grant.status === "closed") return refuse("grant_closed");
    const received = await db
      .selectFrom("receipt")
      .where("instalment_id", "=", input.id)
      .select("id")
      .executeTakeFirst();
    if (received) return refuse("has_receipts");
    await db.deleteFrom("instalment").where("id", "=", input.id).execute();
    return { ok: true, id: held.current.grantId };
  },
});

const receiptRow = (input: ReceiptInput) => ({
  instalment_id: input.instalmentId,
  received_on: input.receivedOn,
  amount_cents: input.amountCents,
  reference: input.reference,
});

/**
 * Money arrived, after the closing too when it was late. Never more than what is awarded, were two people to record it
 * at once. @throws NotFound
 */
export const recordReceipt = defineCommand({
  name: "recordReceipt",
  permission: "grant:write",
  subject: "grant",
  isRunAgain: true,
  input: recordReceiptSchema,
  run: async ({ db, actor, input: { grantId, ...input } }): Promise<Saved | Refused> => {
    const refused = await whyNotReceived(db, grantId, input, 0);
    if (refused) return refused;
    await db
      .insertInto("receipt")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        grant_id: grantId,
        ...receiptRow(input),
      })
      .execute();
    return { ok: true, id: grantId };
  },
});

export const editReceipt = defineCommand({
  name: "editReceipt",
  permission: "grant:write",
  subject: "grant",
  isRunAgain: true,
  input: editReceiptSchema,
  run: async ({ db, input }): Promise<Saved | Refused | Conflict<Receipt>> => {
    const { grantId } = await loadReceipt(db, input.id);
    const grant = await holdGrant(db, grantId);
    const held = await holdRecord(db, "receipt", input, loadReceipt);
    if (!held.ok) return held;
    if (grant.status === "closed") return refuse("grant_closed");
    const refused = await whyNotReceived(db, grantId, input, held.current.amountCents);
    if (refused) return refused;
    await db.updateTable("receipt").set(receiptRow(input)).where("id", "=", input.id).execute();
    return { ok: true, id: grantId };
  },
});

export const removeReceipt = defineCommand({
  name: "removeReceipt",
  permission: "grant:write",
  subject: "grant",
  isRunAgain: true,
  input: paymentRemovalSchema,
  run: async ({ db, input }): Promise<Saved | Refused | Conflict<Receipt>> => {
    const grant = await holdGrant(db, (await loadReceipt(db, input.id)).grantId);
    const held = await holdRecord(db, "receipt", input, loadReceipt);
    if (!held.ok) return held;
    if (grant.status === "closed") return refuse("grant_closed");
    await db.deleteFrom("receipt").where("id", "=", input.id).execute();
    return { ok: true, id: held.current.grantId };
  },
});

/**
 * Why money is not written as received: the grant is not awarded, or would have received more than it is.
 * @param countedCents what this receipt already counts for
 */
async function whyNotReceived(
  db: Tx,
  grantId: string,
  { amountCents, instalmentId }: ReceiptInput,
  countedCents: number,
): Promise<Refused | null> {
  const grant = await holdGrant(db, grantId);
  if (!isVerbAllowed("receive", grant.status)) return refuse("not_awarded");
  if (grant.amountCents === null) return refuse("amount_unknown");
  const { receivedCents } = await sumGrant(db, grantId);
  if (receivedCents - countedCents + amountCents > grant.amountCents) {
    return refuse("above_awarded");
  }
  if (instalmentId === null) return null;
  const instalment = await loadInstalment(db, instalmentId).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  return instalment?.grantId === grantId ? null : refuse("instalment_unknown");
}
