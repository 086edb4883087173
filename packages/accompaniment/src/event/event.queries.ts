import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { clock } from "../meeting/clock.rules.ts";
import { coachesOf } from "../worker/worker.queries.ts";
import {
  listSessions,
  namedSession,
  type Participant,
  sessionListSchema,
  type WorkshopRecord,
} from "../workshop/workshop.queries.ts";
import { type EventKind, eventKinds } from "../workshop/workshop.schema.ts";

export type EventRecord = Omit<WorkshopRecord, "kind" | "themes"> & {
  kind: EventKind;
  /** For whom it is. */
  audience: string;
  campaignId: string | null;
  campaignName: string | null;
};

const byId = z.object({ id: z.uuid() });

/** Events to come, soonest first; or past, latest first, with how many came. */
export const listEvents = defineQuery({
  name: "listEvents",
  permission: "event:read",
  input: sessionListSchema,
  run: ({ db, input }) => listSessions(db, eventKinds, input),
});

/**
 * An event and everybody who registered. The journal says who looked: the list holds people's names.
 * @throws NotFound when the organisation has no such event
 */
export const getEvent = defineQuery({
  name: "getEvent",
  permission: "event:read",
  looksAt: { subject: "workshop", id: (input) => input.id },
  input: byId,
  run: async ({ db, input }) => ({
    event: await loadEvent(db, input.id),
    participants: await guestsOf(db, input.id),
  }),
});

/**
 * What the form of an event needs: who may hold it, the campaigns; the event when it exists.
 * @throws NotFound when the organisation has no such event
 */
export const getEventForm = defineQuery({
  name: "getEventForm",
  permission: "event:write",
  input: z.object({ id: z.uuid().nullable() }),
  run: async ({ db, input }) => {
    const event = input.id ? await loadEvent(db, input.id) : null;
    const campaigns = await db
      .selectFrom("campaign")
      .select(["id", "name"])
      .orderBy("ends_on", "desc")
      .orderBy("id")
      .limit(200)
      .execute();
    return { event, hosts: await hostsOf(db, event?.coachId), campaigns };
  },
});

/**
 * Who is expected at an event, to take away. The journal says who took it.
 * @throws NotFound when the organisation has no such event
 */
export const exportGuests = defineQuery({
  name: "exportGuests",
  permission: "event:read",
  looksAt: { subject: "workshop", id: (input) => input.id },
  input: byId,
  run: async ({ db, input }) => {
    const { heldOn } = await loadEvent(db, input.id);
    const guests = await guestRows(db, input.id)
      .select(["p.given_name as givenName", "p.family_name as familyName"])
      .execute();
    return { heldOn, guests };
  },
});

/** Who may hold an event: whoever accompanies or writes, by name; and `kept`, whatever they have become. */
export const hostsOf = (db: Tx, kept?: string) =>
  coachesOf(db, kept, ["coach", "manager", "editor"]);

/** One event with the names behind its ids. Throws NotFound. */
export async function loadEvent(db: Tx, id: string): Promise<EventRecord> {
  const row = await namedSession(db, id)
    .leftJoin("campaign as c", (join) =>
      join.onRef("c.organisation_id", "=", "s.organisation_id").onRef("c.id", "=", "s.campaign_id"),
    )
    .where("s.kind", "in", eventKinds)
    .select(["s.audience", "s.campaign_id as campaignId", "c.name as campaignName"])
    .$narrowType<{ kind: EventKind }>()
    .executeTakeFirst();
  if (!row) throw new NotFound("No such event");
  return { ...row, startTime: clock(row.startTime) };
}

/** Everybody expected at an event, by name; whoever cancelled is not. Nobody there has a file. */
export async function guestsOf(db: Tx, eventId: string): Promise<Participant[]> {
  const rows = await guestRows(db, eventId)
    // Forgotten some months after the event: the count stays.
    .select(sql<string>`coalesce(p.given_name || ' ' || p.family_name, '')`.as("name"))
    .execute();
  return rows.map((row) => ({ ...row, workerId: null, isOutside: true }));
}

const guestRows = (db: Tx, eventId: string) =>
  db
    .selectFrom("participant as p")
    .where("p.workshop_id", "=", eventId)
    .where("p.cancelled_at", "is", null)
    .select(["p.id", "p.attendance", "p.registered_at as registeredAt", "p.email", "p.phone"])
    .orderBy(sql`fold(coalesce(p.family_name, ''))`)
    .orderBy(sql`fold(coalesce(p.given_name, ''))`)
    .orderBy("p.id");
