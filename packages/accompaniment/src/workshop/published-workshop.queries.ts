import { daysAfter, today } from "@essaim/database/today";
import { mailLinkSchema } from "@essaim/identity/mail-link.schema";
import { definePublicQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { hashToken } from "@essaim/identity/token";
import { sql } from "kysely";
import { z } from "zod";
import { clock } from "../meeting/clock.rules.ts";
import { type Room, roomLeft } from "./workshop.rules.ts";
import type { SessionKind, WorkshopPlace } from "./workshop.schema.ts";

export type PublishedWorkshop = {
  id: string;
  organisationId: string;
  organisationName: string;
  organisationSlug: string;
  /** Whom to write to about one's data; empty when the organisation has not said. */
  contact: string;
  /** Null when the organisation has none. */
  websiteUrl: string | null;
  kind: SessionKind;
  title: string;
  description: string;
  /** For whom it is; empty for everybody. */
  audience: string;
  heldOn: string;
  startTime: string;
  durationMinutes: number;
  place: WorkshopPlace;
  /** Empty at a distance: the link to join is for those who registered, in their mail. */
  placeDetail: string;
  isCancelled: boolean;
  room: Room;
};

/** Meetings open to all, from today on, soonest first; those of every organisation. */
export const listPublishedWorkshops = definePublicQuery({
  name: "listPublishedWorkshops",
  permission: "published:read",
  input: z.object({}),
  run: async ({ db }): Promise<PublishedWorkshop[]> => {
    const rows = await published(db)
      .where("s.held_on", ">=", today())
      .where("s.cancelled_at", "is", null)
      .orderBy("s.held_on")
      .orderBy("s.start_time")
      .orderBy("s.id")
      .limit(100)
      .execute();
    return rows.map(asRecord);
  },
});

/** Days of the past that the public calendar still shows: what was cancelled is told to whoever had noted it. */
const PAST_DAYS = 60;

/** A public session as a calendar tells it: nothing of who comes, nor of how many. */
export type AgendaSession = Omit<PublishedWorkshop, "room" | "contact" | "websiteUrl"> & {
  version: number;
  updatedAt: Date;
};

/**
 * The public calendar: sessions from PAST_DAYS days ago on, cancelled ones too, soonest first.
 * @param input.organisation its slug, for those of one cooperative
 */
export const listAgendaSessions = definePublicQuery({
  name: "listAgendaSessions",
  permission: "published:read",
  input: z.object({ organisation: z.string().max(100).optional() }),
  run: async ({ db, input }): Promise<AgendaSession[]> => {
    const since = daysAfter(today(), -PAST_DAYS);
    const rows = await facts(db)
      .where("s.held_on", ">=", since)
      .$if(input.organisation !== undefined, (query) =>
        query.where("o.slug", "=", input.organisation ?? ""),
      )
      .select(["s.version", "s.updated_at as updatedAt"])
      .orderBy("s.held_on")
      .orderBy("s.start_time")
      .orderBy("s.id")
      .limit(500)
      .execute();
    return rows.map(timed);
  },
});

/** One public session as a calendar tells it. Throws NotFound. */
export const getAgendaSession = definePublicQuery({
  name: "getAgendaSession",
  permission: "published:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }): Promise<AgendaSession> => {
    const row = await facts(db)
      .where("s.id", "=", input.id)
      .select(["s.version", "s.updated_at as updatedAt"])
      .executeTakeFirst();
    if (!row) throw new NotFound("No such public workshop");
    return timed(row);
  },
});

/** One of them, past or cancelled too: an address that was shared keeps saying what happened. Throws NotFound. */
export const getPublishedWorkshop = definePublicQuery({
  name: "getPublishedWorkshop",
  permission: "published:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }): Promise<PublishedWorkshop> => {
    const row = await published(db).where("s.id", "=", input.id).executeTakeFirst();
    if (!row) throw new NotFound("No such public workshop");
    return asRecord(row);
  },
});

export type Registration = {
  workshopId: string;
  title: string;
  heldOn: string;
  startTime: string;
  /** The session has begun or was cancelled: nothing is left to cancel. */
  isOver: boolean;
};

/** What the link of a mail lets its holder cancel; null when it serves no more. */
export const findRegistration = definePublicQuery({
  name: "findRegistration",
  permission: "published:read",
  input: mailLinkSchema,
  run: async ({ db, input }): Promise<Registration | null> => {
    const { rows } = await sql<{
      workshop_id: string;
      title: string;
      held_on: string;
      start_time: string;
      is_over: boolean;
    }>`select * from find_registration(${input.organisationId}::uuid, ${hashToken(input.token)})`.execute(
      db,
    );
    const row = rows[0];
    if (!row) return null;
    return {
      workshopId: row.workshop_id,
      title: row.title,
      heldOn: row.held_on,
      startTime: clock(row.start_time),
      isOver: row.is_over,
    };
  },
});

const published = (db: Tx) =>
  facts(db)
    .select(["o.privacy_contact as contact", "o.website_url as websiteUrl"])
    .select(sql<number | null>`count_free_places(s.organisation_id, s.id)`.as("free"));

function facts(db: Tx) {
  return db
    .selectFrom("workshop as s")
    .innerJoin("organisation as o", "o.id", "s.organisation_id")
    .where("s.is_public", "=", true)
    .select(["s.id", "s.organisation_id as organisationId", "o.name as organisationName"])
    .select(["o.slug as organisationSlug", "s.audience"])
    .select(["s.kind", "s.title", "s.description", "s.held_on as heldOn", "s.start_time"])
    .select(["s.duration_minutes as durationMinutes", "s.place"])
    .select([
      sql<string>`case when s.place = 'remote' then '' else s.place_detail end`.as("placeDetail"),
      sql<boolean>`s.cancelled_at is not null`.as("isCancelled"),
    ]);
}

type Row = Omit<PublishedWorkshop, "room" | "startTime"> & {
  start_time: string;
  free: number | null;
};

function asRecord({ free, ...row }: Row): PublishedWorkshop {
  return { ...timed(row), room: roomLeft(free) };
}

function timed<R extends { start_time: string }>({ start_time, ...row }: R) {
  return { ...row, startTime: clock(start_time) };
}
