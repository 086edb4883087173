import { announceFile, keepFile, letGoOfFile } from "@essaim/database/file";
import type { Refusal, Tx } from "@essaim/database/operation";
import type { Saved } from "@essaim/database/record";
import { defineCommand, NotFound } from "@essaim/identity/operation";
import {
  announceEvidenceSchema,
  attachEvidenceSchema,
  type EvidenceRefusal,
  evidenceTargetSchema,
} from "./evidence.schema.ts";

/**
 * Begins to attach a piece of evidence: gives the key to put its bytes under. They leave the storage within the hour
 * unless `attachEvidence` keeps them. @throws NotFound
 */
export const announceEvidence = defineCommand({
  name: "announceEvidence",
  permission: "spending:write",
  subject: "expense",
  // The journal tells what is attached, not what is being sent.
  isRecorded: () => false,
  input: announceEvidenceSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<{ ok: true; id: string; key: string } | Refusal<EvidenceRefusal>> => {
    const { kind } = await holdExpense(db, input.expenseId);
    // It would keep the decision of the aid from being taken back.
    if (kind === "aid") return { ok: false, reason: "aid_expense" };
    if (await isAttached(db, input)) return { ok: false, reason: "already_attached" };
    return { ok: true, id: input.expenseId, key: await announceFile(db, actor) };
  },
});

/** Writes the record of a piece of evidence whose bytes are in the storage. @throws NotFound */
export const attachEvidence = defineCommand({
  name: "attachEvidence",
  permission: "spending:write",
  subject: "expense",
  input: attachEvidenceSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<EvidenceRefusal>> => {
    const { kind } = await holdExpense(db, input.expenseId);
    // It would keep the decision of the aid from being taken back.
    if (kind === "aid") return { ok: false, reason: "aid_expense" };
    if (await isAttached(db, input)) return { ok: false, reason: "already_attached" };
    if (!(await keepFile(db, input.storageKey))) return { ok: false, reason: "file_gone" };
    await db
      .insertInto("funding_file")
      .values({
        organisation_id: actor.organisationId,
        created_by: actor.membershipId,
        expense_id: input.expenseId,
        kind: "evidence",
        name: input.name,
        content_type: input.contentType,
        size_bytes: input.sizeBytes,
        sha256: input.sha256,
        storage_key: input.storageKey,
      })
      .execute();
    return { ok: true, id: input.expenseId };
  },
});

/** Takes a piece of evidence away, its record and its bytes. @throws NotFound */
export const removeEvidence = defineCommand({
  name: "removeEvidence",
  permission: "spending:write",
  subject: "expense",
  input: evidenceTargetSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    const removed = await db
      .deleteFrom("funding_file")
      .where("expense_id", "=", input.expenseId)
      .where("id", "=", input.id)
      .returning("storage_key as storageKey")
      .executeTakeFirst();
    if (!removed) throw new NotFound("No such evidence");
    await letGoOfFile(db, actor, removed.storageKey);
    return { ok: true, id: input.expenseId };
  },
});

/** Of two sendings of the same file at once, the second finds the first. */
async function holdExpense(db: Tx, id: string) {
  const held = await db
    .selectFrom("expense")
    .where("id", "=", id)
    .select("kind")
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!held) throw new NotFound(`No expense ${id}`);
  return held;
}

/** Has this expense a file of these very bytes? */
async function isAttached(
  db: Tx,
  { expenseId, sha256 }: { expenseId: string; sha256: string },
): Promise<boolean> {
  const same = await db
    .selectFrom("funding_file")
    .where("expense_id", "=", expenseId)
    .where("sha256", "=", sha256)
    .select("id")
    .executeTakeFirst();
  return same !== undefined;
}
