import type { Saved } from "@essaim/database/record";
import { defineCommand, NotFound } from "@essaim/identity/operation";
import { z } from "zod";
import { type RuleInput, removeRuleSchema } from "./rule.schema.ts";

/**
 * Adds a rule to an agreement. There is one about the period: a second takes the place of the first. What was spent
 * already stays, and is told among the expenses to check. @throws NotFound when there is no such grant
 */
export const addRule = defineCommand({
  name: "addRule",
  permission: "grant:write",
  subject: "grant",
  input: z.object({ grantId: z.uuid(), rule: z.custom<RuleInput>() }),
  run: async ({ db, actor, input: { grantId, rule } }): Promise<Saved> => {
    const grant = await db
      .selectFrom("funding_grant")
      .where("id", "=", grantId)
      .select("id")
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!grant) throw new NotFound(`No grant ${grantId}`);
    if (rule.kind === "period") {
      await db
        .deleteFrom("eligibility_rule")
        .where("grant_id", "=", grantId)
        .where("kind", "=", "period")
        .execute();
    }
    await db
      .insertInto("eligibility_rule")
      .values({
        organisation_id: actor.organisationId,
        grant_id: grantId,
        severity: rule.severity,
        reason: rule.reason,
        ...columnsOf(rule),
      })
      .execute();
    return { ok: true, id: grantId };
  },
});

/** Removes a rule; the journal names the grant. @throws NotFound when it is gone already */
export const removeRule = defineCommand({
  name: "removeRule",
  permission: "grant:write",
  subject: "grant",
  input: removeRuleSchema,
  run: async ({ db, input }): Promise<Saved> => {
    const removed = await db
      .deleteFrom("eligibility_rule")
      .where("id", "=", input.id)
      .returning("grant_id as grantId")
      .executeTakeFirst();
    if (!removed) throw new NotFound(`No rule ${input.id}`);
    return { ok: true, id: removed.grantId };
  },
});

function columnsOf(rule: RuleInput) {
  switch (rule.kind) {
    case "period":
      return { kind: rule.kind, days_before: rule.daysBefore, days_after: rule.daysAfter };
    case "ceiling":
      return {
        kind: rule.kind,
        accounts: rule.accounts,
        max_cents: rule.maxCents ?? null,
        max_share: rule.maxShare ?? null,
      };
    case "expense_ceiling":
      return { kind: rule.kind, accounts: rule.accounts, max_cents: rule.maxCents };
    default:
      return { kind: rule.kind, accounts: rule.accounts };
  }
}
