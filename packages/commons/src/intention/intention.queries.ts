import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { INTENTIONS_PER_PAGE, intentionFilterSchema } from "./intention.schema.ts";

const joined = (db: Tx) =>
  db
    .selectFrom("contribution_intention as i")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "i.organisation_id")
        .onRef("r.id", "=", "i.open_resource_id"),
    )
    .leftJoin("budget_line as l", (join) =>
      join
        .onRef("l.organisation_id", "=", "i.organisation_id")
        .onRef("l.id", "=", "i.budget_line_id"),
    );

const columns = [
  "i.id",
  "i.kind",
  "i.description",
  "i.planned_on as plannedOn",
  "i.amount_cents as amountCents",
  "i.minutes",
  "i.budget_line_id as budgetLineId",
  "i.contribution_id as contributionId",
  "i.dropped_on as droppedOn",
  "i.dropped_reason as droppedReason",
  "i.version",
  "r.id as openResourceId",
  "r.name as openResourceName",
  "l.label as budgetLineLabel",
] as const;

/** Contributions that are meant: those to come by their day, the others from the latest. Amounts in cents. */
export const listIntentions = defineQuery({
  name: "listIntentions",
  permission: "contribution:read",
  input: intentionFilterSchema,
  run: async ({ db, input }) => {
    const { state, openResourceId, page } = input;
    let matching = joined(db);
    if (openResourceId) matching = matching.where("r.id", "=", openResourceId);
    if (state === "done") matching = matching.where("i.contribution_id", "is not", null);
    else if (state === "dropped") matching = matching.where("i.dropped_on", "is not", null);
    else {
      matching = matching.where("i.contribution_id", "is", null).where("i.dropped_on", "is", null);
    }
    const intentions = await matching
      .select(columns)
      .orderBy("i.planned_on", state === "open" ? "asc" : "desc")
      .orderBy("i.id")
      .limit(INTENTIONS_PER_PAGE)
      .offset((page - 1) * INTENTIONS_PER_PAGE)
      .execute();
    const sums = await matching
      .select(({ fn }) => [
        fn.countAll<number>().as("total"),
        fn.sum<string | null>("i.amount_cents").as("cents"),
      ])
      .executeTakeFirstOrThrow();
    return {
      intentions,
      total: sums.total,
      totalCents: Number(sums.cents ?? 0),
      page,
      pageCount: Math.max(1, Math.ceil(sums.total / INTENTIONS_PER_PAGE)),
    };
  },
});

/** @throws NotFound */
export const getIntention = defineQuery({
  name: "getIntention",
  permission: "contribution:read",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadIntention(db, input.id),
});

/** @throws NotFound */
export async function loadIntention(db: Tx, id: string) {
  const found = await joined(db).where("i.id", "=", id).select(columns).executeTakeFirst();
  if (!found) throw new NotFound(`No intention ${id}`);
  return found;
}
export type Intention = Awaited<ReturnType<typeof loadIntention>>;
