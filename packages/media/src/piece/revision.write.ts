import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";

/**
 * Keeps what a piece says as its next version, unless the last one says so already.
 * @param savedBy null: nobody wrote, as when an older piece is published
 */
export async function keepRevision(
  db: Tx,
  pieceId: string,
  savedBy: string | null,
  restores: number | null = null,
): Promise<void> {
  await sql`
    insert into piece_revision (organisation_id, piece_id, number, content, saved_by, restores)
    select p.organisation_id, p.id, coalesce(last.number, 0) + 1, piece_text(p.id), ${savedBy}::uuid, ${restores}::integer
    from piece p
    left join lateral (select v.number, v.content from piece_revision v
      where v.organisation_id = p.organisation_id and v.piece_id = p.id order by v.number desc limit 1) last on true
    where p.id = ${pieceId} and piece_text(p.id) is distinct from last.content`.execute(db);
}

/** Notes that the last version is what everybody reads from now on. */
export async function markPublished(db: Tx, pieceId: string): Promise<void> {
  await sql`
    update piece_revision set published_at = now()
    where piece_id = ${pieceId} and published_at is null
      and number = (select max(v.number) from piece_revision v where v.piece_id = ${pieceId})`.execute(
    db,
  );
}

/** Does somebody else have to read what this member wrote since it was last published? */
export async function awaitsSecondReader(
  db: Tx,
  pieceId: string,
  membershipId: string,
): Promise<boolean> {
  const { rows } = await sql<{ awaits: boolean }>`
    select (select needs_review from organisation where id = app_organisation_id()) and exists (
      select from piece_revision v where v.piece_id = ${pieceId} and v.saved_by = ${membershipId}
        and v.number > coalesce((select max(o.number) from piece_revision o
          where o.piece_id = ${pieceId} and o.published_at is not null), 0)) as awaits`.execute(db);
  return rows[0]?.awaits ?? false;
}
