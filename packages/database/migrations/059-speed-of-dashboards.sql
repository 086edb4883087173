-- What the dashboards of a large organisation were slow to find again for each page.

-- Passages through the cooperative as the stages tell them, each from its first stage to its exit; and of the one that is
-- open, what must be done by a day (packages/accompaniment/src/pathway/deadline.rules.ts). Of one person or of everybody.
create view passage with (security_invoker = true) as
  select organisation_id, worker_id, min(starts_on) as starts_on,
    max(starts_on) filter (where kind = 'exit') as ends_on,
    case when not bool_or(kind in ('cesa', 'exit')) then max(term_on) end as cape_term_on,
    count(*) filter (where kind = 'cape_renewal')::int as cape_renewals,
    -- Three years from the CESA, less what earlier contracts lasted, and never before the CESA itself.
    case when not bool_or(kind in ('associate', 'exit'))
      then min(greatest(starts_on, (starts_on + interval '36 months')::date - 1 - days_before)) filter (where kind = 'cesa')
    end as associate_by
  from (
    select s.*,
      -- The number of exits before this stage: each exit closes its own passage.
      count(*) filter (where s.kind = 'exit') over (partition by s.organisation_id, s.worker_id
        order by s.starts_on, (s.kind = 'exit'), s.id rows between unbounded preceding and 1 preceding) as turn,
      coalesce(sum(s.ends_on - s.starts_on + 1) filter (where s.kind in ('cape', 'cape_renewal', 'cesa'))
        over (partition by s.organisation_id, s.worker_id order by s.starts_on
          range between unbounded preceding and current row exclude group), 0)::int as days_before
    from stage s) told
  group by organisation_id, worker_id, turn;

-- Deadlines are looked for by their day: of 9,000 stages, each CAPE and each CESA was asked what follows it.
alter table support_period
  -- The last day written in the CAPE that runs, or ran last, when nothing follows it.
  add column cape_term_on date,
  add column cape_renewals integer not null default 0 check (cape_renewals >= 0),
  -- The last day to become an associate, for who has a CESA and is none.
  add column associate_by date,
  add check (ends_on is null or num_nonnulls(cape_term_on, associate_by) = 0);
create index support_period_cape on support_period (organisation_id, cape_term_on) where cape_term_on is not null;
create index support_period_associate on support_period (organisation_id, associate_by) where associate_by is not null;

create or replace function follow_stages() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moved record;
begin
  for moved in
    select distinct s.organisation_id, s.worker_id from (
      select new.organisation_id, new.worker_id where tg_op <> 'DELETE'
      union all select old.organisation_id, old.worker_id where tg_op <> 'INSERT') s
  loop
    delete from support_period p where p.organisation_id = moved.organisation_id and p.worker_id = moved.worker_id;
    insert into support_period (organisation_id, worker_id, starts_on, ends_on, cape_term_on, cape_renewals, associate_by)
      select organisation_id, worker_id, starts_on, ends_on, cape_term_on, cape_renewals, associate_by from passage p
      where p.organisation_id = moved.organisation_id and p.worker_id = moved.worker_id;
    update worker w set supported_from = p.first, supported_until = p.last
      from (select min(starts_on) as first, case when bool_or(ends_on is null) then null else max(ends_on) end as last
            from support_period where organisation_id = moved.organisation_id and worker_id = moved.worker_id) p
      where w.organisation_id = moved.organisation_id and w.id = moved.worker_id and p.first is not null
        and (w.supported_from, w.supported_until) is distinct from (p.first, p.last);
  end loop;
  return null;
end $$;
drop trigger follow_stages on stage;
create trigger follow_stages after insert or delete or update of kind, starts_on, term_on, ends_on, worker_id on stage
  for each row execute function follow_stages();

alter table stage no force row level security;
alter table support_period no force row level security;
update support_period s set cape_term_on = p.cape_term_on, cape_renewals = p.cape_renewals, associate_by = p.associate_by
  from passage p
  where p.organisation_id = s.organisation_id and p.worker_id = s.worker_id and p.starts_on = s.starts_on
    and (p.cape_term_on is not null or p.associate_by is not null or p.cape_renewals > 0);
alter table stage force row level security;
alter table support_period force row level security;

-- Where everybody lived on a day is read in this order, from the index alone.
create index residence_told on residence (organisation_id, worker_id, holds_from)
  include (id, answer, to_check, neighbourhood_code, commune_code) where superseded_at is null;
-- Who said something of themselves in a list, without what they said in all the others.
create index worker_value_now on worker_value (organisation_id, list_key, worker_id) include (value_id) where moment = 'now';

-- How many expenses each month has: of a year, 20,000 were counted one by one to say of how many some lack a proof.
create table expense_month (
  organisation_id uuid not null references organisation (id),
  month date not null check (extract(day from month) = 1),
  expenses integer not null,
  primary key (organisation_id, month)
);
call protect_tenant_table('expense_month');
grant select on expense_month to essaim_manager;

create function count_expenses_added() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into expense_month as m (organisation_id, month, expenses)
    select organisation_id, date_trunc('month', incurred_on)::date, count(*) from new_rows group by 1, 2 order by 1, 2
    on conflict (organisation_id, month) do update set expenses = m.expenses + excluded.expenses;
  return null;
end $$;
create function count_expenses_removed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into expense_month as m (organisation_id, month, expenses)
    select organisation_id, date_trunc('month', incurred_on)::date, -count(*) from old_rows group by 1, 2 order by 1, 2
    on conflict (organisation_id, month) do update set expenses = m.expenses + excluded.expenses;
  return null;
end $$;
-- Of an expense that is found to be of another month.
create function count_expenses_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into expense_month as m (organisation_id, month, expenses)
    select organisation_id, month, sum(n) from (
      select organisation_id, date_trunc('month', incurred_on)::date as month, 1 as n from new_rows
      union all
      select organisation_id, date_trunc('month', incurred_on)::date, -1 from old_rows) moved
    group by 1, 2 having sum(n) <> 0 order by 1, 2
    on conflict (organisation_id, month) do update set expenses = m.expenses + excluded.expenses;
  return null;
end $$;
create trigger count_added after insert on expense referencing new table as new_rows
  for each statement execute function count_expenses_added();
create trigger count_removed after delete on expense referencing old table as old_rows
  for each statement execute function count_expenses_removed();
create trigger count_changed after update on expense referencing old table as old_rows new table as new_rows
  for each statement execute function count_expenses_changed();

alter table expense no force row level security;
alter table expense_month no force row level security;
insert into expense_month (organisation_id, month, expenses)
  select organisation_id, date_trunc('month', incurred_on)::date, count(*) from expense group by 1, 2;

-- Those that nothing proves are counted from the index alone.
drop index expense_unproven;
create index expense_unproven on expense (organisation_id, incurred_on) include (id)
  where evidence_url is null and kind not in ('aid', 'staff_time');

-- Those that no line pays are counted by their day, which the foreign key keeps as it is said of the expense.
create unique index expense_on_day on expense (organisation_id, id, incurred_on);
alter table unsplit_expense no force row level security;
alter table unsplit_expense add column incurred_on date;
update unsplit_expense u set incurred_on = e.incurred_on from expense e
  where e.organisation_id = u.organisation_id and e.id = u.expense_id;
alter table unsplit_expense
  alter column incurred_on set not null,
  drop constraint unsplit_expense_organisation_id_expense_id_fkey,
  add foreign key (organisation_id, expense_id, incurred_on) references expense (organisation_id, id, incurred_on)
    on delete cascade on update cascade;
create index unsplit_expense_day on unsplit_expense (organisation_id, incurred_on);
alter table expense force row level security;
alter table expense_month force row level security;
alter table unsplit_expense force row level security;

create or replace function know_unsplit_expenses() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into unsplit_expense (organisation_id, expense_id, incurred_on)
    select organisation_id, id, incurred_on from new_rows;
  return null;
end $$;
create or replace function know_expenses_unsplit_again() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into unsplit_expense (organisation_id, expense_id, incurred_on)
    select distinct o.organisation_id, o.expense_id, e.incurred_on
    from old_rows o join expense e on e.organisation_id = o.organisation_id and e.id = o.expense_id
    where not exists (select from expense_allocation a
      where a.organisation_id = o.organisation_id and a.expense_id = o.expense_id)
    on conflict do nothing;
  return null;
end $$;

-- Contributions of each month by what is given and whose it is, as indicators tell them: ten years of them are not
-- counted again for each page.
create table contribution_month (
  organisation_id uuid not null references organisation (id),
  month date not null check (extract(day from month) = 1),
  kind text not null check (kind in
    ('gift', 'share', 'membership', 'code', 'documentation', 'translation', 'data', 'hardware_design', 'test', 'support', 'event', 'time')),
  giving text not null check (giving in ('cooperative', 'own_money', 'work')),
  contributions integer not null,
  primary key (organisation_id, month, kind, giving)
);
call protect_tenant_table('contribution_month');
grant select on contribution_month to essaim_coach, essaim_manager;

-- Whose a contribution is: the cooperative's, money that somebody gave, or their work.
create function giving_of(worker_id uuid, kind text) returns text language sql immutable parallel safe as $$
  select case when worker_id is null then 'cooperative' when kind in ('gift', 'share', 'membership') then 'own_money'
    else 'work' end
$$;

create function count_contributions_added() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into contribution_month as m (organisation_id, month, kind, giving, contributions)
    select organisation_id, date_trunc('month', contributed_on)::date, kind, giving_of(worker_id, kind), count(*)
    from new_rows group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (organisation_id, month, kind, giving) do update set contributions = m.contributions + excluded.contributions;
  return null;
end $$;
create function count_contributions_removed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into contribution_month as m (organisation_id, month, kind, giving, contributions)
    select organisation_id, date_trunc('month', contributed_on)::date, kind, giving_of(worker_id, kind), -count(*)
    from old_rows group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (organisation_id, month, kind, giving) do update set contributions = m.contributions + excluded.contributions;
  return null;
end $$;
create function count_contributions_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into contribution_month as m (organisation_id, month, kind, giving, contributions)
    select organisation_id, month, kind, giving, sum(n) from (
      select organisation_id, date_trunc('month', contributed_on)::date as month, kind, giving_of(worker_id, kind) as giving,
        1 as n from new_rows
      union all
      select organisation_id, date_trunc('month', contributed_on)::date, kind, giving_of(worker_id, kind), -1
      from old_rows) moved
    group by 1, 2, 3, 4 having sum(n) <> 0 order by 1, 2, 3, 4
    on conflict (organisation_id, month, kind, giving) do update set contributions = m.contributions + excluded.contributions;
  return null;
end $$;
create trigger count_added after insert on contribution referencing new table as new_rows
  for each statement execute function count_contributions_added();
create trigger count_removed after delete on contribution referencing old table as old_rows
  for each statement execute function count_contributions_removed();
create trigger count_changed after update on contribution referencing old table as old_rows new table as new_rows
  for each statement execute function count_contributions_changed();

alter table contribution no force row level security;
alter table contribution_month no force row level security;
insert into contribution_month (organisation_id, month, kind, giving, contributions)
  select organisation_id, date_trunc('month', contributed_on)::date, kind, giving_of(worker_id, kind), count(*)
  from contribution group by 1, 2, 3, 4;
alter table contribution force row level security;
alter table contribution_month force row level security;
