import { defineHouseCommand, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { CONTACT_DAYS, UNCONFIRMED_DAYS } from "./proposal.schema.ts";
import { REQUEST_DAYS, UNCONFIRMED_CONTACT_DAYS } from "./relay.schema.ts";

export type Forgotten = { ok: true; id: null; count: number };

/**
 * Forgets what people without an account left, at the end of its time (RGPD, article 5.1.e): what nobody confirmed, the
 * address of whoever proposed and the text of an experience or of a sheet some time after the decision (a published one
 * is kept where its author may have it taken away), and names, addresses and texts of the requests some time after their end, or after
 * they were handed over when nobody took them up. What was decided and the counts stay.
 */
export const forgetCommunity = defineHouseCommand({
  name: "forgetCommunity",
  permission: "house:keep",
  subject: "proposal",
  isRecorded: (outcome: Forgotten) => outcome.count > 0,
  input: z.object({ day: z.iso.date() }),
  run: async ({ db, input: { day } }): Promise<Forgotten> => {
    const counts = [
      await removeUnconfirmed(db, "proposal", day, UNCONFIRMED_DAYS),
      await removeUnconfirmed(db, "contact_request", day, UNCONFIRMED_CONTACT_DAYS),
      await forgetProposers(db, day),
      await forgetProposedTexts(db, day),
      await abandonRequests(db, day),
      await forgetRequests(db, day),
    ];
    return { ok: true, id: null, count: counts.reduce((sum, count) => sum + count, 0) };
  },
});

/** Midnight in Paris, some days before. */
const daysBefore = (day: string, days: number) =>
  sql<Date>`(${day}::date - ${days}::int)::timestamp at time zone 'Europe/Paris'`;

async function removeUnconfirmed(
  db: Tx,
  table: "proposal" | "contact_request",
  day: string,
  days: number,
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom(table)
    .where("state", "=", "unconfirmed")
    .where("created_at", "<", daysBefore(day, days))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

async function forgetProposers(db: Tx, day: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("proposal_contact")
    .using("proposal as p")
    .whereRef("p.id", "=", "proposal_contact.proposal_id")
    .where("p.decided_at", "<", daysBefore(day, CONTACT_DAYS))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** What was kept of them is where it is published. */
async function forgetProposedTexts(db: Tx, day: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("proposal")
    .set({ content: "{}", message: "" })
    .where("kind", "in", ["experience", "sheet"])
    .where("decided_at", "<", daysBefore(day, CONTACT_DAYS))
    .where(sql<boolean>`content <> '{}'`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

const noOne = {
  novice_name: null,
  novice_email: null,
  message: "",
  answer: "",
  settlement: "",
  confirm_token_hash: null,
  reply_token_hash: null,
};

async function abandonRequests(db: Tx, day: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("contact_request")
    .set({ state: "abandoned", ...noOne })
    .where("state", "=", "escalated")
    .where(sql<boolean>`escalated_on < ${day}::date - ${REQUEST_DAYS}::int`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

async function forgetRequests(db: Tx, day: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("contact_request")
    .set(noOne)
    .where("state", "in", ["answered", "settled"])
    .where("novice_name", "is not", null)
    .where(sql<boolean>`coalesce(settled_on, answered_on) < ${day}::date - ${REQUEST_DAYS}::int`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
