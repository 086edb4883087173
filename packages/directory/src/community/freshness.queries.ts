import { mailLinkSchema } from "@essaim/identity/mail-link.schema";
import { definePublicQuery, defineQuery } from "@essaim/identity/operation";
import { hashToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { z } from "zod";
import { type RecordKind, recordSchema } from "../publication/record.schema.ts";
import { pageOf } from "../publication.queries.ts";
import { listSchema, pageSize } from "../publication.schema.ts";
import { ASK_MONTHS, monthsBefore } from "./freshness.rules.ts";

export type KeptRecord = {
  kind: RecordKind;
  slug: string;
  title: string;
  summary: string;
  /** The day of its last confirmation. */
  confirmedOn: string;
};

/** The record that a link asks about; null when it serves no more, or the record is no longer public. */
export const findKeptRecord = definePublicQuery({
  name: "findKeptRecord",
  permission: "published:read",
  input: mailLinkSchema,
  run: async ({ db, input }): Promise<KeptRecord | null> => {
    const { rows } = await sql<KeptRecord>`
      select record_kind as kind, slug, title, summary, confirmed_on as "confirmedOn"
      from find_kept_record(${input.organisationId}::uuid, ${hashToken(input.token)})`.execute(db);
    return rows[0] ?? null;
  },
});

/** Public records to confirm: nobody has for ASK_MONTHS months. The oldest first. */
export const listRecordsToConfirm = defineQuery({
  name: "listRecordsToConfirm",
  permission: "directory:read",
  input: z.object({
    day: z.iso.date(),
    page: listSchema.page,
  }),
  run: async ({ db, input }) => {
    // A funder or the public reads every organisation's; a member their own.
    const found = db
      .selectFrom("published_record as p")
      .where("p.confirmed_on", "<", monthsBefore(input.day, ASK_MONTHS));
    const { total } = await found
      .select(({ fn }) => fn.countAll<number>().as("total"))
      .executeTakeFirstOrThrow();
    const { page, pageCount, offset } = pageOf(input.page, Number(total));
    const records = await found
      .select(["p.id", "p.record_kind as kind", "p.title", "p.confirmed_on as confirmedOn"])
      .orderBy("p.confirmed_on")
      .orderBy("p.id")
      .limit(pageSize)
      .offset(offset)
      .execute();
    return { records, page, pageCount };
  },
});

export type RecordFreshness = {
  /** Null for a record that is not public. */
  confirmedOn: string | null;
  keeper: { name: string; email: string; askedOn: string | null; isUnreachable: boolean } | null;
};

/** When a record was last confirmed, and who is asked. */
export const getRecordFreshness = defineQuery({
  name: "getRecordFreshness",
  permission: "directory:moderate",
  input: recordSchema,
  run: async ({ db, input }): Promise<RecordFreshness> => {
    const published = await db
      .selectFrom("published_record")
      .where("record_kind", "=", input.kind)
      .where("id", "=", input.id)
      .select("confirmed_on")
      .executeTakeFirst();
    const keeper = await db
      .selectFrom("record_keeper")
      .where("record_kind", "=", input.kind)
      .where("record_id", "=", input.id)
      .select(["name", "email", "asked_on as askedOn", "unreachable_since"])
      .executeTakeFirst();
    return {
      confirmedOn: published?.confirmed_on ?? null,
      keeper: keeper
        ? {
            name: keeper.name,
            email: keeper.email,
            askedOn: keeper.askedOn,
            isUnreachable: keeper.unreachable_since !== null,
          }
        : null,
    };
  },
});
