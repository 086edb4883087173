import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { offeredLines } from "@essaim/funding/budget/paying-line.queries";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { PotAnswer } from "./pot.rules.ts";

const potsOf = (db: Tx) =>
  db
    .selectFrom("reward_pot as p")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "p.organisation_id")
        .onRef("r.id", "=", "p.open_resource_id"),
    )
    .select(["p.id", "p.title", "p.status", "p.terms", "p.version"])
    .select(["p.opened_on as openedOn", "p.claims_until as claimsUntil", "p.closed_on as closedOn"])
    .select(["p.amount_cents as amountCents", "p.budget_line_id as budgetLineId"])
    .select(["r.id as openResourceId", "r.name as openResourceName"]);

/** Pots, the open ones first. Amounts in cents. */
export const listPots = defineQuery({
  name: "listPots",
  permission: "contribution:read",
  input: z.object({ openResourceId: z.uuid().optional() }),
  run: async ({ db, input }) => {
    let matching = potsOf(db).select(({ selectFrom }) =>
      selectFrom("reward_claim as c")
        .whereRef("c.organisation_id", "=", "p.organisation_id")
        .whereRef("c.pot_id", "=", "p.id")
        .where("c.withdrawn_on", "is", null)
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .as("claims"),
    );
    if (input.openResourceId) {
      matching = matching.where("p.open_resource_id", "=", input.openResourceId);
    }
    return await matching
      .orderBy(sql`p.status in ('paid', 'cancelled')`)
      .orderBy("p.opened_on", "desc")
      .orderBy("p.id", "desc")
      .execute();
  },
});

/** @throws NotFound */
export async function loadPot(db: Tx, id: string) {
  const pot = await potsOf(db).where("p.id", "=", id).executeTakeFirst();
  if (!pot) throw new NotFound(`No pot ${id}`);
  return pot;
}
export type Pot = Awaited<ReturnType<typeof loadPot>>;

/** Claims of a pot in the order of their declaration, withdrawn ones too. */
export const claimsOf = (db: Tx) =>
  db
    .selectFrom("reward_claim as c")
    .innerJoin("worker as w", (join) =>
      join.onRef("w.organisation_id", "=", "c.organisation_id").onRef("w.id", "=", "c.worker_id"),
    )
    .select(["c.id", "c.pot_id as potId", "c.work", "c.version", "c.expense_id as expenseId"])
    .select(["c.wished_cents as wishedCents", "c.declared_on as declaredOn"])
    .select(["c.withdrawn_on as withdrawnOn", "c.paid_on as paidOn", "w.id as workerId"])
    .select(sql<string>`w.given_name || ' ' || w.family_name`.as("workerName"))
    .select(sql<boolean>`w.anonymised_at is not null`.as("isErased"))
    .orderBy("c.declared_on")
    .orderBy("c.id");

/** @throws NotFound */
export async function loadClaim(db: Tx, id: string) {
  const claim = await claimsOf(db).where("c.id", "=", id).executeTakeFirst();
  if (!claim) throw new NotFound(`No claim ${id}`);
  return claim;
}
export type Claim = Awaited<ReturnType<typeof loadClaim>>;

/**
 * A pot with what is claimed, every proposal and every answer, the first round first.
 * @throws NotFound
 */
export const getPot = defineQuery({
  name: "getPot",
  permission: "contribution:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const pot = await loadPot(db, input.id);
    const claims = await claimsOf(db).where("c.pot_id", "=", input.id).execute();
    const rounds = await db
      .selectFrom("reward_round")
      .select(["id", "number", "note", "outcome", "proposed_on as proposedOn"])
      .where("pot_id", "=", input.id)
      .orderBy("number")
      .execute();
    const shares = await db
      .selectFrom("reward_share")
      .select(["round_id as roundId", "claim_id as claimId", "amount_cents as amountCents"])
      .select(["answer", "reason", "answered_on as answeredOn"])
      .where("pot_id", "=", input.id)
      .execute();
    const line = pot.budgetLineId
      ? await db
          .selectFrom("budget_line")
          .select("label")
          .where("id", "=", pot.budgetLineId)
          .executeTakeFirst()
      : undefined;
    return {
      ...pot,
      lineLabel: line?.label ?? null,
      claims,
      rounds: rounds.map((round) => ({
        ...round,
        shares: claims.flatMap((claim) => {
          const share = shares.find((one) => one.roundId === round.id && one.claimId === claim.id);
          if (!share) return [];
          const { amountCents, reason, answeredOn } = share;
          const answer = share.answer as PotAnswer | null;
          return [{ claim, amountCents, answer, reason, answeredOn }];
        }),
      })),
    };
  },
});

/** @throws NotFound */
export const getClaim = defineQuery({
  name: "getClaim",
  permission: "contribution:read",
  input: z.object({ id: z.uuid(), potId: z.uuid() }),
  run: async ({ db, input }) => {
    const claim = await loadClaim(db, input.id);
    if (claim.potId !== input.potId) throw new NotFound(`No claim ${input.id} of this pot`);
    return { pot: await loadPot(db, input.potId), claim };
  },
});

/**
 * What the form of a pot offers: commons, and lines of budgets that may pay.
 * @param input.keptLineId a line offered whatever became of it, since the pot already says it
 */
export const listPotChoices = defineQuery({
  name: "listPotChoices",
  permission: "commons:write",
  input: z.object({ keptLineId: z.uuid().nullable().default(null) }),
  run: async ({ db, input: { keptLineId } }) => {
    const resources = await db
      .selectFrom("open_resource")
      .select(["id", "name"])
      .orderBy("name")
      .execute();
    const lines = await offeredLines(db, { keptIds: keptLineId ? [keptLineId] : [] });
    return { resources, lines };
  },
});
