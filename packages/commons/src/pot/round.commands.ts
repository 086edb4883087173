import type { Tx } from "@essaim/database/operation";
import { defineCommand } from "@essaim/identity/operation";
import { z } from "zod";
import { holdPot } from "./pot.commands.ts";
import { decideRound, refuseProposal } from "./pot.rules.ts";
import { answerSchema, proposeRoundSchema } from "./pot.schema.ts";

/** Claims of a pot that are not withdrawn. */
const livingClaims = (db: Tx, potId: string) =>
  db
    .selectFrom("reward_claim")
    .select(["id", "worker_id as workerId"])
    .where("pot_id", "=", potId)
    .where("withdrawn_on", "is", null)
    .orderBy("id")
    .execute();

const lastRound = (db: Tx, potId: string) =>
  db
    .selectFrom("reward_round")
    .select(["id", "number", "outcome"])
    .where("pot_id", "=", potId)
    .orderBy("number", "desc")
    .executeTakeFirst();

/**
 * Puts a proposal of how to share to the circle: one amount by claim, within the pot. It takes the place of the one
 * before, which stays readable; an agreement not paid yet is opened again. @throws NotFound
 */
export const proposeRound = defineCommand({
  name: "proposeRound",
  permission: "contribution:write",
  subject: "reward_pot",
  input: proposeRoundSchema,
  run: async ({ db, actor, input }) => {
    const pot = await holdPot(db, input.potId);
    if (pot.closed_on) return { ok: false, reason: "pot_settled" } as const;
    const claims = await livingClaims(db, pot.id);
    const shares = new Map(input.shares.map(({ claimId, cents }) => [claimId, cents]));
    const refusal = refuseProposal(
      pot.amount_cents,
      claims.map(({ id }) => id),
      shares,
    );
    if (refusal) return { ok: false, reason: refusal } as const;
    const last = await lastRound(db, pot.id);
    const tenant = { organisation_id: actor.organisationId, pot_id: pot.id };
    const round = await db
      .insertInto("reward_round")
      .values({
        ...tenant,
        number: (last?.number ?? 0) + 1,
        proposed_on: input.proposedOn,
        note: input.note,
        created_by: actor.membershipId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("reward_share")
      .values(
        [...shares].map(([claimId, cents]) => ({
          ...tenant,
          round_id: round.id,
          claim_id: claimId,
          amount_cents: cents,
        })),
      )
      .execute();
    await db
      .updateTable("reward_pot")
      .set({ status: "discussing" })
      .where("id", "=", pot.id)
      .execute();
    return { ok: true, id: pot.id } as const;
  },
});

/** Says what somebody answers to the proposal under discussion; said again, it takes the place of what was said. @throws NotFound */
export const answerRound = defineCommand({
  name: "answerRound",
  permission: "contribution:write",
  subject: "reward_pot",
  input: answerSchema.safeExtend({ potId: z.uuid(), roundId: z.uuid() }),
  run: async ({ db, input }) => {
    const pot = await holdPot(db, input.potId);
    const last = await lastRound(db, pot.id);
    if (pot.status !== "discussing" || last?.id !== input.roundId || last.outcome) {
      return { ok: false, reason: "round_over" } as const;
    }
    const answered = await db
      .updateTable("reward_share")
      .set({ answer: input.answer, reason: input.reason, answered_on: input.answeredOn })
      .where("round_id", "=", last.id)
      .where("claim_id", "=", input.claimId)
      .executeTakeFirst();
    if (answered.numUpdatedRows === 0n) return { ok: false, reason: "claims_changed" } as const;
    return { ok: true, id: pot.id } as const;
  },
});

/**
 * Ends the round: an objection sends the circle to another proposal; without any, and once everybody answered, its
 * amounts are agreed. Refuses a round that waits for answers, or that somebody who claimed since has no part in.
 * @throws NotFound
 */
export const settleRound = defineCommand({
  name: "settleRound",
  permission: "contribution:write",
  subject: "reward_pot",
  input: z.object({ potId: z.uuid(), roundId: z.uuid() }),
  run: async ({ db, input }) => {
    const pot = await holdPot(db, input.potId);
    const last = await lastRound(db, pot.id);
    if (pot.status !== "discussing" || last?.id !== input.roundId || last.outcome) {
      return { ok: false, reason: "round_over" } as const;
    }
    const claims = await livingClaims(db, pot.id);
    const shares = await db
      .selectFrom("reward_share")
      .select(["claim_id", "answer"])
      .where("round_id", "=", last.id)
      .execute();
    const answers = new Map(shares.map((share) => [share.claim_id, share.answer]));
    const outcome = decideRound(
      claims.filter(({ id }) => answers.has(id)).map(({ id }) => answers.get(id) ?? null),
    );
    if (outcome === "unanswered" || outcome === "nobody_consents") {
      return { ok: false, reason: outcome } as const;
    }
    if (outcome === "consented" && claims.some(({ id }) => !answers.has(id))) {
      return { ok: false, reason: "claim_missing" } as const;
    }
    await db.updateTable("reward_round").set({ outcome }).where("id", "=", last.id).execute();
    if (outcome === "consented") {
      await db
        .updateTable("reward_pot")
        .set({ status: "agreed" })
        .where("id", "=", pot.id)
        .execute();
    }
    return { ok: true, id: pot.id, outcome } as const;
  },
});
