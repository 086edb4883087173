import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

/** The organisation's series, with how many pieces each holds, and how many of them are public. */
export const listSeries = defineQuery({
  name: "listSeries",
  permission: "media:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("piece_series as s")
      .leftJoin("piece as p", (join) =>
        join.onRef("p.organisation_id", "=", "s.organisation_id").onRef("p.series_id", "=", "s.id"),
      )
      .leftJoin("published_piece as pp", (join) =>
        join.onRef("pp.organisation_id", "=", "p.organisation_id").onRef("pp.id", "=", "p.id"),
      )
      .select(["s.id", "s.title", "s.summary"])
      .select(({ fn }) => [
        fn.count<number>("p.id").as("pieces"),
        fn.count<number>("pp.id").as("published"),
      ])
      .groupBy(["s.organisation_id", "s.id", "s.title", "s.summary"])
      .orderBy(sql`fold(s.title)`)
      .execute(),
});

/** @throws NotFound when the organisation has no such series */
export const getSeries = defineQuery({
  name: "getSeries",
  permission: "media:read",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadSeries(db, input.id),
});

/** @throws NotFound when the organisation has no such series */
export async function loadSeries(db: Tx, id: string) {
  const series = await db
    .selectFrom("piece_series")
    .select(["id", "version", "title", "summary"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!series) throw new NotFound(`No series ${id}`);
  return series;
}
export type Series = Awaited<ReturnType<typeof loadSeries>>;
