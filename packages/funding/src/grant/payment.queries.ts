import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { openInstalments } from "./open-instalments.queries.ts";

const byId = z.object({ id: z.uuid() });

const instalments = (db: Tx) =>
  db
    .selectFrom("instalment as i")
    .select((row) => [
      "i.id",
      "i.grant_id as grantId",
      "i.label",
      "i.expected_on as expectedOn",
      "i.amount_cents as amountCents",
      "i.condition",
      "i.version",
      row
        .selectFrom("receipt as r")
        .whereRef("r.organisation_id", "=", "i.organisation_id")
        .whereRef("r.instalment_id", "=", "i.id")
        .select(sql<number>`coalesce(sum(r.amount_cents), 0)::bigint`.as("sum"))
        .$asScalar()
        .$notNull()
        .as("receivedCents"),
    ]);

const receipts = (db: Tx) =>
  db
    .selectFrom("receipt as r")
    .leftJoin("instalment as i", (join) =>
      join
        .onRef("i.organisation_id", "=", "r.organisation_id")
        .onRef("i.id", "=", "r.instalment_id"),
    )
    .select([
      "r.id",
      "r.grant_id as grantId",
      "r.instalment_id as instalmentId",
      "i.label as instalmentLabel",
      "r.received_on as receivedOn",
      "r.amount_cents as amountCents",
      "r.reference",
      "r.version",
    ]);

export type Instalment = Awaited<ReturnType<typeof loadInstalment>>;
/** @throws NotFound */
export async function loadInstalment(db: Tx, id: string) {
  const instalment = await instalments(db).where("i.id", "=", id).executeTakeFirst();
  if (!instalment) throw new NotFound(`No instalment ${id}`);
  return instalment;
}

export type Receipt = Awaited<ReturnType<typeof loadReceipt>>;
/** @throws NotFound */
export async function loadReceipt(db: Tx, id: string) {
  const receipt = await receipts(db).where("r.id", "=", id).executeTakeFirst();
  if (!receipt) throw new NotFound(`No receipt ${id}`);
  return receipt;
}

export type ListedInstalment = Awaited<
  ReturnType<(typeof listPayments)["run"]>
>["instalments"][number];

/** What a grant announces and what arrived, by day, the oldest first. Amounts in cents. */
export const listPayments = defineQuery({
  name: "listPayments",
  permission: "grant:read",
  input: z.object({ grantId: z.uuid() }),
  run: async ({ db, input }) => ({
    /** `dueCents`: what each still announces, together never more than what is left to receive of the grant. */
    instalments: await instalments(db)
      .leftJoin(
        sql<{ id: string; cents: number }>`(${openInstalments(input.grantId)})`.as("open"),
        "open.id",
        "i.id",
      )
      .select(sql<number>`coalesce(open.cents, 0)`.as("dueCents"))
      .where("i.grant_id", "=", input.grantId)
      .orderBy("i.expected_on")
      .orderBy("i.id")
      .execute(),
    receipts: await receipts(db)
      .where("r.grant_id", "=", input.grantId)
      .orderBy("r.received_on")
      .orderBy("r.id")
      .execute(),
  }),
});

/** @throws NotFound */
export const getInstalment = defineQuery({
  name: "getInstalment",
  permission: "grant:write",
  input: byId,
  run: ({ db, input }) => loadInstalment(db, input.id),
});

/** @throws NotFound */
export const getReceipt = defineQuery({
  name: "getReceipt",
  permission: "grant:write",
  input: byId,
  run: ({ db, input }) => loadReceipt(db, input.id),
});
