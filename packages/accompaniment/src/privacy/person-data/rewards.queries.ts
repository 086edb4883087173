import type { Tx } from "@essaim/identity/operation";
import type { PersonData } from "../access-export.schema.ts";

/** The parts of pots that a person claimed, what each proposal gave them, and what they answered to it. */
export async function rewardsOf(db: Tx, id: string): Promise<PersonData["rewards"]> {
  const claims = await db
    .selectFrom("reward_claim as c")
    .innerJoin("reward_pot as p", (join) =>
      join.onRef("p.organisation_id", "=", "c.organisation_id").onRef("p.id", "=", "c.pot_id"),
    )
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "p.organisation_id")
        .onRef("r.id", "=", "p.open_resource_id"),
    )
    .where("c.worker_id", "=", id)
    .select(["c.id", "p.title as pot", "r.name as resource", "c.work"])
    .select(["c.wished_cents as wishedCents", "c.declared_on as declaredOn"])
    .select(["c.withdrawn_on as withdrawnOn", "c.paid_on as paidOn"])
    .orderBy("c.declared_on")
    .orderBy("c.id")
    .execute();
  const shares = await db
    .selectFrom("reward_share as s")
    .innerJoin("reward_claim as c", (join) =>
      join.onRef("c.organisation_id", "=", "s.organisation_id").onRef("c.id", "=", "s.claim_id"),
    )
    .innerJoin("reward_round as n", (join) =>
      join.onRef("n.organisation_id", "=", "s.organisation_id").onRef("n.id", "=", "s.round_id"),
    )
    .where("c.worker_id", "=", id)
    .select(["s.claim_id as claimId", "n.number as round", "n.proposed_on as proposedOn"])
    .select(["s.amount_cents as amountCents", "s.answer", "s.reason"])
    .select("s.answered_on as answeredOn")
    .orderBy("n.number")
    .execute();
  return claims.map(({ id: claimId, ...claim }) => ({
    ...claim,
    proposals: shares
      .filter((share) => share.claimId === claimId)
      .map(({ claimId: _, ...share }) => share),
  }));
}
