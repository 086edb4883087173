import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { requireId } from "@essaim/database/record";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import {
  CONTRIBUTIONS_PER_PAGE,
  type ContributionKind,
  contributionFilterSchema,
} from "./contribution.schema.ts";

const joined = (db: Tx, organisationId: string) =>
  db
    .selectFrom("contribution as c")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "c.organisation_id")
        .onRef("r.id", "=", "c.open_resource_id"),
    )
    .leftJoin("worker as w", (join) =>
      join.onRef("w.organisation_id", "=", "c.organisation_id").onRef("w.id", "=", "c.worker_id"),
    )
    .where("c.organisation_id", "=", organisationId);

const columns = [
  "c.id",
  "c.kind",
  "c.contributed_on as contributedOn",
  "c.description",
  "c.amount_cents as amountCents",
  "c.minutes",
  "c.evidence_url as evidenceUrl",
  "c.version",
  "r.id as openResourceId",
  "r.name as openResourceName",
  "w.id as workerId",
] as const;

const workerName = sql<string | null>`w.given_name || ' ' || w.family_name`.as("workerName");

/** Contributions to commons, the latest first. Amounts in cents. */
export const listContributions = defineQuery({
  name: "listContributions",
  permission: "contribution:read",
  input: contributionFilterSchema,
  run: async ({ db, actor, input }) => {
    const { kind, openResourceId, by, year, page } = input;
    const matching = joined(db, actor.organisationId)
      .$if(kind !== undefined, (q) => q.where("c.kind", "=", kind ?? ""))
      .$if(openResourceId !== undefined, (q) =>
        q.where("c.open_resource_id", "=", openResourceId ?? ""),
      )
      .$if(by === "organisation", (q) => q.where("c.worker_id", "is", null))
      .$if(by === "workers", (q) => q.where("c.worker_id", "is not", null))
      .$if(year !== undefined, (q) =>
        q
          .where("c.contributed_on", ">=", `${year}-01-01`)
          .where("c.contributed_on", "<=", `${year}-12-31`),
      );
    const contributions = await matching
      .select([...columns, workerName])
      .orderBy("c.contributed_on", "desc")
      .orderBy("c.id", "desc")
      .limit(CONTRIBUTIONS_PER_PAGE)
      .offset((page - 1) * CONTRIBUTIONS_PER_PAGE)
      .execute();
    const sums = await matching
      .select(({ fn }) => [
        fn.countAll<number>().as("total"),
        fn.sum<string | null>("c.amount_cents").as("cents"),
        fn.sum<string | null>("c.minutes").as("minutes"),
        fn.count<number>("c.open_resource_id").distinct().as("resources"),
      ])
      .executeTakeFirstOrThrow();
    return {
      contributions: contributions.map((row) => ({ ...row, kind: row.kind as ContributionKind })),
      total: sums.total,
      totalCents: Number(sums.cents ?? 0),
      totalMinutes: Number(sums.minutes ?? 0),
      resourceCount: sums.resources,
      page,
      pageCount: Math.max(1, Math.ceil(sums.total / CONTRIBUTIONS_PER_PAGE)),
    };
  },
});

/** @throws NotFound */
export const getContribution = defineQuery({
  name: "getContribution",
  permission: "contribution:read",
  input: z.object({ id: z.string() }),
  run: async ({ db, actor, input }) => {
    const id = requireId(input.id);
    const found = await joined(db, actor.organisationId)
      .where("c.id", "=", id)
      .select([...columns, workerName])
      .executeTakeFirst();
    if (!found) throw new NotFound(`No contribution ${id}`);
    return { ...found, kind: found.kind as ContributionKind };
  },
});
export type Contribution = Awaited<ReturnType<typeof getContribution.run>>;

/** What a contribution's form offers: the commons of the directory and the people accompanied. */
export const listContributionChoices = defineQuery({
  name: "listContributionChoices",
  permission: "contribution:read",
  input: z.object({}),
  run: async ({ db, actor }) => {
    const resources = await db
      .selectFrom("open_resource")
      .where("organisation_id", "=", actor.organisationId)
      .select(["id", "name"])
      .orderBy("name")
      .execute();
    const workers = await db
      .selectFrom("worker")
      .where("organisation_id", "=", actor.organisationId)
      .select(["id", "given_name as givenName", "family_name as familyName"])
      .orderBy("family_name")
      .orderBy("given_name")
      .execute();
    const years = await sql<{ year: number }>`
      select distinct extract(year from contributed_on)::int as year from contribution
      where organisation_id = ${actor.organisationId} order by 1 desc`.execute(db);
    return { resources, workers, years: years.rows.map((row) => row.year) };
  },
});
