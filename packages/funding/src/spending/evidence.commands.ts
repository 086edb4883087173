import { announceFile } from "@essaim/database/file";
import type { Refusal, Tx } from "@essaim/database/operation";
import type { Saved } from "@essaim/database/record";
import { defineCommand, NotFound } from "@essaim/identity/operation";
import { isAttached, keepFundingFile, removeFundingFile } from "../grant/funding-file.write.ts";
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
    if (await isAttached(db, input, input.sha256)) return { ok: false, reason: "already_attached" };
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
    if (await isAttached(db, input, input.sha256)) return { ok: false, reason: "already_attached" };
    const { expenseId } = input;
    const isKept = await keepFundingFile(db, actor, { expenseId }, "evidence", input);
    if (!isKept) return { ok: false, reason: "file_gone" };
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
    await removeFundingFile(db, actor, { expenseId: input.expenseId }, input.id);
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
