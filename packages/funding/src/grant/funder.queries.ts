import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

/** Every funder of the organisation, by name. */
export const listFunders = defineQuery({
  name: "listFunders",
  permission: "grant:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("funder")
      .select(["id", "name", "kind", "website_url as websiteUrl"])
      .orderBy("name")
      .execute(),
});

/** Every funder by name, with its grants counted, and what it awarded and paid. Amounts in cents. */
export const listFunderSums = defineQuery({
  name: "listFunderSums",
  permission: "grant:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .with("received", (cte) =>
        cte
          .selectFrom("receipt")
          .select(["grant_id", sql<number>`sum(amount_cents)::bigint`.as("cents")])
          .groupBy("grant_id"),
      )
      .selectFrom("funder as f")
      .leftJoin("funding_grant as g", (join) =>
        join.onRef("g.organisation_id", "=", "f.organisation_id").onRef("g.funder_id", "=", "f.id"),
      )
      .leftJoin("received as r", "r.grant_id", "g.id")
      .select((row) => [
        "f.id",
        "f.name",
        "f.kind",
        "f.siret",
        row.fn.count<number>("g.id").as("grants"),
        sql<number>`coalesce(sum(g.amount_cents), 0)::bigint`.as("awardedCents"),
        sql<number>`coalesce(sum(r.cents), 0)::bigint`.as("receivedCents"),
      ])
      .groupBy(["f.organisation_id", "f.id"])
      .orderBy("f.name")
      .execute(),
});

/** @throws NotFound */
export const getFunder = defineQuery({
  name: "getFunder",
  permission: "grant:read",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadFunder(db, input.id),
});

export type Funder = Awaited<ReturnType<typeof loadFunder>>;
/** @throws NotFound */
export async function loadFunder(db: Tx, id: string) {
  const funder = await db
    .selectFrom("funder")
    .where("id", "=", id)
    .select(["id", "name", "kind", "website_url as websiteUrl", "siret", "version"])
    .executeTakeFirst();
  if (!funder) throw new NotFound(`No funder ${id}`);
  return funder;
}

/** Every programme with its actions, in their order. */
export const listProgrammes = defineQuery({
  name: "listProgrammes",
  permission: "grant:read",
  input: z.object({}),
  run: async ({ db }) => {
    const programmes = await db
      .selectFrom("programme")
      .select(["id", "name", "description"])
      .orderBy("name")
      .execute();
    const actions = await db
      .selectFrom("programme_action")
      .select(["id", "programme_id as programmeId", "name", "description"])
      .orderBy("position")
      .execute();
    return programmes.map((programme) => ({
      ...programme,
      actions: actions.filter((action) => action.programmeId === programme.id),
    }));
  },
});
