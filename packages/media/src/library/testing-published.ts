import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { PublishedPiece } from "../piece/published-piece.schema.ts";

/** Puts pieces in the public copy, a day after the other, each at the address given. */
export async function publishPieces(
  db: Tx,
  organisationId: string,
  pieces: Record<string, PublishedPiece>,
): Promise<void> {
  for (const [at, [slug, content]] of Object.entries(pieces).entries()) {
    await sql`
      with made as (
        insert into piece (organisation_id, kind, title, slug)
        values (${organisationId}, ${content.kind}, ${content.title}, ${slug}) returning organisation_id, id)
      insert into published_piece (organisation_id, id, slug, content, published_at)
        select organisation_id, id, ${slug}, ${JSON.stringify(content)}::jsonb,
          timestamptz '2026-03-01 08:00:00+00' + ${at} * interval '1 day' from made`.execute(db);
  }
}
