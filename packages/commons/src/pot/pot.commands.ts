import type { Tx } from "@essaim/database/operation";
import { holdRecord } from "@essaim/database/record";
import { today } from "@essaim/database/today";
import { defineCommand, NotFound } from "@essaim/identity/operation";
import { z } from "zod";
import { loadPot } from "./pot.queries.ts";
import { statusAfterReopening } from "./pot.rules.ts";
import { editPotSchema, type PotInput, potSchema } from "./pot.schema.ts";

const row = (input: PotInput) => ({
  open_resource_id: input.openResourceId,
  title: input.title,
  terms: input.terms,
  amount_cents: input.amountCents,
  budget_line_id: input.budgetLineId,
  opened_on: input.openedOn,
  claims_until: input.claimsUntil,
});

async function findMissing(db: Tx, { openResourceId, budgetLineId }: PotInput) {
  const resource = await db
    .selectFrom("open_resource")
    .select("id")
    .where("id", "=", openResourceId)
    .executeTakeFirst();
  if (!resource) return "resource_unknown" as const;
  if (!budgetLineId) return null;
  const line = await db
    .selectFrom("budget_line")
    .select("id")
    .where("id", "=", budgetLineId)
    .executeTakeFirst();
  return line ? null : ("line_unknown" as const);
}

/** Opens a pot that contributors of a commons will share. */
export const openPot = defineCommand({
  name: "openPot",
  permission: "commons:write",
  subject: "reward_pot",
  isRunAgain: true,
  input: potSchema,
  run: async ({ db, actor, input }) => {
    const missing = await findMissing(db, input);
    if (missing) return { ok: false, reason: missing } as const;
    const { id } = await db
      .insertInto("reward_pot")
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

/** Changes a pot that nobody changed since `version`, and that is neither paid nor cancelled. */
export const editPot = defineCommand({
  name: "editPot",
  permission: "commons:write",
  subject: "reward_pot",
  isRunAgain: true,
  input: editPotSchema,
  run: async ({ db, input }) => {
    const { id } = input;
    const held = await holdRecord(db, "reward_pot", input, loadPot);
    if (!held.ok) return held;
    if (held.current.closedOn) return { ok: false, reason: "pot_settled" } as const;
    const missing = await findMissing(db, input);
    if (missing) return { ok: false, reason: missing } as const;
    if (input.amountCents < (await largestRound(db, id))) {
      return { ok: false, reason: "below_round" } as const;
    }
    await db.updateTable("reward_pot").set(row(input)).where("id", "=", id).execute();
    return { ok: true, id } as const;
  },
});

/** What the proposal that shares the most shares, in cents: history is kept, and stays true. */
async function largestRound(db: Tx, potId: string): Promise<number> {
  const rounds = await db
    .selectFrom("reward_share")
    .select(({ fn }) => fn.sum<string>("amount_cents").as("cents"))
    .where("pot_id", "=", potId)
    .groupBy("round_id")
    .execute();
  return Math.max(0, ...rounds.map(({ cents }) => Number(cents)));
}

const byId = z.object({ id: z.uuid() });

/** Gives a pot up; everything said in it stays. Refuses one that is paid. */
export const cancelPot = defineCommand({
  name: "cancelPot",
  permission: "commons:write",
  subject: "reward_pot",
  input: byId,
  run: async ({ db, input: { id } }) => {
    const pot = await holdPot(db, id);
    if (pot.closed_on) return { ok: false, reason: "pot_settled" } as const;
    await db
      .updateTable("reward_pot")
      .set({ status: "cancelled", closed_on: today() })
      .where("id", "=", id)
      .execute();
    return { ok: true, id } as const;
  },
});

/** Takes back that a pot was given up: it goes on where it was. */
export const reopenPot = defineCommand({
  name: "reopenPot",
  permission: "commons:write",
  subject: "reward_pot",
  input: byId,
  run: async ({ db, input: { id } }) => {
    const pot = await holdPot(db, id);
    if (pot.status !== "cancelled") return { ok: false, reason: "pot_settled" } as const;
    const rounds = await db
      .selectFrom("reward_round")
      .select("outcome")
      .where("pot_id", "=", id)
      .orderBy("number")
      .execute();
    const status = statusAfterReopening(rounds.map(({ outcome }) => outcome));
    await db
      .updateTable("reward_pot")
      .set({ status, closed_on: null })
      .where("id", "=", id)
      .execute();
    return { ok: true, id } as const;
  },
});

/**
 * Holds a pot still, as its guard does: claims, proposals, answers and payments wait for each other.
 * @throws NotFound
 */
export async function holdPot(db: Tx, id: string) {
  const pot = await db
    .selectFrom("reward_pot")
    .selectAll()
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!pot) throw new NotFound(`No pot ${id}`);
  return pot;
}
