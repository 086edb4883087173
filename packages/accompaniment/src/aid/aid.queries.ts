import { payingLines } from "@essaim/funding/budget/paying-line.queries";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type AidStatus, aidFilterSchema } from "./aid.schema.ts";

/** One aid with the names of those it concerns. Amounts in cents. */
export type AidRecord = {
  id: string;
  version: number;
  workerId: string;
  workerName: string;
  amountCents: number;
  purpose: string;
  status: AidStatus;
  requestedOn: string;
  requestedByName: string;
  decidedOn: string | null;
  decidedByName: string | null;
  decisionReason: string;
  budgetLineId: string | null;
  budgetLineLabel: string | null;
  paidOn: string | null;
  resources: { id: string; name: string }[];
};

const AIDS_PER_PAGE = 25;

function aids(db: Tx) {
  return db
    .selectFrom("aid as a")
    .innerJoin("worker as w", (join) =>
      join.onRef("w.organisation_id", "=", "a.organisation_id").onRef("w.id", "=", "a.worker_id"),
    )
    .innerJoin("membership as rm", (join) =>
      join
        .onRef("rm.organisation_id", "=", "a.organisation_id")
        .onRef("rm.id", "=", "a.requested_by"),
    )
    .innerJoin("user_account as ru", "ru.id", "rm.user_id")
    .leftJoin("membership as dm", (join) =>
      join
        .onRef("dm.organisation_id", "=", "a.organisation_id")
        .onRef("dm.id", "=", "a.decided_by"),
    )
    .leftJoin("user_account as du", "du.id", "dm.user_id")
    .leftJoin("budget_line as l", (join) =>
      join
        .onRef("l.organisation_id", "=", "a.organisation_id")
        .onRef("l.id", "=", "a.budget_line_id"),
    )
    .select([
      "a.id",
      "a.version",
      "a.worker_id as workerId",
      sql<string>`w.given_name || ' ' || w.family_name`.as("workerName"),
      "a.amount_cents as amountCents",
      "a.purpose",
      "a.status",
      "a.requested_on as requestedOn",
      "ru.full_name as requestedByName",
      "a.decided_on as decidedOn",
      "du.full_name as decidedByName",
      "a.decision_reason as decisionReason",
      "a.budget_line_id as budgetLineId",
      "l.label as budgetLineLabel",
      "a.paid_on as paidOn",
      sql<{ id: string; name: string }[]>`coalesce((
        select json_agg(json_build_object('id', r.id, 'name', r.name) order by fold(r.name), r.id)
        from aid_resource ar
        join open_resource r on r.organisation_id = ar.organisation_id and r.id = ar.open_resource_id
        where ar.organisation_id = a.organisation_id and ar.aid_id = a.id), '[]')`.as("resources"),
    ]);
}

/** Aids, those to be decided first, then the latest; how many there are in each state. */
export const listAids = defineQuery({
  name: "listAids",
  permission: "worker:read",
  input: aidFilterSchema,
  run: async ({ db, input }) => {
    const { status, page } = input;
    const kept = status ? aids(db).where("a.status", "=", status) : aids(db);
    const states = await db
      .selectFrom("aid")
      .groupBy("status")
      .select(({ fn }) => ["status", fn.countAll<number>().as("count")])
      .execute();
    const counts = new Map(states.map((one) => [one.status, one.count]));
    const total = status
      ? (counts.get(status) ?? 0)
      : states.reduce((sum, one) => sum + one.count, 0);
    const pageCount = Math.max(1, Math.ceil(total / AIDS_PER_PAGE));
    const shown = Math.min(page, pageCount);
    const rows: AidRecord[] = await kept
      .orderBy(sql`array_position(array['requested', 'granted'], a.status)`)
      .orderBy("a.requested_on", "desc")
      .orderBy("a.id", "desc")
      .limit(AIDS_PER_PAGE)
      .offset((shown - 1) * AIDS_PER_PAGE)
      .execute();
    return {
      aids: rows,
      total,
      counts: Object.fromEntries(counts) as Partial<Record<AidStatus, number>>,
      page: shown,
      pageCount,
      lines: await budgetLines(db),
    };
  },
});

/** The aids of one person, the latest first, and the commons that may benefit, their own told apart. @throws NotFound */
export const listWorkerAids = defineQuery({
  name: "listWorkerAids",
  permission: "worker:read",
  looksAt: { subject: "worker", id: ({ workerId }) => workerId },
  input: z.object({ workerId: z.uuid() }),
  run: async ({ db, input: { workerId } }) => {
    const worker = await db
      .selectFrom("worker")
      .where("id", "=", workerId)
      .select([
        "id",
        sql<string>`given_name || ' ' || family_name`.as("name"),
        "supported_until as supportedUntil",
        "anonymised_at as anonymisedAt",
      ])
      .executeTakeFirst();
    if (!worker) throw new NotFound("No such worker");
    const rows: AidRecord[] = await aids(db)
      .where("a.worker_id", "=", workerId)
      .orderBy("a.requested_on", "desc")
      .orderBy("a.id", "desc")
      .execute();
    const resources = await db
      .selectFrom("open_resource as r")
      .select(["r.id", "r.name"])
      // The commons the person builds on: they are the likely ones.
      .select(
        sql<boolean>`exists (select 1 from worker_resource wr where wr.organisation_id = r.organisation_id
          and wr.open_resource_id = r.id and wr.worker_id = ${workerId})`.as("isOwn"),
      )
      .orderBy(sql`fold(r.name)`)
      .orderBy("r.id")
      .execute();
    return { worker, aids: rows, resources };
  },
});

/** How many requests wait for a decision, and how many decisions for a payment. */
export const countAidsToDecide = defineQuery({
  name: "countAidsToDecide",
  permission: "worker:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("aid")
      .where("status", "in", ["requested", "granted"])
      .select([
        sql<number>`count(*) filter (where status = 'requested')`.as("toDecide"),
        sql<number>`count(*) filter (where status = 'granted')`.as("toPay"),
      ])
      .executeTakeFirstOrThrow(),
});

/** The budget lines that small aids are paid from, those that run first. */
export const listBudgetLines = defineQuery({
  name: "listBudgetLines",
  permission: "worker:read",
  input: z.object({}),
  run: async ({ db }) => ({ lines: await budgetLines(db) }),
});

const budgetLines = (db: Tx) =>
  payingLines(db, { forAids: true })
    .orderBy("isClosed")
    .orderBy("l.ends_on", "desc")
    .orderBy("l.id")
    .execute();

/** One aid as it stands. @throws NotFound */
export async function loadAid(db: Tx, id: string): Promise<AidRecord> {
  const aid = await aids(db).where("a.id", "=", id).executeTakeFirst();
  if (!aid) throw new NotFound(`No aid ${id}`);
  return aid;
}
