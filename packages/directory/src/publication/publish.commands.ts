import type { Conflict } from "@essaim/database/record";
import type { Refusal, Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { Incomplete, SavedPage } from "../publication.commands.ts";
import { hasErrors } from "../publication.rules.ts";
import type { RevisionReason } from "./history.schema.ts";
import { decidePublication } from "./publish.rules.ts";
import type { RecordKind } from "./record.schema.ts";
import { type DirectoryRecord, holdEither, missingFrom, needsReview, tableOf } from "./record.ts";

/** Whoever wrote in it asks somebody else to publish it. */
export type OwnChange = Refusal<"own_change">;

/**
 * Shows a record to everybody as its working copy says it, for the first time or again. Refuses what must still be
 * told (`incomplete`), and, where a second person reads first, whoever wrote in it (`own_change`).
 * @param read the record, its version as it was read, and a few words for its history
 * @throws NotFound when the organisation has no such record
 */
export async function publish(
  db: Tx,
  actor: { organisationId: string; membershipId: string },
  kind: RecordKind,
  read: { id: string; version: number; note?: string },
): Promise<SavedPage | Incomplete | OwnChange | Conflict<DirectoryRecord>> {
  const held = await holdEither(db, { ...read, kind });
  if (!held.ok) return held;
  const record = held.current;
  const errors = missingFrom(kind, record.content);
  if (hasErrors(errors)) return { ok: false, reason: "incomplete", errors };
  const reviewed = await needsReview(db, actor.organisationId);
  const decided = decidePublication({ ...record, needsReview: reviewed }, actor.membershipId);
  if (!decided.ok) return decided;
  return showToEverybody(db, { kind, record, note: read.note });
}

/**
 * Takes a record out of the public directory. Nothing of it is lost.
 * @throws NotFound when the organisation has no such record
 */
export async function withdraw(
  db: Tx,
  kind: RecordKind,
  read: { id: string; version: number },
): Promise<SavedPage | Conflict<DirectoryRecord>> {
  const held = await holdEither(db, { ...read, kind });
  if (!held.ok) return held;
  const { id, slug, version, status } = held.current;
  if (status === "draft") return { ok: true, id, slug, version };
  const saved = await db
    .updateTable(tableOf(kind))
    .set({ status: "draft", published_at: null })
    .where("id", "=", id)
    .returning(["id", "slug", "version"])
    .executeTakeFirstOrThrow();
  await db.deleteFrom("published_record").where("id", "=", id).execute();
  return { ok: true, ...saved };
}

/**
 * Makes what the public reads of a record that the transaction holds what its working copy says, once all has been
 * decided; what it said stays in its history.
 * @param note what is said of it there, for everybody to read
 */
export async function showToEverybody(
  db: Tx,
  {
    kind,
    record,
    note = "",
    reason = record.published ? "edit" : "publication",
  }: {
    kind: RecordKind;
    record: Pick<DirectoryRecord, "id" | "slug" | "version" | "status" | "published">;
    note?: string;
    reason?: RevisionReason;
  },
): Promise<SavedPage> {
  const { id, slug, version } = record;
  let saved = { id, slug, version };
  // Published already: publishing again would move the day it was published on.
  if (record.status !== "published") {
    saved = await db
      .updateTable(tableOf(kind))
      .set({ status: "published", published_at: new Date() })
      .where("id", "=", id)
      .returning(["id", "slug", "version"])
      .executeTakeFirstOrThrow();
  }
  await sql`select publish_record(${kind}, ${id}, ${reason}, ${note})`.execute(db);
  await endWaiting(db, id);
  return { ok: true, ...saved };
}

/** Once the working copy says what the public reads: nothing was written since, asked or planned. */
export async function endWaiting(db: Tx, id: string): Promise<void> {
  await db.deleteFrom("record_writer").where("record_id", "=", id).execute();
  await db.deleteFrom("review_request").where("record_id", "=", id).execute();
  await db.deleteFrom("scheduled_publication").where("record_id", "=", id).execute();
}
