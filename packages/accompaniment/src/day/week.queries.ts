import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { Attendance } from "../meeting/attendance.schema.ts";
import { type AgendaLine, attendanceOfSession } from "./agenda.queries.ts";
import { daySchema } from "./day.schema.ts";
import { weekOf } from "./week.rules.ts";

/** An appointment, a meeting told or a group session of a week. */
export type WeekLine = AgendaLine & {
  durationMinutes: number;
  /** Of the person met; null for a group session. */
  attendance: Attendance | null;
};

/** More than a large team does in a week. */
const MOST_A_WEEK = 600;

/**
 * The appointments and group sessions of the week of a day, in order: those to come and those gone by. What was
 * cancelled is left out.
 * @param input.scope "mine" for what the actor holds, "everyone" for the whole organisation
 */
export const coachWeek = defineQuery({
  name: "coachWeek",
  permission: "meeting:read",
  input: daySchema,
  run: async ({ db, actor, input }): Promise<WeekLine[]> => {
    const { monday, sunday } = weekOf(input.day);
    const mine = input.scope === "mine";
    const whose = (column: string) =>
      mine ? sql`${sql.ref(column)} = ${actor.membershipId}` : sql`true`;
    const { rows } = await sql<WeekLine>`
      with line as (
        select 'meeting' as kind, t.id, w.given_name || ' ' || w.family_name as title, w.id as worker_id, t.held_on,
          t.start_time, t.duration_minutes, t.place, t.place_detail, t.coach_id, t.attendance,
          null::bigint as expected, null::bigint as came
        from meeting t
        join worker w on w.organisation_id = t.organisation_id and w.id = t.worker_id
        where t.held_on between ${monday} and ${sunday} and w.anonymised_at is null and ${whose("t.coach_id")}
        union all
        select case when is_event(s.kind) then 'event' else 'workshop' end, s.id, s.title, null, s.held_on, s.start_time, s.duration_minutes, s.place, s.place_detail,
          s.coach_id, null, p.expected, p.came
        from workshop s
        cross join ${attendanceOfSession}
        where s.held_on between ${monday} and ${sunday} and s.cancelled_at is null and ${whose("s.coach_id")})
      select l.kind, l.id, l.title, l.worker_id as "workerId", l.held_on as "heldOn",
        to_char(l.start_time, 'HH24:MI') as "startTime", l.duration_minutes as "durationMinutes", l.place,
        l.place_detail as "placeDetail", ${mine ? sql`null` : sql`u.full_name`} as "coachName", l.attendance,
        l.expected, l.came
      from line l
      join membership m on m.id = l.coach_id
      join user_account u on u.id = m.user_id
      order by l.held_on, l.start_time nulls first, l.id
      limit ${MOST_A_WEEK}`.execute(db);
    return rows;
  },
});
