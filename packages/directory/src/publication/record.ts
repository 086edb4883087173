import { isDeepStrictEqual } from "node:util";
import { type Conflict, holdRecord } from "@essaim/database/record";
import { NotFound, type Tx } from "@essaim/identity/operation";
import { type Expression, sql } from "kysely";
import {
  type FieldErrors,
  missingFromActivity,
  missingFromResource,
} from "../publication.rules.ts";
import type { PublicationStatus } from "../publication.schema.ts";
import type { RecordKind } from "./record.schema.ts";

export const tableOf = (kind: RecordKind) => (kind === "activity" ? "activity" : "open_resource");

/** The document that a record is: the output of its form's schema. */
export type Content = Record<string, unknown>;

/** What publication needs to know of a record, whichever its kind. */
export type DirectoryRecord = {
  id: string;
  slug: string;
  version: number;
  status: PublicationStatus;
  /** The memberships that wrote in it since it was last published. */
  writers: string[];
  /** What its working copy says. */
  content: Content;
  /** What the public reads; null when it is not public. */
  published: Content | null;
};

/** @throws NotFound when the organisation has no such record */
export async function loadRecord(db: Tx, kind: RecordKind, id: string): Promise<DirectoryRecord> {
  const row = await db
    .selectFrom(tableOf(kind))
    .select(["id", "slug", "version", "status"])
    .select(writersOf(sql.ref("id")))
    .select(sql<Content>`record_content(${kind}, id)`.as("content"))
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw new NotFound(`No ${kind} ${id}`);
  const published = await db
    .selectFrom("published_record")
    .select("content")
    .where("id", "=", id)
    .executeTakeFirst();
  return {
    ...row,
    status: row.status as PublicationStatus,
    published: (published?.content as Content | undefined) ?? null,
  };
}

/** Who wrote in a record since it was last published. */
export const writersOf = (recordId: Expression<string>) =>
  sql<string[]>`array(select membership_id from record_writer where record_id = ${recordId})`.as(
    "writers",
  );

/** `holdRecord` for a record of either kind. */
export function holdEither(
  db: Tx,
  { kind, id, version }: { kind: RecordKind; id: string; version: number },
): Promise<{ ok: true; current: DirectoryRecord } | Conflict<DirectoryRecord>> {
  return holdRecord(db, tableOf(kind), { id, version }, (tx, of) => loadRecord(tx, kind, of));
}

/** What must still be told before a record is published, each field with its sentence. */
export function missingFrom(kind: RecordKind, content: Content): FieldErrors {
  const text = (key: string) => (typeof content[key] === "string" ? content[key] : "");
  return kind === "activity"
    ? missingFromActivity({
        summary: text("summary"),
        advantages: text("advantages"),
        limits: text("limits"),
      })
    : missingFromResource({ summary: text("summary") });
}

/** Does the organisation have a second person read before anything is published? Row level security leaves one. */
export async function needsReview(db: Tx, organisationId: string): Promise<boolean> {
  const row = await db
    .selectFrom("organisation")
    .select("needs_review")
    .where("id", "=", organisationId)
    .executeTakeFirstOrThrow();
  return row.needs_review;
}

/** Has a public record been written in since it was published? The order of the keys says nothing. */
export const hasChanges = ({ content, published }: DirectoryRecord): boolean =>
  published !== null && !isDeepStrictEqual(content, published);

/** What a document calls its record. */
export const titleOf = (content: Content): string => String(content.title ?? content.name ?? "");
