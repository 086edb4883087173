import type { Tx } from "@essaim/identity/operation";
import type { PersonData } from "../access-export.schema.ts";

export async function contributionsOf(db: Tx, id: string): Promise<PersonData["contributions"]> {
  return await db
    .selectFrom("contribution as c")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "c.organisation_id")
        .onRef("r.id", "=", "c.open_resource_id"),
    )
    .where("c.worker_id", "=", id)
    .select(["r.name as resource", "c.kind", "c.contributed_on as contributedOn", "c.description"])
    .select(["c.amount_cents as amountCents", "c.minutes", "c.evidence_url as evidenceUrl"])
    .orderBy("c.contributed_on")
    .orderBy("c.id")
    .execute();
}
