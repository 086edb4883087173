import { announceFile, keepFile, letGoOfFile } from "@essaim/database/file";
import type { Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { loadCredit } from "./credit.queries.ts";
import {
  addCreditSchema,
  type CreditRefusal,
  creditTargetSchema,
  editCreditSchema,
  isSeenOrHeard,
  recordConsentSchema,
  withdrawConsentSchema,
} from "./credit.schema.ts";

/** Whoever is seen or heard agrees in writing, whatever was ticked. */
const columnsOf = (
  input: Pick<
    ReturnType<typeof addCreditSchema.parse>,
    "name" | "role" | "isAnonymous" | "consentNeeded"
  >,
) => ({
  name: input.name,
  role: input.role,
  is_anonymous: input.isAnonymous,
  consent_needed: input.consentNeeded || isSeenOrHeard(input.role),
});

/** Says that somebody made a piece, or is seen or heard in it. @throws NotFound when the organisation has no such piece */
export const addCredit = defineCommand({
  name: "addCredit",
  permission: "media:write",
  subject: "piece",
  input: addCreditSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    const piece = await db
      .selectFrom("piece")
      .select("id")
      .where("id", "=", input.pieceId)
      .executeTakeFirst();
    if (!piece) throw new NotFound(`No piece ${input.pieceId}`);
    await db
      .insertInto("piece_credit")
      .values({
        organisation_id: actor.organisationId,
        piece_id: input.pieceId,
        ...columnsOf(input),
      })
      .execute();
    return { ok: true, id: input.pieceId };
  },
});

/**
 * Says a credit otherwise; whatever it hides leaves the public copy at once. Somebody who took back that they are seen or
 * heard cannot be made into somebody who is neither: they are in the recording still.
 * @throws NotFound
 */
export const editCredit = defineCommand({
  name: "editCredit",
  permission: "media:write",
  subject: "piece",
  input: editCreditSchema,
  run: async ({ db, input }): Promise<Saved | Refusal<CreditRefusal>> => {
    const { pieceId, role, withdrawnOn } = await holdCredit(db, input.id);
    if (withdrawnOn && isSeenOrHeard(role) && !isSeenOrHeard(input.role)) {
      return { ok: false, reason: "was_withdrawn" };
    }
    await db.updateTable("piece_credit").set(columnsOf(input)).where("id", "=", input.id).execute();
    return { ok: true, id: pieceId };
  },
});

/**
 * Begins to attach a signed consent: gives the key to put its bytes under. They leave the storage within the hour unless
 * `recordConsent` keeps them. @throws NotFound
 */
export const announceConsent = defineCommand({
  name: "announceConsent",
  permission: "media:write",
  subject: "piece",
  isRecorded: () => false,
  input: creditTargetSchema,
  run: async ({ db, actor, input }): Promise<{ ok: true; id: string; key: string }> => {
    await holdCredit(db, input.id);
    return { ok: true, id: input.id, key: await announceFile(db, actor) };
  },
});

/** Notes that somebody agreed in writing, with the file or where its paper is. @throws NotFound */
export const recordConsent = defineCommand({
  name: "recordConsent",
  permission: "media:write",
  subject: "piece",
  input: recordConsentSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<CreditRefusal>> => {
    const { pieceId, storageKey } = await holdCredit(db, input.id);
    const { file } = input;
    if (!file && !storageKey && !input.keptWhere) return { ok: false, reason: "no_proof" };
    if (file) {
      if (!(await keepFile(db, file.storageKey))) return { ok: false, reason: "file_gone" };
      if (storageKey) await letGoOfFile(db, actor, storageKey);
    }
    await db
      .updateTable("piece_credit")
      .set({
        signed_on: input.signedOn,
        withdrawn_on: null,
        kept_where: input.keptWhere,
        ...(file && {
          file_name: file.name,
          content_type: file.contentType,
          size_bytes: file.sizeBytes,
          storage_key: file.storageKey,
        }),
      })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: pieceId };
  },
});

/**
 * Somebody changed their mind. It acts at once on what the public reads (docs/decisions/028-consent-of-pieces.md).
 * @returns what the public lost: the piece, the credit alone, or nothing
 * @throws NotFound
 */
export const withdrawConsent = defineCommand({
  name: "withdrawConsent",
  permission: "media:write",
  subject: "piece",
  input: withdrawConsentSchema,
  run: async ({
    db,
    input,
  }): Promise<(Saved & { lost: "piece" | "credit" | null }) | Refusal<CreditRefusal>> => {
    await holdCredit(db, input.id);
    const credit = await loadCredit(db, input.id);
    if (credit.signedOn && input.withdrawnOn < credit.signedOn) {
      return { ok: false, reason: "before_signature" };
    }
    await db
      .updateTable("piece_credit")
      .set({ withdrawn_on: input.withdrawnOn })
      .where("id", "=", input.id)
      .execute();
    return { ok: true, id: credit.pieceId, lost: credit.wouldLose };
  },
});

/** Takes a credit off that was entered by mistake; one that was signed is withdrawn instead. @throws NotFound */
export const removeCredit = defineCommand({
  name: "removeCredit",
  permission: "media:write",
  subject: "piece",
  input: creditTargetSchema,
  run: async ({ db, input }): Promise<Saved | Refusal<CreditRefusal>> => {
    const { pieceId, signedOn } = await holdCredit(db, input.id);
    if (signedOn) return { ok: false, reason: "was_signed" };
    await db.deleteFrom("piece_credit").where("id", "=", input.id).execute();
    return { ok: true, id: pieceId };
  },
});

async function holdCredit(db: Tx, id: string) {
  const held = await db
    .selectFrom("piece_credit")
    .select(["piece_id as pieceId", "signed_on as signedOn", "storage_key as storageKey"])
    .select(["role", "withdrawn_on as withdrawnOn"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!held) throw new NotFound(`No credit ${id}`);
  return held;
}
