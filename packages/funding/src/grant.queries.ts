import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { requireId } from "@essaim/database/record";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { isVisibleToFunder } from "./grant.rules.ts";
import { GRANTS_PER_PAGE, type GrantStatus, grantFilterSchema } from "./grant.schema.ts";

/** Grants, the latest period first, with their funder. Amounts in cents. */
export const listGrants = defineQuery({
  name: "listGrants",
  permission: "grant:read",
  input: grantFilterSchema,
  run: async ({ db, actor, input }) => {
    const matching = db
      .selectFrom("funding_grant as g")
      .innerJoin("funder as f", (join) =>
        join.onRef("f.organisation_id", "=", "g.organisation_id").onRef("f.id", "=", "g.funder_id"),
      )
      .where("g.organisation_id", "=", actor.organisationId)
      .$if(input.status !== undefined, (q) => q.where("g.status", "=", input.status ?? ""))
      .$if(input.funderId !== undefined, (q) => q.where("g.funder_id", "=", input.funderId ?? ""));
    const grants = await matching
      .select([
        "g.id",
        "g.title",
        "g.reference",
        "g.status",
        "g.amount_cents as amountCents",
        "g.starts_on as startsOn",
        "g.ends_on as endsOn",
        "f.id as funderId",
        "f.name as funderName",
      ])
      .orderBy("g.starts_on", "desc")
      .orderBy("g.id", "desc")
      .limit(GRANTS_PER_PAGE)
      .offset((input.page - 1) * GRANTS_PER_PAGE)
      .execute();
    const sums = await matching
      .select(({ fn }) => [
        "g.status",
        fn.countAll<number>().as("grants"),
        fn.sum<string | null>("g.amount_cents").as("cents"),
      ])
      .groupBy("g.status")
      .execute();
    const total = sums.reduce((sum, row) => sum + row.grants, 0);
    const centsOf = (...statuses: GrantStatus[]) =>
      sums
        .filter((row) => statuses.includes(row.status as GrantStatus))
        .reduce((sum, row) => sum + Number(row.cents ?? 0), 0);
    return {
      grants: grants.map((grant) => ({ ...grant, status: grant.status as GrantStatus })),
      total,
      securedCents: centsOf("awarded", "closed"),
      hopedCents: centsOf("envisaged", "applied"),
      page: input.page,
      pageCount: Math.max(1, Math.ceil(total / GRANTS_PER_PAGE)),
    };
  },
});

/** One grant with its funder, its programme's actions and its targets. @throws NotFound */
export const getGrant = defineQuery({
  name: "getGrant",
  permission: "grant:read",
  input: z.object({ id: z.string() }),
  run: async ({ db, actor, input }) => {
    const id = requireId(input.id);
    const grant = await db
      .selectFrom("funding_grant as g")
      .innerJoin("funder as f", (join) =>
        join.onRef("f.organisation_id", "=", "g.organisation_id").onRef("f.id", "=", "g.funder_id"),
      )
      .innerJoin("programme as p", (join) =>
        join
          .onRef("p.organisation_id", "=", "g.organisation_id")
          .onRef("p.id", "=", "g.programme_id"),
      )
      .where("g.organisation_id", "=", actor.organisationId)
      .where("g.id", "=", id)
      .select([
        "g.id",
        "g.title",
        "g.reference",
        "g.status",
        "g.amount_cents as amountCents",
        "g.starts_on as startsOn",
        "g.ends_on as endsOn",
        "g.note",
        "g.version",
        "g.updated_at as updatedAt",
        "f.id as funderId",
        "f.name as funderName",
        "f.kind as funderKind",
        "f.website_url as funderUrl",
        "p.id as programmeId",
        "p.name as programmeName",
      ])
      .executeTakeFirst();
    if (!grant) throw new NotFound(`No grant ${id}`);
    const actions = await db
      .selectFrom("programme_action")
      .where("organisation_id", "=", actor.organisationId)
      .where("programme_id", "=", grant.programmeId)
      .select(["id", "name", "description"])
      .orderBy("position")
      .execute();
    const targets = await db
      .selectFrom("target")
      .where("organisation_id", "=", actor.organisationId)
      .where("grant_id", "=", id)
      .select(["indicator_key as indicatorKey", "action_id as actionId", "value"])
      .orderBy("indicator_key")
      .execute();
    return { ...grant, status: grant.status as GrantStatus, actions, targets };
  },
});
export type Grant = Awaited<ReturnType<typeof getGrant.run>>;

/**
 * The grants that the role in force may see, in the order in which they were created. Only the columns
 * that a funder's role may read, for the queries of other features.
 */
export async function readGrants(db: Tx, organisationId: string) {
  const rows = await db
    .selectFrom("funding_grant as g")
    .innerJoin("funder as f", (join) =>
      join.onRef("f.organisation_id", "=", "g.organisation_id").onRef("f.id", "=", "g.funder_id"),
    )
    .innerJoin("programme as p", (join) =>
      join
        .onRef("p.organisation_id", "=", "g.organisation_id")
        .onRef("p.id", "=", "g.programme_id"),
    )
    .where("g.organisation_id", "=", organisationId)
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
  return rows.map((row) => {
    const status = row.status as GrantStatus;
    return { ...row, status, isVisibleToFunder: isVisibleToFunder(status) };
  });
}
export type GrantInBrief = Awaited<ReturnType<typeof readGrants>>[number];
