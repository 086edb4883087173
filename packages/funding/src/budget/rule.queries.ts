import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { loadGrant } from "../grant/grant.queries.ts";

/** A grant with the rules of its agreement, the oldest first. Amounts in cents, shares in hundredths of a per cent. @throws NotFound */
export const listRules = defineQuery({
  name: "listRules",
  permission: "grant:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const { id, title, status, startsOn, endsOn, amountCents, askedCents } = await loadGrant(
      db,
      input.id,
    );
    const rules = await db
      .selectFrom("eligibility_rule")
      .where("grant_id", "=", input.id)
      .select([
        "id",
        "kind",
        "accounts",
        "max_cents as maxCents",
        "max_share as maxShare",
        "days_before as daysBefore",
        "days_after as daysAfter",
        "severity",
        "reason",
      ])
      .orderBy("id")
      .execute();
    return {
      grant: { id, title, status, startsOn, endsOn, cents: amountCents ?? askedCents },
      rules,
    };
  },
});
