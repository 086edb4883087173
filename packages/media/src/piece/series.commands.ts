import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { insertUnderFreeSlug } from "@essaim/directory/publication.commands";
import { slugOf } from "@essaim/directory/slug.rules";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { loadSeries, type Series } from "./series.queries.ts";
import { addSeriesSchema, editSeriesSchema } from "./series.schema.ts";

type Taken = Refusal<"title_taken">;

/** Begins a series. Its public address is made from its title, once and for all. */
export const addSeries = defineCommand({
  name: "addSeries",
  permission: "media:write",
  subject: "piece_series",
  input: addSeriesSchema,
  run: async ({ db, actor, input }): Promise<Saved | Taken> => {
    if (await isTaken(db, input.title)) return { ok: false, reason: "title_taken" };
    const saved = await insertUnderFreeSlug(slugOf(input.title, "serie"), (slug) =>
      db
        .insertInto("piece_series")
        .values({
          organisation_id: actor.organisationId,
          updated_by: actor.membershipId,
          slug,
          ...input,
        })
        .onConflict((conflict) => conflict.column("slug").doNothing())
        .returning("id")
        .executeTakeFirst(),
    );
    return { ok: true, ...saved };
  },
});

/** Says a series otherwise, in the public copy of its pieces too. @throws NotFound */
export const editSeries = defineCommand({
  name: "editSeries",
  permission: "media:write",
  subject: "piece_series",
  input: editSeriesSchema,
  run: async ({ db, input }): Promise<Saved | Taken | Conflict<Series>> => {
    const held = await holdRecord(db, "piece_series", input, loadSeries);
    if (!held.ok) return held;
    if (await isTaken(db, input.title, input.id)) return { ok: false, reason: "title_taken" };
    await db
      .updateTable("piece_series")
      .set({ title: input.title, summary: input.summary })
      .where("id", "=", input.id)
      .execute();
    await sql`update published_piece p
      set content = jsonb_set(p.content, '{series,title}', to_jsonb(${input.title}::text)), changed_at = now()
      from piece_series s
      where s.id = ${input.id} and p.organisation_id = s.organisation_id and p.series_slug = s.slug`.execute(
      db,
    );
    return { ok: true, id: input.id };
  },
});

async function isTaken(db: Tx, title: string, but?: string): Promise<boolean> {
  const other = await db
    .selectFrom("piece_series")
    .select("id")
    .where("title", "=", title)
    .where("id", "is distinct from", but ?? null)
    .executeTakeFirst();
  return other !== undefined;
}
