import type { Tx } from "@essaim/identity/operation";
import type { PersonData } from "../access-export.schema.ts";

/** What a person gave to the commons, each with what it is made of and what became of it upstream. */
export async function contributionsOf(db: Tx, id: string): Promise<PersonData["contributions"]> {
  const given = await db
    .selectFrom("contribution as c")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "c.organisation_id")
        .onRef("r.id", "=", "c.open_resource_id"),
    )
    .where("c.worker_id", "=", id)
    .select(["c.id", "r.name as resource", "c.kind", "c.contributed_on as contributedOn"])
    .select(["c.description", "c.amount_cents as amountCents", "c.minutes"])
    .select(["c.evidence_url as evidenceUrl", "c.as_mentor as asMentor"])
    .orderBy("c.contributed_on")
    .orderBy("c.id")
    .execute();
  const steps = await db
    .selectFrom("upstream_event as e")
    .innerJoin("contribution as c", (join) =>
      join
        .onRef("c.organisation_id", "=", "e.organisation_id")
        .onRef("c.id", "=", "e.contribution_id"),
    )
    .where("c.worker_id", "=", id)
    .select(["c.id", "e.state", "e.happened_on as happenedOn", "e.reason"])
    .select("e.page_url as pageUrl")
    .orderBy("e.happened_on")
    .orderBy("e.id")
    .execute();
  const items = await db
    .selectFrom("contribution_item as i")
    .innerJoin("contribution as c", (join) =>
      join
        .onRef("c.organisation_id", "=", "i.organisation_id")
        .onRef("c.id", "=", "i.contribution_id"),
    )
    .where("c.worker_id", "=", id)
    .select(["c.id", "i.source", "i.happened_on as happenedOn", "i.title"])
    .select("i.page_url as pageUrl")
    .orderBy("i.happened_on")
    .orderBy("i.id")
    .execute();
  const ofIt = <One extends { id: string }>(all: readonly One[], contributionId: string) =>
    all.filter((one) => one.id === contributionId).map(({ id: _, ...one }) => one);
  return given.map(({ id: contributionId, ...one }) => ({
    ...one,
    upstream: ofIt(steps, contributionId),
    items: ofIt(items, contributionId),
  }));
}

/** How a person is called where they contribute. */
export async function aliasesOf(db: Tx, id: string): Promise<PersonData["aliases"]> {
  return await db
    .selectFrom("contributor_alias")
    .where("worker_id", "=", id)
    .select(["source", "alias"])
    .orderBy("source")
    .orderBy("alias")
    .execute();
}
