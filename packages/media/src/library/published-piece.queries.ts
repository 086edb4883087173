import type { ActivityInput } from "@essaim/directory/activity.schema";
import { describeLicence, type LicenceDescription } from "@essaim/directory/licence.rules";
import type { OpenResourceInput } from "@essaim/directory/open-resource.schema";
import { longestSearch } from "@essaim/directory/published.rules";
import { slugSchema } from "@essaim/directory/published.schema";
import { webAddress } from "@essaim/directory/published-record.queries";
import { definePublicQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { PublishedPiece } from "../piece/published-piece.schema.ts";
import { findMoments } from "./found-words.queries.ts";
import { findCards } from "./library.queries.ts";
import type { Moment } from "./library.schema.ts";

export type PieceView = Omit<PublishedPiece, "subtitles" | "activityIds" | "resourceIds"> & {
  id: string;
  slug: string;
  publishedAt: Date;
  changedAt: Date;
  organisation: { name: string; websiteUrl: string | null };
  licence: LicenceDescription;
  /** Languages. */
  subtitles: string[];
  /** What it serves, as far as it is public. */
  activities: { slug: string; title: string }[];
  resources: { slug: string; name: string }[];
  /** The parts of what is said that hold some of the words looked for, whole. */
  found: Moment[];
};

/**
 * A piece of the library, and where in what is said something was looked for.
 * @throws NotFound for what was never published or is no longer, as for an unknown address
 */
export const getPublishedPiece = definePublicQuery({
  name: "getPublishedPiece",
  permission: "published:read",
  input: slugSchema.extend({ q: z.string().trim().max(longestSearch).default("") }),
  run: async ({ db, input }): Promise<PieceView> => {
    const row = await loadPublished(db, input.slug);
    const { activityIds, resourceIds, subtitles, ...content } = row.content;
    const moments = await findMoments(db, [row.id], input.q);
    const records = await servedBy(db, row.organisationId, [...activityIds, ...resourceIds]);
    return {
      ...content,
      id: row.id,
      slug: row.slug,
      publishedAt: row.publishedAt,
      changedAt: row.changedAt,
      organisation: { name: row.organisation, websiteUrl: webAddress(row.organisationUrl) },
      licence: describeLicence(content.licenceExpression),
      subtitles: subtitles.map(({ language }) => language),
      activities: records.flatMap(({ kind, slug, content: told }) =>
        kind === "activity" ? { slug, title: (told as ActivityInput).title } : [],
      ),
      resources: records.flatMap(({ kind, slug, content: told }) =>
        kind === "resource" ? { slug, name: (told as OpenResourceInput).name } : [],
      ),
      found: moments.get(row.id) ?? [],
    };
  },
});

/** The document of a piece, for the files that are made of it. @throws NotFound as its page does */
export const getPieceDocument = definePublicQuery({
  name: "getPieceDocument",
  permission: "published:read",
  input: slugSchema,
  run: async ({ db, input }) => (await loadPublished(db, input.slug)).content,
});

async function loadPublished(db: Tx, slug: string) {
  const row = await db
    .selectFrom("published_piece as p")
    .innerJoin("organisation as o", "o.id", "p.organisation_id")
    .select(["p.id", "p.slug", "p.content", "p.organisation_id as organisationId"])
    .select(["p.published_at as publishedAt", "p.changed_at as changedAt"])
    .select(["o.name as organisation", "o.website_url as organisationUrl"])
    // PostgreSQL refuses the character; no slug holds it.
    .where("p.slug", "=", slug.replaceAll("\0", "\ufffd"))
    .executeTakeFirst();
  if (!row) throw new NotFound("No such published piece");
  return { ...row, content: row.content as PublishedPiece };
}

async function servedBy(db: Tx, organisationId: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom("published_record")
    .select(["record_kind as kind", "slug", "content"])
    .where("organisation_id", "=", organisationId)
    .where("id", "in", ids)
    .orderBy("title")
    .execute();
}

/** The pieces that serve a record of the directory, the latest first. */
export const listPiecesServing = definePublicQuery({
  name: "listPiecesServing",
  permission: "published:read",
  input: z.object({ recordId: z.uuid() }),
  run: ({ db, input: { recordId } }) =>
    findCards(
      db,
      sql`where p.content -> 'activityIds' @> to_jsonb(${recordId}::text)
        or p.content -> 'resourceIds' @> to_jsonb(${recordId}::text)
        order by p.published_at desc, p.id desc limit ${mostServing}`,
    ),
});

/** Pieces that the page of one record shows. */
const mostServing = 12;
