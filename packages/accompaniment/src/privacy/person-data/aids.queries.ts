import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { PersonData } from "../access-export.schema.ts";

export async function aidsOf(db: Tx, id: string): Promise<PersonData["aids"]> {
  return await db
    .selectFrom("aid as a")
    .where("a.worker_id", "=", id)
    .select([
      "a.amount_cents as amountCents",
      "a.purpose",
      "a.status",
      "a.requested_on as requestedOn",
    ])
    .select([
      "a.decided_on as decidedOn",
      "a.decision_reason as decisionReason",
      "a.paid_on as paidOn",
    ])
    .select(
      sql<string[]>`array(select r.name from aid_resource ar join open_resource r
        on r.organisation_id = ar.organisation_id and r.id = ar.open_resource_id
        where ar.organisation_id = a.organisation_id and ar.aid_id = a.id order by r.name)`.as(
        "resources",
      ),
    )
    .orderBy("a.requested_on")
    .orderBy("a.id")
    .execute();
}
