import { announceFile, keepFile, letGoOfFile } from "@essaim/database/file";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { offeredValues } from "../list/value-list.queries.ts";
import {
  announceDocumentSchema,
  attachDocumentSchema,
  type DocumentRefusal,
  documentTargetSchema,
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

/** Removes a document: its record at once, its bytes within the minute. @throws NotFound */
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
      .returning("storage_key")
      .executeTakeFirst();
    if (!removed) throw new NotFound("No such document");
    await letGoOfFile(db, actor, removed.storage_key);
    return { ok: true, id: input.workerId };
  },
});

/** Why this file may not be attached to this person, who is held still until the transaction ends. */
async function whyNot(
  db: Tx,
  { workerId, sha256 }: { workerId: string; sha256: string },
): Promise<Refused | null> {
  const worker = await db
    .selectFrom("worker")
    .select("anonymised_at")
    .where("id", "=", workerId)
    .forShare()
    .executeTakeFirst();
  if (!worker) throw new NotFound("No such worker");
  if (worker.anonymised_at) return refuse("anonymised");
  const same = await db
    .selectFrom("document")
    .select("id")
    .where("worker_id", "=", workerId)
    .where("sha256", "=", sha256)
    .executeTakeFirst();
  return same ? refuse("already_attached") : null;
}
