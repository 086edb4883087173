import { defineQuery } from "@essaim/identity/operation";
import { compareContents } from "./diff.rules.ts";
import { namesIn } from "./names.queries.ts";
import { decidePublication } from "./publish.rules.ts";
import { recordSchema } from "./record.schema.ts";
import { hasChanges, loadRecord, needsReview, titleOf } from "./record.ts";

/**
 * Where a record stands between its working copy and the public: what differs, who may publish it, who was asked to
 * read it, when it will be published.
 * @throws NotFound when the organisation has no such record
 */
export const getPublicationState = defineQuery({
  name: "getPublicationState",
  permission: "directory:read",
  input: recordSchema,
  run: async ({ db, actor, input: { kind, id } }) => {
    const record = await loadRecord(db, kind, id);
    const { content, published, version, writers } = record;
    const isChanged = hasChanges(record);
    const reviewed = await needsReview(db, actor.organisationId);
    return {
      kind,
      id,
      version,
      title: titleOf(content),
      isPublic: published !== null,
      hasChanges: isChanged,
      changes: isChanged ? await changesOf() : [],
      needsReview: reviewed,
      /** May the person who looks publish it as it stands? */
      mayPublish: decidePublication({ needsReview: reviewed, writers }, actor.membershipId).ok,
      review: await reviewOf(),
      schedule: await scheduleOf(),
    };

    async function changesOf() {
      const names = await namesIn(db, [published, content], "working");
      return compareContents(kind, published, content, names);
    }

    async function reviewOf() {
      const row = await db
        .selectFrom("review_request as r")
        .leftJoin("membership as m", "m.id", "r.requested_by")
        .leftJoin("user_account as u", "u.id", "m.user_id")
        .leftJoin("membership as am", "am.id", "r.answered_by")
        .leftJoin("user_account as au", "au.id", "am.user_id")
        .where("r.record_id", "=", id)
        .select([
          "r.message",
          "r.requested_at as requestedAt",
          "u.full_name as requestedBy",
          "r.answer",
          "r.answered_at as answeredAt",
          "au.full_name as answeredBy",
        ])
        .executeTakeFirst();
      return row ?? null;
    }

    async function scheduleOf() {
      const row = await db
        .selectFrom("scheduled_publication as s")
        .leftJoin("membership as m", "m.id", "s.scheduled_by")
        .leftJoin("user_account as u", "u.id", "m.user_id")
        .where("s.record_id", "=", id)
        .select([
          "s.due_at as dueAt",
          "s.note",
          "s.missed",
          "s.version as plannedVersion",
          "u.full_name as scheduledBy",
        ])
        .executeTakeFirst();
      if (!row) return null;
      const { plannedVersion, missed, ...told } = row;
      // Changed since: nothing will be published at that hour, and the page says so before it comes.
      return { ...told, missed: missed ?? (plannedVersion === version ? null : "changed") };
    }
  },
});

export type PublicationState = Awaited<ReturnType<(typeof getPublicationState)["run"]>>;
