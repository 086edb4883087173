import type { Conflict } from "@essaim/database/record";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { writeActivity } from "../activity.commands.ts";
import { activitySchema } from "../activity.schema.ts";
import { writeOpenResource } from "../open-resource.commands.ts";
import { openResourceSchema } from "../open-resource.schema.ts";
import type { Incomplete, Invalid, SavedPage } from "../publication.commands.ts";
import { hasErrors } from "../publication.rules.ts";
import { revertSchema } from "./history.schema.ts";
import { endWaiting, showToEverybody } from "./publish.commands.ts";
import { type RecordKind, readRecordSchema } from "./record.schema.ts";
import {
  type Content,
  type DirectoryRecord,
  holdEither,
  loadRecord,
  missingFrom,
} from "./record.ts";

/**
 * Makes the working copy say a document again, as its form would.
 * @returns `invalid` when it names what is no longer known: a resource taken away, a commune that merged
 */
export async function writeContent(
  db: Tx,
  actor: MemberActor,
  { kind, id }: { kind: RecordKind; id: string },
  content: Content,
): Promise<SavedPage | Invalid> {
  if (kind === "activity") {
    const parsed = activitySchema.safeParse(content);
    return parsed.success ? writeActivity(db, actor, id, parsed.data) : unreadable(parsed.error);
  }
  const parsed = openResourceSchema.safeParse(content);
  return parsed.success ? writeOpenResource(db, id, parsed.data) : unreadable(parsed.error);
}

function unreadable(error: {
  issues: readonly { path: PropertyKey[]; message: string }[];
}): Invalid {
  const errors = error.issues.map((issue) => [issue.path.join("."), issue.message]);
  return { ok: false, reason: "invalid", errors: Object.fromEntries(errors) };
}

/**
 * Gives up what was written since the last publication: the working copy says again what the public reads.
 * Refuses (`not_public`) a record that the public does not read.
 * @throws NotFound when the organisation has no such record
 */
export const discardChanges = defineCommand({
  name: "discardChanges",
  permission: "directory:write",
  subject: "directory_record",
  input: readRecordSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<SavedPage | Invalid | Refusal<"not_public"> | Conflict<DirectoryRecord>> => {
    const held = await holdEither(db, input);
    if (!held.ok) return held;
    const { published } = held.current;
    if (!published) return { ok: false, reason: "not_public" };
    const written = await writeContent(db, actor, input, published);
    if (!written.ok) return written;
    await endWaiting(db, input.id);
    return written;
  },
});

/**
 * Makes a record say what it said at an earlier publication. A public one is published at once, `revert` in its
 * history: what was public once has been read by whoever had to. A withdrawn one stays withdrawn.
 * @returns `isPublic`: whether everybody reads it by now
 * @throws NotFound when the organisation has no such record, or it was never published under this number, or that version is hidden
 */
export const revertRecord = defineCommand({
  name: "revertRecord",
  permission: "directory:write",
  subject: "directory_record",
  input: revertSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<
    (SavedPage & { isPublic: boolean }) | Invalid | Incomplete | Conflict<DirectoryRecord>
  > => {
    const { kind, id, number, note } = input;
    const held = await holdEither(db, input);
    if (!held.ok) return held;
    const revision = await db
      .selectFrom("published_revision")
      .select("content")
      .where("record_id", "=", id)
      .where("number", "=", number)
      .where("content", "is not", null)
      .executeTakeFirst();
    if (!revision) throw new NotFound(`No revision ${number} of ${id}`);
    const content = revision.content as Content;
    // What publication asks for may have grown since.
    const errors = held.current.published ? missingFrom(kind, content) : {};
    if (hasErrors(errors)) return { ok: false, reason: "incomplete", errors };
    const written = await writeContent(db, actor, input, content);
    if (!written.ok) return written;
    if (!held.current.published) return { ...written, isPublic: false };
    const record = await loadRecord(db, kind, id);
    const shown = await showToEverybody(db, { kind, record, note, reason: "revert" });
    return { ...shown, isPublic: true };
  },
});
