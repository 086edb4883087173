import { enqueueJob } from "@essaim/database/job";
import { defineCommand, type Refusal } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type Asked, holdStep, onTheWay, save } from "./import.commands.ts";
import { type ImportRefusal, importById } from "./import.schema.ts";
import type { Undone } from "./trial.schema.ts";
import { usedPeople } from "./undo-import.queries.ts";

/**
 * Asks that an import be undone, within UNDO_DAYS of its writing.
 * @throws NotFound when the organisation has no such import
 */
export const askImportUndo = defineCommand({
  name: "askImportUndo",
  permission: "worker:import",
  subject: "worker_import",
  isRecorded: onTheWay,
  input: importById,
  run: async ({ db, actor, input }): Promise<Asked | Refusal<ImportRefusal>> => {
    const held = await holdStep(db, input, ["written"]);
    if (!held.ok) return { ok: false, reason: "not_at_this_step" };
    const entry = await db
      .selectFrom("undo_entry")
      .where("kind", "=", "worker_import")
      .where("subject_id", "=", input.id)
      .where("expires_at", ">", sql<Date>`now()`)
      .select("id")
      .executeTakeFirst();
    if (!entry) return { ok: false, reason: "too_late" };
    const { id } = input;
    return { ok: true, id, jobId: await enqueueJob(db, actor, "undo_import", { importId: id }) };
  },
});

/**
 * Takes back the people of an import whom nobody has used since. The others stay: what was written of them afterwards
 * would be lost with them.
 * @param input.alsoUsed people who stay for a reason that the asker may not see
 * @throws NotFound when the organisation has no such import
 */
export const undoImport = defineCommand({
  name: "undoImport",
  permission: "worker:import",
  subject: "worker_import",
  input: importById.extend({ alsoUsed: z.array(z.uuid()) }),
  run: async ({
    db,
    input,
  }): Promise<({ ok: true; id: string } & Undone) | Refusal<ImportRefusal>> => {
    const { id } = input;
    const held = await holdStep(db, input, ["written"]);
    if (!held.ok) return { ok: false, reason: "not_at_this_step" };
    const { numDeletedRows } = await db
      .deleteFrom("undo_entry")
      .where("kind", "=", "worker_import")
      .where("subject_id", "=", id)
      .where("expires_at", ">", sql<Date>`now()`)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return { ok: false, reason: "too_late" };
    // Held first: nobody can begin to use one of them meanwhile.
    const people = await db
      .selectFrom("worker")
      .where("import_id", "=", id)
      .select("id")
      .orderBy("id")
      .forUpdate()
      .execute();
    const used = new Set([...(await usedPeople(db, id)).map((one) => one.id), ...input.alsoUsed]);
    const gone = people.map((one) => one.id).filter((one) => !used.has(one));
    for (const table of ["worker_resource", "stage"] as const) {
      await db
        .deleteFrom(table)
        .where("worker_id", "=", sql<string>`any(${gone}::uuid[])`)
        .execute();
    }
    await db.deleteFrom("worker").where("id", "=", sql<string>`any(${gone}::uuid[])`).execute();
    const undone: Undone = { removed: gone.length, kept: people.length - gone.length };
    await save(db, id, { status: "undone", trial: { ...held.current.written, ...undone } });
    return { ok: true, id, ...undone };
  },
});
