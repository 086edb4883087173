import { announceFile, imagesPrefix, keepFile } from "@essaim/database/file";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import type { RecordImage } from "@essaim/directory/content.schema";
import {
  addImageSchema,
  announceImageSchema,
  type ImageRefusal,
  mostImages,
} from "@essaim/directory/images/image.schema";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { loadPiece, type PieceRecord } from "./piece.queries.ts";
import { keepRevision } from "./revision.write.ts";

/** Images of pieces are added as those of records (packages/directory/src/images), in two steps. */
export const announcePieceImage = defineCommand({
  name: "announcePieceImage",
  permission: "media:write",
  subject: "piece",
  input: announceImageSchema.omit({ kind: true }),
  isRecorded: () => false,
  run: async ({
    db,
    actor,
    input: { id, files },
  }): Promise<
    { ok: true; id: string; imageId: string; keys: string[] } | Refusal<"too_many_images">
  > => {
    const { images } = await loadPiece(db, id);
    if (images.length >= mostImages) return { ok: false, reason: "too_many_images" };
    const keys: string[] = [];
    for (let file = 0; file < files; file += 1) {
      keys.push(await announceFile(db, actor, imagesPrefix));
    }
    return { ok: true, id, imageId: crypto.randomUUID(), keys };
  },
});

/**
 * Adds an image, whose files are in the storage, to the working copy of a piece; the first one stands for it.
 * @throws NotFound when the organisation has no such piece
 */
export const addPieceImage = defineCommand({
  name: "addPieceImage",
  permission: "media:write",
  subject: "piece",
  input: addImageSchema.omit({ kind: true }),
  run: async ({
    db,
    actor,
    input: { id, version, alt, credit, imageId, files },
  }): Promise<Saved | Refusal<ImageRefusal> | Conflict<PieceRecord>> => {
    const held = await holdRecord(db, "piece", { id, version }, loadPiece);
    if (!held.ok) return held;
    const { images, posterId } = held.current;
    if (images.length >= mostImages) return { ok: false, reason: "too_many_images" };
    for (const { storageKey } of files) {
      if (!(await keepFile(db, storageKey))) return { ok: false, reason: "file_gone" };
    }
    await db
      .insertInto("image_file")
      .values(
        files.map((file) => ({
          organisation_id: actor.organisationId,
          image_id: imageId,
          record_kind: "piece" as const,
          record_id: id,
          format: file.format,
          width: file.width,
          height: file.height,
          size_bytes: file.sizeBytes,
          storage_key: file.storageKey,
          created_by: actor.membershipId,
        })),
      )
      .execute();
    await showImages(db, id, [...images, { id: imageId, alt, credit }], posterId ?? imageId);
    await keepRevision(db, id, actor.membershipId);
    return { ok: true, id };
  },
});

async function showImages(db: Tx, id: string, images: readonly RecordImage[], posterId: string) {
  await db
    .updateTable("piece")
    .set({ images: JSON.stringify(images), poster_id: posterId })
    .where("id", "=", id)
    .execute();
}
