import { enqueueJob } from "@essaim/database/job";
import type { Conflict, Saved } from "@essaim/database/record";
import { defineCommand, NotFound, type Refusal, type Tx } from "@essaim/identity/operation";
import { z } from "zod";
import { holdWorkshop, noteAttendance, withdraw } from "../workshop/session.commands.ts";
import type { Participant } from "../workshop/workshop.queries.ts";
import { hasBegun, parisNow, placesLeft, placesTaken } from "../workshop/workshop.rules.ts";
import { eventKinds } from "../workshop/workshop.schema.ts";
import { type EventRecord, guestsOf, loadEvent } from "./event.queries.ts";
import { addGuestSchema, recordEventAttendanceSchema } from "./event.schema.ts";

/** An event, its minutes and who was there. */
export type EventAttendance = EventRecord & { participants: Participant[] };

/**
 * Tells an event: who was there, all at once, and its minutes; if nobody told it since the form was made.
 * @throws NotFound when the organisation has no such event
 */
export const recordEventAttendance = defineCommand({
  name: "recordEventAttendance",
  permission: "event:write",
  subject: "workshop",
  input: recordEventAttendanceSchema,
  run: ({ db, input }): Promise<Saved | Refusal<"not_yet"> | Conflict<EventAttendance>> =>
    noteAttendance(db, input, async (tx, id) => ({
      ...(await loadEvent(tx, id)),
      participants: await guestsOf(tx, id),
    })),
});

/**
 * Expects somebody at an event, or notes that they came. With a mail address and before it begins, they get the mail
 * of those who register by themselves, and may cancel.
 * @throws NotFound when the organisation has no such event
 */
export const addGuest = defineCommand({
  name: "addGuest",
  permission: "event:write",
  subject: "participant",
  input: addGuestSchema,
  run: async ({
    db,
    actor,
    input,
  }): Promise<Saved | Refusal<"full" | "cancelled" | "already_expected">> => {
    await holdWorkshop(db, input.eventId);
    const event = await loadEvent(db, input.eventId);
    if (event.cancelledAt) return { ok: false, reason: "cancelled" };
    const guests = await guestsOf(db, event.id);
    if (input.email && guests.some(({ email }) => email?.toLowerCase() === input.email)) {
      return { ok: false, reason: "already_expected" };
    }
    if (placesLeft(event.capacity, placesTaken(guests)) === 0) return { ok: false, reason: "full" };
    const { id } = await db
      .insertInto("participant")
      .values({
        organisation_id: actor.organisationId,
        workshop_id: event.id,
        given_name: input.givenName,
        family_name: input.familyName,
        email: input.email,
        phone: input.phone,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    if (input.email && !hasBegun(event, parisNow(new Date()))) {
      await enqueueJob(db, actor, "confirm_registration", { participantId: id });
    }
    return { ok: true, id };
  },
});

/**
 * Expects somebody no longer at an event. What was told of one that took place stays.
 * @throws NotFound when no event has such a registration
 */
export const withdrawGuest = defineCommand({
  name: "withdrawGuest",
  permission: "event:write",
  subject: "participant",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    await mustBeGuest(db, input.id);
    return withdraw(db, input.id);
  },
});

async function mustBeGuest(db: Tx, id: string): Promise<void> {
  const guest = await db
    .selectFrom("participant as p")
    .innerJoin("workshop as s", (join) =>
      join.onRef("s.organisation_id", "=", "p.organisation_id").onRef("s.id", "=", "p.workshop_id"),
    )
    .where("p.id", "=", id)
    .where("s.kind", "in", eventKinds)
    .select("p.id")
    .executeTakeFirst();
  if (!guest) throw new NotFound("No such registration at an event");
}
