import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { openInstalments } from "../grant/open-instalments.queries.ts";
import { cashPlanOf } from "./cash-plan.rules.ts";
import type { CommittedMonth, ExpectedPayment } from "./cash-plan.schema.ts";
import { readGrantFacts } from "./grant-facts.queries.ts";

/**
 * What comes in and goes out in the eighteen months to come. Every expense that is not paid counts, whatever pays it.
 * @param openingCents what is in the bank, which no record holds
 */
export const getCashPlan = defineQuery({
  name: "getCashPlan",
  permission: "spending:read",
  input: z.object({ openingCents: z.int() }),
  run: async ({ db, input: { openingCents } }) => {
    const day = today();
    const grants = await readGrantFacts(db, day, {});
    return cashPlanOf({
      day,
      openingCents,
      expected: await readExpected(db),
      committed: await readCommitted(db),
      grants: grants.filter(({ status }) => status === "awarded"),
    });
  },
});

/** What awarded grants still announce, the nearest first. */
async function readExpected(db: Tx): Promise<ExpectedPayment[]> {
  const { rows } = await sql<ExpectedPayment>`
    select i.id, g.id as "grantId", g.title as "grantTitle", f.name as "funderName", i.label,
      i.expected_on as "expectedOn", i.cents as "amountCents"
    from (${openInstalments()}) i
    join funding_grant g on g.organisation_id = i.organisation_id and g.id = i.grant_id
    join funder f on f.organisation_id = g.organisation_id and f.id = g.funder_id
    where g.status = 'awarded'
    order by i.expected_on, i.id`.execute(db);
  return rows;
}

async function readCommitted(db: Tx): Promise<CommittedMonth[]> {
  const { rows } = await sql<CommittedMonth>`
    select date_trunc('month', incurred_on)::date as month, sum(amount_cents)::bigint as "amountCents"
    from expense where paid_on is null group by 1 order by 1`.execute(db);
  return rows;
}
