import { announceFile, imagesPrefix, keepFile, letGoOfFile } from "@essaim/database/file";
import type { Conflict, Saved } from "@essaim/database/record";
import { defineCommand, defineHouseCommand, type Refusal } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type DirectoryRecord, holdEither, loadRecord, tableOf } from "../publication/record.ts";
import { imagesOf } from "./image.queries.ts";
import {
  addImageSchema,
  announceImageSchema,
  type ImageRefusal,
  mostImages,
} from "./image.schema.ts";

/**
 * Begins to add an image: the keys to put its files under, and its id. They leave the storage within the hour unless
 * `addImage` keeps them.
 * @throws NotFound when the organisation has no such record
 */
export const announceImage = defineCommand({
  name: "announceImage",
  permission: "directory:write",
  subject: "directory_record",
  input: announceImageSchema,
  run: async ({
    db,
    actor,
    input: { kind, id, files },
  }): Promise<
    { ok: true; id: string; imageId: string; keys: string[] } | Refusal<"too_many_images">
  > => {
    const { content } = await loadRecord(db, kind, id);
    if (imagesOf(content).length >= mostImages) return { ok: false, reason: "too_many_images" };
    const keys: string[] = [];
    for (let file = 0; file < files; file += 1) {
      keys.push(await announceFile(db, actor, imagesPrefix));
    }
    return { ok: true, id, imageId: crypto.randomUUID(), keys };
  },
  isRecorded: () => false,
});

/**
 * Adds an image, whose files are in the storage, to the working copy of a record, after the others.
 * @throws NotFound when the organisation has no such record
 */
export const addImage = defineCommand({
  name: "addImage",
  permission: "directory:write",
  subject: "directory_record",
  input: addImageSchema,
  run: async ({
    db,
    actor,
    input: { kind, id, version, alt, credit, imageId, files },
  }): Promise<Saved | Refusal<ImageRefusal> | Conflict<DirectoryRecord>> => {
    const held = await holdEither(db, { kind, id, version });
    if (!held.ok) return held;
    const images = imagesOf(held.current.content);
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
          record_kind: kind,
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
    await db
      .updateTable(tableOf(kind))
      .set({ images: JSON.stringify([...images, { id: imageId, alt, credit }]) })
      .where("id", "=", id)
      .execute();
    return { ok: true, id };
  },
});

/**
 * Lets go of the images that no working copy, no public page and no earlier version shows any more. Those of today
 * are left: somebody may be at it.
 */
export const forgetImages = defineHouseCommand({
  name: "forgetImages",
  permission: "house:keep",
  subject: "directory_record",
  input: z.object({}),
  run: async ({ db, actor }): Promise<{ ok: true; id: null; forgotten: number }> => {
    const shows = (content: string) =>
      sql`${sql.raw(content)} -> 'images' @> jsonb_build_array(jsonb_build_object('id', f.image_id))`;
    const { rows } = await sql<{ id: string; storage_key: string }>`
      select f.id, f.storage_key from image_file f
      where f.created_at < now() - interval '1 day'
        and not exists (select from activity a where a.id = f.activity_id
          and a.images @> jsonb_build_array(jsonb_build_object('id', f.image_id)))
        and not exists (select from open_resource r where r.id = f.open_resource_id
          and r.images @> jsonb_build_array(jsonb_build_object('id', f.image_id)))
        and not exists (select from piece p where p.id = f.piece_id
          and p.images @> jsonb_build_array(jsonb_build_object('id', f.image_id)))
        and not exists (select from published_record p where p.id = f.record_id and ${shows("p.content")})
        and not exists (select from published_piece p where p.id = f.piece_id and ${shows("p.content")})
        and not exists (select from published_revision v where v.record_id = f.record_id and ${shows("v.content")})`.execute(
      db,
    );
    for (const { id, storage_key } of rows) {
      await db.deleteFrom("image_file").where("id", "=", id).execute();
      await letGoOfFile(db, actor, storage_key);
    }
    return { ok: true, id: null, forgotten: rows.length };
  },
  isRecorded: ({ forgotten }) => forgotten > 0,
});
