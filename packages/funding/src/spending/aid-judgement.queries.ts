import { today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { loadEligibility } from "./eligibility.queries.ts";
import { type Judgement, judgeParts } from "./eligibility.rules.ts";

/**
 * What an agreement says against an aid granted today on one of its lines: French sentences, none for own funds. What
 * is left on the line, its period and whether it is closed are looked at by the decision itself. An aid that was
 * answered meanwhile, or a line that is not there, is not judged: the decision says so.
 */
export const judgeAid = defineQuery({
  name: "judgeAid",
  permission: "aid:decide",
  input: z.object({ aidId: z.uuid(), budgetLineId: z.uuid() }),
  run: async ({ db, input: { aidId, budgetLineId } }): Promise<Judgement> => {
    const aid = await db
      .selectFrom("aid")
      .where("id", "=", aidId)
      .where("status", "=", "requested")
      .select("amount_cents as amountCents")
      .executeTakeFirst();
    const eligibility = await loadEligibility(db, [budgetLineId]);
    const line = eligibility.lines.get(budgetLineId);
    if (!aid || !line) return { refusals: [], warnings: [] };
    const { amountCents } = aid;
    const day = today();
    Object.assign(line, { isClosed: false, leftCents: amountCents, startsOn: day, endsOn: day });
    const expense = { account: line.account, incurredOn: day, amountCents };
    return judgeParts(eligibility, expense, [{ budgetLineId, amountCents }]);
  },
});
