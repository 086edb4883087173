import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { lastUnansweredDay } from "../upstream/upstream.rules.ts";
import { loadValuationRules } from "../valuation/valuation.queries.ts";
import { worthOf } from "../valuation/valuation.rules.ts";
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
    )
    // Where it stands upstream: its last step.
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("upstream_event as e")
          .whereRef("e.organisation_id", "=", "c.organisation_id")
          .whereRef("e.contribution_id", "=", "c.id")
          .select(["e.state", "e.happened_on"])
          .orderBy("e.happened_on", "desc")
          .orderBy("e.id", "desc")
          .limit(1)
          .as("u"),
      (join) => join.onTrue(),
    );

const columns = [
  "c.id",
  "c.kind",
  "c.contributed_on as contributedOn",
  "c.description",
  "c.amount_cents as amountCents",
  "c.minutes",
  "c.evidence_url as evidenceUrl",
  "c.share_count as shareCount",
  "c.share_nominal_cents as shareNominalCents",
  "c.certificate",
  "c.renews_on as renewsOn",
  "c.as_mentor as asMentor",
  "c.expense_id as expenseId",
  "c.version",
  "u.state as upstreamState",
  "u.happened_on as upstreamOn",
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
    const { kind, openResourceId, by, year, upstream, page } = input;
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
    if (upstream === "unanswered") {
      matching = matching
        .where("u.state", "in", ["proposed", "discussed"])
        .where("u.happened_on", "<=", lastUnansweredDay(today()));
    } else if (upstream) {
      matching = matching.where("u.state", "=", upstream);
    }
    const rules = await loadValuationRules(db);
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
      contributions: contributions.map((one) => ({ ...one, worth: worthOf(one, rules) })),
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

/** Items shown of what a contribution is made of. */
const MOST_ITEMS = 200;

/**
 * A contribution with all that is known of it: its worth, what it is made of, what became of it upstream, oldest first,
 * and for who reads spending, the expense that paid with its lines and grants.
 * @throws NotFound
 */
export const getContributionFile = defineQuery({
  name: "getContributionFile",
  permission: "contribution:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input }) => {
    const contribution = await loadContribution(db, input.id);
    const steps = await db
      .selectFrom("upstream_event")
      .where("contribution_id", "=", input.id)
      .select(["id", "state", "happened_on as happenedOn", "reason", "page_url as pageUrl"])
      .orderBy("happened_on")
      .orderBy("id")
      .execute();
    const items = await db
      .selectFrom("contribution_item")
      .where("contribution_id", "=", input.id)
      .select(["id", "source", "happened_on as happenedOn", "title", "page_url as pageUrl"])
      .select(["lines_added as linesAdded", "lines_removed as linesRemoved"])
      .orderBy("happened_on")
      .orderBy("id")
      .limit(MOST_ITEMS)
      .execute();
    const { itemCount } = await db
      .selectFrom("contribution_item")
      .where("contribution_id", "=", input.id)
      .select(({ fn }) => fn.countAll<number>().as("itemCount"))
      .executeTakeFirstOrThrow();
    const { expenseId } = contribution;
    const expense =
      expenseId !== null && can(actor, "spending:read") ? await loadPayment(db, expenseId) : null;
    const rules = await loadValuationRules(db);
    return { contribution, worth: worthOf(contribution, rules), steps, items, itemCount, expense };
  },
});

/** The expense that paid for a contribution, in cents, and what each line and grant took of it. */
async function loadPayment(db: Tx, id: string) {
  const expense = await db
    .selectFrom("expense")
    .where("id", "=", id)
    .select(["id", "amount_cents as amountCents", "paid_on as paidOn"])
    .executeTakeFirstOrThrow();
  const lines = await db
    .selectFrom("expense_allocation as a")
    .innerJoin("budget_line as l", (join) =>
      join
        .onRef("l.organisation_id", "=", "a.organisation_id")
        .onRef("l.id", "=", "a.budget_line_id"),
    )
    .leftJoin("funding_grant as g", (join) =>
      join.onRef("g.organisation_id", "=", "l.organisation_id").onRef("g.id", "=", "l.grant_id"),
    )
    .where("a.expense_id", "=", id)
    .select(["l.id", "l.label", "a.amount_cents as amountCents"])
    .select(["g.id as grantId", "g.title as grantTitle"])
    .orderBy("a.amount_cents", "desc")
    .orderBy("l.id")
    .execute();
  return { ...expense, lines };
}

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
