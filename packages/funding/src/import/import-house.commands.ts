import { letGoOfFile } from "@essaim/database/file";
import { defineHouseCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { IMPORT_DAYS } from "./spending-import.schema.ts";

/**
 * Gives up the imports of spending that were left half-way for IMPORT_DAYS days, so that neither their file nor what
 * they say stays.
 */
export const forgetStaleSpendingImports = defineHouseCommand({
  name: "forgetStaleSpendingImports",
  permission: "house:keep",
  subject: "spending_import",
  input: z.object({}),
  run: async ({ db, actor }): Promise<{ ok: true; id: null; givenUp: number }> => {
    const stale = await db
      .selectFrom("spending_import")
      .where("status", "in", ["received", "read", "tried"])
      .where("updated_at", "<", sql<Date>`now() - make_interval(days => ${IMPORT_DAYS})`)
      .select(["id", "storage_key"])
      .forUpdate()
      .execute();
    for (const { id, storage_key } of stale) {
      if (storage_key) await letGoOfFile(db, actor, storage_key);
      await db
        .updateTable("spending_import")
        .set({ status: "given_up", storage_key: null, reading: null, mapping: null, trial: null })
        .where("id", "=", id)
        .execute();
    }
    return { ok: true, id: null, givenUp: stale.length };
  },
});
