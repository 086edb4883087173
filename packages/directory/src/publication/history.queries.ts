import { definePublicQuery, defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { Language } from "./content-words.rules.ts";
import { compareContents, type FieldChange } from "./diff.rules.ts";
import {
  historySchema,
  publicHistorySchema,
  type RevisionReason,
  revisionsPerPage,
} from "./history.schema.ts";
import { namesIn } from "./names.queries.ts";
import type { RecordKind } from "./record.schema.ts";
import { type Content, loadRecord, titleOf } from "./record.ts";

export type Revision = {
  number: number;
  reason: RevisionReason;
  note: string;
  publishedAt: Date;
  /** What it changed since the version before that is not hidden; every field that it tells, when `isWhole`. */
  changes: FieldChange[];
  /** Nothing that can still be read came before it: it is the first one, or those before it are all hidden. */
  isWhole: boolean;
  /** What it said has been taken out of the history: nothing is told of it but its number, its day and its reason. */
  isHidden: boolean;
};

/**
 * What a record said at each of its publications, newest first, with what each changed; of a record withdrawn since
 * too. `next`: the number to go on from; null at the end.
 * @throws NotFound when the organisation has no such record
 */
export const listRevisions = defineQuery({
  name: "listRevisions",
  permission: "directory:read",
  input: historySchema,
  run: async ({ db, input: { kind, id, before } }) => {
    const record = await loadRecord(db, kind, id);
    const rows = await db
      .selectFrom("published_revision as v")
      .leftJoin("membership as m", "m.id", "v.published_by")
      .leftJoin("user_account as u", "u.id", "m.user_id")
      .where("v.record_id", "=", id)
      .$if(before !== undefined, (query) => query.where("v.number", "<", before ?? 0))
      .select([
        "v.id",
        "v.number",
        "v.reason",
        "v.note",
        "v.content",
        "v.published_at as publishedAt",
        "u.full_name as publishedBy",
      ])
      .select(contentBefore)
      .orderBy("v.number", "desc")
      .limit(revisionsPerPage + 1)
      .execute();
    const { revisions, next } = await compared(db, kind, rows, "working", "fr");
    return {
      title: titleOf(record.content),
      version: record.version,
      isPublic: record.published !== null,
      revisions,
      next,
    };
  },
});

export type PublicHistory = {
  title: string;
  revisions: Revision[];
  next: number | null;
  /** The number of the newest version. From past it on, nothing is told: it would be the first page once more. */
  newest: number;
};

/**
 * The same for everybody, without anybody's name.
 * @throws NotFound for a record that is not public as for an unknown address
 */
export const getPublicHistory = definePublicQuery({
  name: "getPublicHistory",
  permission: "published:read",
  input: publicHistorySchema,
  run: async ({ db, input: { kind, slug, before, language } }): Promise<PublicHistory> => {
    const record = await db
      .selectFrom("published_record")
      .select(["organisation_id", "id", "title"])
      .where("record_kind", "=", kind)
      .where("slug", "=", slug.replaceAll("\0", ""))
      .executeTakeFirst();
    if (!record) throw new NotFound(`No published ${kind}`);
    const revisions = db
      .selectFrom("published_revision as v")
      .where("organisation_id", "=", record.organisation_id)
      .where("record_id", "=", record.id);
    const { newest } = await revisions
      .select(({ fn }) => fn.coalesce(fn.max("number"), sql<number>`0`).as("newest"))
      .executeTakeFirstOrThrow();
    const { title } = record;
    if (before !== undefined && before > newest)
      return { title, revisions: [], next: null, newest };
    const rows = await revisions
      .$if(before !== undefined, (query) => query.where("number", "<", before ?? 0))
      .select(["number", "reason", "note", "content", "published_at as publishedAt"])
      .select(contentBefore)
      .orderBy("number", "desc")
      .limit(revisionsPerPage + 1)
      .execute();
    return { title, newest, ...(await compared(db, kind, rows, "public", language)) };
  },
});

/** What the version before `v` said; of those that are hidden nobody knows any more. */
const contentBefore = sql<Content | null>`(
  select b.content from published_revision b
  where b.organisation_id = v.organisation_id and b.record_id = v.record_id and b.number < v.number
    and b.content is not null
  order by b.number desc limit 1)`.as("contentBefore");

/** Each revision with what it changed; the last row read only says that there are more. */
async function compared<
  R extends { number: number; reason: string; content: unknown; contentBefore: Content | null },
>(db: Tx, kind: RecordKind, rows: R[], shown: "working" | "public", language: Language) {
  const contents = rows.flatMap(({ content, contentBefore }) => [
    content as Content | null,
    contentBefore,
  ]);
  const names = await namesIn(db, contents, shown);
  const revisions = rows
    .slice(0, revisionsPerPage)
    .map(({ content, contentBefore, reason, ...row }) => ({
      ...row,
      reason: reason as RevisionReason,
      isHidden: content === null,
      isWhole: content !== null && contentBefore === null,
      changes:
        content === null
          ? []
          : compareContents(kind, contentBefore, content as Content, names, language),
    }));
  const next = rows.length > revisionsPerPage ? (revisions.at(-1)?.number ?? null) : null;
  return { revisions, next };
}
