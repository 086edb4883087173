import type { Tx } from "@essaim/database/operation";
import { holdRecord } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { can, type MemberActor } from "@essaim/identity/actor";
import { defineCommand, NotFound } from "@essaim/identity/operation";
import { z } from "zod";
import { addContribution } from "../contribution/contribution.commands.ts";
import { contributionSchema } from "../contribution/contribution.schema.ts";
import { loadIntention } from "./intention.queries.ts";
import {
  dropIntentionSchema,
  editIntentionSchema,
  type IntentionInput,
  intentionSchema,
} from "./intention.schema.ts";

function row(input: IntentionInput) {
  return {
    kind: input.kind,
    open_resource_id: input.openResourceId,
    description: input.description,
    planned_on: input.plannedOn,
    amount_cents: input.amountCents,
    minutes: input.minutes,
    budget_line_id: input.budgetLineId,
  };
}

export const planIntention = defineCommand({
  name: "planIntention",
  permission: "contribution:write",
  subject: "contribution_intention",
  isRunAgain: true,
  input: intentionSchema,
  run: async ({ db, actor, input }) => {
    const meant = withLineOf(actor, input, null);
    const missing = await findMissing(db, meant);
    if (missing) return { ok: false, reason: missing } as const;
    const { id } = await db
      .insertInto("contribution_intention")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        ...row(meant),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id } as const;
  },
});

/** Changes an intention that nobody changed since `version`, and that is neither realised nor given up. */
export const editIntention = defineCommand({
  name: "editIntention",
  permission: "contribution:write",
  subject: "contribution_intention",
  isRunAgain: true,
  input: editIntentionSchema,
  run: async ({ db, actor, input }) => {
    const held = await holdRecord(db, "contribution_intention", input, loadIntention);
    if (!held.ok) return held;
    if (hasEnded(held.current)) return { ok: false, reason: "ended" } as const;
    const meant = withLineOf(actor, input, held.current.budgetLineId);
    const missing = await findMissing(db, meant);
    if (missing) return { ok: false, reason: missing } as const;
    await db
      .updateTable("contribution_intention")
      .set(row(meant))
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id } as const;
  },
});

/**
 * Does what was meant: records the contribution, refused as `recordContribution` says, and leads the intention to it.
 * An intention becomes one contribution only, however many times it is asked at once.
 */
export const turnIntoContribution = defineCommand({
  name: "turnIntoContribution",
  permission: "contribution:write",
  subject: "contribution",
  isRunAgain: true,
  input: z.object({ intentionId: z.uuid(), contribution: contributionSchema }),
  run: async ({ db, actor, input }) => {
    const { intentionId } = input;
    if (hasEnded(await hold(db, intentionId))) return { ok: false, reason: "ended" } as const;
    const added = await addContribution(db, actor, input.contribution);
    if (!added.ok) return added;
    await db
      .updateTable("contribution_intention")
      .set({ contribution_id: added.id })
      .where("id", "=", intentionId)
      .execute();
    return added;
  },
});

/** Gives an intention up, and says why. */
export const dropIntention = defineCommand({
  name: "dropIntention",
  permission: "contribution:write",
  subject: "contribution_intention",
  input: dropIntentionSchema.extend({ id: z.uuid() }),
  run: async ({ db, input }) => {
    if (hasEnded(await hold(db, input.id))) return { ok: false, reason: "ended" } as const;
    await db
      .updateTable("contribution_intention")
      .set({ dropped_on: today(), dropped_reason: input.reason })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id } as const;
  },
});

/** Takes up again an intention that was given up. */
export const reopenIntention = defineCommand({
  name: "reopenIntention",
  permission: "contribution:write",
  subject: "contribution_intention",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    await hold(db, input.id);
    await db
      .updateTable("contribution_intention")
      .set({ dropped_on: null, dropped_reason: "" })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: input.id } as const;
  },
});

const hasEnded = (one: { contributionId: string | null; droppedOn: string | null }) =>
  one.contributionId !== null || one.droppedOn !== null;

/** Holds an intention still until the transaction ends. @throws NotFound */
async function hold(db: Tx, id: string) {
  const held = await db
    .selectFrom("contribution_intention")
    .where("id", "=", id)
    .select(["contribution_id as contributionId", "dropped_on as droppedOn"])
    .forUpdate()
    .executeTakeFirst();
  if (!held) throw new NotFound(`No intention ${id}`);
  return held;
}

/** Who may not spend says nothing of the line that should pay: it stays as it is. */
function withLineOf(
  actor: MemberActor,
  input: IntentionInput,
  budgetLineId: string | null,
): IntentionInput {
  return can(actor, "spending:write") ? input : { ...input, budgetLineId };
}

/** Are the commons and the line chosen still there, in this organisation? */
async function findMissing(db: Tx, { openResourceId, budgetLineId }: IntentionInput) {
  const resource = await db
    .selectFrom("open_resource")
    .where("id", "=", openResourceId)
    .select("id")
    .executeTakeFirst();
  if (!resource) return "resource_unknown" as const;
  if (budgetLineId === null) return null;
  const line = await db
    .selectFrom("budget_line")
    .where("id", "=", budgetLineId)
    .select("id")
    .executeTakeFirst();
  return line ? null : ("line_unknown" as const);
}
