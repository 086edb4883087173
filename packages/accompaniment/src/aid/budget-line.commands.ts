import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { type BudgetLine, loadBudgetLine } from "./aid.queries.ts";
import {
  type BudgetLineInput,
  type budgetLineRefusals,
  budgetLineSchema,
  editBudgetLineSchema,
} from "./aid.schema.ts";

type Reason = keyof typeof budgetLineRefusals;

/** Opens a budget line from which aids are paid. */
export const openBudgetLine = defineCommand({
  name: "openBudgetLine",
  permission: "aid:decide",
  subject: "budget_line",
  input: budgetLineSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<Reason>> => {
    if (!(await isGrant(db, input.grantId))) return { ok: false, reason: "grant_unknown" };
    const { id } = await db
      .insertInto("budget_line")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        ...columns(input),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id };
  },
});

/** Changes a budget line; never below what it has promised. @throws NotFound */
export const editBudgetLine = defineCommand({
  name: "editBudgetLine",
  permission: "aid:decide",
  subject: "budget_line",
  input: editBudgetLineSchema,
  run: async ({ db, input }): Promise<Saved | Refusal<Reason> | Conflict<BudgetLine>> => {
    const held = await holdRecord(db, "budget_line", input, loadBudgetLine);
    if (!held.ok) return held;
    if (!(await isGrant(db, input.grantId))) return { ok: false, reason: "grant_unknown" };
    if (input.amountCents < held.current.committedCents) {
      return { ok: false, reason: "below_committed" };
    }
    await db.updateTable("budget_line").set(columns(input)).where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

async function isGrant(db: Tx, id: string | null): Promise<boolean> {
  if (!id) return true;
  const grant = await db
    .selectFrom("funding_grant")
    .where("id", "=", id)
    .select("id")
    .executeTakeFirst();
  return grant !== undefined;
}

function columns(input: BudgetLineInput) {
  return {
    label: input.label,
    grant_id: input.grantId,
    amount_cents: input.amountCents,
    starts_on: input.startsOn,
    ends_on: input.endsOn,
    closed_at: input.isClosed ? new Date().toISOString() : null,
  };
}
