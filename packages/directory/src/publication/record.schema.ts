import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { textSchema } from "../publication.schema.ts";

export const recordKinds = ["activity", "resource"] as const;
export type RecordKind = (typeof recordKinds)[number];

/** One record of the directory, whichever its kind. */
export const recordSchema = z.object({ kind: z.enum(recordKinds), id: z.uuid() });

/** The same, as it was read: the version says so. */
export const readRecordSchema = recordSchema.extend({ version: versionSchema });

/** What is said of a publication, for everybody to read. */
export const noteSchema = textSchema(300, "Dites ce qui change en 300 caractères au plus.");
