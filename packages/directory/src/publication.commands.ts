import type { Saved } from "@essaim/database/record";
import type { Refusal } from "@essaim/identity/operation";
import type { FieldErrors } from "./publication.rules.ts";
import { slugCandidates } from "./slug.rules.ts";

/** `version` is the record's new one. */
export type SavedPage = Saved & { slug: string; version: number };

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
