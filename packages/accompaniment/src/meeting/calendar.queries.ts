import { daysAfter, today } from "@essaim/database/today";
import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { sessionKindLabels, workshopPlaceLabels } from "../workshop/workshop.schema.ts";
import { type CalendarEntry, shortName } from "./calendar.rules.ts";
import { clock } from "./clock.rules.ts";
import { meetingPlaceLabels } from "./meeting.schema.ts";

/** Days of the past that a calendar still shows. */
const PAST_DAYS = 30;
/** More than anybody's calendar holds. */
const MOST = 2000;

/** When the address of one's own calendar was drawn; null when there is none. */
export const findCalendarFeed = defineQuery({
  name: "findCalendarFeed",
  permission: "meeting:read",
  input: z.object({}),
  run: async ({ db, actor }): Promise<{ createdAt: Date } | null> =>
    (await db
      .selectFrom("calendar_feed")
      .where("membership_id", "=", actor.membershipId)
      .select("created_at as createdAt")
      .executeTakeFirst()) ?? null,
});

/**
 * One's own meetings and group sessions, from PAST_DAYS days ago on, for a calendar programme: people by their
 * given name and an initial, places, and nothing of what is said.
 */
export const listCalendarEntries = defineQuery({
  name: "listCalendarEntries",
  permission: "meeting:read",
  input: z.object({}),
  run: async ({ db, actor }): Promise<CalendarEntry[]> => {
    const since = daysAfter(today(), -PAST_DAYS);
    const meetings = await db
      .selectFrom("meeting as t")
      .innerJoin("worker as w", (join) =>
        join.onRef("w.organisation_id", "=", "t.organisation_id").onRef("w.id", "=", "t.worker_id"),
      )
      .where("t.coach_id", "=", actor.membershipId)
      .where("w.anonymised_at", "is", null)
      .where("t.held_on", ">=", since)
      .orderBy("t.held_on")
      .orderBy("t.id")
      .limit(MOST)
      .select(["t.id", "t.held_on", "t.start_time", "t.duration_minutes", "t.place"])
      .select(["t.place_detail", "t.attendance", "t.version", "t.updated_at"])
      .select(["w.given_name", "w.family_name"])
      .execute();
    const workshops = await db
      .selectFrom("workshop")
      .where("coach_id", "=", actor.membershipId)
      .where("held_on", ">=", since)
      .orderBy("held_on")
      .orderBy("id")
      .limit(MOST)
      .select(["id", "kind", "title", "held_on", "start_time", "duration_minutes", "place"])
      .select(["place_detail", "cancelled_at", "version", "updated_at"])
      .execute();
    return [
      ...meetings.map(
        (row): CalendarEntry => ({
          ...shared(row),
          kind: "meeting",
          startTime: row.start_time && clock(row.start_time),
          title: shortName(row.given_name, row.family_name),
          place: row.place_detail || meetingPlaceLabels[row.place],
          isCancelled: row.attendance === "excused",
        }),
      ),
      ...workshops.map(
        (row): CalendarEntry => ({
          ...shared(row),
          kind: "workshop",
          startTime: clock(row.start_time),
          title: `${sessionKindLabels[row.kind]}\u202f: ${row.title}`,
          place: row.place_detail || workshopPlaceLabels[row.place],
          isCancelled: row.cancelled_at !== null,
        }),
      ),
    ];
  },
});

const shared = (row: {
  id: string;
  held_on: string;
  duration_minutes: number;
  version: number;
  updated_at: Date;
}) => ({
  id: row.id,
  heldOn: row.held_on,
  durationMinutes: row.duration_minutes,
  version: row.version,
  updatedAt: row.updated_at,
});
