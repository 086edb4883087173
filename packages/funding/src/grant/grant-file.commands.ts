import { announceFile } from "@essaim/database/file";
import type { Refusal } from "@essaim/database/operation";
import type { Saved } from "@essaim/database/record";
import { defineCommand } from "@essaim/identity/operation";
import { isAttached, keepFundingFile, removeFundingFile } from "./funding-file.write.ts";
import {
  announceGrantFileSchema,
  attachGrantFileSchema,
  type grantFileRefusals,
  grantFileTargetSchema,
} from "./grant-file.schema.ts";
import { holdGrant } from "./grant-money.write.ts";

type Refused = Refusal<keyof typeof grantFileRefusals>;

/**
 * Begins to attach a paper to a grant: gives the key to put its bytes under. They leave the storage within the hour
 * unless `attachGrantFile` keeps them. @throws NotFound
 */
export const announceGrantFile = defineCommand({
  name: "announceGrantFile",
  permission: "grant:write",
  subject: "grant",
  // The journal tells what is attached, not what is being sent.
  isRecorded: () => false,
  input: announceGrantFileSchema,
  run: async ({ db, actor, input }): Promise<{ ok: true; id: string; key: string } | Refused> => {
    await holdGrant(db, input.grantId);
    if (await isAttached(db, input, input.sha256)) return { ok: false, reason: "already_attached" };
    return { ok: true, id: input.grantId, key: await announceFile(db, actor) };
  },
});

/** Writes the record of a paper whose bytes are in the storage. @throws NotFound */
export const attachGrantFile = defineCommand({
  name: "attachGrantFile",
  permission: "grant:write",
  subject: "grant",
  input: attachGrantFileSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refused> => {
    await holdGrant(db, input.grantId);
    if (await isAttached(db, input, input.sha256)) return { ok: false, reason: "already_attached" };
    const isKept = await keepFundingFile(db, actor, { grantId: input.grantId }, input.kind, input);
    if (!isKept) return { ok: false, reason: "file_gone" };
    return { ok: true, id: input.grantId };
  },
});

/** Takes a paper away, its record and its bytes. @throws NotFound */
export const removeGrantFile = defineCommand({
  name: "removeGrantFile",
  permission: "grant:write",
  subject: "grant",
  input: grantFileTargetSchema,
  run: async ({ db, actor, input }): Promise<Saved> => {
    await removeFundingFile(db, actor, { grantId: input.grantId }, input.id);
    return { ok: true, id: input.grantId };
  },
});
