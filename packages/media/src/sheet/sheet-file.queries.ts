import { definePublicQuery, defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { z } from "zod";
import { sheetFileTargetSchema } from "./sheet-file.schema.ts";

const columns = [
  "f.id",
  "f.sheet_id as sheetId",
  "f.name",
  "f.content_type as contentType",
  "f.size_bytes as sizeBytes",
  "f.licence_expression as licenceExpression",
  "f.attribution",
] as const;

/** The files of some sheets, by name. */
export const loadSheetFiles = (db: Tx, sheetIds: readonly string[]) =>
  db
    .selectFrom("sheet_file as f")
    .where("f.sheet_id", "in", [...sheetIds, noId])
    .select(columns)
    .orderBy("f.name")
    .execute();
export type SheetFileLine = Awaited<ReturnType<typeof loadSheetFiles>>[number];

/** A list of ids is never empty for PostgreSQL. */
const noId = "00000000-0000-0000-0000-000000000000";

/** The files of a sheet, published or not. */
export const listSheetFiles = defineQuery({
  name: "listSheetFiles",
  permission: "media:read",
  input: z.object({ sheetId: z.uuid() }),
  run: ({ db, input }) => loadSheetFiles(db, [input.sheetId]),
});

/** Where the bytes of a file are. @throws NotFound */
export const openSheetFile = defineQuery({
  name: "openSheetFile",
  permission: "media:read",
  input: sheetFileTargetSchema,
  run: ({ db, input }) => storedFile(db, input.id),
});

/** The same for everybody. @throws NotFound for a file whose sheet is not published */
export const openPublishedSheetFile = definePublicQuery({
  name: "openPublishedSheetFile",
  permission: "published:read",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => storedFile(db, input.id),
});

async function storedFile(db: Tx, id: string) {
  const file = await db
    .selectFrom("sheet_file as f")
    .where("f.id", "=", id)
    .select(["f.name", "f.content_type as contentType", "f.size_bytes as sizeBytes"])
    .select("f.storage_key as storageKey")
    .executeTakeFirst();
  if (!file) throw new NotFound(`No file ${id}`);
  return file;
}
