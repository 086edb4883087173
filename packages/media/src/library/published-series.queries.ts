import { slugSchema } from "@essaim/directory/published.schema";
import { webAddress } from "@essaim/directory/published-record.queries";
import { definePublicQuery, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { PublishedPiece } from "../piece/published-piece.schema.ts";
import { findCards } from "./library.queries.ts";
import { type Episode, longestPodcast } from "./podcast.ts";

/** A file to play, of a piece that has several: a sound is lighter than its video. */
function fileOf({ places }: PublishedPiece): Episode["file"] | null {
  const files = places.flatMap(({ file }) => file ?? []);
  return files.find(({ mediaType }) => mediaType.startsWith("audio/")) ?? files[0] ?? null;
}

/**
 * The pieces of a series in their order, and those to hear in a podcast player, the latest first.
 * @throws NotFound when nothing of it is published
 */
export const getPublishedSeries = definePublicQuery({
  name: "getPublishedSeries",
  permission: "published:read",
  input: slugSchema,
  run: async ({ db, input }) => {
    const rows = await db
      .selectFrom("published_piece as p")
      .innerJoin("organisation as o", "o.id", "p.organisation_id")
      .select(["p.id", "p.slug", "p.content", "p.published_at as publishedAt"])
      .select(["p.changed_at as changedAt", "o.name as organisation"])
      .select("o.website_url as organisationUrl")
      // PostgreSQL refuses the character; no slug holds it.
      .where("p.series_slug", "=", input.slug.replaceAll("\0", "\ufffd"))
      .orderBy("p.published_at", "desc")
      .orderBy("p.id", "desc")
      .limit(longestPodcast)
      .execute();
    const [latest] = rows;
    const series = latest && (latest.content as PublishedPiece).series;
    if (!latest || !series) throw new NotFound("No such published series");
    const pieces = await findCards(
      db,
      sql`where p.series_slug = ${series.slug}
        order by (p.content #>> '{series,episode}')::int nulls last, p.published_at, p.id limit ${longestPodcast}`,
    );
    const episodes = rows.flatMap(({ id, slug, publishedAt, content }) => {
      const piece = content as PublishedPiece;
      const file = fileOf(piece);
      return file ? [{ id, slug, publishedAt, file, piece }] : [];
    });
    return {
      slug: series.slug,
      title: series.title,
      organisation: { name: latest.organisation, websiteUrl: webAddress(latest.organisationUrl) },
      /** BCP 47, of the latest. */
      language: (latest.content as PublishedPiece).language,
      pieces,
      episodes,
    };
  },
});
