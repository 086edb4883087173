import type { Tx } from "@essaim/identity/operation";

/**
 * Holds a person's file against an erasure until the transaction ends, for whoever is about to write of them: an
 * erasure on its way is waited for, and nothing can be written after it that it would not have seen.
 * @returns false when the file is erased, or not there
 */
export async function holdLivingWorker(db: Tx, id: string): Promise<boolean> {
  const worker = await db
    .selectFrom("worker")
    .where("id", "=", id)
    .where("anonymised_at", "is", null)
    .select("id")
    .forKeyShare()
    .executeTakeFirst();
  return worker !== undefined;
}
