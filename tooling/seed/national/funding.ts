import type { Database } from "@essaim/database/connection";
import { sql } from "kysely";

const linesPerGrant = 4;

/**
 * Fills organisations with invented grants, their lines, instalments and receipts, and with expenses: one in five of
 * staff time, one in twenty-five split over two lines, as many on no line, the recent ones not paid yet. Triggers do not
 * run: the sums agree by construction, and the totals by month are made here at once.
 * @param db a transaction of the owner, who must be a superuser, with a table `bench_purse` of organisation_id, grants and expenses
 * @param name set apart from what was added before
 */
export async function addFunding(db: Database, name: string): Promise<void> {
  await sql`set local session_replication_role = replica`.execute(db);
  await sql`create temporary table bench_programme on commit drop as
    select organisation_id, n, uuidv7() as id from bench_purse, generate_series(0, least(20, grants) - 1) n`.execute(
    db,
  );
  await sql`insert into programme (organisation_id, id, name)
    select organisation_id, id, 'Programme ' || ${name} || ' ' || n from bench_programme`.execute(
    db,
  );
  await sql`insert into programme_action (organisation_id, programme_id, position, name)
    select organisation_id, id, k, (array['Accompagner', 'Faire connaître', 'Partager'])[k] from bench_programme, generate_series(1, 3) k`.execute(
    db,
  );
  await sql`create temporary table bench_funder on commit drop as
    select organisation_id, n, uuidv7() as id from bench_purse, generate_series(0, least(50, grants) - 1) n`.execute(
    db,
  );
  await sql`insert into funder (organisation_id, id, name, kind)
    select organisation_id, id, 'Financeur ' || ${name} || ' ' || n,
      (array['public', 'foundation', 'company', 'other'])[1 + n % 4] from bench_funder`.execute(db);
  await addGrants(db, name);
  await addTargets(db);
  await addLines(db);
  await addPayments(db);
  // Joined by their places: without knowing how many they are, each expense would be asked of every line.
  await sql`analyze bench_line`.execute(db);
  await sql`analyze bench_purse`.execute(db);
  await addExpenses(db);
  await sql`
    insert into spending_month (organisation_id, budget_line_id, month, committed_cents, paid_cents)
    select a.organisation_id, a.budget_line_id, date_trunc('month', e.incurred_on)::date,
      coalesce(sum(a.amount_cents) filter (where e.paid_on is null), 0),
      coalesce(sum(a.amount_cents) filter (where e.paid_on is not null), 0)
    from bench_line l
    join expense_allocation a on a.organisation_id = l.organisation_id and a.budget_line_id = l.id
    join expense e on e.organisation_id = a.organisation_id and e.id = a.expense_id
    group by 1, 2, 3`.execute(db);
  await sql`
    insert into unsplit_expense (organisation_id, expense_id, incurred_on)
    select e.organisation_id, e.id, e.incurred_on from bench_purse p join expense e on e.organisation_id = p.organisation_id
    where not exists (select from expense_allocation a
      where a.organisation_id = e.organisation_id and a.expense_id = e.id)
    on conflict do nothing`.execute(db);
  await sql`
    insert into expense_month (organisation_id, month, expenses)
    select e.organisation_id, date_trunc('month', e.incurred_on)::date, count(*)
    from bench_purse p join expense e on e.organisation_id = p.organisation_id group by 1, 2
    on conflict (organisation_id, month) do update set expenses = excluded.expenses`.execute(db);
}

/**
 * One in ten is closed; one in five is envisaged, applied for or declined, and spends nothing. Of the awarded ones, one in
 * fifty lasts ten years, of which half a year is left.
 */
async function addGrants(db: Database, name: string): Promise<void> {
  await sql`create temporary table bench_grant on commit drop as
    select p.organisation_id, p.grants, n, uuidv7() as id, s.status, s.status in ('awarded', 'closed') as is_awarded,
      1000000 + (n * 7919 % 90) * 100000::bigint as amount_cents, d.starts_on,
      (d.starts_on + case when n % 50 = 7 then 10 else 1 + n % 3 end * interval '1 year' - interval '1 day')::date as ends_on
    from bench_purse p, generate_series(0, p.grants - 1) n,
      lateral (select (array['closed', 'envisaged', 'applied', 'declined'])[
        case when n % 10 = 0 then 1 when n % 20 = 5 then 2 when n % 10 = 6 then 3 when n % 20 = 15 then 4 end] as odd) o,
      lateral (select coalesce(o.odd, 'awarded') as status) s,
      lateral (select case s.status when 'closed' then current_date - 1500 - n * 53 % 2000
        when 'awarded' then current_date - case when n % 50 = 7 then 3460 else 20 + n * 379 % 2800 end
        else current_date + n % 200 end as starts_on) d`.execute(db);
  await sql`
    insert into funding_grant (organisation_id, id, programme_id, funder_id, title, reference, status, starts_on, ends_on,
      asked_cents, amount_cents, applied_on, decided_on, signed_on, apply_by, closed_on)
    select g.organisation_id, g.id, p.id, f.id, 'Financement ' || ${name} || ' ' || g.n, 'M-' || g.n, g.status, g.starts_on, g.ends_on,
      g.amount_cents + 500000, case when g.is_awarded then g.amount_cents end,
      case when g.status <> 'envisaged' then g.starts_on - 90 end,
      case when g.is_awarded or g.status = 'declined' then g.starts_on - 30 end,
      case when g.is_awarded then g.starts_on - 10 end,
      case when g.status = 'envisaged' then current_date + g.n % 60 end,
      case when g.status = 'closed' then g.ends_on + 60 end
    from bench_grant g
    join bench_programme p on p.organisation_id = g.organisation_id and p.n = g.n % 20
    join bench_funder f on f.organisation_id = g.organisation_id and f.n = g.n % 50`.execute(db);
}

/** Five promises by grant that is awarded, each with a milestone a year. */
async function addTargets(db: Database): Promise<void> {
  await sql`create temporary table bench_target on commit drop as
    select g.organisation_id, uuidv7() as id, g.id as grant_id, g.starts_on, g.ends_on, a.id as action_id, t.key, t.value
    from bench_grant g
    join funding_grant f on f.organisation_id = g.organisation_id and f.id = g.id
    cross join lateral (values (1, 'supported_workers', 60), (2, 'video_views', 200000), (2, 'text_audio_visits', 90000),
        (1, 'indirect_beneficiaries', 5000), (3, 'contributions_to_commons', 400)) t (position, key, value)
    join programme_action a on a.organisation_id = f.organisation_id and a.programme_id = f.programme_id and a.position = t.position
    where g.is_awarded`.execute(db);
  await sql`insert into target (organisation_id, id, grant_id, action_id, indicator_key, value)
    select organisation_id, id, grant_id, action_id, key, value from bench_target`.execute(db);
  await sql`insert into target_milestone (organisation_id, target_id, due_on, value)
    select organisation_id, id, day, greatest(1, value * (day - starts_on) / (ends_on - starts_on))
    from bench_target, generate_series(1, 9) year, lateral (select (starts_on + year * interval '1 year')::date as day) d
    where day < ends_on`.execute(db);
}

async function addLines(db: Database): Promise<void> {
  await sql`create temporary table bench_line on commit drop as
    select g.organisation_id, uuidv7() as id, g.id as grant_id, g.starts_on, g.ends_on, k,
      (array['606', '622', '641', '625'])[1 + k] as account, g.amount_cents / ${linesPerGrant} as amount_cents,
      row_number() over (partition by g.organisation_id order by g.is_awarded desc, g.n, k) - 1 as place, g.is_awarded
    from bench_grant g, generate_series(0, ${linesPerGrant - 1}) k`.execute(db);
  await sql`
    insert into budget_line (organisation_id, id, label, grant_id, amount_cents, starts_on, ends_on, account)
    select organisation_id, id, (array['Achats', 'Honoraires', 'Équipe', 'Déplacements'])[1 + k], grant_id, amount_cents,
      starts_on, ends_on, account
    from bench_line`.execute(db);
  await sql`create unique index on bench_line (organisation_id, place)`.execute(db);
  await sql`create unique index on bench_line (id)`.execute(db);
  await sql`analyze bench_line`.execute(db);
}

/** Half at the signature, a third halfway, what is left after the end; received two weeks late when its day has come. */
async function addPayments(db: Database): Promise<void> {
  await sql`create temporary table bench_instalment on commit drop as
    select g.organisation_id, uuidv7() as id, g.n, g.id as grant_id, i.* from bench_grant g, lateral (values
      ('Acompte', g.starts_on + 30, g.amount_cents / 2),
      ('Deuxième versement', g.starts_on + (g.ends_on - g.starts_on) / 2, g.amount_cents / 3),
      ('Solde', g.ends_on + 90, g.amount_cents - g.amount_cents / 2 - g.amount_cents / 3)) i (label, expected_on, amount_cents)
    where g.is_awarded`.execute(db);
  await sql`insert into instalment (organisation_id, id, grant_id, label, expected_on, amount_cents)
    select organisation_id, id, grant_id, label, expected_on, amount_cents from bench_instalment`.execute(
    db,
  );
  await sql`insert into receipt (organisation_id, grant_id, instalment_id, received_on, amount_cents)
    select organisation_id, grant_id, id, expected_on + 14, amount_cents from bench_instalment
    where expected_on + 14 <= current_date and n % 25 <> 3`.execute(db);
}

/** Nine tenths of each line are spent over its period; nothing is dated after today. */
async function addExpenses(db: Database): Promise<void> {
  await sql`create temporary table bench_expense on commit drop as
    with awarded as (select organisation_id, count(*) as lines from bench_line where is_awarded group by 1)
    select p.organisation_id, x.n, h.hash, uuidv7() as id, l.id as line_id, next.id as next_line_id, l.account, h.hash % 5 = 2 as is_staff,
      d.incurred_on,
      case when d.incurred_on < current_date - 45 or h.hash % 3 = 0 then least(current_date, d.incurred_on + h.hash % 30) end as paid_on,
      -- By steps of fifty cents, which a minute at thirty euros an hour makes.
      greatest(50, (l.amount_cents * 9 / 10 / (p.expenses::bigint / awarded.lines)) * (50 + h.hash % 100) / 100 / 50 * 50) as amount_cents
    from bench_purse p join awarded using (organisation_id) cross join generate_series(1, p.expenses::bigint) x (n)
    join bench_line l on l.organisation_id = p.organisation_id and l.place = x.n % awarded.lines
    join bench_line next on next.organisation_id = p.organisation_id and next.place = case when l.k = ${linesPerGrant - 1} then l.place - 1 else l.place + 1 end,
      -- Scattered, so that every line has some of each.
      lateral (select hashint8(x.n) & 2147483647 as hash) h,
      lateral (select least(current_date, l.ends_on) - l.starts_on as days) span,
      lateral (select l.starts_on + (x.n * 104729 % (span.days + 1))::int as incurred_on) d`.execute(
    db,
  );
  await sql`
    insert into expense (organisation_id, id, kind, label, supplier, account, incurred_on, paid_on, amount_cents,
      staff_member, minutes, hourly_cents, reference, evidence_url)
    select organisation_id, id, case when is_staff then 'staff_time' else 'purchase' end,
      case when is_staff then 'Temps passé' else 'Achat de mesure ' || n end,
      case when is_staff then '' else 'Fournisseur de mesure ' || n % 400 end,
      account, incurred_on, paid_on, amount_cents,
      case when is_staff then 'Poste ' || n % 12 end, case when is_staff then amount_cents / 50 end,
      case when is_staff then 3000 end, 'F-' || n,
      case when not is_staff and hash % 4 > 0 then 'https://example.org/preuves/' || n end
    from bench_expense`.execute(db);
  await sql`
    insert into expense_allocation (organisation_id, expense_id, budget_line_id, amount_cents)
    select organisation_id, id, line_id, case when hash % 25 = 7 then amount_cents * 6 / 10 else amount_cents end
      from bench_expense where hash % 25 <> 11
    union all
    select organisation_id, id, next_line_id, amount_cents - amount_cents * 6 / 10
      from bench_expense where hash % 25 = 7`.execute(db);
}
