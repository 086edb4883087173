import type { Tx } from "@essaim/database/operation";
import { holdRecord } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { loadContribution } from "./contribution.queries.ts";
import {
  type ContributionInput,
  contributionSchema,
  editContributionSchema,
} from "./contribution.schema.ts";

function row(input: ContributionInput) {
  return {
    open_resource_id: input.openResourceId,
    worker_id: input.workerId,
    kind: input.kind,
    contributed_on: input.contributedOn,
    description: input.description,
    amount_cents: input.amountCents,
    minutes: input.minutes,
    evidence_url: input.evidenceUrl,
  };
}

/** Are the commons and the person chosen still there, in this organisation? */
async function findMissing(db: Tx, input: ContributionInput) {
  const { openResourceId, workerId } = input;
  const resource = await db
    .selectFrom("open_resource")
    .where("id", "=", openResourceId)
    .select("id")
    .executeTakeFirst();
  if (!resource) return "resource_unknown" as const;
  if (!workerId) return null;
  // Held against an erasure: what is told of somebody erased would not be forgotten.
  const worker = await db
    .selectFrom("worker")
    .where("id", "=", workerId)
    .where("anonymised_at", "is", null)
    .select("id")
    .forKeyShare()
    .executeTakeFirst();
  if (!worker) return "worker_unknown" as const;
  return null;
}

export const recordContribution = defineCommand({
  name: "recordContribution",
  permission: "contribution:write",
  subject: "contribution",
  input: contributionSchema,
  run: async ({ db, actor, input }) => {
    const missing = await findMissing(db, input);
    if (missing) return { ok: false, reason: missing } as const;
    const { id } = await db
      .insertInto("contribution")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        ...row(input),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id } as const;
  },
});

/** Changes a contribution that nobody changed since `version`. */
export const editContribution = defineCommand({
  name: "editContribution",
  permission: "contribution:write",
  subject: "contribution",
  input: editContributionSchema,
  run: async ({ db, input }) => {
    const { id } = input;
    const held = await holdRecord(db, "contribution", input, loadContribution);
    if (!held.ok) return held;
    const missing = await findMissing(db, input);
    if (missing) return { ok: false, reason: missing } as const;
    await db.updateTable("contribution").set(row(input)).where("id", "=", id).execute();
    return { ok: true, id } as const;
  },
});
