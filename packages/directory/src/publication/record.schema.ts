import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

export const recordKinds = ["activity", "resource"] as const;
export type RecordKind = (typeof recordKinds)[number];

/** One record of the directory, whichever its kind. */
export const recordSchema = z.object({ kind: z.enum(recordKinds), id: z.uuid() });

/** The same, as it was read: the version says so. */
export const readRecordSchema = recordSchema.extend({ version: versionSchema });

/** A few words that a person may leave out. */
export const optionalWords = (maximum: number, tooLong: string) =>
  z
    .string()
    .optional()
    .transform((words) => (words ?? "").trim())
    .pipe(z.string().max(maximum, tooLong));

/** What is said of a publication, for everybody to read. */
export const noteSchema = optionalWords(300, "Dites ce qui change en 300 caractères au plus.");
