import type { Tx } from "@essaim/database/operation";
import { holdRecord } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { defineCommand, NotFound } from "@essaim/identity/operation";
import { z } from "zod";
import { holdPot } from "./pot.commands.ts";
import { loadClaim } from "./pot.queries.ts";
import { type ClaimInput, declareClaimSchema, editClaimSchema } from "./pot.schema.ts";

const row = (input: ClaimInput) => ({
  worker_id: input.workerId,
  work: input.work,
  wished_cents: input.wishedCents,
  declared_on: input.declaredOn,
});

type HeldPot = Awaited<ReturnType<typeof holdPot>>;

const isTalkedOver = ({ status }: HeldPot) => status === "open" || status === "discussing";

async function refuseClaim(db: Tx, pot: HeldPot, { workerId, declaredOn }: ClaimInput) {
  if (!isTalkedOver(pot)) return "pot_settled" as const;
  if (declaredOn < pot.opened_on) return "before_opening" as const;
  if (declaredOn > pot.claims_until) return "claims_over" as const;
  return (await isLiving(db, workerId)) ? null : ("worker_unknown" as const);
}

/** Held against an erasure: what is told of somebody erased would not be forgotten. */
async function isLiving(db: Tx, workerId: string): Promise<boolean> {
  const worker = await db
    .selectFrom("worker")
    .select("id")
    .where("id", "=", workerId)
    .where("anonymised_at", "is", null)
    .forKeyShare()
    .executeTakeFirst();
  return worker !== undefined;
}

/** Says what somebody did for the commons, and the part of the pot that they wish. @throws NotFound */
export const declareClaim = defineCommand({
  name: "declareClaim",
  permission: "contribution:write",
  subject: "reward_pot",
  input: declareClaimSchema,
  run: async ({ db, actor, input }) => {
    const pot = await holdPot(db, input.potId);
    const refusal = await refuseClaim(db, pot, input);
    if (refusal) return { ok: false, reason: refusal } as const;
    await db
      .insertInto("reward_claim")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        pot_id: pot.id,
        ...row(input),
      })
      .execute();
    return { ok: true, id: pot.id } as const;
  },
});

/** Changes a claim that nobody changed since `version`, while the pot is talked over. @throws NotFound */
export const editClaim = defineCommand({
  name: "editClaim",
  permission: "contribution:write",
  subject: "reward_pot",
  input: editClaimSchema,
  run: async ({ db, input }) => {
    const pot = await holdPot(db, input.potId);
    const held = await holdRecord(db, "reward_claim", input, loadClaim);
    if (!held.ok) return held;
    if (held.current.potId !== pot.id) throw new NotFound(`No claim ${input.id} of this pot`);
    const refusal = await refuseClaim(db, pot, input);
    if (refusal) return { ok: false, reason: refusal } as const;
    await db.updateTable("reward_claim").set(row(input)).where("id", "=", input.id).execute();
    return { ok: true, id: pot.id } as const;
  },
});

/** Takes a claim out of what is shared, or puts it back, while the pot is talked over. @throws NotFound */
export const withdrawClaim = defineCommand({
  name: "withdrawClaim",
  permission: "contribution:write",
  subject: "reward_pot",
  input: z.object({ potId: z.uuid(), claimId: z.uuid(), isBack: z.boolean() }),
  run: async ({ db, input }) => {
    const pot = await holdPot(db, input.potId);
    if (!isTalkedOver(pot)) return { ok: false, reason: "pot_settled" } as const;
    const claim = await loadClaim(db, input.claimId);
    if (claim.potId !== pot.id) throw new NotFound(`No claim ${input.claimId} of this pot`);
    if (input.isBack && !(await isLiving(db, claim.workerId))) {
      return { ok: false, reason: "worker_unknown" } as const;
    }
    await db
      .updateTable("reward_claim")
      .set({ withdrawn_on: input.isBack ? null : today() })
      .where("id", "=", claim.id)
      .execute();
    return { ok: true, id: pot.id } as const;
  },
});
