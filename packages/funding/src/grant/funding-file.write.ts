import { NotFound } from "@essaim/database/errors";
import { keepFile, letGoOfFile } from "@essaim/database/file";
import type { Tx } from "@essaim/database/operation";
import type { FundingFile } from "@essaim/database/schema";
import type { MemberActor } from "@essaim/identity/actor";

/** Whose file it is: a grant's paper, or an expense's evidence. */
export type FileOwner = { grantId: string } | { expenseId: string };

/** What is known of bytes that are in the storage. */
type StoredFile = {
  name: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  storageKey: string;
};

const ownerColumn = (owner: FileOwner) =>
  "grantId" in owner
    ? ({ column: "grant_id", id: owner.grantId } as const)
    : ({ column: "expense_id", id: owner.expenseId } as const);

/** Has its owner a file of these very bytes? The owner is held, so that of two sendings at once the second finds the first. */
export async function isAttached(db: Tx, owner: FileOwner, sha256: string): Promise<boolean> {
  const { column, id } = ownerColumn(owner);
  const same = await db
    .selectFrom("funding_file")
    .where(column, "=", id)
    .where("sha256", "=", sha256)
    .select("id")
    .executeTakeFirst();
  return same !== undefined;
}

/** Writes the record of a file whose bytes are in the storage; false when they left it meanwhile. */
export async function keepFundingFile(
  db: Tx,
  actor: MemberActor,
  owner: FileOwner,
  kind: FundingFile["kind"],
  file: StoredFile,
): Promise<boolean> {
  if (!(await keepFile(db, file.storageKey))) return false;
  const { column, id } = ownerColumn(owner);
  await db
    .insertInto("funding_file")
    .values({
      organisation_id: actor.organisationId,
      created_by: actor.membershipId,
      [column]: id,
      kind,
      name: file.name,
      content_type: file.contentType,
      size_bytes: file.sizeBytes,
      sha256: file.sha256,
      storage_key: file.storageKey,
    })
    .execute();
  return true;
}

/** Takes a file away, its record and its bytes. @throws NotFound */
export async function removeFundingFile(
  db: Tx,
  actor: MemberActor,
  owner: FileOwner,
  fileId: string,
): Promise<void> {
  const { column, id } = ownerColumn(owner);
  const removed = await db
    .deleteFrom("funding_file")
    .where(column, "=", id)
    .where("id", "=", fileId)
    .returning("storage_key")
    .executeTakeFirst();
  if (!removed) throw new NotFound("No such file");
  await letGoOfFile(db, actor, removed.storage_key);
}
