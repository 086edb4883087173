import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { PersonData } from "../access-export.schema.ts";
import type { PersonSearch } from "../trace.queries.ts";
import { findTraces, type TraceSearch } from "../trace.rules.ts";

export async function meetingsOf(db: Tx, id: string): Promise<PersonData["meetings"]> {
  const rows = await db
    .selectFrom("meeting as t")
    .innerJoin("membership as m", (join) =>
      join.onRef("m.organisation_id", "=", "t.organisation_id").onRef("m.id", "=", "t.coach_id"),
    )
    .innerJoin("user_account as u", "u.id", "m.user_id")
    .where("t.worker_id", "=", id)
    .select([
      "t.held_on as heldOn",
      "t.start_time as startTime",
      "t.duration_minutes as durationMinutes",
    ])
    .select([
      "t.place",
      "t.place_detail as placeDetail",
      "t.attendance",
      "u.full_name as coach",
      "t.summary",
    ])
    .select([
      sql<string[]>`array(select v.label from meeting_theme h join list_value v
        on v.organisation_id = h.organisation_id and v.id = h.value_id
        where h.organisation_id = t.organisation_id and h.meeting_id = t.id order by v.position)`.as(
        "themes",
      ),
      sql<
        { text: string; updatedAt: Date }[]
      >`coalesce((select json_agg(json_build_object('text', n.text,
          'updatedAt', n.updated_at) order by n.updated_at) from meeting_private_note n
        where n.organisation_id = t.organisation_id and n.meeting_id = t.id), '[]')`.as(
        "privateNotes",
      ),
    ])
    .orderBy("t.held_on")
    .orderBy("t.id")
    .execute();
  return rows.map((row) => ({
    ...row,
    privateNotes: row.privateNotes.map(({ text, updatedAt }) => ({
      text,
      updatedAt: new Date(updatedAt),
    })),
  }));
}

/** Group sessions, and public meetings that the person registered for before they had a file. */
export async function sessionsOf(
  db: Tx,
  id: string,
  search: PersonSearch,
  emails: readonly string[],
): Promise<PersonData["sessions"]> {
  const rows = await db
    .selectFrom("participant as p")
    .innerJoin("workshop as s", (join) =>
      join.onRef("s.organisation_id", "=", "p.organisation_id").onRef("s.id", "=", "p.workshop_id"),
    )
    .where(({ or, and, eb }) =>
      or([
        eb("p.worker_id", "=", id),
        and([
          eb("p.worker_id", "is", null),
          sql<boolean>`lower(p.email::text) = any (${emails.map((email) => email.toLowerCase())}::text[])`,
        ]),
      ]),
    )
    .select([
      "s.title",
      "s.kind",
      "s.description",
      "s.held_on as heldOn",
      "s.start_time as startTime",
    ])
    .select([
      "s.duration_minutes as durationMinutes",
      "s.place",
      "s.place_detail as placeDetail",
      "s.minutes",
    ])
    .select(["p.attendance", "p.registered_at as registeredAt", "p.cancelled_at as cancelledAt"])
    .select([
      "p.given_name as givenName",
      "p.family_name as familyName",
      "p.email",
      "p.phone",
      "p.language",
    ])
    .select(
      sql<string[]>`array(select v.label from workshop_theme h join list_value v
        on v.organisation_id = h.organisation_id and v.id = h.value_id
        where h.organisation_id = s.organisation_id and h.workshop_id = s.id order by v.position)`.as(
        "themes",
      ),
    )
    .orderBy("s.held_on")
    .orderBy("s.id")
    .execute();
  return rows.map(({ minutes, givenName, familyName, email, phone, language, ...row }) => ({
    ...row,
    registration: { givenName, familyName, email, phone, language },
    minutes: paragraphsNaming(minutes, search),
  }));
}

function paragraphsNaming(text: string, search: TraceSearch): string[] {
  return text
    .split(/\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => findTraces(paragraph, [search]).length > 0);
}
