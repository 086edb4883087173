import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { WORRYING_ABSENCES } from "../meeting/attendance.rules.ts";
import { DAY_LINES } from "./day.schema.ts";

/** Somebody whom one has lost sight of. */
export type PersonToSee = {
  workerId: string;
  workerName: string;
  phone: string | null;
  /** When they came, or came back. */
  supportedFrom: string;
  /** The last day somebody of the organisation met them, alone or in a group; null for never. */
  lastMetOn: string | null;
  /** Absences since then. Excuses do not count (see `absencesInARow`). */
  absences: number;
};

export type PeopleToSee = {
  /** Everybody accompanied on the day. */
  people: number;
  /** Of them, those whom nobody has met for so many weeks. */
  notMet: number;
  /** Those who missed WORRYING_ABSENCES meetings in a row. */
  silent: number;
  /** Those who are either, or both. */
  total: number;
  weeks: number;
  /** The silent first, then those not met for the longest; at most DAY_LINES. */
  lines: PersonToSee[];
};

/**
 * The people accompanied whom nobody has met for as many weeks as the organisation says, or who missed
 * WORRYING_ABSENCES meetings in a row. For somebody who came back, both count from their return.
 *
 * Each person costs a few steps down `meeting_worker` and `participant_worker`, whatever they have lived: 50
 * people take 1.5 ms, 1,700 people 28 ms, with 1,000,000 meetings in the table.
 * @param coachId null for the whole organisation
 */
export async function peopleToSee(
  db: Tx,
  coachId: string | null,
  day: string,
): Promise<PeopleToSee> {
  const { rows } = await sql<Omit<PeopleToSee, "lines"> & Partial<PersonToSee>>`
    with house as (
      select review_after_weeks as weeks, ${day}::date - 7 * review_after_weeks as since
      from organisation where id = app_organisation_id()),
    person as materialized (
      select w.id, w.organisation_id, came.came_on, last.met_on, silent.absences,
        greatest(last.met_on, came.came_on) < house.since as not_met
      from house
      cross join worker w
      cross join lateral (
        select coalesce((select p.starts_on from support_period p
          where p.organisation_id = w.organisation_id and p.worker_id = w.id and p.starts_on <= ${day}
          order by p.starts_on desc limit 1), w.supported_from) as came_on
        offset 0) came
      cross join lateral (
        select max(s.held_on) filter (where p.attendance = 'present') as met_on,
          array_agg(s.held_on) filter (where p.attendance = 'absent') as absent_on
        from participant p
        join workshop s on s.organisation_id = p.organisation_id and s.id = p.workshop_id
        where p.organisation_id = w.organisation_id and p.worker_id = w.id
          and p.cancelled_at is null and s.cancelled_at is null) together
      left join lateral (
        select t.held_on from meeting t
        where t.organisation_id = w.organisation_id and t.worker_id = w.id and t.attendance = 'present'
        order by t.held_on desc limit 1) alone on true
      cross join lateral (
        select greatest(alone.held_on, together.met_on) as met_on,
          greatest(alone.held_on, together.met_on, came.came_on - 1) as from_day
        -- Kept apart: worked into the query below, the day would no longer be looked up in the index.
        offset 0) last
      cross join lateral (
        select count(*) + (select count(*) from unnest(together.absent_on) d where d > last.from_day) as absences
        from meeting a
        where a.organisation_id = w.organisation_id and a.worker_id = w.id
          and a.attendance = 'absent' and a.held_on > last.from_day) silent
      where w.supported_from <= ${day} and (w.supported_until is null or w.supported_until >= ${day})
        and w.anonymised_at is null
        and ${coachId ? sql`w.coach_id = ${coachId}` : sql`true`}),
    counted as (
      select count(*) as people, count(*) filter (where not_met) as "notMet",
        count(*) filter (where absences >= ${WORRYING_ABSENCES}) as silent,
        count(*) filter (where not_met or absences >= ${WORRYING_ABSENCES}) as total
      from person)
    select c.people, c."notMet", c.silent, c.total, house.weeks, l.*
    from counted c cross join house
    left join lateral (
      select p.id as "workerId", w.given_name || ' ' || w.family_name as "workerName", w.phone,
        p.came_on as "supportedFrom", p.met_on as "lastMetOn", p.absences
      from person p
      join worker w on w.organisation_id = p.organisation_id and w.id = p.id
      where p.not_met or p.absences >= ${WORRYING_ABSENCES}
      order by p.absences >= ${WORRYING_ABSENCES} desc, greatest(p.met_on, p.came_on), p.id
      limit ${DAY_LINES}) l on true`.execute(db);
  const { people = 0, notMet = 0, silent = 0, total = 0, weeks = 0 } = rows[0] ?? {};
  return {
    people,
    notMet,
    silent,
    total,
    weeks,
    lines: rows.flatMap(({ people, notMet, silent, total, weeks, ...line }) =>
      line.workerId ? [line as PersonToSee] : [],
    ),
  };
}
