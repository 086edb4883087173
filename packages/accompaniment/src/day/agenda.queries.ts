import { daysAfter } from "@essaim/database/today";
import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { ATTENDANCE_DAYS, DAY_LINES } from "./day.schema.ts";

/** An appointment or a group session, of the day or still to be told. */
export type AgendaLine = {
  kind: "meeting" | "workshop" | "event";
  id: string;
  /** The person, or the session's title. */
  title: string;
  workerId: string | null;
  heldOn: string;
  /** `HH:MM` in Paris; null for a day without a time. */
  startTime: string | null;
  place: "office" | "home" | "remote" | "third_place";
  placeDetail: string;
  /** Who holds it; null on one's own day, where nobody needs to be told. */
  coachName: string | null;
  /** For a group session, how many are expected still, and how many came. */
  expected: number | null;
  came: number | null;
};

export type Agenda = {
  today: AgendaLine[];
  /** Gone by, and nobody has said what happened: the latest first, at most DAY_LINES. */
  toTell: AgendaLine[];
  toTellCount: number;
};

/** As `p`, of a session `s`: how many are expected still, and how many came. */
export const attendanceOfSession = sql`lateral (
  select count(*) filter (where p.attendance = 'expected') as expected,
    count(*) filter (where p.attendance = 'present') as came
  from participant p
  where p.organisation_id = s.organisation_id and p.workshop_id = s.id and p.cancelled_at is null) p`;

/** More than one coach meets in a day. */
const MOST_A_DAY = 40;

/**
 * Today's appointments and sessions, and those of the past whose minutes or attendance are missing.
 * @param coachId null for the whole organisation
 */
export async function agendaOf(db: Tx, coachId: string | null, day: string): Promise<Agenda> {
  const since = daysAfter(day, -ATTENDANCE_DAYS);
  const { rows } = await sql<AgendaLine & { total: number }>`
    with line as (
      select 'meeting' as kind, t.id, w.given_name || ' ' || w.family_name as title, w.id as worker_id, t.held_on,
        t.start_time, t.place, t.place_detail, t.coach_id, null::bigint as expected,
        null::bigint as came
      from meeting t
      join worker w on w.organisation_id = t.organisation_id and w.id = t.worker_id
      where t.attendance = 'expected' and t.held_on <= ${day} and w.anonymised_at is null
        and ${coachId ? sql`t.coach_id = ${coachId}` : sql`true`}
      union all
      select case when is_event(s.kind) then 'event' else 'workshop' end, s.id, s.title, null, s.held_on, s.start_time, s.place, s.place_detail, s.coach_id,
        p.expected, p.came
      from workshop s
      cross join ${attendanceOfSession}
      where s.held_on between ${since} and ${day} and s.cancelled_at is null
        and ${coachId ? sql`s.coach_id = ${coachId}` : sql`true`}
        and (s.held_on = ${day} or p.expected > 0)),
    ranked as (
      select line.*, line.held_on = ${day} as is_today,
        count(*) over (partition by line.held_on = ${day}) as total,
        row_number() over (partition by line.held_on = ${day}
          order by line.held_on desc, line.start_time nulls first, line.id) as place_in_list
      from line)
    select r.kind, r.id, r.title, r.worker_id as "workerId", r.held_on as "heldOn",
      to_char(r.start_time, 'HH24:MI') as "startTime", r.place, r.place_detail as "placeDetail",
      ${coachId ? sql`null` : sql`u.full_name`} as "coachName", r.expected, r.came, r.total
    from ranked r
    ${coachId ? sql`` : sql`join membership m on m.id = r.coach_id join user_account u on u.id = m.user_id`}
    where r.place_in_list <= case when r.is_today then ${MOST_A_DAY}::int else ${DAY_LINES}::int end
    order by r.is_today desc, r.place_in_list`.execute(db);
  const lines = rows.map(({ total, ...line }) => line);
  const toTell = lines.filter((line) => line.heldOn !== day);
  return {
    today: lines.filter((line) => line.heldOn === day),
    toTell,
    toTellCount: rows.find((line) => line.heldOn !== day)?.total ?? 0,
  };
}
