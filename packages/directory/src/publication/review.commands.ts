import type { Conflict, Saved } from "@essaim/database/record";
import { defineCommand, type Refusal } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { Incomplete } from "../publication.commands.ts";
import { hasErrors } from "../publication.rules.ts";
import { decidePublication } from "./publish.rules.ts";
import {
  type DirectoryRecord,
  hasChanges,
  holdEither,
  missingFrom,
  needsReview,
} from "./record.ts";
import { type ReviewRefusal, requestReviewSchema, sendBackSchema } from "./review.schema.ts";

type Refused = Refusal<ReviewRefusal>;
const refuse = (reason: ReviewRefusal): Refused => ({ ok: false, reason });

/**
 * Asks for a second person to read a record and publish it. Asked again, the newer words take the place of the
 * earlier ones, and of what was answered.
 * @throws NotFound when the organisation has no such record
 */
export const requestReview = defineCommand({
  name: "requestReview",
  permission: "directory:write",
  subject: "directory_record",
  input: requestReviewSchema,
  run: async ({
    db,
    actor,
    input: { kind, id, version, message },
  }): Promise<Saved | Incomplete | Refused | Conflict<DirectoryRecord>> => {
    const held = await holdEither(db, { kind, id, version });
    if (!held.ok) return held;
    if (!(await needsReview(db, actor.organisationId))) return refuse("not_reviewed");
    const { content, published } = held.current;
    if (published && !hasChanges(held.current)) return refuse("nothing_new");
    const errors = missingFrom(kind, content);
    if (hasErrors(errors)) return { ok: false, reason: "incomplete", errors };
    await db
      .insertInto("review_request")
      .values({
        organisation_id: actor.organisationId,
        record_id: id,
        record_kind: kind,
        message,
        requested_by: actor.membershipId,
      })
      .onConflict((conflict) =>
        conflict.columns(["organisation_id", "record_id"]).doUpdateSet({
          message,
          requested_by: actor.membershipId,
          requested_at: sql<Date>`now()`,
          answer: null,
          answered_by: null,
          answered_at: null,
        }),
      )
      .execute();
    return { ok: true, id };
  },
});

/**
 * Sends a record back to whoever wrote it, with what is to be seen again. Whoever wrote it does not answer themself.
 * @throws NotFound when the organisation has no such record
 */
export const sendBack = defineCommand({
  name: "sendBack",
  permission: "directory:write",
  subject: "directory_record",
  input: sendBackSchema,
  run: async ({
    db,
    actor,
    input: { kind, id, version, answer },
  }): Promise<Saved | Refused | Conflict<DirectoryRecord>> => {
    const held = await holdEither(db, { kind, id, version });
    if (!held.ok) return held;
    const facts = { needsReview: true, writers: held.current.writers };
    if (!decidePublication(facts, actor.membershipId).ok) return refuse("own_change");
    const { numUpdatedRows } = await db
      .updateTable("review_request")
      .set({ answer, answered_by: actor.membershipId, answered_at: sql<Date>`now()` })
      .where("record_id", "=", id)
      .where("answer", "is", null)
      .executeTakeFirst();
    return numUpdatedRows > 0n ? { ok: true, id } : refuse("not_asked");
  },
});
