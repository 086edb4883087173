import { isAnnounced } from "@essaim/database/file";
import { defineQuery, NotFound } from "@essaim/identity/operation";
import { z } from "zod";
import { offeredValues } from "../list/value-list.queries.ts";
import { documentTargetSchema } from "./document.schema.ts";

/**
 * The documents of a person, the latest first, and the kinds that the form offers. Sizes in bytes.
 * @throws NotFound when the organisation has no such person
 */
export const listDocuments = defineQuery({
  name: "listDocuments",
  permission: "document:read",
  looksAt: { subject: "worker", id: ({ workerId }) => workerId },
  input: z.object({ workerId: z.uuid() }),
  run: async ({ db, input }) => {
    const worker = await db
      .selectFrom("worker")
      .select(["id", "given_name as givenName", "family_name as familyName"])
      .select("anonymised_at as anonymisedAt")
      .where("id", "=", input.workerId)
      .executeTakeFirst();
    if (!worker) throw new NotFound("No such worker");
    const documents = await db
      .selectFrom("document as d")
      .leftJoin("list_value as v", (join) =>
        join.onRef("v.organisation_id", "=", "d.organisation_id").onRef("v.id", "=", "d.kind_id"),
      )
      .leftJoin("membership as m", (join) =>
        join
          .onRef("m.organisation_id", "=", "d.organisation_id")
          .onRef("m.id", "=", "d.created_by"),
      )
      .leftJoin("user_account as u", "u.id", "m.user_id")
      .select(["d.id", "d.name", "d.content_type as contentType", "d.size_bytes as sizeBytes"])
      .select(["d.dated_on as datedOn", "d.created_at as attachedAt"])
      .select(["v.label as kind", "u.full_name as attachedBy"])
      .where("d.worker_id", "=", input.workerId)
      .orderBy("d.created_at", "desc")
      .orderBy("d.id", "desc")
      .execute();
    const { document_kind: kinds } = await offeredValues(db, ["document_kind"]);
    return { worker, documents, kinds };
  },
});

export type DocumentLine = Awaited<ReturnType<typeof listDocuments.run>>["documents"][number];

/** Is a file waited for in the storage? A form sent again after its file was kept, or removed, brings none. */
export const isFileAwaited = defineQuery({
  name: "isFileAwaited",
  permission: "document:write",
  input: z.object({ storageKey: z.string() }),
  run: ({ db, input }) => isAnnounced(db, input.storageKey),
});

/** Where a document's bytes are, for whoever takes it home: the journal says so. @throws NotFound */
export const openDocument = defineQuery({
  name: "openDocument",
  permission: "document:read",
  looksAt: { subject: "worker", id: ({ workerId }) => workerId },
  input: documentTargetSchema,
  run: async ({ db, input }) => {
    const document = await db
      .selectFrom("document")
      .select(["name", "content_type as contentType", "size_bytes as sizeBytes"])
      .select("storage_key as storageKey")
      .where("worker_id", "=", input.workerId)
      .where("id", "=", input.id)
      .executeTakeFirst();
    if (!document) throw new NotFound("No such document");
    return document;
  },
});
