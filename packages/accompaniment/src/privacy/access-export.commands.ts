import { announceFile, keepFile } from "@essaim/database/file";
import { enqueueJob } from "@essaim/database/job";
import { today } from "@essaim/database/today";
import {
  defineCommand,
  defineHouseCommand,
  NotFound,
  type Refusal,
} from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { archiveName } from "./access-export.rules.ts";
import { askAccessExportSchema, EXPORT_DAYS } from "./access-export.schema.ts";

/**
 * Asks for the archive of everything held about a person (RGPD, article 15). Another process makes it.
 * @throws NotFound when the organisation has no such person
 */
export const askAccessExport = defineCommand({
  name: "askAccessExport",
  permission: "privacy:write",
  subject: "worker",
  input: askAccessExportSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<{ ok: true; id: string; jobId: string } | Refusal<"already_erased">> => {
    const worker = await db
      .selectFrom("worker")
      .where("id", "=", input.workerId)
      .select("anonymised_at")
      .executeTakeFirst();
    if (!worker) throw new NotFound("No such worker");
    if (worker.anonymised_at) return { ok: false, reason: "already_erased" };
    const jobId = await enqueueJob(db, actor, "prepare_access_export", input);
    return { ok: true, id: input.workerId, jobId };
  },
});

/** Announces the archive, before it is put in the storage. */
export const announceAccessExport = defineHouseCommand({
  name: "announceAccessExport",
  permission: "house:keep",
  subject: "worker",
  isRecorded: () => false,
  input: askAccessExportSchema,
  run: async ({ db, actor }): Promise<{ ok: true; id: null; key: string }> => ({
    ok: true,
    id: null,
    key: await announceFile(db, actor),
  }),
});

/** Keeps the archive, which can be fetched for EXPORT_DAYS days. Refuses when it came too late. */
export const keepAccessExport = defineHouseCommand({
  name: "keepAccessExport",
  permission: "house:keep",
  subject: "worker",
  input: askAccessExportSchema.extend({
    key: z.string(),
    sizeBytes: z.int().min(1),
    requestedBy: z.uuid(),
  }),
  run: async ({
    db,
    actor,
    input,
  }): Promise<
    { ok: true; id: string; exportId: string } | Refusal<"too_late" | "already_erased">
  > => {
    // Held: an erasure that comes now waits, then removes the archive too.
    const worker = await db
      .selectFrom("worker")
      .where("id", "=", input.workerId)
      .where("anonymised_at", "is", null)
      .select("id")
      .forUpdate()
      .executeTakeFirst();
    if (!worker) return { ok: false, reason: "already_erased" };
    if (!(await keepFile(db, input.key))) return { ok: false, reason: "too_late" };
    const kept = await db
      .insertInto("access_export")
      .values({
        organisation_id: actor.organisationId,
        worker_id: input.workerId,
        storage_key: input.key,
        size_bytes: input.sizeBytes,
        created_by: input.requestedBy,
        expires_at: sql<Date>`now() + make_interval(days => ${EXPORT_DAYS})`,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ok: true, id: input.workerId, exportId: kept.id };
  },
});

/**
 * Says where an archive is, and writes in the journal that somebody fetched it.
 * @throws NotFound when there is no such archive, or it has expired
 */
export const fetchAccessExport = defineCommand({
  name: "fetchAccessExport",
  permission: "privacy:read",
  subject: "worker",
  input: z.object({ id: z.uuid(), workerId: z.uuid() }),
  run: async ({ db, input }) => {
    const found = await db
      .selectFrom("access_export as x")
      .innerJoin("worker as w", (join) =>
        join.onRef("w.organisation_id", "=", "x.organisation_id").onRef("w.id", "=", "x.worker_id"),
      )
      .where("x.id", "=", input.id)
      .where("x.worker_id", "=", input.workerId)
      .where("x.expires_at", ">", sql<Date>`now()`)
      .select(["x.storage_key", "x.size_bytes", "x.created_at"])
      .select(["w.given_name as givenName", "w.family_name as familyName"])
      .executeTakeFirst();
    if (!found) throw new NotFound("No such archive");
    return {
      ok: true as const,
      id: input.workerId,
      key: found.storage_key,
      sizeBytes: found.size_bytes,
      name: archiveName(found, today(found.created_at)),
    };
  },
});
