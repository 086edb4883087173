import { NotFound } from "@essaim/database/errors";
import { announceFile, keepFile, letGoOfFile } from "@essaim/database/file";
import type { Refusal, Tx } from "@essaim/database/operation";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { z } from "zod";
import { type Agreement, loadAgreement } from "./agreement.queries.ts";
import {
  addAgreementSchema,
  type agreementRefusals,
  agreementTargetSchema,
  editAgreementSchema,
} from "./agreement.schema.ts";

/**
 * Gives the key to put the paper of an agreement under. It leaves the storage within the hour unless `addAgreement`
 * keeps it. @throws NotFound
 */
export const announceAgreementFile = defineCommand({
  name: "announceAgreementFile",
  permission: "partner:write",
  subject: "partner",
  // The journal tells what is attached, not what is being sent.
  isRecorded: () => false,
  input: z.object({ partnerId: z.uuid() }),
  run: async ({ db, actor, input }): Promise<{ ok: true; id: string; key: string }> => {
    await holdPartner(db, input.partnerId);
    return { ok: true, id: input.partnerId, key: await announceFile(db, actor) };
  },
});

/** Notes what was signed with a partner, with its paper when it is there. @throws NotFound */
export const addAgreement = defineCommand({
  name: "addAgreement",
  permission: "partner:write",
  subject: "partner",
  input: addAgreementSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<keyof typeof agreementRefusals>> => {
    await holdPartner(db, input.partnerId);
    const { file } = input;
    if (file && !(await keepFile(db, file.storageKey))) return { ok: false, reason: "file_gone" };
    await db
      .insertInto("partner_agreement")
      .values({
        organisation_id: actor.organisationId,
        created_by: actor.membershipId,
        updated_by: actor.membershipId,
        partner_id: input.partnerId,
        ...row(input),
      })
      .execute();
    return { ok: true, id: input.partnerId };
  },
});

/**
 * Changes an agreement that nobody changed since `version`: what it says, its end, and its paper when another is given.
 * @throws NotFound
 */
export const editAgreement = defineCommand({
  name: "editAgreement",
  permission: "partner:write",
  subject: "partner",
  input: editAgreementSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<keyof typeof agreementRefusals> | Conflict<Agreement>> => {
    const { partnerId, id, file } = input;
    const held = await holdRecord(db, "partner_agreement", input, () =>
      loadAgreement(db, { partnerId, id }),
    );
    if (!held.ok) return held;
    const { storageKey } = held.current;
    if (file && !(await keepFile(db, file.storageKey))) return { ok: false, reason: "file_gone" };
    await db.updateTable("partner_agreement").set(row(input)).where("id", "=", id).execute();
    if (file && storageKey) await letGoOfFile(db, actor, storageKey);
    return { ok: true, id: partnerId };
  },
});

/** Removes an agreement noted by mistake, with its paper. @throws NotFound */
export const removeAgreement = defineCommand({
  name: "removeAgreement",
  permission: "partner:write",
  subject: "partner",
  input: agreementTargetSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    const removed = await db
      .deleteFrom("partner_agreement")
      .where("partner_id", "=", input.partnerId)
      .where("id", "=", input.id)
      .returning("storage_key")
      .executeTakeFirst();
    if (!removed) throw new NotFound("No such agreement");
    if (removed.storage_key) await letGoOfFile(db, actor, removed.storage_key);
    return { ok: true, id: input.partnerId };
  },
});

const row = ({ file, ...input }: z.output<typeof addAgreementSchema>) => ({
  title: input.title,
  reference: input.reference,
  signed_on: input.signedOn,
  ends_on: input.endsOn,
  ...(file && {
    file_name: file.name,
    content_type: file.contentType,
    size_bytes: file.sizeBytes,
    storage_key: file.storageKey,
  }),
});

async function holdPartner(db: Tx, id: string): Promise<void> {
  const held = await db
    .selectFrom("partner")
    .where("id", "=", id)
    .select("id")
    .forKeyShare()
    .executeTakeFirst();
  if (!held) throw new NotFound("No such partner");
}
