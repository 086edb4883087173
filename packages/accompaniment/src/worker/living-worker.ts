import { NotFound, type Tx } from "@essaim/identity/operation";

/**
 * Holds a person's file against an erasure until the transaction ends, for whoever is about to write of them: an
 * erasure on its way is waited for, and nothing can be written after it that it would not have seen.
 * @returns false when the file is erased
 * @throws NotFound when the organisation has no such person
 */
export async function holdFile(db: Tx, id: string): Promise<boolean> {
  const worker = await db
    .selectFrom("worker")
    .where("id", "=", id)
    .select("anonymised_at")
    .forKeyShare()
    .executeTakeFirst();
  if (!worker) throw new NotFound("No such worker");
  return worker.anonymised_at === null;
}

/** Holds the files of several people, in the order of a merge. @throws NotFound unless all are there and none is erased */
export async function holdLivingFiles(db: Tx, ids: readonly string[]): Promise<void> {
  const living = await db
    .selectFrom("worker")
    .where("id", "in", ids)
    .where("anonymised_at", "is", null)
    .orderBy("id")
    .select("id")
    .forKeyShare()
    .execute();
  if (living.length !== ids.length) throw new NotFound("Not these people");
}

/** The same as `holdFile` for somebody whose file may have been taken away or merged since. @returns false then too */
export async function holdLivingWorker(db: Tx, id: string): Promise<boolean> {
  return await holdFile(db, id).catch((error) => {
    if (error instanceof NotFound) return false;
    throw error;
  });
}
