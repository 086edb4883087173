import { letGoOfFile } from "@essaim/database/file";
import { defineHouseCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { IMPORT_DAYS } from "./import.schema.ts";

/**
 * Gives up the imports that were left half-way for IMPORT_DAYS days, so that neither their file nor what they say of
 * people stays; and forgets the written ones that can no longer be undone.
 */
export const forgetStaleImports = defineHouseCommand({
  name: "forgetStaleImports",
  permission: "house:keep",
  subject: "worker_import",
  input: z.object({}),
  run: async ({ db, actor }): Promise<{ ok: true; id: null; givenUp: number }> => {
    const stale = await db
      .selectFrom("worker_import")
      .where("status", "in", ["received", "read", "tried"])
      .where("updated_at", "<", sql<Date>`now() - make_interval(days => ${IMPORT_DAYS})`)
      .select(["id", "storage_key"])
      .forUpdate()
      .execute();
    for (const { id, storage_key } of stale) {
      if (storage_key) await letGoOfFile(db, actor, storage_key);
      await db
        .updateTable("worker_import")
        .set({ status: "given_up", storage_key: null, reading: null, mapping: null, trial: null })
        .where("id", "=", id)
        .execute();
    }
    await db
      .deleteFrom("undo_entry")
      .where("kind", "=", "worker_import")
      .where("expires_at", "<=", sql<Date>`now()`)
      .execute();
    return { ok: true, id: null, givenUp: stale.length };
  },
});
