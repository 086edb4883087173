import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { lastChange, requireId } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { getContribution } from "./contribution.queries.ts";
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
async function findMissing(db: Tx, organisationId: string, input: ContributionInput) {
  const known = (table: "open_resource" | "worker", id: string) =>
    db
      .selectFrom(table)
      .where("organisation_id", "=", organisationId)
      .where("id", "=", id)
      .select("id")
      .executeTakeFirst();
  if (!(await known("open_resource", input.openResourceId))) return "resource_unknown" as const;
  if (input.workerId && !(await known("worker", input.workerId))) return "worker_unknown" as const;
  return null;
}

export const recordContribution = defineCommand({
  name: "recordContribution",
  permission: "contribution:write",
  subject: "contribution",
  input: contributionSchema,
  run: async ({ db, actor, input }) => {
    const missing = await findMissing(db, actor.organisationId, input);
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
  run: async ({ db, actor, input }) => {
    const id = requireId(input.id);
    const saved = await db
      .selectFrom("contribution")
      .where("organisation_id", "=", actor.organisationId)
      .where("id", "=", id)
      .select(["organisation_id", "version", "updated_by", "updated_at"])
      .forUpdate()
      .executeTakeFirst();
    if (!saved) throw new NotFound(`No contribution ${id}`);
    if (saved.version !== input.version) {
      const current = await getContribution.run({ db, actor, input: { id } });
      return { ok: false, reason: "conflict", current, ...(await lastChange(db, saved)) } as const;
    }
    const missing = await findMissing(db, actor.organisationId, input);
    if (missing) return { ok: false, reason: missing } as const;
    await db
      .updateTable("contribution")
      .set(row(input))
      .where("organisation_id", "=", actor.organisationId)
      .where("id", "=", id)
      .execute();
    return { ok: true, id } as const;
  },
});
