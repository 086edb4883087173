import type { Tx } from "@essaim/database/operation";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { type LedgerSum, sumBy } from "./valuation.rules.ts";

/** Every rule of valuation: by kind, the last one first. */
export const listValuationRules = defineQuery({
  name: "listValuationRules",
  permission: "contribution:read",
  input: z.object({}),
  run: ({ db }) => loadValuationRules(db),
});

export async function loadValuationRules(db: Tx) {
  return await db
    .selectFrom("valuation_rule")
    .select(["id", "kind", "cents_per_hour as centsPerHour", "cents_each as centsEach"])
    .select(["valid_from as validFrom", "reason"])
    .orderBy("kind", (order) => order.asc().nullsFirst())
    .orderBy("valid_from", "desc")
    .execute();
}

type Named = LedgerSum & { key: string };

/**
 * The ledger in sums, in cents and minutes: by year, by kind and by commons, and the whole of it.
 * @param input.openResourceId one commons only
 */
export const sumLedger = defineQuery({
  name: "sumLedger",
  permission: "contribution:read",
  input: z.object({ openResourceId: z.uuid().optional(), year: z.number().int().optional() }),
  run: async ({ db, input }) => {
    let found = db
      .selectFrom("contribution as c")
      .innerJoin("open_resource as r", (join) =>
        join
          .onRef("r.organisation_id", "=", "c.organisation_id")
          .onRef("r.id", "=", "c.open_resource_id"),
      );
    if (input.openResourceId) found = found.where("r.id", "=", input.openResourceId);
    if (input.year) {
      found = found
        .where("c.contributed_on", ">=", `${input.year}-01-01`)
        .where("c.contributed_on", "<=", `${input.year}-12-31`);
    }
    const contributions = await found
      .select(["c.kind", "c.contributed_on as contributedOn", "c.amount_cents as amountCents"])
      .select(["c.minutes", "r.id as resourceId", "r.name as resourceName"])
      .execute();
    const rules = await loadValuationRules(db);
    const names = new Map(contributions.map((one) => [one.resourceId, one.resourceName]));
    const year = (one: { contributedOn: string }) => one.contributedOn.slice(0, 4);
    const by = (keyOf: (one: (typeof contributions)[number]) => string): Named[] =>
      [...sumBy(contributions, rules, keyOf)].map(([key, sum]) => ({ key, ...sum }));
    const whole = sumBy(contributions, rules, () => "").get("");
    return {
      whole: whole ?? null,
      years: by(year).sort((a, b) => a.key.localeCompare(b.key)),
      kinds: [...sumBy(contributions, rules, (one) => one.kind)]
        .map(([kind, sum]) => ({ kind, ...sum }))
        .sort((a, b) => b.cents - a.cents || a.kind.localeCompare(b.kind)),
      commons: by((one) => one.resourceId)
        .map(({ key, ...sum }) => ({ id: key, name: names.get(key) ?? "", ...sum }))
        .sort((a, b) => b.cents - a.cents || a.name.localeCompare(b.name)),
    };
  },
});
