import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { CONTRIBUTIONS_PER_PAGE, contributionFilterSchema } from "./contribution.schema.ts";

const joined = (db: Tx) =>
  db
    .selectFrom("contribution as c")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "c.organisation_id")
        .onRef("r.id", "=", "c.open_resource_id"),
    )
    .leftJoin("worker as w", (join) =>
      join.onRef("w.organisation_id", "=", "c.organisation_id").onRef("w.id", "=", "c.worker_id"),
    );

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
  run: async ({ db, input }) => {
    const { kind, openResourceId, by, year, page } = input;
    let matching = joined(db);
    if (kind) matching = matching.where("c.kind", "=", kind);
    if (openResourceId) matching = matching.where("c.open_resource_id", "=", openResourceId);
    if (by === "organisation") matching = matching.where("c.worker_id", "is", null);
    if (by === "workers") matching = matching.where("c.worker_id", "is not", null);
    if (year) {
      matching = matching
        .where("c.contributed_on", ">=", `${year}-01-01`)
        .where("c.contributed_on", "<=", `${year}-12-31`);
    }
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
      contributions,
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
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadContribution(db, input.id),
});

/** @throws NotFound */
export async function loadContribution(db: Tx, id: string) {
  const found = await joined(db)
    .where("c.id", "=", id)
    .select([...columns, workerName])
    .executeTakeFirst();
  if (!found) throw new NotFound(`No contribution ${id}`);
  return found;
}
export type Contribution = Awaited<ReturnType<typeof loadContribution>>;

/**
 * What a contribution's form offers: the commons of the directory and the people accompanied.
 * @param input.keptWorkerId somebody offered though erased, since the contribution already says them
 */
export const listContributionChoices = defineQuery({
  name: "listContributionChoices",
  permission: "contribution:read",
  input: z.object({ keptWorkerId: z.uuid().nullable().optional() }),
  run: async ({ db, input }) => {
    const resources = await db
      .selectFrom("open_resource")
      .select(["id", "name"])
      .orderBy("name")
      .execute();
    const workers = await db
      .selectFrom("worker")
      .select(["id", "given_name as givenName", "family_name as familyName"])
      .select(({ eb, and }) =>
        and([eb("supported_until", "is not", null), eb("supported_until", "<", today())]).as(
          "hasEnded",
        ),
      )
      .where(({ or, eb }) =>
        or([eb("anonymised_at", "is", null), eb("id", "=", input.keptWorkerId ?? null)]),
      )
      .orderBy("family_name")
      .orderBy("given_name")
      .execute();
    const years = await sql<{ year: number }>`
      select distinct extract(year from contributed_on)::int as year from contribution
      order by 1 desc`.execute(db);
    return { resources, workers, years: years.rows.map((row) => row.year) };
  },
});
