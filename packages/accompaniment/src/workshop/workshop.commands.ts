import { enqueueJob } from "@essaim/database/job";
import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { checkThemes, writeWorkshopThemes } from "../meeting/theme.commands.ts";
import { coachesOf } from "../worker/worker.queries.ts";
import { loadWorkshop, participantsOf, type WorkshopRecord } from "./workshop.queries.ts";
import { placesTaken } from "./workshop.rules.ts";
import {
  editWorkshopSchema,
  type WorkshopInput,
  type WorkshopRefusal,
  workshopSchema,
  workshopVersionSchema,
} from "./workshop.schema.ts";

/** Plans a group session: a workshop for people accompanied, or an information meeting open to all. */
export const planWorkshop = defineCommand({
  name: "planWorkshop",
  permission: "meeting:write",
  subject: "workshop",
  input: workshopSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<WorkshopRefusal>> => {
    const refusal = await check(db, input);
    if (refusal) return refusal;
    const { id } = await db
      .insertInto("workshop")
      .values({
        organisation_id: actor.organisationId,
        updated_by: actor.membershipId,
        ...columns(input),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await writeWorkshopThemes(db, actor, id, input.meeting_theme);
    return { ok: true, id };
  },
});

/**
 * Changes a session, if it is still the version that the form was made from. Those who registered by themselves
 * are told by mail when its day, hour or place changes.
 * @throws NotFound when the organisation has no such session
 */
export const editWorkshop = defineCommand({
  name: "editWorkshop",
  permission: "meeting:write",
  subject: "workshop",
  input: editWorkshopSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<WorkshopRefusal> | Conflict<WorkshopRecord>> => {
    const held = await holdRecord(db, "workshop", input, loadWorkshop);
    if (!held.ok) return held;
    const { current } = held;
    const refusal = await check(db, input, current);
    if (refusal) return refusal;
    await db.updateTable("workshop").set(columns(input)).where("id", "=", input.id).execute();
    await writeWorkshopThemes(db, actor, input.id, input.meeting_theme);
    const hasMoved = (["heldOn", "startTime", "place", "placeDetail"] as const).some(
      (field) => input[field] !== current[field],
    );
    if (hasMoved && !current.cancelledAt) {
      await enqueueJob(db, actor, "tell_workshop_change", { workshopId: input.id });
    }
    return { ok: true, id: input.id };
  },
});

/**
 * Cancels a session: nobody is expected any more, and those who registered by themselves are told by mail.
 * @throws NotFound when the organisation has no such session
 */
export const cancelWorkshop = defineCommand({
  name: "cancelWorkshop",
  permission: "meeting:write",
  subject: "workshop",
  input: workshopVersionSchema,
  run: async ({ db, actor, input }): Promise<Saved | Conflict<WorkshopRecord>> => {
    const held = await holdRecord(db, "workshop", input, loadWorkshop);
    if (!held.ok) return held;
    if (!held.current.cancelledAt) {
      await db
        .updateTable("workshop")
        .set({ cancelled_at: new Date() })
        .where("id", "=", input.id)
        .execute();
      await enqueueJob(db, actor, "tell_workshop_change", { workshopId: input.id });
    }
    return { ok: true, id: input.id };
  },
});

/**
 * Takes back a cancellation. Those who registered by themselves are told by mail.
 * @throws NotFound when the organisation has no such session
 */
export const reopenWorkshop = defineCommand({
  name: "reopenWorkshop",
  permission: "meeting:write",
  subject: "workshop",
  input: workshopVersionSchema,
  run: async ({ db, actor, input }): Promise<Saved | Conflict<WorkshopRecord>> => {
    const held = await holdRecord(db, "workshop", input, loadWorkshop);
    if (!held.ok) return held;
    if (held.current.cancelledAt) {
      await db
        .updateTable("workshop")
        .set({ cancelled_at: null })
        .where("id", "=", input.id)
        .execute();
      await enqueueJob(db, actor, "tell_workshop_change", { workshopId: input.id });
    }
    return { ok: true, id: input.id };
  },
});

async function check(
  db: Tx,
  input: WorkshopInput,
  kept?: WorkshopRecord,
): Promise<Refusal<WorkshopRefusal> | null> {
  const coaches = await coachesOf(db, kept?.coachId);
  if (!coaches.some((coach) => coach.id === input.coachId)) {
    return { ok: false, reason: "coach_unknown" };
  }
  if (!(await checkThemes(db, input.meeting_theme, kept?.themes))) {
    return { ok: false, reason: "theme_unknown" };
  }
  if (kept && input.capacity !== null) {
    const taken = placesTaken(await participantsOf(db, kept.id));
    if (input.capacity < taken) return { ok: false, reason: "capacity_below" };
  }
  return null;
}

function columns(input: WorkshopInput) {
  return {
    kind: input.kind,
    title: input.title,
    description: input.description,
    coach_id: input.coachId,
    held_on: input.heldOn,
    start_time: input.startTime,
    duration_minutes: input.durationMinutes,
    place: input.place,
    place_detail: input.placeDetail,
    capacity: input.capacity,
    is_public: input.isPublic,
  };
}
