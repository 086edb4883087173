import type { Refusal, Tx } from "@essaim/identity/operation";
import type { FieldErrors } from "./publication.rules.ts";
import { slugCandidates } from "./slug.rules.ts";

/** `version` is the record's new one. */
export type Saved = { ok: true; id: string; slug: string; version: number };

/** Fields that the rules refuse, each with its sentence. */
export type Invalid = Refusal<"invalid"> & { errors: FieldErrors };

/** What must be told before publication, each field with its sentence. */
export type Incomplete = Refusal<"incomplete"> & { errors: FieldErrors };

/** Somebody else changed the record since it was read. */
export type Conflict<R> = Refusal<"conflict"> & { current: R; changedBy: string; changedAt: Date };

export function conflictWith<R extends { updatedByName: string; updatedAt: Date }>(
  current: R,
): Conflict<R> {
  const { updatedByName: changedBy, updatedAt: changedAt } = current;
  return { ok: false, reason: "conflict", current, changedBy, changedAt };
}

export const hasErrors = (errors: FieldErrors) => Object.keys(errors).length > 0;

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

/** Publishes or withdraws a record, if it is still the version that was read. */
export async function setStatus(
  db: Tx,
  table: "activity" | "open_resource",
  { id, version }: { id: string; version: number },
  status: "draft" | "published",
): Promise<Saved | null> {
  const saved = await db
    .updateTable(table)
    .set({ status, published_at: status === "published" ? new Date() : null })
    .where("id", "=", id)
    .where("version", "=", version)
    .returning(["id", "slug", "version"])
    .executeTakeFirst();
  return saved ? { ok: true, ...saved } : null;
}
