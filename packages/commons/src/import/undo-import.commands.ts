import { defineCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { contributionsOfImport, loadContributionImport } from "./import-record.queries.ts";
import { holdImports } from "./write-contributions.commands.ts";

/**
 * Takes back the contributions that an import made and that nobody used since, with their items and their steps
 * upstream. What it added to contributions of before stays, and so do the names of authors: they serve for the next file.
 * Refused when it was undone already, made nothing, or is too old.
 * @throws NotFound
 */
export const undoContributionImport = defineCommand({
  name: "undoContributionImport",
  permission: "commons:write",
  subject: "contribution_import",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input: { id } }) => {
    await holdImports(db, actor);
    const { canUndo } = await loadContributionImport(db, id);
    if (!canUndo) return { ok: false, reason: "not_undoable" } as const;
    // Held first: nobody can begin to use one of them meanwhile.
    await db
      .selectFrom("contribution")
      .where("import_id", "=", id)
      .select("id")
      .orderBy("id")
      .forUpdate()
      .execute();
    const made = await contributionsOfImport(db, id);
    const gone = made.filter(({ isUsed }) => !isUsed).map((one) => one.id);
    await db
      .deleteFrom("contribution")
      .where("id", "=", sql<string>`any(${gone}::uuid[])`)
      .execute();
    await db
      .updateTable("contribution_import")
      .set({ undone_at: sql`now()`, removed_count: gone.length })
      .where("id", "=", id)
      .execute();
    return { ok: true, id, removed: gone.length, kept: made.length - gone.length } as const;
  },
});
