import { letGoOfFile } from "@essaim/database/file";
import type { Tx } from "@essaim/identity/operation";

/** Lets go of the files of a piece that is given up: its images, and the consents signed for it. */
export async function releaseFiles(
  db: Tx,
  actor: { organisationId: string },
  pieceId: string,
): Promise<void> {
  const images = await db
    .deleteFrom("image_file")
    .where("record_kind", "=", "piece")
    .where("record_id", "=", pieceId)
    .returning("storage_key")
    .execute();
  const consents = await db
    .selectFrom("piece_credit")
    .select("storage_key")
    .where("piece_id", "=", pieceId)
    .execute();
  for (const { storage_key } of [...images, ...consents]) {
    if (storage_key) await letGoOfFile(db, actor, storage_key);
  }
}
