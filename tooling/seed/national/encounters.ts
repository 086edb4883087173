import type { Database } from "@essaim/database/connection";
import { sql } from "kysely";
import type { Size } from "./size.ts";

/** Meetings all along the support of each person; some missed, some to come, some still to be told; workshops. */
export async function addEncounters(db: Database, size: Size): Promise<void> {
  await sql`
    insert into meeting (organisation_id, worker_id, coach_id, held_on, start_time, duration_minutes, place, summary, attendance)
    select w.organisation_id, w.id, w.coach_id, t.held_on, time '09:00' + (w.n % 16) * interval '30 minutes', 60, 'office',
      case when t.attendance = 'present' then 'Point d’étape ' || k || ' ' || md5(w.n::text) else '' end, t.attendance
    from bench_worker w, generate_series(0, (coalesce(w.until, current_date) - w.since) / ${size.daysBetweenMeetings}::int) k,
      lateral (select coalesce(w.until, current_date) - k * ${size.daysBetweenMeetings}::int - (w.n * 7 + k * 11) % 80 as held_on,
        case when (w.n * 31 + k * 17) % 100 < 12 or (w.n % 40 = 3 and k < 5) then 'absent'
          when (w.n * 31 + k * 17) % 100 < 16 then 'excused' else 'present' end as attendance) t
    where t.held_on >= w.since`.execute(db);
  await sql`
    insert into meeting (organisation_id, worker_id, coach_id, held_on, start_time, duration_minutes, place, attendance)
    select w.organisation_id, w.id, w.coach_id, current_date + (w.n / 40) % 40 - 5, time '09:00' + (w.n % 16) * interval '30 minutes',
      60, 'office', 'expected'
    from bench_worker w where w.until is null and w.n % 3 = 0`.execute(db);
  await addUpMeetings(db);
  await sql`create temporary table bench_workshop on commit drop as
    select o.id as organisation_id, uuidv7() as id, n, o.workers,
      coalesce(o.coach_id, (select c.id from bench_coach c where c.organisation_id = o.id order by c.n limit 1)) as coach_id
    from bench_organisation o, generate_series(1, o.workers / 4) n`.execute(db);
  await sql`
    insert into workshop (organisation_id, id, kind, title, coach_id, held_on, start_time, duration_minutes, place)
    select organisation_id, id, 'workshop', 'Atelier ' || n, coach_id, current_date + 10 - n * ${size.days}::int * 4 / workers,
      time '14:00', 120, 'third_place'
    from bench_workshop`.execute(db);
  await sql`
    insert into participant (organisation_id, workshop_id, worker_id, attendance)
    select s.organisation_id, s.id, w.id,
      case when s.n = 1 then 'expected' when (s.n + p) % 7 = 0 then 'absent' else 'present' end
    from bench_workshop s cross join generate_series(1, 12) p
    join bench_worker w on w.organisation_id = s.organisation_id and w.n = 1 + (s.n * 13 + p) % s.workers`.execute(
    db,
  );
}

/** What triggers add up elsewhere: none ran here. */
async function addUpMeetings(db: Database): Promise<void> {
  await sql`delete from meeting_month where organisation_id in (select id from bench_organisation)`.execute(
    db,
  );
  await sql`
    insert into meeting_month (organisation_id, coach_id, month, held, held_minutes, missed, excused)
    select organisation_id, coach_id, date_trunc('month', held_on)::date, count(*) filter (where attendance = 'present'),
      coalesce(sum(duration_minutes) filter (where attendance = 'present'), 0),
      count(*) filter (where attendance = 'absent'), count(*) filter (where attendance = 'excused')
    from meeting where attendance <> 'expected' and organisation_id in (select id from bench_organisation)
    group by 1, 2, 3`.execute(db);
}

/** Six actions per person, of which two are open and one is late, and an objective that some serve. */
export async function addPlans(db: Database): Promise<void> {
  await sql`create temporary table bench_objective on commit drop as
    select organisation_id, id as worker_id, uuidv7() as id, n, coach_id from bench_worker`.execute(
    db,
  );
  await sql`insert into objective (organisation_id, id, worker_id, title, set_on)
    select organisation_id, id, worker_id, 'Vivre de son activité', current_date - 100 - n % 300 from bench_objective`.execute(
    db,
  );
  await sql`
    insert into plan_action (organisation_id, worker_id, objective_id, label, owner_id, due_on, done_on)
    select o.organisation_id, o.worker_id, case when k % 2 = 0 then o.id end, 'Démarche ' || k,
      case when k % 3 = 0 then o.coach_id end, d.due_on, case when k > 1 then d.due_on - 1 end
    from bench_objective o, generate_series(0, 5) k,
      lateral (select case k when 0 then current_date + (o.n * 7) % 60 when 1 then current_date + (o.n * 5) % 40 - 30
        else current_date - k * 40 - o.n % 30 end as due_on) d`.execute(db);
}
