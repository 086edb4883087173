import { type Conflict, holdRecord, type Saved } from "@essaim/database/record";
import { defineCommand, type Refusal, type Tx } from "@essaim/identity/operation";
import { sessionColumns, setCancelled, tellIfMoved } from "../workshop/session.commands.ts";
import { placesTaken } from "../workshop/workshop.rules.ts";
import { workshopVersionSchema } from "../workshop/workshop.schema.ts";
import { type EventRecord, guestsOf, hostsOf, loadEvent } from "./event.queries.ts";
import {
  type EventInput,
  type EventRefusal,
  editEventSchema,
  eventSchema,
} from "./event.schema.ts";

/** Plans an event: a meet-up or a presentation, of a campaign or by itself. */
export const planEvent = defineCommand({
  name: "planEvent",
  permission: "event:write",
  subject: "workshop",
  input: eventSchema,
  run: async ({ db, actor, input }): Promise<Saved | Refusal<EventRefusal>> => {
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
    return { ok: true, id };
  },
});

/**
 * Changes an event, if it is still the version that the form was made from. Those who registered by themselves are
 * told by mail when its day, hour or place changes.
 * @throws NotFound when the organisation has no such event
 */
export const editEvent = defineCommand({
  name: "editEvent",
  permission: "event:write",
  subject: "workshop",
  input: editEventSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<EventRefusal> | Conflict<EventRecord>> => {
    const held = await holdRecord(db, "workshop", input, loadEvent);
    if (!held.ok) return held;
    const refusal = await check(db, input, held.current);
    if (refusal) return refusal;
    await db.updateTable("workshop").set(columns(input)).where("id", "=", input.id).execute();
    await tellIfMoved(db, actor, held.current, input);
    return { ok: true, id: input.id };
  },
});

/**
 * Cancels an event: nobody is expected any more, and those who registered by themselves are told by mail.
 * @throws NotFound when the organisation has no such event
 */
export const cancelEvent = defineCommand({
  name: "cancelEvent",
  permission: "event:write",
  subject: "workshop",
  input: workshopVersionSchema,
  run: ({ db, actor, input }) => setCancelled(db, actor, input, true, loadEvent),
});

/**
 * Takes back a cancellation. Those who registered by themselves are told by mail.
 * @throws NotFound when the organisation has no such event
 */
export const reopenEvent = defineCommand({
  name: "reopenEvent",
  permission: "event:write",
  subject: "workshop",
  input: workshopVersionSchema,
  run: ({ db, actor, input }) => setCancelled(db, actor, input, false, loadEvent),
});

async function check(
  db: Tx,
  input: EventInput,
  kept?: EventRecord,
): Promise<Refusal<EventRefusal> | null> {
  const hosts = await hostsOf(db, kept?.coachId);
  if (!hosts.some((host) => host.id === input.coachId))
    return { ok: false, reason: "host_unknown" };
  if (input.campaignId) {
    const campaign = await db
      .selectFrom("campaign")
      .where("id", "=", input.campaignId)
      .select("id")
      .executeTakeFirst();
    if (!campaign) return { ok: false, reason: "campaign_unknown" };
  }
  if (kept && input.capacity !== null) {
    const taken = placesTaken(await guestsOf(db, kept.id));
    if (input.capacity < taken) return { ok: false, reason: "capacity_below" };
  }
  return null;
}

const columns = (input: EventInput) => ({
  kind: input.kind,
  audience: input.audience,
  campaign_id: input.campaignId,
  ...sessionColumns(input),
});
