import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import type { Meeting, PlanAction } from "@essaim/database/schema";
import { defineCommand, NotFound, type Refusal } from "@essaim/identity/operation";
import { type Selectable, sql } from "kysely";
import { z } from "zod";
import { UNDO_DAYS } from "../undo.schema.ts";
import { holdLivingWorker } from "../worker/living-worker.ts";
import { loadMeeting, type MeetingRecord } from "./meeting.queries.ts";
import { removeMeetingSchema } from "./meeting.schema.ts";

/** What it takes to bring a meeting back. Private notes are not in it: they stay where they are. */
type Kept = {
  meeting: Omit<Selectable<Meeting>, "organisation_id">;
  themeIds: string[];
  action: Omit<Selectable<PlanAction>, "organisation_id"> | null;
};

/**
 * Takes away an appointment or minutes written by mistake, together with what was agreed there, for UNDO_DAYS
 * days during which `restoreMeeting` brings them back.
 * @throws NotFound when the organisation has no such meeting
 */
export const removeMeeting = defineCommand({
  name: "removeMeeting",
  permission: "meeting:write",
  subject: "meeting",
  input: removeMeetingSchema,
  run: async ({ db, actor, input }): Promise<Saved | Conflict<MeetingRecord>> => {
    const held = await holdRecord(db, "meeting", input, (tx, id) =>
      loadMeeting(tx, id, actor.membershipId),
    );
    if (!held.ok) return held;
    const { organisation_id: _, ...meeting } = await db
      .selectFrom("meeting")
      .where("id", "=", input.id)
      .selectAll()
      .executeTakeFirstOrThrow();
    const action = await db
      .selectFrom("plan_action")
      .where("meeting_id", "=", input.id)
      .selectAll()
      .executeTakeFirst();
    const kept: Kept = { meeting, themeIds: held.current.themes.map(({ id }) => id), action: null };
    if (action) {
      const { organisation_id: __, ...rest } = action;
      kept.action = rest;
    }
    await db
      .insertInto("undo_entry")
      .values({
        organisation_id: actor.organisationId,
        kind: "meeting_removal",
        subject_id: input.id,
        worker_ids: [held.current.workerId],
        payload: JSON.stringify(kept),
        created_by: actor.membershipId,
        expires_at: sql<Date>`now() + make_interval(days => ${UNDO_DAYS})`,
      })
      .execute();
    if (action) await db.deleteFrom("plan_action").where("id", "=", action.id).execute();
    await db.deleteFrom("meeting").where("id", "=", input.id).execute();
    return { ok: true, id: input.id };
  },
});

/**
 * Brings a removed meeting back, as it was. Refuses when the person's file is no longer there.
 * @param input.id that of the entry to undo
 * @throws NotFound when there is nothing to undo, or no longer
 */
export const restoreMeeting = defineCommand({
  name: "restoreMeeting",
  permission: "meeting:write",
  subject: "meeting",
  input: z.object({ id: z.uuid() }),
  run: async ({
    db,
    actor,
    input,
  }): Promise<(Saved & { workerId: string }) | Refusal<"person_gone">> => {
    // Taken first: of two clicks at once, the second finds nothing to undo.
    const entry = await db
      .deleteFrom("undo_entry")
      .where("id", "=", input.id)
      .where("kind", "=", "meeting_removal")
      .where("expires_at", ">", sql<Date>`now()`)
      .returning(["payload", "worker_ids"])
      .executeTakeFirst();
    if (!entry) throw new NotFound("Nothing to undo");
    const { meeting, themeIds, action } = entry.payload as unknown as Kept;
    // A merge meanwhile may have given the meetings to another file.
    const workerId = entry.worker_ids[0] ?? meeting.worker_id;
    if (!(await holdLivingWorker(db, workerId))) return { ok: false, reason: "person_gone" };
    const tenant = { organisation_id: actor.organisationId };
    await db
      .insertInto("meeting")
      .values({ ...meeting, ...tenant, worker_id: workerId })
      .execute();
    if (themeIds.length > 0) {
      await db
        .insertInto("meeting_theme")
        .values(themeIds.map((value_id) => ({ ...tenant, meeting_id: meeting.id, value_id })))
        .execute();
    }
    if (action) {
      const objective = action.objective_id
        ? await db
            .selectFrom("objective")
            .where("id", "=", action.objective_id)
            .where("worker_id", "=", workerId)
            .select("id")
            .executeTakeFirst()
        : null;
      await db
        .insertInto("plan_action")
        .values({
          ...action,
          ...tenant,
          worker_id: workerId,
          objective_id: objective?.id ?? null,
        })
        .execute();
    }
    return { ok: true, id: meeting.id, workerId };
  },
});
