import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { isVisibleToFunder } from "./grant.rules.ts";
import { GRANTS_PER_PAGE, type GrantStatus, grantFilterSchema } from "./grant.schema.ts";

/** Cents awarded, or hoped for while nothing is decided. */
const counted = sql<number | null>`coalesce(g.amount_cents, g.asked_cents)`;

const withFunder = (db: Tx) =>
  db
    .selectFrom("funding_grant as g")
    .innerJoin("funder as f", (join) =>
      join.onRef("f.organisation_id", "=", "g.organisation_id").onRef("f.id", "=", "g.funder_id"),
    );

const latestFirst = (grants: ReturnType<typeof withFunder>) =>
  grants
    .select([
      "g.id",
      "g.title",
      "g.reference",
      "g.status",
      "g.asked_cents as askedCents",
      "g.amount_cents as amountCents",
      "g.starts_on as startsOn",
      "g.ends_on as endsOn",
      "f.id as funderId",
      "f.name as funderName",
    ])
    .orderBy("g.starts_on", "desc")
    .orderBy("g.id", "desc");

/** Grants, the latest period first, with their funder. Amounts in cents. */
export const listGrants = defineQuery({
  name: "listGrants",
  permission: "grant:read",
  input: grantFilterSchema,
  run: async ({ db, input }) => {
    let matching = withFunder(db);
    if (input.status) matching = matching.where("g.status", "=", input.status);
    if (input.funderId) matching = matching.where("g.funder_id", "=", input.funderId);
    const grants = await latestFirst(matching)
      .limit(GRANTS_PER_PAGE)
      .offset((input.page - 1) * GRANTS_PER_PAGE)
      .execute();
    const sums = await matching
      .select(({ fn }) => [
        "g.status",
        fn.countAll<number>().as("grants"),
        fn.sum<string | null>(counted).as("cents"),
      ])
      .groupBy("g.status")
      .execute();
    const total = sums.reduce((sum, row) => sum + row.grants, 0);
    const centsOf = (...statuses: GrantStatus[]) =>
      sums
        .filter((row) => statuses.includes(row.status))
        .reduce((sum, row) => sum + Number(row.cents ?? 0), 0);
    return {
      grants,
      total,
      securedCents: centsOf("awarded", "closed"),
      hopedCents: centsOf("envisaged", "applied"),
      page: input.page,
      pageCount: Math.max(1, Math.ceil(total / GRANTS_PER_PAGE)),
    };
  },
});

/** Grants awarded whose period holds a day, the latest first. Amounts in cents. */
export const listRunningGrants = defineQuery({
  name: "listRunningGrants",
  permission: "grant:read",
  input: z.object({ day: z.iso.date() }),
  run: ({ db, input }) =>
    latestFirst(withFunder(db))
      .where("g.status", "=", "awarded")
      .where("g.starts_on", "<=", input.day)
      .where("g.ends_on", ">=", input.day)
      .execute(),
});

/** One grant with its funder, its programme's actions, its targets and their milestones. @throws NotFound */
export const getGrant = defineQuery({
  name: "getGrant",
  permission: "grant:read",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadGrant(db, input.id),
});

/** @throws NotFound */
export async function loadGrant(db: Tx, id: string) {
  const grant = await withFunder(db)
    .innerJoin("programme as p", (join) =>
      join
        .onRef("p.organisation_id", "=", "g.organisation_id")
        .onRef("p.id", "=", "g.programme_id"),
    )
    .where("g.id", "=", id)
    .select([
      "g.id",
      "g.title",
      "g.reference",
      "g.status",
      "g.asked_cents as askedCents",
      "g.amount_cents as amountCents",
      "g.starts_on as startsOn",
      "g.ends_on as endsOn",
      "g.note",
      "g.call_name as callName",
      "g.call_url as callUrl",
      "g.apply_by as applyBy",
      "g.applied_on as appliedOn",
      "g.decided_on as decidedOn",
      "g.decision_note as decisionNote",
      "g.signed_on as signedOn",
      "g.conditions",
      "g.in_kind_cents as inKindCents",
      "g.is_de_minimis as isDeMinimis",
      "g.rae_reference as raeReference",
      "g.closed_on as closedOn",
      "g.version",
      "g.updated_at as updatedAt",
      "f.id as funderId",
      "f.name as funderName",
      "f.kind as funderKind",
      "f.website_url as funderUrl",
      "f.siret as funderSiret",
      "p.id as programmeId",
      "p.name as programmeName",
    ])
    .executeTakeFirst();
  if (!grant) throw new NotFound(`No grant ${id}`);
  const actions = await db
    .selectFrom("programme_action")
    .where("programme_id", "=", grant.programmeId)
    .select(["id", "name", "description"])
    .orderBy("position")
    .execute();
  const targets = await db
    .selectFrom("target")
    .where("grant_id", "=", id)
    .select(({ ref }) => [
      "indicator_key as indicatorKey",
      "action_id as actionId",
      "value",
      sql<{ dueOn: string; value: number }[]>`coalesce((
        select jsonb_agg(jsonb_build_object('dueOn', m.due_on, 'value', m.value) order by m.due_on)
        from target_milestone m
        where m.organisation_id = ${ref("target.organisation_id")} and m.target_id = ${ref("target.id")}), '[]')`.as(
        "milestones",
      ),
    ])
    .orderBy("indicator_key")
    .execute();
  return { ...grant, actions, targets };
}
export type Grant = Awaited<ReturnType<typeof loadGrant>>;

/**
 * The grants that the role in force may see, in the order in which they were created. Only the columns
 * that a funder's role may read, for the queries of other features.
 */
export async function readGrants(db: Tx) {
  const rows = await withFunder(db)
    .innerJoin("programme as p", (join) =>
      join
        .onRef("p.organisation_id", "=", "g.organisation_id")
        .onRef("p.id", "=", "g.programme_id"),
    )
    .select([
      "g.id",
      "g.title",
      "g.status",
      "g.starts_on as startsOn",
      "g.ends_on as endsOn",
      "g.amount_cents as amountCents",
      "f.id as funderId",
      "f.name as funderName",
      "p.id as programmeId",
      "p.name as programmeName",
    ])
    .orderBy("g.id")
    .execute();
  return rows.map((row) => ({ ...row, isVisibleToFunder: isVisibleToFunder(row.status) }));
}
export type GrantInBrief = Awaited<ReturnType<typeof readGrants>>[number];
