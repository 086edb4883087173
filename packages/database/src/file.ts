import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "./connection.ts";
import type { Actor, Tx } from "./operation.ts";

/** Under which the images of the public pages are: whoever serves them needs to read nothing else. */
export const imagesPrefix = "images/";

/** What a key in the storage looks like: the organisation, then an id that nobody can guess. */
export const fileKeyPattern =
  /^(images\/)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[0-9a-f]{32}$/;

type Tenant = Pick<Actor, "organisationId"> & { organisationId: string };

/** A key for a new file. It says nothing of the file, not even its name. */
export function newFileKey(organisationId: string, prefix: "" | typeof imagesPrefix = ""): string {
  return `${prefix}${organisationId}/${randomUUID().replaceAll("-", "")}`;
}

/**
 * Says, in a transaction of its own, that a file is about to be put in the storage: if nothing keeps it within
 * the hour, it is removed. A file can thus never stay behind without a record.
 * @param prefix of its key
 * @returns the key to put it under
 */
export async function announceFile(
  db: Tx,
  { organisationId }: Tenant,
  prefix: "" | typeof imagesPrefix = "",
): Promise<string> {
  const key = newFileKey(organisationId, prefix);
  await db
    .insertInto("file_removal")
    .values({
      organisation_id: organisationId,
      storage_key: key,
      due_at: sql<Date>`now() + interval '1 hour'`,
    })
    .execute();
  return key;
}

/** Is this file announced, and neither kept nor swept yet? One that was let go of for some days is not. */
export async function isAnnounced(db: Tx, key: string): Promise<boolean> {
  const row = await db
    .selectFrom("file_removal")
    .where("storage_key", "=", key)
    .where("due_at", ">", sql<Date>`now()`)
    .where("due_at", "<=", sql<Date>`now() + interval '1 hour'`)
    .select("id")
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Keeps an announced file, in the transaction that writes its record.
 * @returns false when it came too late: the file is gone, or about to be
 */
export async function keepFile(db: Tx, key: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("file_removal")
    .where("storage_key", "=", key)
    .where("due_at", ">", sql<Date>`now()`)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/**
 * Lets go of a file, in the transaction that removes its record: it leaves the storage within the minute, or after
 * some days, during which `keepFile` takes it back. The last word said of a file is the one that counts.
 */
export async function letGoOfFile(
  db: Tx,
  { organisationId }: Tenant,
  key: string,
  days = 0,
): Promise<void> {
  await db.deleteFrom("file_removal").where("storage_key", "=", key).execute();
  await db
    .insertInto("file_removal")
    .values({
      organisation_id: organisationId,
      storage_key: key,
      due_at: sql<Date>`now() + make_interval(days => ${days})`,
    })
    .onConflict((conflict) => conflict.columns(["organisation_id", "storage_key"]).doNothing())
    .execute();
}

/** Files taken at once by a sweep: each holds its row until it is gone. */
const sweepSize = 50;

/**
 * Removes from the storage the files whose time has come, as `essaim_jobs`: the file first, then the row that
 * remembers it, so that a crash in between forgets nothing. Several processes may sweep at once.
 * @param remove removes one file from the storage, and accepts that it is gone already
 * @returns how many are gone, and how many could not be removed and will be tried again
 */
export async function sweepFiles(
  database: Database,
  remove: (key: string) => Promise<void>,
): Promise<{ removed: number; failed: number }> {
  let removed = 0;
  let failed = 0;
  for (let after = "00000000-0000-0000-0000-000000000000"; after; ) {
    after = await database.transaction().execute(async (db) => {
      const due = await db
        .selectFrom("file_removal")
        .select(["id", "storage_key"])
        .where("due_at", "<=", sql<Date>`now()`)
        .where("id", ">", after)
        .orderBy("id")
        .limit(sweepSize)
        .forUpdate()
        .skipLocked()
        .execute();
      const gone: string[] = [];
      for (const row of due) {
        try {
          await remove(row.storage_key);
          gone.push(row.id);
        } catch {
          failed += 1;
        }
      }
      if (gone.length) await db.deleteFrom("file_removal").where("id", "in", gone).execute();
      removed += gone.length;
      return due.length === sweepSize ? (due.at(-1)?.id ?? "") : "";
    });
  }
  return { removed, failed };
}
