import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

const statements = (db: Tx) =>
  db
    .selectFrom("share_statement as s")
    .innerJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "s.organisation_id")
        .onRef("r.id", "=", "s.open_resource_id"),
    )
    .select([
      "s.id",
      "s.year",
      "s.share_count as shareCount",
      "s.nominal_cents as nominalCents",
      "s.certificate",
      "s.note",
      "s.version",
      "r.id as openResourceId",
      "r.name as openResourceName",
    ])
    .select(({ ref }) => [
      // What the ledger says that the cooperative itself bought until the end of that year, of which it holds the number.
      sql<number>`(select coalesce(sum(c.share_count), 0) from contribution c
        where c.organisation_id = s.organisation_id and c.open_resource_id = s.open_resource_id
          and c.kind = 'share' and c.worker_id is null and c.contributed_on <= make_date(${ref("s.year")}, 12, 31))`.as(
        "ledgerCount",
      ),
      sql<number>`(select coalesce(sum(c.amount_cents), 0)::bigint from contribution c
        where c.organisation_id = s.organisation_id and c.open_resource_id = s.open_resource_id
          and c.kind = 'share' and c.worker_id is null and c.contributed_on <= make_date(${ref("s.year")}, 12, 31))`.as(
        "ledgerCents",
      ),
    ]);

/**
 * Shares held at the end of each year, as certificates say, beside what the ledger says was bought until then: the last
 * year first. Amounts in cents.
 */
export const listShareStatements = defineQuery({
  name: "listShareStatements",
  permission: "contribution:read",
  input: z.object({ openResourceId: z.uuid().optional() }),
  run: ({ db, input }) => {
    let found = statements(db);
    if (input.openResourceId) found = found.where("r.id", "=", input.openResourceId);
    return found.orderBy("s.year", "desc").orderBy(sql`fold(r.name)`).orderBy("s.id").execute();
  },
});

/** @throws NotFound */
export const getShareStatement = defineQuery({
  name: "getShareStatement",
  permission: "commons:write",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadShareStatement(db, input.id),
});

/** @throws NotFound */
export async function loadShareStatement(db: Tx, id: string) {
  const found = await statements(db).where("s.id", "=", id).executeTakeFirst();
  if (!found) throw new NotFound(`No share statement ${id}`);
  return found;
}
export type ShareStatement = Awaited<ReturnType<typeof loadShareStatement>>;

/**
 * The last membership of each commons that says when it must be renewed, the most pressing first: a later membership of
 * the same commons, the cooperative's or the same person's, takes its place.
 * @param input.until leaves out those that are to renew after that day
 */
export const listRenewals = defineQuery({
  name: "listRenewals",
  permission: "contribution:read",
  input: z.object({ until: z.iso.date().optional(), openResourceId: z.uuid().optional() }),
  run: async ({ db, input }) => {
    const last = db
      .selectFrom("contribution as c")
      .innerJoin("open_resource as r", (join) =>
        join
          .onRef("r.organisation_id", "=", "c.organisation_id")
          .onRef("r.id", "=", "c.open_resource_id"),
      )
      .where("c.kind", "=", "membership")
      .distinctOn(["c.open_resource_id", "c.worker_id"])
      .select(["c.id", "c.renews_on as renewsOn", "c.amount_cents as amountCents"])
      .select(["c.worker_id as workerId", "r.id as openResourceId", "r.name as openResourceName"])
      .orderBy("c.open_resource_id")
      .orderBy("c.worker_id")
      .orderBy("c.contributed_on", "desc")
      .orderBy("c.id", "desc");
    let found = db.selectFrom(last.as("m")).selectAll().where("m.renewsOn", "is not", null);
    if (input.until) found = found.where("m.renewsOn", "<=", input.until);
    if (input.openResourceId) found = found.where("m.openResourceId", "=", input.openResourceId);
    const rows = await found.orderBy("m.renewsOn").orderBy("m.id").execute();
    return rows.map(({ renewsOn, ...one }) => ({ ...one, renewsOn: renewsOn ?? "" }));
  },
});
