import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import type { GrantStatus } from "../grant/grant.schema.ts";
import type { Side } from "./account.rules.ts";
import { grantCents, planTotals } from "./plan.rules.ts";

const plans = (db: Tx) =>
  db
    .selectFrom("funding_plan as p")
    .innerJoin("programme as m", (join) =>
      join
        .onRef("m.organisation_id", "=", "p.organisation_id")
        .onRef("m.id", "=", "p.programme_id"),
    )
    .select([
      "p.id",
      "p.title",
      "p.programme_id as programmeId",
      "m.name as programmeName",
      "p.starts_on as startsOn",
      "p.ends_on as endsOn",
      "p.settled_on as settledOn",
      "p.note",
      "p.version",
    ]);

/** An entry of a plan with its grant, when it is one. `cents` is null while the grant's amount is not known. */
export type PlanEntry = {
  id: string;
  planId: string;
  side: Side;
  account: string;
  label: string;
  actionId: string | null;
  cents: number | null;
  grant: {
    id: string;
    title: string;
    funderName: string;
    status: GrantStatus;
    amountCents: number | null;
    askedCents: number | null;
  } | null;
};

async function entriesOf(db: Tx, planIds: readonly string[]): Promise<PlanEntry[]> {
  if (planIds.length === 0) return [];
  const rows = await db
    .selectFrom("plan_entry as e")
    .leftJoin("funding_grant as g", (join) =>
      join.onRef("g.organisation_id", "=", "e.organisation_id").onRef("g.id", "=", "e.grant_id"),
    )
    .leftJoin("funder as f", (join) =>
      join.onRef("f.organisation_id", "=", "g.organisation_id").onRef("f.id", "=", "g.funder_id"),
    )
    .where("e.plan_id", "in", planIds)
    .select([
      "e.id",
      "e.plan_id as planId",
      "e.side",
      "e.account",
      "e.label",
      "e.action_id as actionId",
      "e.amount_cents as cents",
      "g.id as grantId",
      "g.title as grantTitle",
      "g.status as grantStatus",
      "g.amount_cents as amountCents",
      "g.asked_cents as askedCents",
      "f.name as funderName",
    ])
    .orderBy("e.side")
    .orderBy("e.position")
    .orderBy("e.id")
    .execute();
  return rows.map(
    ({ grantId, grantTitle, grantStatus, amountCents, askedCents, funderName, ...entry }) => {
      if (!grantId || !grantStatus) return { ...entry, grant: null };
      const money = { status: grantStatus, amountCents, askedCents };
      return {
        ...entry,
        label: grantTitle ?? entry.label,
        cents: grantCents(money),
        grant: { id: grantId, title: grantTitle ?? "", funderName: funderName ?? "", ...money },
      };
    },
  );
}

/** Every plan with what its columns hold, the latest period first. Amounts in cents. */
export const listPlans = defineQuery({
  name: "listPlans",
  permission: "grant:read",
  input: z.object({}),
  run: async ({ db }) => {
    const rows = await plans(db).orderBy("p.starts_on", "desc").orderBy("p.id", "desc").execute();
    const entries = await entriesOf(
      db,
      rows.map((plan) => plan.id),
    );
    return rows.map((plan) => ({
      ...plan,
      totals: planTotals(entries.filter((entry) => entry.planId === plan.id)),
    }));
  },
});

/** One plan, both its columns, and the actions of its programme. Amounts in cents. @throws NotFound */
export const getPlan = defineQuery({
  name: "getPlan",
  permission: "grant:read",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadPlan(db, input.id),
});

/** @throws NotFound */
export async function loadPlan(db: Tx, id: string) {
  const plan = await plans(db).where("p.id", "=", id).executeTakeFirst();
  if (!plan) throw new NotFound(`No funding plan ${id}`);
  const actions = await db
    .selectFrom("programme_action")
    .where("programme_id", "=", plan.programmeId)
    .select(["id", "name"])
    .orderBy("position")
    .execute();
  const entries = await entriesOf(db, [id]);
  return { ...plan, actions, entries, totals: planTotals(entries) };
}
export type Plan = Awaited<ReturnType<typeof loadPlan>>;

/**
 * The grants that a plan may count: those of its programme that share a day with it and that no other plan counts. Those
 * that it counts already are there, whatever became of them. @throws NotFound
 */
export const listPlanGrants = defineQuery({
  name: "listPlanGrants",
  permission: "grant:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const { programmeId, startsOn, endsOn } = await loadPlan(db, input.id);
    const rows = await db
      .selectFrom("funding_grant as g")
      .innerJoin("funder as f", (join) =>
        join.onRef("f.organisation_id", "=", "g.organisation_id").onRef("f.id", "=", "g.funder_id"),
      )
      .leftJoin("plan_entry as e", (join) =>
        join.onRef("e.organisation_id", "=", "g.organisation_id").onRef("e.grant_id", "=", "g.id"),
      )
      .where((where) =>
        where.or([
          where("e.plan_id", "=", input.id),
          where.and([
            where("e.plan_id", "is", null),
            where("g.programme_id", "=", programmeId),
            where("g.status", "<>", "declined"),
            where("g.starts_on", "<=", endsOn),
            where("g.ends_on", ">=", startsOn),
          ]),
        ]),
      )
      .select([
        "g.id",
        "g.title",
        "g.status",
        "g.amount_cents as amountCents",
        "g.asked_cents as askedCents",
        "g.starts_on as startsOn",
        "g.ends_on as endsOn",
        "f.name as funderName",
      ])
      .orderBy("g.starts_on", "desc")
      .orderBy("g.id", "desc")
      .execute();
    return rows.map((grant) => ({ ...grant, cents: grantCents(grant) }));
  },
});
