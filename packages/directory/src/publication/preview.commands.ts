import { mailLink } from "@essaim/identity/mail-link.schema";
import { defineCommand } from "@essaim/identity/operation";
import { createToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { recordSchema } from "./record.schema.ts";
import { loadRecord } from "./record.ts";

/**
 * Makes an address of the public site that shows the working copy of a record, for an hour, to whoever holds it.
 * `link`: the end of that address. @throws NotFound when the organisation has no such record
 */
export const drawPreview = defineCommand({
  name: "drawPreview",
  permission: "directory:write",
  subject: "directory_record",
  input: recordSchema,
  run: async ({
    db,
    actor,
    input: { kind, id },
  }): Promise<{ ok: true; id: string; link: string }> => {
    await loadRecord(db, kind, id);
    const { token, hash } = createToken();
    await db.deleteFrom("preview_link").where("expires_at", "<", sql<Date>`now()`).execute();
    await db
      .insertInto("preview_link")
      .values({
        organisation_id: actor.organisationId,
        record_kind: kind,
        record_id: id,
        token_hash: hash,
        created_by: actor.membershipId,
      })
      .execute();
    return { ok: true, id, link: mailLink({ organisationId: actor.organisationId, token }) };
  },
});
