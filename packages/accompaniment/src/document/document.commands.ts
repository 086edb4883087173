import { announceFile, keepFile, letGoOfFile } from "@essaim/database/file";
import type { Document } from "@essaim/database/schema";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { type Selectable, sql } from "kysely";
import { z } from "zod";
import { offeredValues } from "../list/value-list.queries.ts";
import { UNDO_DAYS } from "../undo.schema.ts";
import { holdFile, holdLivingWorker } from "../worker/living-worker.ts";
import {
  announceDocumentSchema,
  attachDocumentSchema,
  type DocumentRefusal,
  documentTargetSchema,
  type RestoreRefusal,
} from "./document.schema.ts";

type Refused = Refusal<DocumentRefusal>;
const refuse = (reason: DocumentRefusal): Refused => ({ ok: false, reason });

/**
 * Begins to attach a file: gives the key to put its bytes under. They leave the storage within the hour unless
 * `attachDocument` keeps them.
 * @throws NotFound when the organisation has no such person
 */
export const announceDocument = defineCommand({
  name: "announceDocument",
  permission: "document:write",
  subject: "worker",
  // The journal tells what is attached, not what is being sent.
  isRecorded: () => false,
  input: announceDocumentSchema,
  run: async ({ db, actor, input }): Promise<{ ok: true; id: string; key: string } | Refused> => {
    const refused = await whyNot(db, input);
    if (refused) return refused;
    return { ok: true, id: input.workerId, key: await announceFile(db, actor) };
  },
});

/** Writes the record of a file whose bytes are in the storage. */
export const attachDocument = defineCommand({
  name: "attachDocument",
  permission: "document:write",
  // Of the person, so that their page tells who added what to their file.
  subject: "worker",
  input: attachDocumentSchema,
  run: async ({ db, actor, input }): Promise<{ ok: true; id: string } | Refused> => {
    const refused = await whyNot(db, input);
    if (refused) return refused;
    if (input.kindId) {
      const { document_kind: kinds } = await offeredValues(db, ["document_kind"]);
      if (!kinds.some(({ id }) => id === input.kindId)) return refuse("kind_retired");
    }
    if (!(await keepFile(db, input.storageKey))) return refuse("file_gone");
    await db
      .insertInto("document")
      .values({
        organisation_id: actor.organisationId,
        worker_id: input.workerId,
        kind_id: input.kindId,
        name: input.name,
        content_type: input.contentType,
        size_bytes: input.sizeBytes,
        sha256: input.sha256,
        storage_key: input.storageKey,
        dated_on: input.datedOn,
        created_by: actor.membershipId,
      })
      .execute();
    return { ok: true, id: input.workerId };
  },
});

/** What it takes to bring a document back: its record. Its bytes stay in the storage as long. */
type Kept = { document: Omit<Selectable<Document>, "organisation_id"> };

/**
 * Takes a document away: its record at once, its bytes after UNDO_DAYS days, during which `restoreDocument` brings
 * it back. @throws NotFound
 */
export const removeDocument = defineCommand({
  name: "removeDocument",
  permission: "document:write",
  subject: "worker",
  input: documentTargetSchema,
  run: async ({ db, actor, input }): Promise<{ ok: true; id: string }> => {
    const removed = await db
      .deleteFrom("document")
      .where("worker_id", "=", input.workerId)
      .where("id", "=", input.id)
      .returningAll()
      .executeTakeFirst();
    if (!removed) throw new NotFound("No such document");
    const { organisation_id: _, ...document } = removed;
    const kept: Kept = { document };
    await db
      .insertInto("undo_entry")
      .values({
        organisation_id: actor.organisationId,
        kind: "document_removal",
        subject_id: document.id,
        worker_ids: [document.worker_id],
        payload: JSON.stringify(kept),
        created_by: actor.membershipId,
        expires_at: sql<Date>`now() + make_interval(days => ${UNDO_DAYS})`,
      })
      .execute();
    await letGoOfFile(db, actor, document.storage_key, UNDO_DAYS);
    return { ok: true, id: input.workerId };
  },
});

/**
 * Brings a removed document back, as it was. Refuses when the person's file is no longer there, or when the same
 * document was attached again meanwhile.
 * @param input.id that of the entry to undo
 * @throws NotFound when there is nothing to undo, or no longer
 */
export const restoreDocument = defineCommand({
  name: "restoreDocument",
  permission: "document:write",
  subject: "worker",
  input: z.object({ id: z.uuid() }),
  run: async ({
    db,
    actor,
    input,
  }): Promise<{ ok: true; id: string } | Refusal<RestoreRefusal>> => {
    // Taken first: of two clicks at once, the second finds nothing to undo.
    const entry = await db
      .deleteFrom("undo_entry")
      .where("id", "=", input.id)
      .where("kind", "=", "document_removal")
      .where("expires_at", ">", sql<Date>`now()`)
      .returning(["payload", "worker_ids"])
      .executeTakeFirst();
    if (!entry) throw new NotFound("Nothing to undo");
    const { document } = entry.payload as unknown as Kept;
    // A merge meanwhile may have given the documents to another file.
    const workerId = entry.worker_ids[0] ?? document.worker_id;
    if (!(await holdLivingWorker(db, workerId))) return { ok: false, reason: "person_gone" };
    if (await isAttached(db, { workerId, sha256: document.sha256 })) {
      return { ok: false, reason: "already_attached" };
    }
    if (!(await keepFile(db, document.storage_key))) throw new NotFound("The file is gone");
    await db
      .insertInto("document")
      .values({ ...document, organisation_id: actor.organisationId, worker_id: workerId })
      .execute();
    return { ok: true, id: workerId };
  },
});

/** Why this file may not be attached to this person, who is held still until the transaction ends. */
async function whyNot(
  db: Tx,
  { workerId, sha256 }: { workerId: string; sha256: string },
): Promise<Refused | null> {
  if (!(await holdFile(db, workerId))) return refuse("anonymised");
  return (await isAttached(db, { workerId, sha256 })) ? refuse("already_attached") : null;
}

/** Has this person a document of these very bytes? */
async function isAttached(
  db: Tx,
  { workerId, sha256 }: { workerId: string; sha256: string },
): Promise<boolean> {
  const same = await db
    .selectFrom("document")
    .select("id")
    .where("worker_id", "=", workerId)
    .where("sha256", "=", sha256)
    .executeTakeFirst();
  return same !== undefined;
}
