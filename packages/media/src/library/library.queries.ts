import { splitHighlight } from "@essaim/directory/published.rules";
import { webAddress } from "@essaim/directory/published-record.queries";
import { definePublicQuery, type Tx } from "@essaim/identity/operation";
import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import { type PieceKind, pieceKinds } from "../piece/published-piece.schema.ts";
import { findMoments, marked, queryOf } from "./found-words.queries.ts";
import {
  type LibraryChoices,
  type LibraryPage,
  librarySchema,
  mostMoments,
  type PieceCard,
  type PieceSeries,
} from "./library.schema.ts";
import { playersOf } from "./player.rules.ts";

/** Pieces that answer, the best first when words are looked for, else the latest. Never fails on what was typed. */
export const searchLibrary = definePublicQuery({
  name: "searchLibrary",
  permission: "published:read",
  input: librarySchema,
  run: async ({ db, input }): Promise<LibraryPage> => {
    const { q, kind, series, language, page, limit } = input;
    const conditions = [
      q === "" ? null : sql`p.search @@ ${queryOf(q)}`,
      kind && sql`p.kind = ${kind}`,
      series && sql`p.series_slug = ${series}`,
      language && sql`p.language = ${language}`,
    ].filter((one) => one != null && one !== "") as RawBuilder<unknown>[];
    const where = sql.join([sql`true`, ...conditions], sql` and `);
    const best = q === "" ? sql`` : sql`ts_rank(p.search, ${queryOf(q)}) desc, `;
    const cards = await findCards(
      db,
      sql`where ${where} order by ${best}p.published_at desc, p.id desc
        limit ${limit} offset ${(page - 1) * limit}`,
      q,
    );
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from published_piece p where ${where}`.execute(db);
    const moments = await findMoments(
      db,
      cards.map(({ id }) => id),
      q,
      mostMoments,
    );
    return {
      pieces: cards.map((card) => ({ ...card, moments: moments.get(card.id) ?? [] })),
      count: rows[0]?.count ?? 0,
    };
  },
});

/** What there is to choose from in the whole library: kinds in their order, languages, series by title. */
export const listLibraryChoices = definePublicQuery({
  name: "listLibraryChoices",
  permission: "published:read",
  input: z.object({}),
  run: async ({ db }): Promise<LibraryChoices> => {
    const { rows } = await sql<{ kinds: string[] | null; languages: string[] | null }>`
      select array_agg(distinct kind) as kinds, array_agg(distinct language order by language) as languages
      from published_piece`.execute(db);
    // One document of each series is opened, not all of them: they hold all that is said.
    const { rows: series } = await sql<{ slug: string; title: string }>`
      select series_slug as slug, p.content #>> '{series,title}' as title
      from (
        select distinct on (series_slug) organisation_id, id
        from published_piece where series_slug is not null order by series_slug, published_at desc) latest
      join published_piece p using (organisation_id, id)
      order by title`.execute(db);
    const { kinds, languages } = rows[0] ?? {};
    return {
      kinds: pieceKinds.filter((kind) => kinds?.includes(kind)),
      languages: languages ?? [],
      series,
    };
  },
});

type Row = {
  id: string;
  slug: string;
  kind: PieceKind;
  language: string;
  title: string;
  summary: string;
  durationSeconds: number | null;
  publishedAt: Date;
  series: PieceSeries | null;
  places: Parameters<typeof playersOf>[0]["places"];
};

/**
 * Pieces as lists show them.
 * @param which the rest of the query on `published_piece p`, from its conditions on
 * @param q what is marked in them; "" for nothing
 */
export async function findCards(db: Tx, which: RawBuilder<unknown>, q = ""): Promise<PieceCard[]> {
  const { rows } = await sql<Row>`
    select p.id, p.slug, p.kind, p.language, ${marked(sql`p.title`, q)} as title,
      ${marked(sql`p.summary`, q)} as summary, (p.content ->> 'durationSeconds')::int as "durationSeconds",
      p.published_at as "publishedAt", nullif(p.content -> 'series', 'null') as series, p.content -> 'places' as places
    from published_piece p ${which}`.execute(db);
  return rows.map(({ title, summary, places, ...row }) => ({
    ...row,
    title: splitHighlight(title),
    summary: splitHighlight(summary),
    moments: [],
    player: playersOf({ places })[0]?.key ?? null,
  }));
}

/** The latest pieces, for a feed. */
export const listLatestPieces = definePublicQuery({
  name: "listLatestPieces",
  permission: "published:read",
  input: z.object({ limit: z.number().int().min(1).max(50) }),
  run: async ({ db, input }) => {
    const rows = await db
      .selectFrom("published_piece as p")
      .innerJoin("organisation as o", "o.id", "p.organisation_id")
      .select(["p.id", "p.slug", "p.title", "p.summary", "p.kind"])
      .select(["p.published_at as publishedAt", "p.changed_at as changedAt"])
      .select(["o.name as organisation", "o.website_url as organisationUrl"])
      .orderBy("p.published_at", "desc")
      .orderBy("p.id", "desc")
      .limit(input.limit)
      .execute();
    return rows.map(({ organisation, organisationUrl, ...row }) => ({
      ...row,
      kind: row.kind as PieceKind,
      organisation: { name: organisation, websiteUrl: webAddress(organisationUrl) },
    }));
  },
});

/** The addresses of the library for the site map: its pieces, the oldest first, and its series. */
export const listLibraryAddresses = definePublicQuery({
  name: "listLibraryAddresses",
  permission: "published:read",
  input: z.object({}),
  run: async ({ db }) => {
    const pieces = await db
      .selectFrom("published_piece")
      .select(["slug", "series_slug as series", "changed_at as changedAt"])
      .orderBy("published_at")
      .orderBy("id")
      .limit(mostAddresses)
      .execute();
    const series = new Set(pieces.flatMap((piece) => piece.series ?? []));
    return { pieces, series: [...series] };
  },
});

/** Far from the 50,000 addresses that a file of the site map holds, with those of the directory. */
const mostAddresses = 2_000;
