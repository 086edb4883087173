import type { Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Refusal } from "@essaim/identity/operation";
import { holdFile } from "../worker/living-worker.ts";
import { recordNoticeSchema, removeNoticeSchema } from "./privacy-notice.schema.ts";

/**
 * Records that a person was told what is held about them, and on what legal basis (RGPD, articles 6, 13 and 14).
 * @throws NotFound when the organisation has no such person
 */
export const recordNotice = defineCommand({
  name: "recordNotice",
  permission: "worker:write",
  subject: "worker",
  input: recordNoticeSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<"already_erased">> => {
    if (!(await holdFile(db, input.workerId))) return { ok: false, reason: "already_erased" };
    await db
      .insertInto("privacy_notice")
      .values({
        organisation_id: actor.organisationId,
        worker_id: input.workerId,
        given_on: input.givenOn,
        channel: input.channel,
        legal_basis: input.legalBasis,
        recorded_by: actor.membershipId,
      })
      .execute();
    return { ok: true, id: input.workerId };
  },
});

/**
 * Takes away a notice recorded by mistake.
 * @throws NotFound when the person has no such notice
 */
export const removeNotice = defineCommand({
  name: "removeNotice",
  permission: "worker:write",
  subject: "worker",
  input: removeNoticeSchema,
  run: async ({ db, input }): Promise<Saved> => {
    const removed = await db
      .deleteFrom("privacy_notice")
      .where("id", "=", input.id)
      .where("worker_id", "=", input.workerId)
      .returning("id")
      .executeTakeFirst();
    if (!removed) throw new NotFound("No such notice");
    return { ok: true, id: input.workerId };
  },
});
