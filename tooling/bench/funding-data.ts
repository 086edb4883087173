import type { Database } from "@essaim/database/connection";
import { sql } from "kysely";

/** What a large house would hold after some years: four lines by grant, several hundred expenses by grant that is awarded. */
export const fundingSize = { grants: 1_000, expenses: 500_000 };

const linesPerGrant = 4;

/**
 * Fills one organisation with invented grants, their lines, instalments and receipts, and with expenses: one in five of
 * staff time, one in twenty-five split over two lines, as many on no line, the recent ones not paid yet. Triggers do not
 * run: the sums agree by construction, and the totals by month are made here at once.
 * @param db a transaction of the owner, who must be a superuser
 * @param organisationId an organisation of the database, which is thrown away afterwards
 */
export async function addFunding(
  db: Database,
  organisationId: string,
  size = fundingSize,
): Promise<void> {
  await sql`set local session_replication_role = replica`.execute(db);
  await sql`create temporary table bench_programme on commit drop as
    select n, uuidv7() as id from generate_series(0, 19) n`.execute(db);
  await sql`insert into programme (organisation_id, id, name)
    select ${organisationId}::uuid, id, 'Programme de mesure ' || n from bench_programme`.execute(
    db,
  );
  await sql`create temporary table bench_funder on commit drop as
    select n, uuidv7() as id from generate_series(0, 49) n`.execute(db);
  await sql`insert into funder (organisation_id, id, name, kind)
    select ${organisationId}::uuid, id, 'Financeur de mesure ' || n,
      (array['public', 'foundation', 'company', 'other'])[1 + n % 4] from bench_funder`.execute(db);
  await addGrants(db, organisationId, size.grants);
  await addLines(db, organisationId);
  await addPayments(db, organisationId);
  await addExpenses(db, organisationId, size);
  await sql`
    insert into spending_month (organisation_id, budget_line_id, month, committed_cents, paid_cents)
    select a.organisation_id, a.budget_line_id, date_trunc('month', e.incurred_on)::date,
      coalesce(sum(a.amount_cents) filter (where e.paid_on is null), 0),
      coalesce(sum(a.amount_cents) filter (where e.paid_on is not null), 0)
    from expense_allocation a
    join expense e on e.organisation_id = a.organisation_id and e.id = a.expense_id
    join bench_line l on l.id = a.budget_line_id
    where a.organisation_id = ${organisationId}
    group by 1, 2, 3`.execute(db);
}

/** One in ten is closed; one in five is envisaged, applied for or declined, and spends nothing. */
async function addGrants(db: Database, organisationId: string, count: number): Promise<void> {
  await sql`create temporary table bench_grant on commit drop as
    select n, uuidv7() as id, s.status, s.status in ('awarded', 'closed') as is_awarded,
      1000000 + (n * 7919 % 90) * 100000::bigint as amount_cents, p.starts_on,
      (p.starts_on + (1 + n % 3) * interval '1 year' - interval '1 day')::date as ends_on
    from generate_series(0, ${count - 1}::int) n,
      lateral (select (array['closed', 'envisaged', 'applied', 'declined'])[
        case when n % 10 = 0 then 1 when n % 20 = 5 then 2 when n % 10 = 6 then 3 when n % 20 = 15 then 4 end] as odd) o,
      lateral (select coalesce(o.odd, 'awarded') as status) s,
      lateral (select case s.status when 'closed' then current_date - 1500 - n % 365
        when 'awarded' then current_date - 20 - n % 900 else current_date + n % 200 end as starts_on) p`.execute(
    db,
  );
  await sql`
    insert into funding_grant (organisation_id, id, programme_id, funder_id, title, reference, status, starts_on, ends_on,
      asked_cents, amount_cents, applied_on, decided_on, signed_on, apply_by, closed_on)
    select ${organisationId}::uuid, g.id, p.id, f.id, 'Financement de mesure ' || g.n, 'M-' || g.n, g.status, g.starts_on, g.ends_on,
      g.amount_cents + 500000, case when g.is_awarded then g.amount_cents end,
      case when g.status <> 'envisaged' then g.starts_on - 90 end,
      case when g.is_awarded or g.status = 'declined' then g.starts_on - 30 end,
      case when g.is_awarded then g.starts_on - 10 end,
      case when g.status = 'envisaged' then current_date + g.n % 60 end,
      case when g.status = 'closed' then g.ends_on + 60 end
    from bench_grant g
    join bench_programme p on p.n = g.n % 20
    join bench_funder f on f.n = g.n % 50`.execute(db);
}

async function addLines(db: Database, organisationId: string): Promise<void> {
  await sql`create temporary table bench_line on commit drop as
    select g.n * ${linesPerGrant} + k as n, uuidv7() as id, g.id as grant_id, g.starts_on, g.ends_on, k,
      (array['606', '622', '641', '625'])[1 + k] as account, g.amount_cents / ${linesPerGrant} as amount_cents,
      row_number() over (order by g.is_awarded desc, g.n, k) - 1 as place, g.is_awarded
    from bench_grant g, generate_series(0, ${linesPerGrant - 1}) k`.execute(db);
  await sql`
    insert into budget_line (organisation_id, id, label, grant_id, amount_cents, starts_on, ends_on, account)
    select ${organisationId}::uuid, id, (array['Achats', 'Honoraires', 'Équipe', 'Déplacements'])[1 + k], grant_id, amount_cents,
      starts_on, ends_on, account
    from bench_line`.execute(db);
  await sql`create unique index on bench_line (place)`.execute(db);
  await sql`create unique index on bench_line (id)`.execute(db);
  await sql`analyze bench_line`.execute(db);
}

/** Half at the signature, a third halfway, what is left after the end; received two weeks late when its day has come. */
async function addPayments(db: Database, organisationId: string): Promise<void> {
  await sql`create temporary table bench_instalment on commit drop as
    select uuidv7() as id, g.n, g.id as grant_id, i.* from bench_grant g, lateral (values
      ('Acompte', g.starts_on + 30, g.amount_cents / 2),
      ('Deuxième versement', g.starts_on + (g.ends_on - g.starts_on) / 2, g.amount_cents / 3),
      ('Solde', g.ends_on + 90, g.amount_cents - g.amount_cents / 2 - g.amount_cents / 3)) i (label, expected_on, amount_cents)
    where g.is_awarded`.execute(db);
  await sql`insert into instalment (organisation_id, id, grant_id, label, expected_on, amount_cents)
    select ${organisationId}::uuid, id, grant_id, label, expected_on, amount_cents from bench_instalment`.execute(
    db,
  );
  await sql`insert into receipt (organisation_id, grant_id, instalment_id, received_on, amount_cents)
    select ${organisationId}::uuid, grant_id, id, expected_on + 14, amount_cents from bench_instalment
    where expected_on + 14 <= current_date and n % 25 <> 3`.execute(db);
}

/** Nine tenths of each line are spent over its period; nothing is dated after today. */
async function addExpenses(
  db: Database,
  organisationId: string,
  size: typeof fundingSize,
): Promise<void> {
  await sql`create temporary table bench_expense on commit drop as
    with awarded as (select count(*) as lines from bench_line where is_awarded)
    select x.n, h.hash, uuidv7() as id, l.id as line_id, next.id as next_line_id, l.account, h.hash % 5 = 2 as is_staff,
      d.incurred_on,
      case when d.incurred_on < current_date - 45 or h.hash % 3 = 0 then least(current_date, d.incurred_on + h.hash % 30) end as paid_on,
      -- By steps of fifty cents, which a minute at thirty euros an hour makes.
      greatest(50, (l.amount_cents * 9 / 10 / (${size.expenses}::bigint / awarded.lines)) * (50 + h.hash % 100) / 100 / 50 * 50) as amount_cents
    from generate_series(1, ${size.expenses}::bigint) x (n) cross join awarded
    join bench_line l on l.place = x.n % awarded.lines
    join bench_line next on next.place = case when l.k = ${linesPerGrant - 1} then l.place - 1 else l.place + 1 end,
      -- Scattered, so that every line has some of each.
      lateral (select hashint8(x.n) & 2147483647 as hash) h,
      lateral (select least(current_date, l.ends_on) - l.starts_on as days) span,
      lateral (select l.starts_on + (x.n * 104729 % (span.days + 1))::int as incurred_on) d`.execute(
    db,
  );
  await sql`
    insert into expense (organisation_id, id, kind, label, supplier, account, incurred_on, paid_on, amount_cents,
      staff_member, minutes, hourly_cents, reference)
    select ${organisationId}::uuid, id, case when is_staff then 'staff_time' else 'purchase' end,
      case when is_staff then 'Temps passé' else 'Achat de mesure ' || n end,
      case when is_staff then '' else 'Fournisseur de mesure ' || n % 400 end,
      account, incurred_on, paid_on, amount_cents,
      case when is_staff then 'Poste ' || n % 12 end, case when is_staff then amount_cents / 50 end,
      case when is_staff then 3000 end, 'F-' || n
    from bench_expense`.execute(db);
  await sql`
    insert into expense_allocation (organisation_id, expense_id, budget_line_id, amount_cents)
    select ${organisationId}::uuid, id, line_id, case when hash % 25 = 7 then amount_cents * 6 / 10 else amount_cents end
      from bench_expense where hash % 25 <> 11
    union all
    select ${organisationId}::uuid, id, next_line_id, amount_cents - amount_cents * 6 / 10
      from bench_expense where hash % 25 = 7`.execute(db);
}
