import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { RecordKind } from "./record.schema.ts";
import { writersOf } from "./record.ts";

export type ToReview = {
  kind: RecordKind;
  id: string;
  title: string;
  message: string;
  requestedBy: string | null;
  requestedAt: Date;
  /** Is it the person who looks that wrote it, and so somebody else who reads it? */
  isMine: boolean;
  /** Sent back with these words; null while nobody answered. */
  answer: string | null;
  answeredBy: string | null;
};

/** Records that wait for a second reader, and those sent back to whoever looks; the oldest first. */
export const listReviews = defineQuery({
  name: "listReviews",
  permission: "directory:write",
  input: z.object({}),
  run: async ({ db, actor }): Promise<{ toRead: ToReview[]; mine: ToReview[] }> => {
    const rows = await db
      .selectFrom("review_request as q")
      .leftJoin("activity as a", "a.id", "q.activity_id")
      .leftJoin("open_resource as r", "r.id", "q.open_resource_id")
      .leftJoin("membership as m", "m.id", "q.requested_by")
      .leftJoin("user_account as u", "u.id", "m.user_id")
      .leftJoin("membership as am", "am.id", "q.answered_by")
      .leftJoin("user_account as au", "au.id", "am.user_id")
      .select([
        "q.record_kind as kind",
        "q.record_id as id",
        "q.message",
        "q.requested_by",
        "q.requested_at as requestedAt",
        "u.full_name as requestedBy",
        "q.answer",
        "au.full_name as answeredBy",
      ])
      .select(sql<string>`coalesce(a.title, r.name)`.as("title"))
      .select(writersOf(sql.ref("q.record_id")))
      .orderBy("q.requested_at")
      .orderBy("q.record_id")
      .execute();
    const all = rows.map(({ writers, requested_by, kind, ...row }) => {
      const isMine = writers.includes(actor.membershipId);
      const concernsMe = isMine || requested_by === actor.membershipId;
      return { ...row, kind: kind as RecordKind, isMine, concernsMe };
    });
    const told = ({ concernsMe: _, ...row }: (typeof all)[number]): ToReview => row;
    return {
      toRead: all.filter((row) => row.answer === null && !row.isMine).map(told),
      mine: all.filter((row) => row.concernsMe && (row.answer !== null || row.isMine)).map(told),
    };
  },
});
