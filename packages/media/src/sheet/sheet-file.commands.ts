import { announceFile, imagesPrefix, keepFile, letGoOfFile } from "@essaim/database/file";
import type { Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import {
  announceSheetFileSchema,
  attachSheetFileSchema,
  mostSheetFiles,
  type sheetFileRefusals,
  sheetFileTargetSchema,
} from "./sheet-file.schema.ts";

type Refused = Refusal<keyof typeof sheetFileRefusals>;

/**
 * Begins to attach a file to a sheet: gives the key to put its bytes under. They leave the storage within the hour
 * unless `attachSheetFile` keeps them. @throws NotFound
 */
export const announceSheetFile = defineCommand({
  name: "announceSheetFile",
  permission: "media:write",
  subject: "sheet",
  isRecorded: () => false,
  input: announceSheetFileSchema,
  run: async ({ db, actor, input }): Promise<{ ok: true; id: string; key: string } | Refused> => {
    const refused = await refusalOf(db, input);
    if (refused) return refused;
    return { ok: true, id: input.sheetId, key: await announceFile(db, actor, imagesPrefix) };
  },
});

/** Writes the record of a file whose bytes are in the storage: everybody reads it once its sheet is published. */
export const attachSheetFile = defineCommand({
  name: "attachSheetFile",
  permission: "media:write",
  subject: "sheet",
  input: attachSheetFileSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refused> => {
    const refused = await refusalOf(db, input);
    if (refused) return refused;
    if (!(await keepFile(db, input.storageKey))) return { ok: false, reason: "file_gone" };
    await db
      .insertInto("sheet_file")
      .values({
        organisation_id: actor.organisationId,
        created_by: actor.membershipId,
        sheet_id: input.sheetId,
        name: input.name,
        content_type: input.contentType,
        size_bytes: input.sizeBytes,
        sha256: input.sha256,
        storage_key: input.storageKey,
        licence_expression: input.licenceExpression,
        attribution: input.attribution,
      })
      .execute();
    return { ok: true, id: input.sheetId };
  },
});

/** Takes a file away, its record and its bytes. @throws NotFound */
export const removeSheetFile = defineCommand({
  name: "removeSheetFile",
  permission: "media:write",
  subject: "sheet",
  input: sheetFileTargetSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    const removed = await db
      .deleteFrom("sheet_file")
      .where("sheet_id", "=", input.sheetId)
      .where("id", "=", input.id)
      .returning("storage_key")
      .executeTakeFirst();
    if (!removed) throw new NotFound(`No file ${input.id}`);
    await letGoOfFile(db, actor, removed.storage_key);
    return { ok: true, id: input.sheetId };
  },
});

/** The sheet is held, so that of two sendings at once the second finds the first. @throws NotFound */
async function refusalOf(
  db: Tx,
  input: { sheetId: string; sha256: string; name: string },
): Promise<Refused | null> {
  const sheet = await db
    .selectFrom("sheet")
    .where("id", "=", input.sheetId)
    .where("deleted_at", "is", null)
    .select("id")
    .forUpdate()
    .executeTakeFirst();
  if (!sheet) throw new NotFound(`No sheet ${input.sheetId}`);
  const files = await db
    .selectFrom("sheet_file")
    .where("sheet_id", "=", input.sheetId)
    .select(["sha256", sql<boolean>`lower(name) = lower(${input.name})`.as("hasName")])
    .execute();
  if (files.some(({ sha256 }) => sha256 === input.sha256)) {
    return { ok: false, reason: "already_attached" };
  }
  if (files.some(({ hasName }) => hasName)) return { ok: false, reason: "name_taken" };
  return files.length >= mostSheetFiles ? { ok: false, reason: "too_many" } : null;
}
