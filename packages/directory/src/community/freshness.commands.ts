import { today } from "@essaim/database/today";
import { mailLinkSchema } from "@essaim/identity/mail-link.schema";
import { defineCommand, definePublicCommand, NotFound } from "@essaim/identity/operation";
import { hashToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { z } from "zod";
import { recordSchema } from "../publication/record.schema.ts";
import { keeperSchema } from "./freshness.schema.ts";
import { doByLink } from "./visitor.commands.ts";

/** « Oui, toujours vrai », by the link of the mail that asks. Refuses a link that serves no more. */
export const confirmKeptRecord = definePublicCommand({
  name: "confirmKeptRecord",
  permission: "published:propose",
  subject: "published_record",
  input: mailLinkSchema,
  run: ({ db, input }) =>
    doByLink(
      db,
      sql`confirm_kept_record(${input.organisationId}::uuid, ${hashToken(input.token)})`,
    ),
});

/**
 * A member says that a public record is still true, today.
 * @throws NotFound when the organisation has no such public record
 */
export const confirmRecord = defineCommand({
  name: "confirmRecord",
  permission: "directory:moderate",
  subject: "published_record",
  input: recordSchema,
  run: async ({ db, input }): Promise<{ ok: true; id: string }> => {
    const changed = await db
      .updateTable("published_record")
      .set({ confirmed_on: today() })
      .where("record_kind", "=", input.kind)
      .where("id", "=", input.id)
      .executeTakeFirst();
    if (!changed.numUpdatedRows) throw new NotFound("No such public record");
    return { ok: true, id: input.id };
  },
});

/** Says who is asked, once a year, whether a record is still true: somebody else than before, or the same. */
export const chooseKeeper = defineCommand({
  name: "chooseKeeper",
  permission: "directory:moderate",
  subject: "record_keeper",
  input: keeperSchema,
  run: async ({ db, actor, input }): Promise<{ ok: true; id: string }> => {
    const said = { name: input.name, email: input.email };
    await db
      .insertInto("record_keeper")
      .values({
        organisation_id: actor.organisationId,
        record_kind: input.kind,
        record_id: input.id,
        ...said,
      })
      .onConflict((conflict) =>
        conflict.columns(["organisation_id", "record_id"]).doUpdateSet({
          ...said,
          // Another person has not been asked yet, and the former one's link serves no more.
          asked_on: null,
          token_hash: null,
          unreachable_since: null,
        }),
      )
      .execute();
    return { ok: true, id: input.id };
  },
});

/** Nobody is asked any more, and the address is forgotten. */
export const forgetKeeper = defineCommand({
  name: "forgetKeeper",
  permission: "directory:moderate",
  subject: "record_keeper",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }): Promise<{ ok: true; id: string }> => {
    await db.deleteFrom("record_keeper").where("record_id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});
