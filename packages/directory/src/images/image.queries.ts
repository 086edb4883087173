import { isAnnounced } from "@essaim/database/file";
import { definePublicQuery, defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { z } from "zod";
import type { RecordImage } from "../content.schema.ts";
import { recordSchema } from "../publication/record.schema.ts";
import { type Content, loadRecord, titleOf } from "../publication/record.ts";
import { imageFileSchema } from "./image.schema.ts";

/** Is this file of an image still to be put in the storage? */
export const isImageAwaited = defineQuery({
  name: "isImageAwaited",
  permission: "directory:write",
  input: z.object({ storageKey: z.string() }),
  run: ({ db, input }) => isAnnounced(db, input.storageKey),
});

/** The sizes of an image, in pixels, the smallest first; each is there as AVIF and as WebP. */
export type ImageSizes = { width: number; height: number }[];

/**
 * The images of the working copy of a record, in their order, each with its sizes.
 * @throws NotFound when the organisation has no such record
 */
export const getRecordImages = defineQuery({
  name: "getRecordImages",
  permission: "directory:read",
  input: recordSchema,
  run: async ({ db, input: { kind, id } }) => {
    const { version, content } = await loadRecord(db, kind, id);
    const sizes = await sizesOf(db, id);
    const images = imagesOf(content).map((image) => ({ ...image, sizes: sizes[image.id] ?? [] }));
    return { kind, id, version, title: titleOf(content), images };
  },
});

/** The images that a document tells, in their order. */
export const imagesOf = (content: Content): RecordImage[] =>
  (content.images ?? []) as RecordImage[];

/** Sizes of the images that a public page shows, by their id. */
export const findImageSizes = definePublicQuery({
  name: "findImageSizes",
  permission: "published:read",
  input: z.object({ recordId: z.uuid() }),
  run: ({ db, input }) => sizesOf(db, input.recordId),
});

/** Sizes of the images of a record or of a piece of the media, published or not, by their id. */
export async function sizesOf(db: Tx, recordId: string): Promise<Record<string, ImageSizes>> {
  const rows = await db
    .selectFrom("image_file")
    .select(["image_id", "width", "height"])
    .where("record_id", "=", recordId)
    .where("format", "=", "webp")
    .orderBy("width")
    .execute();
  const sizes: Record<string, ImageSizes> = {};
  for (const { image_id, width, height } of rows) {
    sizes[image_id] = [...(sizes[image_id] ?? []), { width, height }];
  }
  return sizes;
}

/** Where the bytes of one file are. @throws NotFound for a file of another organisation as for none */
export const openImage = defineQuery({
  name: "openImage",
  permission: "directory:read",
  input: imageFileSchema,
  run: ({ db, input }) => storedFile(db, input),
});

/** The same for everybody. @throws NotFound for an image that no public page shows */
export const openPublishedImage = definePublicQuery({
  name: "openPublishedImage",
  permission: "published:read",
  input: imageFileSchema,
  run: ({ db, input }) => storedFile(db, input),
});

async function storedFile(db: Tx, { imageId, width, format }: z.output<typeof imageFileSchema>) {
  const file = await db
    .selectFrom("image_file")
    .select(["storage_key as storageKey", "size_bytes as sizeBytes"])
    .where("image_id", "=", imageId)
    .where("width", "=", width)
    .where("format", "=", format)
    .executeTakeFirst();
  if (!file) throw new NotFound("No such image");
  return { ...file, contentType: `image/${format}` };
}
