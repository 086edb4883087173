import type { Refusal, Tx } from "@essaim/database/operation";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { defineCommand } from "@essaim/identity/operation";
import { loadPlan, type Plan } from "./plan.queries.ts";
import { decideSettlement } from "./plan.rules.ts";
import {
  editPlanSchema,
  newPlanSchema,
  type PlanInput,
  type planRefusals,
  planTargetSchema,
  type SettlementRefusal,
} from "./plan.schema.ts";

type PlanRefusal = keyof typeof planRefusals;

/** Begins a plan, both its columns still empty. */
export const createPlan = defineCommand({
  name: "createPlan",
  permission: "grant:write",
  subject: "funding_plan",
  input: newPlanSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<"programme_unknown">> => {
    const programme = await db
      .selectFrom("programme")
      .where("id", "=", input.programmeId)
      .select("id")
      .executeTakeFirst();
    if (!programme) return { ok: false, reason: "programme_unknown" };
    const { id } = await db
      .insertInto("funding_plan")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        programme_id: input.programmeId,
        ...headingOf(input),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id };
  },
});

/**
 * Writes a plan anew, heading and columns. One that is settled is reopened first; a grant is counted in one plan only.
 * @throws NotFound
 */
export const editPlan = defineCommand({
  name: "editPlan",
  permission: "grant:write",
  subject: "funding_plan",
  input: editPlanSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<PlanRefusal> | Conflict<Plan>> => {
    const { id } = input;
    const refuse = (reason: PlanRefusal) => ({ ok: false, reason }) as const;
    const held = await holdRecord(db, "funding_plan", input, loadPlan);
    if (!held.ok) return held;
    const { settledOn, actions, programmeId, entries } = held.current;
    if (settledOn !== null) return refuse("plan_settled");
    const actionIds = new Set(actions.map((action) => action.id));
    if (input.charges.some((charge) => charge.actionId && !actionIds.has(charge.actionId))) {
      return refuse("action_unknown");
    }
    const counted = new Set(entries.map((entry) => entry.grant?.id));
    const grants = await grantsIn(db, input.grantIds);
    const isOurs = grants.every(
      (grant) => grant.programmeId === programmeId || counted.has(grant.id),
    );
    if (grants.length < input.grantIds.length || !isOurs) return refuse("grant_unknown");
    if (grants.some((grant) => grant.planId !== null && grant.planId !== id)) {
      return refuse("grant_taken");
    }
    await db.deleteFrom("plan_entry").where("plan_id", "=", id).execute();
    const rows = entryRows(input, grants);
    if (rows.length > 0) {
      const of = { organisation_id: actor.organisationId, plan_id: id };
      try {
        await db
          .insertInto("plan_entry")
          .values(rows.map((row) => ({ ...of, ...row })))
          .execute();
      } catch (error) {
        // Somebody counted the same grant in another plan meanwhile.
        if ((error as { code?: string }).code !== "23505") throw error;
        return refuse("grant_taken");
      }
    }
    await db.updateTable("funding_plan").set(headingOf(input)).where("id", "=", id).execute();
    return { ok: true, id };
  },
});

type Unsettled = Refusal<SettlementRefusal> & { gapCents: number };

/**
 * Settles a plan whose columns are equal, to the cent; otherwise says by how much they differ: charges less products.
 * @throws NotFound
 */
export const settlePlan = defineCommand({
  name: "settlePlan",
  permission: "grant:write",
  subject: "funding_plan",
  input: planTargetSchema,
  run: async ({ db, input }): Promise<Saved | Unsettled> => {
    await holdGrantsOf(db, input.id);
    const held = await holdRecord(db, "funding_plan", input, loadPlan);
    const { totals, settledOn } = held.current;
    if (!held.ok || settledOn !== null) return { ok: false, reason: "not_so", gapCents: 0 };
    const reason = decideSettlement(totals);
    if (reason) {
      const gapCents = reason === "unbalanced_in_kind" ? totals.inKindGapCents : totals.gapCents;
      return { ok: false, reason, gapCents };
    }
    await db
      .updateTable("funding_plan")
      .set({ settled_on: today() })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

/** Opens a settled plan again, to change it. @throws NotFound */
export const reopenPlan = defineCommand({
  name: "reopenPlan",
  permission: "grant:write",
  subject: "funding_plan",
  input: planTargetSchema,
  run: async ({ db, input }): Promise<Saved | Refusal<"not_so">> => {
    const held = await holdRecord(db, "funding_plan", input, loadPlan);
    if (!held.ok) return { ok: false, reason: "not_so" };
    await db
      .updateTable("funding_plan")
      .set({ settled_on: null })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id };
  },
});

/** Removes a plan that is not settled; the grants stay as they are. @throws NotFound */
export const removePlan = defineCommand({
  name: "removePlan",
  permission: "grant:write",
  subject: "funding_plan",
  input: planTargetSchema,
  run: async ({ db, input }): Promise<Saved | Refusal<"not_so">> => {
    const held = await holdRecord(db, "funding_plan", input, loadPlan);
    if (!held.ok || held.current.settledOn !== null) return { ok: false, reason: "not_so" };
    await db.deleteFrom("funding_plan").where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

/** Their amounts move no more until the plan is settled. Before the plan is held: grants come first everywhere. */
async function holdGrantsOf(db: Tx, planId: string): Promise<void> {
  await db
    .selectFrom("funding_grant")
    .where("id", "in", (entries) =>
      entries
        .selectFrom("plan_entry")
        .where("plan_id", "=", planId)
        .where("grant_id", "is not", null)
        .select("grant_id as id")
        .$castTo<{ id: string }>(),
    )
    .select("id")
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
}

/** Grants with the plan that counts each, if any. */
async function grantsIn(db: Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom("funding_grant as g")
    .leftJoin("plan_entry as e", (join) =>
      join.onRef("e.organisation_id", "=", "g.organisation_id").onRef("e.grant_id", "=", "g.id"),
    )
    .where("g.id", "in", ids)
    .select(["g.id", "g.title", "g.programme_id as programmeId", "e.plan_id as planId"])
    .orderBy("g.starts_on")
    .orderBy("g.id")
    .execute();
}

function headingOf(input: Pick<PlanInput, "title" | "startsOn" | "endsOn" | "note">) {
  const { title, startsOn, endsOn, note } = input;
  return { title, starts_on: startsOn, ends_on: endsOn, note };
}

/** Subventions d’exploitation: what a grant is in the accounts. */
const GRANT_ACCOUNT = "74";

function entryRows(input: PlanInput, grants: readonly { id: string; title: string }[]) {
  const charges = input.charges.map((charge, index) => ({
    position: index + 1,
    side: "charge" as const,
    account: charge.account,
    label: charge.label,
    action_id: charge.actionId,
    grant_id: null,
    amount_cents: charge.amountCents,
  }));
  const ofGrants = grants.map((grant, index) => ({
    position: index + 1,
    side: "product" as const,
    account: GRANT_ACCOUNT,
    label: grant.title,
    action_id: null,
    grant_id: grant.id,
    amount_cents: null,
  }));
  const products = input.products.map((product, index) => ({
    position: grants.length + index + 1,
    side: "product" as const,
    account: product.account,
    label: product.label,
    action_id: null,
    grant_id: null,
    amount_cents: product.amountCents,
  }));
  return [...charges, ...ofGrants, ...products];
}
