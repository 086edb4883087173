import type { Database } from "@essaim/database/connection";
import { sql } from "kysely";
import { lookers, type Size } from "./size.ts";

/** The organisations, with what is drawn from their size. What triggers give a new one, they give it here. */
export async function addOrganisations(db: Database, size: Size): Promise<void> {
  const { measured, tenth } = size;
  await sql`create temporary table bench_organisation on commit drop as
    with shares as (
      select n, 1.0 / (n + 10) as share from generate_series(2, ${size.organisations}) n),
    sized as (
      select n, ceil(${size.workersElsewhere} * share / sum(share) over ())::int as workers from shares)
    select m.organisation_id as id, 0 as number, ${measured.workers}::int as workers, ${measured.coaches}::int as coaches,
      m.id as coach_id, ${measured.grants}::int as grants, ${measured.expenses}::int as expenses
    from membership m join user_account u on u.id = m.user_id where u.email = 'coach@essaim.test'
    union all
    select uuidv7(), 1, ${tenth.workers}, ${tenth.coaches}, null, ${tenth.grants}, ${tenth.expenses}
    union all
    select uuidv7(), n, workers, 1 + workers / 50, null, 1 + workers / 20, workers * 25 from sized`.execute(
    db,
  );
  await sql`insert into organisation (id, name, slug)
    select id, 'Banc ' || number, 'banc-' || number from bench_organisation where number > 0`.execute(
    db,
  );
}

/** Coaches; for the organisation of a tenth, somebody of each role that is measured, as the demonstration has. */
export async function addAccounts(db: Database): Promise<void> {
  await sql`create temporary table bench_coach on commit drop as
    select o.id as organisation_id, uuidv7() as id, uuidv7() as user_id, o.number, n
    from bench_organisation o, generate_series(1, o.coaches) n`.execute(db);
  await sql`insert into user_account (id, email, full_name)
    select user_id, 'banc-' || number || '-' || n || '@example.org', 'Banc ' || number || ' ' || n
    from bench_coach`.execute(db);
  await sql`insert into membership (organisation_id, id, user_id, role)
    select organisation_id, id, user_id, 'coach' from bench_coach`.execute(db);
  // Whose grant lasts ten years.
  const added = [
    { number: 0, email: lookers.measured.funder, role: "funder" },
    { number: 1, email: lookers.tenth.funder, role: "funder" },
    { number: 1, email: lookers.tenth.manager, role: "manager" },
  ];
  for (const { number, email, role } of added) {
    await sql`
      with account as (
        insert into user_account (email, full_name, password_hash, is_demo)
        select ${email}, 'Banc ' || ${role}::text, password_hash, true from user_account where email = ${lookers.measured.manager}
        returning id)
      insert into membership (organisation_id, user_id, role, funder_id)
      select o.id, account.id, ${role}, case when ${role} = 'funder' then f.id end
      from account, bench_organisation o join bench_funder f on f.organisation_id = o.id and f.n = 7
      where o.number = ${number}`.execute(db);
  }
}

/** People who came day after day; one in six has left. Each takes the steps that there was time for. */
export async function addPeople(db: Database, size: Size): Promise<void> {
  await sql`create temporary table bench_worker on commit drop as
    with team as (
      select organisation_id, array_agg(id order by n) as ids from (
        select organisation_id, id, n from bench_coach
        union all select id, coach_id, 0 from bench_organisation where coach_id is not null) c
      group by organisation_id)
    select o.id as organisation_id, uuidv7() as id, n, t.ids[1 + n % cardinality(t.ids)] as coach_id, c.since,
      case when n % 6 = 0 then c.since + 60 + n * 31 % (current_date - c.since - 60) end as until,
      (array['woman','man','woman','man','other','refused',null])[1 + n * 13 % 7] as gender,
      (array['none','level_3','level_4','level_5','level_6','level_7','foreign',null])[1 + n * 5 % 8] as education
    from bench_organisation o join team t on t.organisation_id = o.id, generate_series(1, o.workers) n,
      lateral (select current_date - 90 - n * 7919 % ${size.days - 90}::int as since) c`.execute(
    db,
  );
  await sql`create temporary table bench_place on commit drop as
    select row_number() over (order by nc.neighbourhood_code, nc.commune_code) - 1 as rank, nc.neighbourhood_code, nc.commune_code
    from neighbourhood_commune nc join neighbourhood q on q.code = nc.neighbourhood_code
    where q.generation = 2024 and q.valid_until is null`.execute(db);
  await sql`create temporary table bench_home on commit drop as
    select w.organisation_id, w.id as worker_id, w.n, w.since, h.holds_from, h.move,
      case h.kind when 2 then 'unknown' when 3 then 'priority' else 'outside' end as answer,
      case when h.kind = 3 then p.neighbourhood_code end as neighbourhood_code, coalesce(p.commune_code, '59350') as commune_code
    from bench_worker w
    cross join lateral (values (1, w.since, w.n % 4), (2, w.since + (current_date - w.since) / 2, (w.n + w.n / 9) % 4)) h (move, holds_from, kind)
    left join bench_place p on p.rank = (w.n * 7 + h.move) % (select count(*) from bench_place)`.execute(
    db,
  );
  await sql`
    insert into worker (organisation_id, id, given_name, family_name, kind, coach_id, supported_from, supported_until,
      commune_code, phone, residence, neighbourhood_code, birth_year)
    select w.organisation_id, w.id, (array['Ana','Louis','Inès','Malik','Zoé','Karim'])[1 + w.n % 6],
      'Banc ' || md5(w.n::text), (array['platform_worker','commons_contributor','both'])[1 + w.n % 3],
      w.coach_id, w.since, w.until, h.commune_code, '07' || lpad((w.n * 7919 % 100000000)::text, 8, '0'),
      h.answer, h.neighbourhood_code, case when w.n % 12 > 0 then 1960 + w.n * 37 % 46 end
    from bench_worker w join bench_home h on h.worker_id = w.id and h.move = 2`.execute(db);
  await addStages(db);
  await sql`insert into support_period (organisation_id, worker_id, starts_on, ends_on, cape_term_on, cape_renewals, associate_by)
    select organisation_id, worker_id, starts_on, ends_on, cape_term_on, cape_renewals, associate_by
    from passage where worker_id in (select id from bench_worker)`.execute(db);
  await addAnswers(db);
  await addHomes(db);
  await addMentorships(db);
}

async function addStages(db: Database): Promise<void> {
  await sql`create temporary table bench_end on commit drop as
    select organisation_id, list_key, id, row_number() over (partition by organisation_id, list_key order by position, id) - 1 as rank,
      count(*) over (partition by organisation_id, list_key) as values
    from list_value where list_key in ('exit_reason', 'exit_destination')`.execute(db);
  await sql`
    insert into stage (organisation_id, worker_id, kind, starts_on, term_on, ends_on, exit_reason_id, exit_destination_id)
    select w.organisation_id, w.id, s.kind, s.starts_on, s.term_on, least(w.until, s.ends_on), null::uuid, null::uuid
    from bench_worker w, lateral (values
      ('candidate', w.since, null::date, null::date, true),
      ('diagnosis', w.since + 30, null, null, w.n % 8 > 0),
      ('cape', w.since + 90, w.since + 454, w.since + 454, w.n % 3 > 0),
      ('cesa', w.since + 455 + w.n % 30, null, w.until, w.n % 3 > 0 and w.n % 2 = 0)) s (kind, starts_on, term_on, ends_on, is_taken)
    where s.is_taken and s.starts_on <= current_date and (w.until is null or s.starts_on < w.until)
    union all
    select w.organisation_id, w.id, 'exit', w.until, null, null, r.id, d.id
    from bench_worker w
    left join bench_end r on r.organisation_id = w.organisation_id and r.list_key = 'exit_reason' and r.rank = w.n / 6 % r.values
    left join bench_end d on d.organisation_id = w.organisation_id and d.list_key = 'exit_destination'
      and d.rank = w.n / 6 % (d.values + 1)
    where w.until is not null`.execute(db);
}

/** What people said of themselves; some said nothing. */
async function addAnswers(db: Database): Promise<void> {
  await sql`
    insert into worker_value (organisation_id, worker_id, list_key, value_id, moment, is_multiple, is_sensitive)
    select w.organisation_id, w.id, v.list_key, v.id, 'now', l.is_multiple, l.is_sensitive
    from bench_worker w, lateral (values ('gender', w.gender), ('education', w.education)) said (list_key, code)
    join list_value v on v.list_key = said.list_key and v.code = said.code
    join value_list l on l.key = v.list_key
    where v.organisation_id = w.organisation_id`.execute(db);
}

/** Two homes each, and an answer corrected since; one address in twenty was found with a doubt. */
async function addHomes(db: Database): Promise<void> {
  await sql`
    insert into residence (organisation_id, worker_id, holds_from, generation, answer, neighbourhood_code, commune_code, source,
      asked_address, found_address, lon, lat, score, doubts, to_check, superseded_at)
    select h.organisation_id, h.worker_id, h.holds_from, 2024, h.answer, h.neighbourhood_code, h.commune_code, 'address',
      v.place || ' rue des Ruches, 59000 Lille', v.place || ' Rue des Ruches 59000 Lille', 3.05, 50.62,
      case when v.is_doubtful then 0.6 else 0.95 end, case when v.is_doubtful then array['low_score'] else '{}' end,
      v.is_doubtful, v.superseded_at
    from bench_home h, lateral (values (1, 1, h.n % 20 = 7, null::timestamptz), (2, 2, h.n % 20 = 3, null),
      (2, 3, h.n % 20 = 5, now())) v (move, place, is_doubtful, superseded_at)
    where v.move = h.move`.execute(db);
}

/** One person in ten has a mentor, who came before. */
async function addMentorships(db: Database): Promise<void> {
  await sql`
    insert into mentorship (organisation_id, mentor_id, novice_id, proposed_on, proposed_by, mentor_accepted_on, novice_accepted_on)
    select n.organisation_id, m.id, n.id, p.day, n.coach_id, p.day + 3, p.day + 5
    from bench_worker n join bench_worker m on m.organisation_id = n.organisation_id and m.n = n.n - 1,
      lateral (select greatest(n.since, m.since) + 20 as day) p
    where n.n % 10 = 2`.execute(db);
}
