import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";

/** What already takes the time of whoever holds an appointment. */
export type Clash = {
  kind: "meeting" | "workshop";
  /** Whom they meet, or the title of the session. */
  title: string;
  /** `HH:MM` in Paris. */
  startTime: string;
  coachName: string;
  /** The reader's own time. */
  isMine: boolean;
};

/** The time that an appointment takes: `HH:MM` in Paris, and minutes. */
export type Slot = {
  coachId: string;
  heldOn: string;
  startTime: string;
  durationMinutes: number;
};

/** Somebody's time is taken twice: said once, and done all the same when it is asked for. */
export type Busy = { ok: false; reason: "busy"; clash: Clash };

/**
 * The first appointment or group session of the same coach that shares minutes with a slot; null when they are
 * free. What has no hour, and what was cancelled, takes no time.
 * @param reader membership of whoever asks
 * @param exceptId the appointment that is being moved
 */
export async function clashWith(
  db: Tx,
  slot: Slot,
  reader: string,
  exceptId?: string,
): Promise<Clash | null> {
  const { rows } = await sql<Clash>`
    with asked as (
      select minutes as starts, minutes + ${slot.durationMinutes}::int as ends
      from (select extract(epoch from ${slot.startTime}::time)::int / 60 as minutes) t),
    taken as (
      select 'meeting' as kind, t.id, w.given_name || ' ' || w.family_name as title, t.start_time, t.duration_minutes
      from meeting t
      join worker w on w.organisation_id = t.organisation_id and w.id = t.worker_id
      where t.coach_id = ${slot.coachId} and t.held_on = ${slot.heldOn} and t.attendance in ('expected', 'present')
        and w.anonymised_at is null
      union all
      select 'workshop', s.id, s.title, s.start_time, s.duration_minutes
      from workshop s
      where s.coach_id = ${slot.coachId} and s.held_on = ${slot.heldOn} and s.cancelled_at is null)
    select taken.kind, taken.title, to_char(taken.start_time, 'HH24:MI') as "startTime", u.full_name as "coachName",
      ${slot.coachId}::uuid = ${reader}::uuid as "isMine"
    from taken
    cross join asked
    cross join lateral (select extract(epoch from taken.start_time)::int / 60 as starts) at
    join membership m on m.id = ${slot.coachId}
    join user_account u on u.id = m.user_id
    where at.starts < asked.ends and at.starts + taken.duration_minutes > asked.starts
      and taken.id is distinct from ${exceptId ?? null}::uuid
    order by taken.start_time, taken.id
    limit 1`.execute(db);
  return rows[0] ?? null;
}
