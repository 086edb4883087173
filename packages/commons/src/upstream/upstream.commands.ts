import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { defineCommand } from "@essaim/identity/operation";
import { z } from "zod";
import { judgeStep } from "./upstream.rules.ts";
import { upstreamStepSchema } from "./upstream.schema.ts";

/**
 * Says what became of a contribution upstream. Refuses a step that does not follow the last one (`not_next`), or that
 * comes before it in time (`before_last`).
 */
export const recordUpstreamStep = defineCommand({
  name: "recordUpstreamStep",
  permission: "contribution:write",
  subject: "contribution",
  input: z.intersection(upstreamStepSchema, z.object({ contributionId: z.uuid() })),
  run: async ({ db, actor, input }) => {
    await holdContribution(db, input.contributionId);
    const last = await lastStep(db, input.contributionId);
    const refusal = judgeStep(last, input);
    if (refusal) return { ok: false, reason: refusal } as const;
    await db
      .insertInto("upstream_event")
      .values({
        organisation_id: actor.organisationId,
        created_by: actor.membershipId,
        contribution_id: input.contributionId,
        state: input.state,
        happened_on: input.happenedOn,
        reason: input.reason,
        page_url: input.pageUrl,
      })
      .execute();
    return { ok: true, id: input.contributionId } as const;
  },
});

/** Takes back the last step, noted by mistake. Refuses one that another has followed since. */
export const takeBackUpstreamStep = defineCommand({
  name: "takeBackUpstreamStep",
  permission: "contribution:write",
  subject: "contribution",
  input: z.object({ contributionId: z.uuid(), stepId: z.uuid() }),
  run: async ({ db, input }) => {
    await holdContribution(db, input.contributionId);
    const last = await lastStep(db, input.contributionId);
    if (last?.id !== input.stepId) return { ok: false, reason: "not_last" } as const;
    await db.deleteFrom("upstream_event").where("id", "=", input.stepId).execute();
    return { ok: true, id: input.contributionId } as const;
  },
});

/** Two who tell what became of it wait for each other, and read what the other wrote. */
async function holdContribution(db: Tx, id: string) {
  const held = await db
    .selectFrom("contribution")
    .where("id", "=", id)
    .select("id")
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!held) throw new NotFound(`No contribution ${id}`);
}

async function lastStep(db: Tx, contributionId: string) {
  const last = await db
    .selectFrom("upstream_event")
    .where("contribution_id", "=", contributionId)
    .select(["id", "state", "happened_on as happenedOn"])
    .orderBy("happened_on", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last ?? null;
}
