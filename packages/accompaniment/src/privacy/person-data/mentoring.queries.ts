import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { PersonData } from "../access-export.schema.ts";

export async function offersOf(db: Tx, id: string): Promise<PersonData["offers"]> {
  return await db
    .selectFrom("mentor_offer as o")
    .leftJoin("open_resource as r", (join) =>
      join
        .onRef("r.organisation_id", "=", "o.organisation_id")
        .onRef("r.id", "=", "o.open_resource_id"),
    )
    .leftJoin("activity as a", (join) =>
      join.onRef("a.organisation_id", "=", "o.organisation_id").onRef("a.id", "=", "o.activity_id"),
    )
    .leftJoin("commune as c", "c.code", "o.commune_code")
    .leftJoin("list_value as v", (join) =>
      join.onRef("v.organisation_id", "=", "o.organisation_id").onRef("v.id", "=", "o.value_id"),
    )
    .where("o.worker_id", "=", id)
    .select([
      sql<string>`coalesce(r.name, a.title, c.name, v.label, '')`.as("what"),
      "o.note",
      "o.offered_on as offeredOn",
      "o.ended_on as endedOn",
    ])
    .orderBy("o.offered_on")
    .orderBy("o.id")
    .execute();
}

export async function mentorshipsOf(db: Tx, id: string): Promise<PersonData["mentorships"]> {
  const rows = await db
    .selectFrom("mentorship as m")
    .where(({ or, eb }) => or([eb("m.mentor_id", "=", id), eb("m.novice_id", "=", id)]))
    .selectAll()
    .select(
      sql<PersonData["mentorships"][number]["sessions"]>`coalesce((
        select json_agg(json_build_object('heldOn', s.held_on, 'durationMinutes', s.duration_minutes,
          'summary', s.summary) order by s.held_on, s.id) from mentorship_session s
        where s.organisation_id = m.organisation_id and s.mentorship_id = m.id), '[]')`.as(
        "sessions",
      ),
    )
    .orderBy("m.proposed_on")
    .orderBy("m.id")
    .execute();
  return rows.map((row) => {
    const isMentor = row.mentor_id === id;
    return {
      role: isMentor ? ("mentor" as const) : ("novice" as const),
      proposedOn: row.proposed_on,
      reasons: row.reasons,
      acceptedOn: isMentor ? row.mentor_accepted_on : row.novice_accepted_on,
      declinedOn: row.declined_on,
      endedOn: row.ended_on,
      // What the other gained is theirs.
      gain: isMentor ? row.mentor_gain : row.novice_gain,
      sessions: row.sessions,
    };
  });
}
