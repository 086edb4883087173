import type { Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Refusal } from "@essaim/identity/operation";
import { sql } from "kysely";
import { hideRevisionSchema } from "./history.schema.ts";
import { tableOf } from "./record.ts";

/**
 * Takes what a record said at one of its publications out of its history, for everybody and for good: a telephone
 * number published by mistake, a name that had no place there. Its number, its day and its reason stay. Refuses
 * (`still_public`) the version that the public reads; a version that is hidden already stays so.
 * @throws NotFound when the organisation has no such record, or it was never published under this number
 */
export const hideRevision = defineCommand({
  name: "hideRevision",
  permission: "directory:write",
  subject: "directory_record",
  input: hideRevisionSchema,
  run: async ({ db, input: { kind, id, number } }): Promise<Saved | Refusal<"still_public">> => {
    // Held, so that no publication changes meanwhile which version is read.
    await db.selectFrom(tableOf(kind)).select("id").where("id", "=", id).forUpdate().execute();
    const revision = await db
      .selectFrom("published_revision as v")
      .where("v.record_kind", "=", kind)
      .where("v.record_id", "=", id)
      .where("v.number", "=", number)
      .select(
        sql<boolean>`exists (select from published_record p where p.id = v.record_id)
          and not exists (select from published_revision n where n.record_id = v.record_id and n.number > v.number)`.as(
          "isRead",
        ),
      )
      .executeTakeFirst();
    if (!revision) throw new NotFound(`No revision ${number} of ${id}`);
    if (revision.isRead) return { ok: false, reason: "still_public" };
    await db
      .updateTable("published_revision")
      .set({ content: null, note: "", hidden_at: sql<Date>`now()` })
      .where("record_id", "=", id)
      .where("number", "=", number)
      .where("hidden_at", "is", null)
      .execute();
    return { ok: true, id };
  },
});
