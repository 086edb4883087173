import { NotFound } from "@essaim/database/errors";
import { announceFile, keepFile, letGoOfFile } from "@essaim/database/file";
import type { Refusal, Tx } from "@essaim/database/operation";
import type { Saved } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import {
  announceGrantFileSchema,
  attachGrantFileSchema,
  type grantFileRefusals,
  grantFileTargetSchema,
} from "./grant-file.schema.ts";
import { holdGrant } from "./grant-money.write.ts";

type Refused = Refusal<keyof typeof grantFileRefusals>;

/**
 * Begins to attach a paper to a grant: gives the key to put its bytes under. They leave the storage within the hour
 * unless `attachGrantFile` keeps them. @throws NotFound
 */
export const announceGrantFile = defineCommand({
  name: "announceGrantFile",
  permission: "grant:write",
  subject: "grant",
  // The journal tells what is attached, not what is being sent.
  isRecorded: () => false,
  input: announceGrantFileSchema,
  run: async ({ db, actor, input }): Promise<{ ok: true; id: string; key: string } | Refused> => {
    await holdGrant(db, input.grantId);
    if (await isAttached(db, input)) return { ok: false, reason: "already_attached" };
    return { ok: true, id: input.grantId, key: await announceFile(db, actor) };
  },
});

/** Writes the record of a paper whose bytes are in the storage. @throws NotFound */
export const attachGrantFile = defineCommand({
  name: "attachGrantFile",
  permission: "grant:write",
  subject: "grant",
  input: attachGrantFileSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refused> => {
    await holdGrant(db, input.grantId);
    if (await isAttached(db, input)) return { ok: false, reason: "already_attached" };
    if (!(await keepFile(db, input.storageKey))) return { ok: false, reason: "file_gone" };
    await db
      .insertInto("funding_file")
      .values({
        organisation_id: actor.organisationId,
        created_by: actor.membershipId,
        grant_id: input.grantId,
        kind: input.kind,
        name: input.name,
        content_type: input.contentType,
        size_bytes: input.sizeBytes,
        sha256: input.sha256,
        storage_key: input.storageKey,
      })
      .execute();
    return { ok: true, id: input.grantId };
  },
});

/** Takes a paper away, its record and its bytes. @throws NotFound */
export const removeGrantFile = defineCommand({
  name: "removeGrantFile",
  permission: "grant:write",
  subject: "grant",
  input: grantFileTargetSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    const removed = await db
      .deleteFrom("funding_file")
      .where("grant_id", "=", input.grantId)
      .where("id", "=", input.id)
      .returning("storage_key")
      .executeTakeFirst();
    if (!removed) throw new NotFound("No such file");
    await letGoOfFile(db, actor, removed.storage_key);
    return { ok: true, id: input.grantId };
  },
});

/** Has this grant a paper of these very bytes? */
async function isAttached(
  db: Tx,
  { grantId, sha256 }: { grantId: string; sha256: string },
): Promise<boolean> {
  const same = await db
    .selectFrom("funding_file")
    .where("grant_id", "=", grantId)
    .where("sha256", "=", sha256)
    .select("id")
    .executeTakeFirst();
  return same !== undefined;
}
