import type { FieldChange } from "@essaim/directory/publication/diff.rules";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { loadPiece } from "./piece.queries.ts";
import { comparePieces, type PieceText } from "./revision.rules.ts";
import { awaitsSecondReader } from "./revision.write.ts";

export type PieceRevision = {
  number: number;
  savedAt: Date;
  savedByName: string | null;
  /** When it was shown to everybody; null when it never was. */
  publishedAt: Date | null;
  /** The version that it goes back to. */
  restores: number | null;
  changes: FieldChange[];
  /** Nothing came before it. */
  isFirst: boolean;
};

export const revisionsPerPage = 20;

/**
 * What a piece said each time it was saved, the newest first, with what each changed. `next`: the number to go on from;
 * null at the end.
 * @throws NotFound when the organisation has no such piece
 */
export const listPieceRevisions = defineQuery({
  name: "listPieceRevisions",
  permission: "media:read",
  input: z.object({ id: z.uuid(), before: z.number().int().min(1).optional() }),
  run: async ({ db, input: { id, before } }) => {
    const piece = await loadPiece(db, id);
    const rows = await db
      .selectFrom("piece_revision as v")
      .leftJoin("membership as m", (join) =>
        join.onRef("m.organisation_id", "=", "v.organisation_id").onRef("m.id", "=", "v.saved_by"),
      )
      .leftJoin("user_account as u", "u.id", "m.user_id")
      .select(["v.number", "v.content", "v.restores", "v.saved_at as savedAt"])
      .select(["v.published_at as publishedAt", "u.full_name as savedByName"])
      .where("v.piece_id", "=", id)
      .$if(before !== undefined, (query) => query.where("v.number", "<", before ?? 0))
      .orderBy("v.number", "desc")
      .limit(revisionsPerPage + 1)
      .execute();
    const texts = rows.map(({ content }) => content as PieceText);
    const names = await namesOf(db, texts);
    const revisions = rows.slice(0, revisionsPerPage).map(({ content: _, ...row }, at) => ({
      ...row,
      changes: comparePieces(texts[at + 1] ?? null, texts[at] as PieceText, names),
      isFirst: texts[at + 1] === undefined,
    }));
    const next = rows.length > revisionsPerPage ? (revisions.at(-1)?.number ?? null) : null;
    return { piece, revisions: revisions satisfies PieceRevision[], next };
  },
});

/**
 * What publishing a piece would change of what everybody reads, the people in it too, and whether somebody else than the
 * reader has to read it first. `isFirst`: nothing of it is public, and all of it is to be read.
 * @throws NotFound when the organisation has no such piece
 */
export const getPieceReview = defineQuery({
  name: "getPieceReview",
  permission: "media:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input: { id } }) => {
    const { rows } = await sql<{ now: PieceText; before: PieceText | null; digest: string }>`
      select said.content as now, md5(said.content::text) as digest, pp.content as before
      from piece p
      cross join lateral (select piece_content(p.id) as content offset 0) said
      left join published_piece pp on pp.organisation_id = p.organisation_id and pp.id = p.id
      where p.id = ${id}`.execute(db);
    const [piece] = rows;
    if (!piece) throw new NotFound(`No piece ${id}`);
    const { now, before, digest } = piece;
    const names = before ? await namesOf(db, [now, before]) : new Map();
    return {
      changes: before ? comparePieces(before, now, names) : [],
      isFirst: before === null,
      digest,
      awaitsSecondReader: await awaitsSecondReader(db, id, actor.membershipId),
    };
  },
});
export type PieceReview = Awaited<ReturnType<(typeof getPieceReview)["run"]>>;

/** Names of the records that versions serve, as they are called today. */
async function namesOf(db: Tx, texts: readonly PieceText[]): Promise<Map<string, string>> {
  const ids = texts.flatMap(({ activityIds, resourceIds }) => [...activityIds, ...resourceIds]);
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, title as name from activity where id = any(${ids}::uuid[])
    union all select id, name from open_resource where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
