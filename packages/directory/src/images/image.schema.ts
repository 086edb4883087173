import { z } from "zod";
import { readRecordSchema, recordSchema } from "../publication/record.schema.ts";
import { lineSchema, textSchema } from "../publication.schema.ts";

/** Images that a record may show. */
export const mostImages = 12;

/** Largest file of an image, in bytes. */
export const largestImage = 5 * 1024 * 1024;

/** What the form says beside the file. */
export const imageFormSchema = z.object({
  alt: lineSchema(
    300,
    "Dites ce que montre l’image, pour qui ne la voit pas.",
    "Décrivez l’image en 300 caractères au plus.",
  ),
  credit: textSchema(200, "Écrivez 200 caractères au plus."),
});

const fileSchema = z.object({
  format: z.enum(["avif", "webp"]),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  sizeBytes: z.number().int().positive(),
});

/** Before its bytes are put in the storage: `sha256` of the file that was sent. */
export const announceImageSchema = recordSchema.extend({
  sha256: z.string(),
  files: z.number().int().min(1).max(8),
});

export const addImageSchema = readRecordSchema.extend({
  ...imageFormSchema.shape,
  imageId: z.uuid(),
  files: z
    .array(fileSchema.extend({ storageKey: z.string() }))
    .min(1)
    .max(8),
});

/** One file, as its address names it. */
export const imageFileSchema = z.object({
  imageId: z.uuid(),
  width: z.coerce.number().int().positive().max(10_000),
  format: z.enum(["avif", "webp"]),
});

/** Why an image is not added. */
export const imageRefusals = {
  not_an_image: "Ce fichier n’est pas une image JPEG, PNG, WebP ou AVIF que l’on puisse lire.",
  too_many_pixels: "Cette image est trop grande\u202f: 40 millions de pixels au plus.",
  too_small: "Cette image est trop petite pour montrer quelque chose.",
  too_many_images: `Une fiche montre ${mostImages} images au plus. Retirez-en une d’abord.`,
  file_gone: "L’envoi a duré trop longtemps. Recommencez.",
} as const;
export type ImageRefusal = keyof typeof imageRefusals;
