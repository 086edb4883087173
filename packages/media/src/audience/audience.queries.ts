import type { Tx } from "@essaim/database/operation";
import { defineQuery, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { PieceKind } from "../piece/published-piece.schema.ts";
import type { AudienceIndicator, AudiencePlatform, Origin } from "./audience.schema.ts";
import { readVideos } from "./read-videos.queries.ts";
import type { ReadingProblem } from "./reading.schema.ts";

const MONTHS = 12;

/** The twelve months that end with one, the oldest first; each its first day. */
export function monthsUntil(month: string): string[] {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return Array.from({ length: MONTHS }, (_, at) =>
    new Date(Date.UTC(year, number - MONTHS + at, 1)).toISOString().slice(0, 10),
  );
}

export type PieceAudience = {
  pieceId: string;
  title: string;
  kind: PieceKind;
  indicatorKey: AudienceIndicator;
  platforms: AudiencePlatform[];
  /** As many as the months asked for. */
  byMonth: number[];
  sum: number;
};

export type PlatformAudience = {
  indicatorKey: AudienceIndicator;
  /** null: all that is declared by hand of whole platforms. */
  platform: AudiencePlatform | null;
  byMonth: number[];
  sum: number;
};

/** A month of which a total was declared by hand and pieces are told: one of the two counts. */
export type AudienceOverlap = {
  indicatorKey: AudienceIndicator;
  platform: AudiencePlatform;
  month: string;
  pieces: number;
  total: number;
  countsPieces: boolean;
  isChosen: boolean;
};

export type UnreadPage = {
  pieceId: string;
  title: string;
  url: string;
  problem: ReadingProblem;
  announced: number | null;
  askedAt: Date;
};

/**
 * The audience of twelve months: piece by piece what counts of it, and platform by platform what the declared figures
 * hold. The platforms add up to the figures of the registry by construction.
 * @param input.month the last of the twelve, its first day
 */
export const getAudience = defineQuery({
  name: "getAudience",
  permission: "media:read",
  input: z.object({ month: z.iso.date() }),
  run: async ({ db, input }) => {
    const months = monthsUntil(input.month);
    const [first = "", last = ""] = [months[0], months.at(-1)];
    return {
      months,
      pieces: await readPieces(db, months),
      platforms: await readPlatforms(db, months),
      overlaps: await readOverlaps(db, first, last),
      ofTwo: await readOfTwo(db, first, last),
      unread: await readUnread(db),
      lastReadAt: await readLastAnswer(db),
    };
  },
});
export type Audience = Awaited<ReturnType<typeof getAudience.run>>;

async function readPieces(db: Tx, months: readonly string[]): Promise<PieceAudience[]> {
  const { rows } = await sql<{
    pieceId: string;
    title: string;
    kind: PieceKind;
    indicatorKey: AudienceIndicator;
    platform: AudiencePlatform;
    month: string;
    value: number;
  }>`
    select c.piece_id as "pieceId", p.title, p.kind, c.indicator_key as "indicatorKey", c.platform, c.month::text, c.value
    from audience_counted c join piece p on p.organisation_id = c.organisation_id and p.id = c.piece_id
    where c.month between ${months[0]}::date and ${months.at(-1)}::date`.execute(db);
  const pieces = new Map<string, PieceAudience>();
  for (const { platform, month, value, ...piece } of rows) {
    const held = pieces.get(piece.pieceId) ?? {
      ...piece,
      platforms: [],
      byMonth: months.map(() => 0),
      sum: 0,
    };
    const at = months.indexOf(month);
    held.byMonth[at] = (held.byMonth[at] ?? 0) + Number(value);
    held.sum += Number(value);
    if (!held.platforms.includes(platform)) held.platforms.push(platform);
    pieces.set(piece.pieceId, held);
  }
  return [...pieces.values()].sort((a, b) => b.sum - a.sum || a.title.localeCompare(b.title, "fr"));
}

async function readPlatforms(db: Tx, months: readonly string[]): Promise<PlatformAudience[]> {
  const [first, last] = [months[0], months.at(-1)];
  const { rows } = await sql<{
    indicatorKey: AudienceIndicator;
    platform: AudiencePlatform | null;
    month: string;
    value: number;
  }>`
    with pieces as (
      select indicator_key, platform, month, value from declared_figure
      where indicator_key in ('video_views', 'text_audio_visits') and month between ${first}::date and ${last}::date
        and (from_pieces or not counts) and from_pieces and counts
    )
    select indicator_key as "indicatorKey", platform, month::text, value from pieces
    union all
    select m.indicator_key, null, m.month::text, m.value - coalesce(p.value, 0)
    from figure_month m
    left join (select indicator_key, month, sum(value) as value from pieces group by 1, 2) p
      on p.indicator_key = m.indicator_key and p.month = m.month
    where m.indicator_key in ('video_views', 'text_audio_visits') and m.month between ${first}::date and ${last}::date
      and m.value <> coalesce(p.value, 0)`.execute(db);
  const platforms = new Map<string, PlatformAudience>();
  for (const { indicatorKey, platform, month, value } of rows) {
    const key = `${indicatorKey} ${platform}`;
    const held = platforms.get(key) ?? {
      ...{ indicatorKey, platform, sum: 0 },
      byMonth: months.map(() => 0),
    };
    const at = months.indexOf(month);
    held.byMonth[at] = (held.byMonth[at] ?? 0) + Number(value);
    held.sum += Number(value);
    platforms.set(key, held);
  }
  return [...platforms.values()].sort(
    (a, b) => b.indicatorKey.localeCompare(a.indicatorKey) || b.sum - a.sum,
  );
}

async function readOverlaps(db: Tx, first: string, last: string): Promise<AudienceOverlap[]> {
  const { rows } = await sql<AudienceOverlap>`
    select p.indicator_key as "indicatorKey", p.platform, p.month::text, p.value as pieces, t.value as total,
      p.counts as "countsPieces",
      exists (select from audience_choice c where c.organisation_id = p.organisation_id
        and c.indicator_key = p.indicator_key and c.platform = p.platform and c.month = p.month) as "isChosen"
    from declared_figure p
    cross join lateral (select sum(f.value)::bigint as value from declared_figure f
      where f.organisation_id = p.organisation_id and f.indicator_key = p.indicator_key and f.month = p.month
        and f.platform = p.platform and not f.from_pieces) t
    where p.indicator_key in ('video_views', 'text_audio_visits') and p.month between ${first}::date and ${last}::date
      and p.from_pieces and t.value is not null
    order by p.month desc, p.indicator_key desc, p.platform`.execute(db);
  return rows.map((row) => ({ ...row, pieces: Number(row.pieces), total: Number(row.total) }));
}

/** Totals whose source names two platforms, told before one was asked for: nobody knows what they are beside. */
async function readOfTwo(db: Tx, first: string, last: string) {
  const { rows } = await sql<{ id: string; month: string; source: string }>`
    select id, month::text, source from declared_figure
    where indicator_key in ('video_views', 'text_audio_visits') and month between ${first}::date and ${last}::date
      and not from_pieces and cardinality(audience_platforms(source)) > 1
    order by month desc, source`.execute(db);
  return rows;
}

async function readUnread(db: Tx): Promise<UnreadPage[]> {
  const { rows } = await sql<UnreadPage>`
    select a.piece_id as "pieceId", p.title, l.target_url as url, a.problem, a.announced, a.asked_at as "askedAt"
    from audience_answer a
    join piece p on p.organisation_id = a.organisation_id and p.id = a.piece_id
    join piece_place l on l.organisation_id = a.organisation_id and l.piece_id = a.piece_id
      and page_hash(l.target_url) = a.page_hash
    where a.problem is not null and l.platform = 'peertube' order by p.title, l.target_url limit 100`.execute(
    db,
  );
  return rows;
}

async function readLastAnswer(db: Tx): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(asked_at) as at from audience_answer where problem is null`.execute(db);
  return rows[0]?.at ?? null;
}

export type SaidFigure = {
  id: string;
  platform: AudiencePlatform;
  /** Of a platform that is a word for many; empty elsewhere. */
  service: string;
  month: string;
  origin: Origin;
  value: number;
  evidence: string;
  importId: string | null;
  saidAt: Date;
  saidBy: string | null;
  setAsideAt: Date | null;
  setAsideBy: string | null;
  setAsideBecause: string;
  counts: boolean;
};

/** All that was said of a piece, the latest month first, and what its readings tell. @throws NotFound */
export const getPieceAudience = defineQuery({
  name: "getPieceAudience",
  permission: "media:read",
  input: z.object({ pieceId: z.uuid() }),
  run: async ({ db, input: { pieceId } }) => {
    const piece = await db
      .selectFrom("piece")
      .where("id", "=", pieceId)
      .select(["id", "title", "kind"])
      .executeTakeFirst();
    if (!piece) throw new NotFound(`No piece ${pieceId}`);
    const { rows: said } = await sql<SaidFigure>`
      select f.id, f.platform, f.service, f.month::text, f.origin, f.value, f.evidence, f.import_id as "importId", f.said_at as "saidAt",
        su.full_name as "saidBy", f.set_aside_at as "setAsideAt", au.full_name as "setAsideBy",
        f.set_aside_because as "setAsideBecause", c.id is not null as counts
      from audience_figure f
      left join audience_counted c on c.organisation_id = f.organisation_id and c.piece_id = f.piece_id
        and c.platform = f.platform and c.month = f.month and c.id = f.id
      left join membership sm on sm.organisation_id = f.organisation_id and sm.id = f.said_by
      left join user_account su on su.id = sm.user_id
      left join membership am on am.organisation_id = f.organisation_id and am.id = f.set_aside_by
      left join user_account au on au.id = am.user_id
      where f.piece_id = ${pieceId}
      order by f.month desc, f.platform, f.service_key, counts desc, f.id desc limit 1000`.execute(
      db,
    );
    return {
      piece,
      said: said.map((one) => ({ ...one, value: Number(one.value) })),
      readings: await readReadings(db, pieceId),
    };
  },
});
export type PieceAudiencePage = Awaited<ReturnType<typeof getPieceAudience.run>>;

/** Months of readings that are told of a video. */
const MOST_INTERVALS = 60;

async function readReadings(db: Tx, pieceId: string) {
  return (await readVideos(db, pieceId)).map(({ intervals, ...video }) => ({
    ...video,
    intervals: intervals.slice(-MOST_INTERVALS).reverse(),
  }));
}

/** Pieces that somebody may tell the audience of, by title. */
export const listPiecesToCount = defineQuery({
  name: "listPiecesToCount",
  permission: "media:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("piece")
      .select(["id", "title", "kind"])
      .orderBy("title")
      .orderBy("id")
      .limit(2000)
      .execute(),
});

/** Services named already, so that the same one is written the same way next month. */
export const listAudienceServices = defineQuery({
  name: "listAudienceServices",
  permission: "media:read",
  input: z.object({}),
  run: async ({ db }) => {
    const { rows } = await sql<{ service: string }>`
      select max(service) as service from audience_figure where service <> ''
      group by service_key order by service_key limit 100`.execute(db);
    return rows.map((row) => row.service);
  },
});

/** What counts of every piece, platform and month, to take away. `month` is the last of the twelve. */
export const listAudienceRows = defineQuery({
  name: "listAudienceRows",
  permission: "media:read",
  input: z.object({ month: z.iso.date() }),
  run: async ({ db, input }) => {
    const months = monthsUntil(input.month);
    const { rows } = await sql<{
      title: string;
      kind: PieceKind;
      platform: AudiencePlatform;
      service: string;
      month: string;
      origin: Origin;
      value: number;
      evidence: string;
    }>`
      select p.title, p.kind, c.platform, c.service, c.month::text, c.origin, c.value, f.evidence
      from audience_counted c
      join audience_figure f on f.organisation_id = c.organisation_id and f.id = c.id
      join piece p on p.organisation_id = c.organisation_id and p.id = c.piece_id
      where c.month between ${months[0]}::date and ${months.at(-1)}::date
      order by c.month, p.title, c.platform, c.service`.execute(db);
    return rows;
  },
});
