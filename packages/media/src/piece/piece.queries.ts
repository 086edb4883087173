import { lastChange } from "@essaim/database/record";
import type { RecordImage } from "@essaim/directory/content.schema";
import { sizesOf } from "@essaim/directory/images/image.queries";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { boardFilterSchema, mostCards, type Stage, stages } from "./piece.schema.ts";
import type { PublishedPiece } from "./published-piece.schema.ts";

/** Pieces of the desk by stage, those due first; `count` is that of the whole stage. */
export const listBoard = defineQuery({
  name: "listBoard",
  permission: "media:read",
  input: boardFilterSchema,
  run: async ({ db, actor, input }) => {
    const { rows } = await sql<{
      id: string;
      version: number;
      stage: Stage;
      kind: PublishedPiece["kind"];
      title: string;
      ownerName: string | null;
      dueOn: string | null;
      refreshOn: string | null;
      isPublic: boolean;
      count: number;
    }>`
      select * from (
        select p.id, p.version, p.stage, p.kind, p.title, u.full_name as "ownerName", p.due_on as "dueOn",
          p.refresh_on as "refreshOn", pp.id is not null as "isPublic",
          count(*) over (partition by p.stage)::int as count,
          row_number() over (partition by p.stage
            order by case when p.stage = 'published' then null else p.due_on end nulls last, p.updated_at desc, p.id) as place
        from piece p
        left join membership m on m.organisation_id = p.organisation_id and m.id = p.owner_id
        left join user_account u on u.id = m.user_id
        left join published_piece pp on pp.organisation_id = p.organisation_id and pp.id = p.id
        where ${input.kind ? sql`p.kind = ${input.kind}` : sql`true`}
          and ${input.mine ? sql`p.owner_id = ${actor.membershipId}` : sql`true`}) ranked
      where place <= ${mostCards}
      order by stage, place`.execute(db);
    return stages.map((stage) => {
      const pieces = rows.filter((row) => row.stage === stage);
      return { stage, count: pieces[0]?.count ?? 0, pieces };
    });
  },
});
export type BoardColumn = Awaited<ReturnType<(typeof listBoard)["run"]>>[number];

/** What falls in a month: what is due, published, to be looked at again. Days are 'YYYY-MM-DD', in order. */
export const listMediaDays = defineQuery({
  name: "listMediaDays",
  permission: "media:read",
  input: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
  run: async ({ db, input }) => {
    const first = `${input.month}-01`;
    const within = (day: ReturnType<typeof sql>) =>
      sql`${day} >= ${first}::date and ${day} < ${first}::date + interval '1 month'`;
    const publishedOn = sql`(pp.published_at at time zone 'Europe/Paris')::date`;
    const { rows } = await sql<{
      day: string;
      what: "due" | "published" | "refresh";
      id: string;
      title: string;
      kind: PublishedPiece["kind"];
      stage: Stage;
      ownerName: string | null;
    }>`
      with told as (
        select p.due_on as day, 'due' as what, p.organisation_id, p.id from piece p
          where p.stage not in ('published', 'to_refresh') and ${within(sql`p.due_on`)}
        union all
        select p.refresh_on, 'refresh', p.organisation_id, p.id from piece p
          where p.stage in ('published', 'to_refresh') and ${within(sql`p.refresh_on`)}
        union all
        select ${publishedOn}, 'published', pp.organisation_id, pp.id from published_piece pp
          where pp.organisation_id = (select app_organisation_id()) and ${within(publishedOn)})
      select told.day, told.what, p.id, p.title, p.kind, p.stage, u.full_name as "ownerName"
      from told join piece p on p.organisation_id = told.organisation_id and p.id = told.id
      left join membership m on m.organisation_id = p.organisation_id and m.id = p.owner_id
      left join user_account u on u.id = m.user_id
      order by told.day, told.what, p.title, p.id`.execute(db);
    return rows;
  },
});

/**
 * One piece with all that its page shows.
 * @throws NotFound when the organisation has no such piece
 */
export const getPiece = defineQuery({
  name: "getPiece",
  permission: "media:read",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadPiece(db, input.id),
});

/** @throws NotFound when the organisation has no such piece */
export async function loadPiece(db: Tx, id: string) {
  const row = await db
    .selectFrom("piece as p")
    .leftJoin("piece_series as s", (join) =>
      join.onRef("s.organisation_id", "=", "p.organisation_id").onRef("s.id", "=", "p.series_id"),
    )
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "p.organisation_id").onRef("m.id", "=", "p.owner_id"),
    )
    .leftJoin("user_account as u", "u.id", "m.user_id")
    .leftJoin("published_piece as pp", (join) =>
      join.onRef("pp.organisation_id", "=", "p.organisation_id").onRef("pp.id", "=", "p.id"),
    )
    .selectAll("p")
    .select(["s.title as series_title", "u.full_name as owner_name", "pp.changed_at as public_at"])
    .select(sql<boolean>`pp.content is distinct from piece_content(p.id)`.as("differs"))
    .select(sql<string>`md5(piece_content(p.id)::text)`.as("digest"))
    .where("p.id", "=", id)
    .executeTakeFirst();
  if (!row) throw new NotFound(`No piece ${id}`);
  const { changedBy } = await lastChange(db, row);
  const credits = await creditsOf(db, id);
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    slug: row.slug,
    stage: row.stage,
    title: row.title,
    summary: row.summary,
    pitch: row.pitch,
    body: row.body,
    language: row.language,
    licenceExpression: row.licence_expression,
    durationSeconds: row.duration_seconds,
    seriesId: row.series_id,
    seriesTitle: row.series_title,
    episode: row.episode,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    dueOn: row.due_on,
    refreshOn: row.refresh_on,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    updatedByName: changedBy,
    chapters: row.chapters as PublishedPiece["chapters"],
    transcript: row.transcript as PublishedPiece["transcript"],
    steps: row.steps as PublishedPiece["steps"],
    images: row.images as RecordImage[],
    posterId: row.poster_id,
    questions: row.questions as PublishedPiece["questions"],
    /** Of all that publication would show. */
    digest: row.digest,
    isPublic: row.public_at !== null,
    /** Was anything changed since it was published? */
    hasChanges: row.public_at !== null && row.differs,
    credits,
    namesTold: await namesTold(db, id),
    subtitles: await db
      .selectFrom("piece_subtitle")
      .select(["language"])
      .select(sql<number>`length(vtt)`.as("characters"))
      .where("piece_id", "=", id)
      .orderBy("language")
      .execute(),
    places: await placesOf(db, id),
    activities: await db
      .selectFrom("piece_activity as l")
      .innerJoin("activity as a", (join) =>
        join
          .onRef("a.organisation_id", "=", "l.organisation_id")
          .onRef("a.id", "=", "l.activity_id"),
      )
      .select(["a.id", "a.title as name", "a.status"])
      .where("l.piece_id", "=", id)
      .orderBy(sql`fold(a.title)`)
      .execute(),
    resources: await db
      .selectFrom("piece_resource as l")
      .innerJoin("open_resource as r", (join) =>
        join
          .onRef("r.organisation_id", "=", "l.organisation_id")
          .onRef("r.id", "=", "l.open_resource_id"),
      )
      .select(["r.id", "r.name", "r.status"])
      .where("l.piece_id", "=", id)
      .orderBy(sql`fold(r.name)`)
      .execute(),
    checks: await db
      .selectFrom("piece_check as c")
      .innerJoin("membership as m", (join) =>
        join
          .onRef("m.organisation_id", "=", "c.organisation_id")
          .onRef("m.id", "=", "c.checked_by"),
      )
      .innerJoin("user_account as u", "u.id", "m.user_id")
      .select(["c.item", "c.checked_at as checkedAt", "u.full_name as checkedByName"])
      .where("c.piece_id", "=", id)
      .execute(),
  };
}
export type PieceRecord = Awaited<ReturnType<typeof loadPiece>>;

async function creditsOf(db: Tx, pieceId: string) {
  return await db
    .selectFrom("piece_credit")
    .select([
      "id",
      "name",
      "role",
      "is_anonymous as isAnonymous",
      "consent_needed as consentNeeded",
      "signed_on as signedOn",
      "withdrawn_on as withdrawnOn",
      "kept_where as keptWhere",
      "in_force as isInForce",
      "file_name as fileName",
    ])
    .where("piece_id", "=", pieceId)
    .orderBy("id")
    .execute();
}
export type Credit = Awaited<ReturnType<typeof creditsOf>>[number];

/** Names that are kept back and are written in the texts of the working copy all the same. */
async function namesTold(db: Tx, pieceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("piece_credit")
    .select("name")
    .where("piece_id", "=", pieceId)
    .where(({ eb, or }) => or([eb("is_anonymous", "=", true), eb("in_force", "=", false)]))
    .where(sql<boolean>`tells_name(piece_content(piece_id) || jsonb_build_object('slug',
        (select p.slug from piece p where p.organisation_id = piece_credit.organisation_id and p.id = piece_id)), name)`)
    .orderBy("id")
    .execute();
  return rows.map(({ name }) => name);
}

async function placesOf(db: Tx, pieceId: string) {
  const rows = await db
    .selectFrom("piece_place")
    .select([
      "id",
      "platform",
      "published_on",
      "target_url",
      "file_url",
      "media_type",
      "file_bytes",
    ])
    .where("piece_id", "=", pieceId)
    .orderBy("position")
    .orderBy("id")
    .execute();
  return rows.flatMap(({ target_url, ...place }) =>
    target_url === null
      ? []
      : [
          {
            id: place.id,
            platform: place.platform,
            url: target_url,
            publishedOn: place.published_on,
            fileUrl: place.file_url,
            mediaType: place.media_type,
            fileBytes: place.file_bytes,
          },
        ],
  );
}

/**
 * The images of the working copy of a piece, in their order, each with its sizes.
 * @throws NotFound when the organisation has no such piece
 */
export const getPieceImages = defineQuery({
  name: "getPieceImages",
  permission: "media:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const { images } = await loadPiece(db, input.id);
    const sizes = await sizesOf(db, input.id);
    return images.map((image) => ({ ...image, sizes: sizes[image.id] ?? [] }));
  },
});

/** The subtitles of a piece in one language, as WebVTT. @throws NotFound */
export const getSubtitles = defineQuery({
  name: "getSubtitles",
  permission: "media:read",
  input: z.object({ id: z.uuid(), language: z.string() }),
  run: async ({ db, input }) => {
    const row = await db
      .selectFrom("piece_subtitle")
      .select("vtt")
      .where("piece_id", "=", input.id)
      .where("language", "=", input.language)
      .executeTakeFirst();
    if (!row) throw new NotFound("No such subtitles");
    return row.vtt;
  },
});

/** The roles that may be given something to do for the media. */
const workingRoles = ["coach", "manager", "editor"] as const;

/** What the forms of pieces offer: who is in the team, series, and the records of the directory. */
export const getPieceChoices = defineQuery({
  name: "getPieceChoices",
  permission: "media:read",
  input: z.object({}),
  run: async ({ db }) => ({
    members: await db
      .selectFrom("membership as m")
      .innerJoin("user_account as u", "u.id", "m.user_id")
      .select(["m.id", "u.full_name as name"])
      .where("m.ended_at", "is", null)
      .where("m.role", "in", workingRoles)
      .orderBy(sql`fold(u.full_name)`)
      .execute(),
    series: await db
      .selectFrom("piece_series")
      .select(["id", "title"])
      .orderBy(sql`fold(title)`)
      .execute(),
    activities: await db
      .selectFrom("activity")
      .select(["id", "title as name", "status"])
      .orderBy(sql`fold(title)`)
      .execute(),
    resources: await db
      .selectFrom("open_resource")
      .select(["id", "name", "status"])
      .orderBy(sql`fold(name)`)
      .execute(),
  }),
});
export type PieceChoices = Awaited<ReturnType<(typeof getPieceChoices)["run"]>>;
