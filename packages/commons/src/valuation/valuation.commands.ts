import { NotFound } from "@essaim/database/errors";
import { defineCommand } from "@essaim/identity/operation";
import { z } from "zod";
import { valuationRuleSchema } from "./valuation.schema.ts";

/**
 * Says what an hour, or one contribution, of a kind is worth from a day on. Refuses a second rule of that kind for that
 * day: which of them holds could not be told.
 */
export const addValuationRule = defineCommand({
  name: "addValuationRule",
  permission: "commons:write",
  subject: "valuation_rule",
  input: valuationRuleSchema,
  run: async ({ db, actor, input }) => {
    const added = await db
      .insertInto("valuation_rule")
      .values({
        organisation_id: actor.organisationId,
        created_by: actor.membershipId,
        kind: input.kind,
        cents_per_hour: input.unit === "hour" ? input.amountCents : null,
        cents_each: input.unit === "each" ? input.amountCents : null,
        valid_from: input.validFrom,
        reason: input.reason,
      })
      .onConflict((conflict) =>
        conflict.columns(["organisation_id", "kind", "valid_from"]).doNothing(),
      )
      .returning("id")
      .executeTakeFirst();
    if (!added) return { ok: false, reason: "day_taken" } as const;
    return { ok: true, id: added.id } as const;
  },
});

/** @throws NotFound when it was removed already */
export const removeValuationRule = defineCommand({
  name: "removeValuationRule",
  permission: "commons:write",
  subject: "valuation_rule",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const removed = await db
      .deleteFrom("valuation_rule")
      .where("id", "=", input.id)
      .returning("id")
      .executeTakeFirst();
    if (!removed) throw new NotFound(`No valuation rule ${input.id}`);
    return { ok: true, id: removed.id } as const;
  },
});
