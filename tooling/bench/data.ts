import { connectAs, type Database } from "@essaim/database/connection";
import { sql } from "kysely";
import { addRecords, publishedRecords } from "./records.ts";

/**
 * What is added to the demo data. One cooperative in six of France's people has a large house of its own; the
 * others share the rest.
 */
const size = {
  organisations: 99,
  /** People of the demo organisation, and of each other one. */
  workersHere: 2_000,
  workersElsewhere: 101,
  /** Colleagues of the demo's coach: each follows some fifty people. */
  coachesHere: 39,
  coachesElsewhere: 2,
  /** Told meetings per person, one every thirty days: 1,000,000 in all. */
  meetingsPerWorker: 84,
};

/**
 * Fills a database that holds the demonstration until an index matters. Invented rows, made by the database.
 * @param url owner's address of a database that is thrown away afterwards; the owner must be a superuser
 */
export async function enlarge(url: string, say: (text: string) => void): Promise<void> {
  const { db, close } = connectAs(url, 1);
  try {
    await db.transaction().execute(async (trx) => {
      // Neither foreign keys nor triggers: the rows below agree by construction, and there are a million of them.
      await sql`set local session_replication_role = replica`.execute(trx);
      await sql`set local maintenance_work_mem = '256MB'`.execute(trx);
      await addPeople(trx);
      await addHomes(trx);
      await addEncounters(trx);
      await addPlans(trx);
      await addRecords(trx);
    });
    await sql`vacuum (analyze)`.execute(db);
    const { rows } = await sql<{ people: number; meetings: number; organisations: number }>`
      select (select count(*) from worker) as people, (select count(*) from meeting) as meetings,
        (select count(*) from organisation) as organisations`.execute(db);
    say(
      `Données de mesure : ${rows[0]?.people} personnes et ${rows[0]?.meetings} rendez-vous dans ${rows[0]?.organisations} organisations, dont ${size.workersHere} personnes dans celle qui est mesurée ; ${publishedRecords} fiches publiées`,
    );
  } finally {
    await close();
  }
}

/** Organisations, coaches, people with the day they came, and a contract about to end for some. */
async function addPeople(db: Database): Promise<void> {
  await sql`create temporary table bench_organisation on commit drop as
    select m.organisation_id as id, 0 as number, ${size.workersHere}::int as workers,
      ${size.coachesHere}::int as coaches, m.id as coach_id
    from membership m join user_account u on u.id = m.user_id where u.email = 'coach@essaim.test'
    union all
    select uuidv7(), n, ${size.workersElsewhere}, ${size.coachesElsewhere}, null
    from generate_series(1, ${size.organisations}) n`.execute(db);
  await sql`insert into organisation (id, name, slug)
    select id, 'Banc ' || number, 'banc-' || number from bench_organisation where number > 0`.execute(
    db,
  );
  await sql`create temporary table bench_coach on commit drop as
    select o.id as organisation_id, uuidv7() as id, uuidv7() as user_id, o.number, n
    from bench_organisation o, generate_series(1, o.coaches) n`.execute(db);
  await sql`insert into user_account (id, email, full_name)
    select user_id, 'banc-' || number || '-' || n || '@example.org', 'Banc ' || number || ' ' || n
    from bench_coach`.execute(db);
  await sql`insert into membership (organisation_id, id, user_id, role)
    select organisation_id, id, user_id, 'coach' from bench_coach`.execute(db);
  await sql`create temporary table bench_worker on commit drop as
    with team as (
      select organisation_id, array_agg(id) as ids from (
        select organisation_id, id from bench_coach
        union all select id, coach_id from bench_organisation where coach_id is not null) c
      group by organisation_id)
    select o.id as organisation_id, uuidv7() as id, n, t.ids[1 + n % cardinality(t.ids)] as coach_id,
      current_date - ${30 * size.meetingsPerWorker}::int - n % 200 as since,
      -- One in six has left.
      case when n % 6 = 0 then current_date - n % 700 end as until
    from bench_organisation o join team t on t.organisation_id = o.id, generate_series(1, o.workers) n`.execute(
    db,
  );
  await sql`
    insert into worker (organisation_id, id, given_name, family_name, kind, coach_id, supported_from, supported_until,
      commune_code, phone, residence)
    select organisation_id, id, (array['Ana','Louis','Inès','Malik','Zoé','Karim'])[1 + n % 6],
      'Banc ' || md5(n::text), (array['platform_worker','commons_contributor','both'])[1 + n % 3],
      coach_id, since, until, '59350', '07' || lpad((n * 7919 % 100000000)::text, 8, '0'),
      (array['outside','unknown'])[1 + n % 2]
    from bench_worker`.execute(db);
  await sql`
    insert into stage (organisation_id, worker_id, kind, starts_on, term_on, ends_on)
    select organisation_id, id, 'candidate', since, null::date, null::date from bench_worker
    union all select organisation_id, id, 'cape', current_date - n % 360, current_date - n % 360 + 360, current_date - n % 360 + 360
      from bench_worker where until is null and n % 2 = 0
    union all select organisation_id, id, 'exit', until, null, null from bench_worker where until is not null`.execute(
    db,
  );
  await sql`insert into support_period (organisation_id, worker_id, starts_on, ends_on)
    select organisation_id, id, since, until from bench_worker`.execute(db);
}

/** Two homes each, and an answer corrected since; one address in twenty was found with a doubt. */
async function addHomes(db: Database): Promise<void> {
  await sql`
    insert into residence (organisation_id, worker_id, holds_from, generation, answer, commune_code, source, asked_address,
      found_address, lon, lat, score, doubts, to_check, superseded_at)
    select organisation_id, id, h.holds_from, case when h.holds_from < '2024-01-01' then 2015 else 2024 end, 'outside', '59350',
      'address', h.place || ' rue des Ruches, 59000 Lille', h.place || ' Rue des Ruches 59000 Lille', 3.05, 50.62,
      case when h.is_doubtful then 0.6 else 0.95 end, case when h.is_doubtful then array['low_score'] else '{}' end,
      h.is_doubtful, h.superseded_at
    from bench_worker, lateral (values (since, 1, n % 20 = 7, null::timestamptz), (current_date - n % 300, 2, n % 20 = 3, null),
      (current_date - n % 300, 3, n % 20 = 5, now())) h (holds_from, place, is_doubtful, superseded_at)`.execute(
    db,
  );
}

/** A meeting every thirty days or so with each person; some missed, some to come, some still to be told; workshops. */
async function addEncounters(db: Database): Promise<void> {
  await sql`
    insert into meeting (organisation_id, worker_id, coach_id, held_on, start_time, duration_minutes, place, summary, attendance)
    select w.organisation_id, w.id, w.coach_id, t.held_on, time '09:00' + (w.n % 16) * interval '30 minutes', 60, 'office',
      case when t.attendance = 'present' then 'Point d’étape ' || k || ' ' || md5(w.n::text) else '' end, t.attendance
    from bench_worker w, generate_series(0, ${size.meetingsPerWorker - 1}) k,
      lateral (select current_date - k * 30 - (w.n * 7 + k * 11) % 80 as held_on,
        case when (w.n * 31 + k * 17) % 100 < 12 or (w.n % 40 = 3 and k < 5) then 'absent'
          when (w.n * 31 + k * 17) % 100 < 16 then 'excused' else 'present' end as attendance) t`.execute(
    db,
  );
  await sql`
    insert into meeting (organisation_id, worker_id, coach_id, held_on, start_time, duration_minutes, place, attendance)
    select w.organisation_id, w.id, w.coach_id, current_date + (w.n / 40) % 40 - 5, time '09:00' + (w.n % 16) * interval '30 minutes',
      60, 'office', 'expected'
    from bench_worker w where w.until is null and w.n % 3 = 0`.execute(db);
  await sql`create temporary table bench_workshop on commit drop as
    select o.id as organisation_id, uuidv7() as id, n, o.workers,
      coalesce(o.coach_id, (select c.id from bench_coach c where c.organisation_id = o.id limit 1)) as coach_id
    from bench_organisation o, generate_series(1, o.workers / 10) n`.execute(db);
  await sql`
    insert into workshop (organisation_id, id, kind, title, coach_id, held_on, start_time, duration_minutes, place)
    select organisation_id, id, 'workshop', 'Atelier ' || n, coach_id, current_date + 10 - n * 12, time '14:00', 120, 'third_place'
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

/** Six actions per person, of which two are open and one is late, and an objective that some serve. */
async function addPlans(db: Database): Promise<void> {
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
