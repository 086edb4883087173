import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { checkThemes, writeWorkshopThemes } from "../meeting/theme.commands.ts";
import { coachesOf } from "../worker/worker.queries.ts";
import { sessionColumns, setCancelled, tellIfMoved } from "./session.commands.ts";
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
        kind: input.kind,
        ...sessionColumns(input),
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
    await db
      .updateTable("workshop")
      .set({ kind: input.kind, ...sessionColumns(input) })
      .where("id", "=", input.id)
      .execute();
    await writeWorkshopThemes(db, actor, input.id, input.meeting_theme);
    await tellIfMoved(db, actor, current, input);
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
  run: ({ db, actor, input }) => setCancelled(db, actor, input, true, loadWorkshop),
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
  run: ({ db, actor, input }) => setCancelled(db, actor, input, false, loadWorkshop),
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
