import type { Saved } from "@essaim/database/record";
import type { Refusal, Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { FieldErrors } from "./publication.rules.ts";
import type { PublicationStatus } from "./publication.schema.ts";
import { slugCandidates } from "./slug.rules.ts";

/** `version` is the record's new one. */
export type SavedPage = Saved & { slug: string; version: number };

type Page = { id: string; slug: string; version: number; status: PublicationStatus };

/** Fields that the rules refuse, each with its sentence. */
export type Invalid = Refusal<"invalid"> & { errors: FieldErrors };

/** What must be told before publication, each field with its sentence. */
export type Incomplete = Refusal<"incomplete"> & { errors: FieldErrors };

/** Beyond it, somebody is creating the same title over and over. */
const mostNamesakes = 1000;

/**
 * Inserts a record under the first free slug. Another organisation's slugs cannot be read, only met:
 * hence one try per candidate, each leaving the transaction usable.
 * @param insert inserts with `on conflict (slug) do nothing` and answers nothing when the slug is taken
 */
export async function insertUnderFreeSlug<T>(
  slug: string,
  insert: (slug: string) => Promise<T | undefined>,
): Promise<T> {
  for (const candidate of slugCandidates(slug, mostNamesakes)) {
    const inserted = await insert(candidate);
    if (inserted !== undefined) return inserted;
  }
  throw new Error(`No free slug for ${slug}`);
}

/** Publishes or withdraws a record held until then by the transaction. */
export async function setStatus(
  db: Tx,
  table: "activity" | "open_resource",
  { id, slug, version, ...current }: Page,
  status: PublicationStatus,
): Promise<SavedPage> {
  // Published already: publishing again would move the day it was published on.
  if (current.status === status) return { ok: true, id, slug, version };
  const saved = await db
    .updateTable(table)
    .set({ status, published_at: status === "published" ? new Date() : null })
    .where("id", "=", id)
    .returning(["id", "slug", "version"])
    .executeTakeFirstOrThrow();
  if (status === "published") await copyToPublic(db, table, id);
  else await db.deleteFrom("published_record").where("id", "=", id).execute();
  return { ok: true, ...saved };
}

/** What the public reads becomes what the record says now; what it said stays in its history. */
export async function copyToPublic(
  db: Tx,
  table: "activity" | "open_resource",
  id: string,
  reason: "publication" | "edit" | "proposal" | "revert" = "publication",
): Promise<void> {
  const kind = table === "activity" ? "activity" : "resource";
  await sql`select publish_record(${kind}, ${id}, ${reason})`.execute(db);
}
