import { holdRecord } from "@essaim/database/record";
import { loadEligibility } from "@essaim/funding/spending/eligibility.queries";
import { judgeParts } from "@essaim/funding/spending/eligibility.rules";
import { holdLines, insertExpenses } from "@essaim/funding/spending/expense.write";
import { defineCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { loadPot } from "./pot.queries.ts";
import { payPotSchema } from "./pot.schema.ts";

/**
 * Pays what the last proposal that was consented to gives each: one expense by person, paid on that day, by the pot's
 * budget line if it has one. Refuses a pot that is not agreed, and what the agreement of the line refuses, or warns of
 * unless told to pay anyway; sentences come in French.
 * @throws NotFound
 */
export const payPot = defineCommand({
  name: "payPot",
  permission: "spending:write",
  subject: "reward_pot",
  isRunAgain: true,
  input: payPotSchema,
  run: async ({ db, actor, input }) => {
    const { id, paidOn } = input;
    const held = await holdRecord(db, "reward_pot", input, loadPot);
    if (!held.ok) return held;
    const pot = held.current;
    if (pot.status !== "agreed") return { ok: false, reason: "not_agreed" } as const;
    const agreed = await db
      .selectFrom("reward_round")
      .select("id")
      .where("pot_id", "=", id)
      .where("outcome", "=", "consented")
      .orderBy("number", "desc")
      .executeTakeFirst();
    if (!agreed) return { ok: false, reason: "not_agreed" } as const;
    const shares = await db
      .selectFrom("reward_share as s")
      .innerJoin("reward_claim as c", (join) =>
        join.onRef("c.organisation_id", "=", "s.organisation_id").onRef("c.id", "=", "s.claim_id"),
      )
      .innerJoin("worker as w", (join) =>
        join.onRef("w.organisation_id", "=", "c.organisation_id").onRef("w.id", "=", "c.worker_id"),
      )
      .select(["c.id", "s.amount_cents as amountCents"])
      // What was agreed is owed to somebody erased since: it is paid, and names nobody.
      .select(sql<string | null>`case when w.anonymised_at is null then w.id end`.as("workerId"))
      .where("s.round_id", "=", agreed.id)
      .where("s.amount_cents", ">", 0)
      .where("c.withdrawn_on", "is", null)
      .orderBy("c.id")
      .execute();
    const { budgetLineId } = pot;
    if (budgetLineId) await holdLines(db, [budgetLineId]);
    const told = new Set<string>();
    for (const { id: claimId, workerId, amountCents } of shares) {
      const expense = { account: input.account, incurredOn: paidOn, amountCents };
      if (budgetLineId) {
        // Read again each time: those before are already on the line.
        const eligibility = await loadEligibility(db, [budgetLineId]);
        const line = eligibility.lines.get(budgetLineId);
        if (!line) return { ok: false, reason: "line_unknown" } as const;
        if (line.account.startsWith("6")) expense.account = line.account;
        const judged = judgeParts(eligibility, expense, [{ budgetLineId, amountCents }]);
        if (judged.refusals.length > 0) {
          return { ok: false, reason: "line_refuses", sentences: judged.refusals } as const;
        }
        for (const warning of judged.warnings) told.add(warning);
      }
      const written = await insertExpenses(db, actor, [
        {
          kind: "purchase",
          label: `Part de la cagnotte «\u202f${pot.title}\u202f»`.slice(0, 300),
          ...expense,
          paidOn,
          workerId,
          shares: budgetLineId ? [{ budgetLineId, cents: amountCents }] : [],
        },
      ]);
      if (!written.ok) return { ok: false, reason: "line_unknown" } as const;
      await db
        .updateTable("reward_claim")
        .set({ paid_on: paidOn, expense_id: written.ids[0] ?? null })
        .where("id", "=", claimId)
        .execute();
    }
    if (told.size > 0 && !input.payAnyway) {
      return { ok: false, reason: "line_warns", sentences: [...told] } as const;
    }
    await db
      .updateTable("reward_pot")
      .set({ status: "paid", closed_on: paidOn })
      .where("id", "=", id)
      .execute();
    return { ok: true, id } as const;
  },
});
