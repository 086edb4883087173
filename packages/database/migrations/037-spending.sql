-- What is spent, on which lines of which grants, with its evidence; and the files and accounts it is read from.

-- A file of accounts or of hours on its way in: sent, read, matched, tried, written, and maybe undone.
create table spending_import (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  source text not null check (source in ('fec', 'table', 'hours')),
  file_name text not null check (length(file_name) between 1 and 200),
  storage_key text,
  status text not null default 'received' check (status in ('received', 'read', 'tried', 'written', 'given_up', 'undone')),
  reading jsonb,
  mapping jsonb,
  trial jsonb,
  row_count integer check (row_count >= 0),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  written_at timestamptz,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, created_by) references membership (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check ((status in ('written', 'undone')) = (written_at is not null))
);
call protect_tenant_table('spending_import');
create index spending_import_recent on spending_import (organisation_id, created_at desc);
create trigger touch before update on spending_import for each row execute function touch_record();
grant select, insert, update on spending_import to essaim_manager;
grant select, update on spending_import to essaim_keeper;

create table expense (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('purchase', 'staff_time', 'aid', 'credit_note')),
  label text not null check (length(label) between 1 and 300),
  supplier text not null default '' check (length(supplier) <= 200),
  -- Plan comptable, class 6.
  account text not null check (account ~ '^6[0-9]{1,7}$'),
  incurred_on date not null,
  -- Null: committed, not paid yet.
  paid_on date,
  amount_cents bigint not null,
  -- Hours of the team: minutes at the cost of an hour.
  staff_member text check (length(staff_member) between 1 and 120),
  minutes integer check (minutes > 0),
  hourly_cents bigint check (hourly_cents > 0),
  -- Whom or what it was spent for.
  worker_id uuid,
  activity_id uuid,
  aid_id uuid,
  reference text not null default '' check (length(reference) <= 120),
  evidence_url text check (evidence_url ~ '^https?://'),
  note text not null default '' check (length(note) <= 2000),
  import_id uuid,
  -- What a file calls it, by which it is known when the file comes again.
  source_key text check (length(source_key) between 1 and 300),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, source_key),
  unique (organisation_id, aid_id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id),
  foreign key (organisation_id, activity_id) references activity (organisation_id, id),
  foreign key (organisation_id, aid_id) references aid (organisation_id, id),
  foreign key (organisation_id, import_id) references spending_import (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  -- Only a credit note takes money back.
  check (case when kind = 'credit_note' then amount_cents < 0 else amount_cents > 0 end),
  check ((kind = 'staff_time') = (staff_member is not null and minutes is not null and hourly_cents is not null)),
  check (num_nonnulls(staff_member, minutes, hourly_cents) in (0, 3)),
  check (kind <> 'staff_time' or amount_cents = round(minutes * hourly_cents / 60.0)),
  check ((kind = 'aid') = (aid_id is not null))
);
call protect_tenant_table('expense');
create index expense_recent on expense (organisation_id, incurred_on desc, id desc);
create index expense_worker on expense (organisation_id, worker_id) where worker_id is not null;
create index expense_activity on expense (organisation_id, activity_id) where activity_id is not null;
create index expense_import on expense (organisation_id, import_id) where import_id is not null;
create index expense_unpaid on expense (organisation_id, incurred_on) where paid_on is null;
create trigger touch before update on expense for each row execute function touch_record();
create trigger hold_living before insert on expense
  for each row when (current_user in ('essaim_coach', 'essaim_manager') and new.worker_id is not null)
  execute function hold_living_people('worker_id');
-- An amount is mended, whatever became of the file.
create trigger hold_living_changed before update on expense
  for each row when (current_user in ('essaim_coach', 'essaim_manager') and new.worker_id is not null
    and (new.worker_id, new.label, new.note, new.supplier) is distinct from (old.worker_id, old.label, old.note, old.supplier))
  execute function hold_living_people('worker_id');
grant select, insert, update, delete on expense to essaim_manager;
grant select, update on expense to essaim_keeper;

-- What a line of a budget pays of an expense. What no line pays is at the cooperative's own charge.
create table expense_allocation (
  organisation_id uuid not null references organisation (id),
  expense_id uuid not null,
  budget_line_id uuid not null,
  amount_cents bigint not null check (amount_cents <> 0),
  primary key (organisation_id, expense_id, budget_line_id),
  foreign key (organisation_id, expense_id) references expense (organisation_id, id),
  foreign key (organisation_id, budget_line_id) references budget_line (organisation_id, id)
);
call protect_tenant_table('expense_allocation');
create index expense_allocation_line on expense_allocation (organisation_id, budget_line_id);
grant select, insert, update, delete on expense_allocation to essaim_manager;

-- Never above the whole of an expense: whoever splits it waits for the other, and counts after them.
create function guard_splits() returns trigger language plpgsql as $$
begin
  perform from expense e
    where exists (select from new_rows n where n.organisation_id = e.organisation_id and n.expense_id = e.id)
    order by e.id for no key update;
  if exists (
    select from expense e
    join lateral (select sum(amount_cents) as total, bool_or(sign(a.amount_cents) <> sign(e.amount_cents)) as is_odd
      from expense_allocation a where a.organisation_id = e.organisation_id and a.expense_id = e.id) as split on true
    where exists (select from new_rows n where n.organisation_id = e.organisation_id and n.expense_id = e.id)
      and (split.is_odd or abs(split.total) > abs(e.amount_cents))
  ) then
    raise exception 'an expense is split beyond its amount' using errcode = '23514', constraint = 'split_within_expense';
  end if;
  return null;
end $$;
-- By its name, before what counts: whoever counts has the expense held.
create trigger check_splits_added after insert on expense_allocation referencing new table as new_rows
  for each statement execute function guard_splits();
create trigger check_splits_changed after update on expense_allocation referencing new table as new_rows
  for each statement execute function guard_splits();
create function guard_split_expense() returns trigger language plpgsql as $$
begin
  if exists (select from expense_allocation a where a.organisation_id = new.organisation_id and a.expense_id = new.id
    having abs(sum(a.amount_cents)) > abs(new.amount_cents) or bool_or(sign(a.amount_cents) <> sign(new.amount_cents))) then
    raise exception 'an expense is split beyond its amount' using errcode = '23514', constraint = 'split_within_expense';
  end if;
  return null;
end $$;
create trigger guard_split after update of amount_cents on expense for each row
  when (old.amount_cents is distinct from new.amount_cents) execute function guard_split_expense();

-- What each line paid and promised by month of the expense, kept by the triggers below: 500,000 expenses are not added
-- up again for each page.
create table spending_month (
  organisation_id uuid not null references organisation (id),
  budget_line_id uuid not null,
  month date not null check (extract(day from month) = 1),
  committed_cents bigint not null default 0,
  paid_cents bigint not null default 0,
  primary key (organisation_id, budget_line_id, month),
  foreign key (organisation_id, budget_line_id) references budget_line (organisation_id, id) on delete cascade
);
call protect_tenant_table('spending_month');
-- A line that pays one person tells their wage, month after month: a coach reads those that aids are paid from.
create policy aids on spending_month as restrictive for select to essaim_coach
  using (exists (select from budget_line l where l.organisation_id = spending_month.organisation_id
    and l.id = budget_line_id and l.takes_aid));
grant select on spending_month to essaim_coach, essaim_manager;

-- In one order, so that two writers never wait for each other.
create function add_spending(moves jsonb) returns void
  language sql security definer set search_path = public, pg_temp as $$
  insert into spending_month as m (organisation_id, budget_line_id, month, committed_cents, paid_cents)
  select o, l, date_trunc('month', d)::date, coalesce(sum(c) filter (where p is null), 0), coalesce(sum(c) filter (where p is not null), 0)
  from jsonb_to_recordset(moves) as move (o uuid, l uuid, d date, p date, c bigint)
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (organisation_id, budget_line_id, month) do update
    set committed_cents = m.committed_cents + excluded.committed_cents, paid_cents = m.paid_cents + excluded.paid_cents
$$;
revoke execute on function add_spending(jsonb) from public;

create function count_allocations_added() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform add_spending(jsonb_agg(jsonb_build_object('o', n.organisation_id, 'l', n.budget_line_id,
      'd', e.incurred_on, 'p', e.paid_on, 'c', n.amount_cents)))
    from new_rows n join expense e on e.organisation_id = n.organisation_id and e.id = n.expense_id having count(*) > 0;
  return null;
end $$;
create function count_allocations_removed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from expense e
    where exists (select from old_rows o where o.organisation_id = e.organisation_id and o.expense_id = e.id)
    order by e.id for no key update;
  perform add_spending(jsonb_agg(jsonb_build_object('o', n.organisation_id, 'l', n.budget_line_id,
      'd', e.incurred_on, 'p', e.paid_on, 'c', -n.amount_cents)))
    from old_rows n join expense e on e.organisation_id = n.organisation_id and e.id = n.expense_id having count(*) > 0;
  return null;
end $$;
create trigger count_added after insert on expense_allocation referencing new table as new_rows
  for each statement execute function count_allocations_added();
create trigger count_removed after delete on expense_allocation referencing old table as old_rows
  for each statement execute function count_allocations_removed();
create trigger count_changed_from after update on expense_allocation referencing old table as old_rows
  for each statement execute function count_allocations_removed();
create trigger count_changed_to after update on expense_allocation referencing new table as new_rows
  for each statement execute function count_allocations_added();

create function count_moved_expenses() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform add_spending(jsonb_agg(jsonb_build_object('o', a.organisation_id, 'l', a.budget_line_id,
      'd', moved.incurred_on, 'p', moved.paid_on, 'c', moved.sign * a.amount_cents)))
    from (
      select o.organisation_id, o.id, version.incurred_on, version.paid_on, version.sign
      from old_rows o join new_rows n on n.organisation_id = o.organisation_id and n.id = o.id
      cross join lateral (values (o.incurred_on, o.paid_on, -1), (n.incurred_on, n.paid_on, 1)) as version (incurred_on, paid_on, sign)
      where (o.incurred_on, o.paid_on is null) is distinct from (n.incurred_on, n.paid_on is null)
    ) as moved
    join expense_allocation a on a.organisation_id = moved.organisation_id and a.expense_id = moved.id
    having count(*) > 0;
  return null;
end $$;
create trigger count_moved after update on expense referencing old table as old_rows new table as new_rows
  for each statement execute function count_moved_expenses();

-- An aid that is granted is an expense of its line: committed, then paid.
create function spend_aid() returns trigger language plpgsql as $$
declare
  spent uuid;
begin
  if new.status in ('granted', 'paid') then
    insert into expense as e (organisation_id, kind, label, account, incurred_on, paid_on, amount_cents, worker_id, aid_id)
      select new.organisation_id, 'aid', 'Petite aide', case when starts_with(l.account, '86') then '65' else l.account end,
        new.decided_on, new.paid_on, new.amount_cents, new.worker_id, new.id
      from budget_line l where l.organisation_id = new.organisation_id and l.id = new.budget_line_id
      on conflict (organisation_id, aid_id) do update
        set incurred_on = excluded.incurred_on, paid_on = excluded.paid_on, amount_cents = excluded.amount_cents
      returning e.id into spent;
    insert into expense_allocation (organisation_id, expense_id, budget_line_id, amount_cents)
      values (new.organisation_id, spent, new.budget_line_id, new.amount_cents)
      on conflict do nothing;
  else
    delete from expense_allocation a using expense e
      where e.organisation_id = new.organisation_id and e.aid_id = new.id
        and a.organisation_id = e.organisation_id and a.expense_id = e.id;
    delete from expense where organisation_id = new.organisation_id and aid_id = new.id;
  end if;
  return null;
end $$;
create trigger spend after update of status, paid_on, budget_line_id on aid for each row
  when ((old.status, old.paid_on, old.budget_line_id) is distinct from (new.status, new.paid_on, new.budget_line_id)
    and (old.budget_line_id is not null or new.budget_line_id is not null))
  execute function spend_aid();
create trigger spend_entered after insert on aid for each row
  when (new.status in ('granted', 'paid')) execute function spend_aid();

do $$
declare
  tenant uuid;
begin
  for tenant in select id from organisation loop
    perform set_config('app.organisation_id', tenant::text, true);
    insert into expense (organisation_id, kind, label, account, incurred_on, paid_on, amount_cents, worker_id, aid_id)
      select a.organisation_id, 'aid', 'Petite aide', '65', a.decided_on, a.paid_on, a.amount_cents, a.worker_id, a.id
      from aid a where a.organisation_id = tenant and a.status in ('granted', 'paid');
    insert into expense_allocation (organisation_id, expense_id, budget_line_id, amount_cents)
      select e.organisation_id, e.id, a.budget_line_id, e.amount_cents
      from expense e join aid a on a.organisation_id = e.organisation_id and a.id = e.aid_id
      where e.organisation_id = tenant;
  end loop;
  perform set_config('app.organisation_id', '', true);
end $$;

-- What an agreement allows, beside its period: which accounts, up to how much, by a rule that refuses or warns.
create table eligibility_rule (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  grant_id uuid not null,
  kind text not null check (kind in ('period', 'only_accounts', 'no_accounts', 'ceiling', 'expense_ceiling')),
  -- Accounts concerned, by their first digits; none: all.
  accounts text[] not null default '{}',
  max_cents bigint check (max_cents > 0),
  -- Hundredths of a per cent of the grant.
  max_share smallint check (max_share between 1 and 10000),
  -- Days before and after the grant's period.
  days_before smallint check (days_before between 0 and 3650),
  days_after smallint check (days_after between 0 and 3650),
  severity text not null check (severity in ('refuse', 'warn')),
  reason text not null default '' check (length(reason) <= 500),
  primary key (organisation_id, id),
  foreign key (organisation_id, grant_id) references funding_grant (organisation_id, id),
  check ((kind = 'period') = (days_before is not null and days_after is not null)),
  check (kind <> 'ceiling' or num_nonnulls(max_cents, max_share) = 1),
  check (kind <> 'expense_ceiling' or (max_cents is not null and max_share is null)),
  check (kind in ('ceiling', 'expense_ceiling') or num_nonnulls(max_cents, max_share) = 0),
  check (kind not in ('only_accounts', 'no_accounts') or cardinality(accounts) > 0)
);
call protect_tenant_table('eligibility_rule');
create index eligibility_rule_of on eligibility_rule (organisation_id, grant_id);
create unique index eligibility_period on eligibility_rule (organisation_id, grant_id) where kind = 'period';
grant select on eligibility_rule to essaim_coach, essaim_manager;
grant insert, update, delete on eligibility_rule to essaim_manager;
grant select, update on eligibility_rule to essaim_keeper;

-- Papers of a grant and evidence of an expense: the record here, the bytes in the storage.
create table funding_file (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  grant_id uuid,
  expense_id uuid,
  kind text not null check (kind in ('application', 'agreement', 'notice', 'report', 'evidence', 'other')),
  name text not null check (length(name) between 1 and 200),
  content_type text not null check (content_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
  size_bytes bigint not null check (size_bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  storage_key text not null check (starts_with(storage_key, organisation_id || '/')),
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, storage_key),
  foreign key (organisation_id, grant_id) references funding_grant (organisation_id, id),
  foreign key (organisation_id, expense_id) references expense (organisation_id, id),
  foreign key (organisation_id, created_by) references membership (organisation_id, id),
  check (num_nonnulls(grant_id, expense_id) = 1)
);
call protect_tenant_table('funding_file');
create index funding_file_grant on funding_file (organisation_id, grant_id) where grant_id is not null;
create index funding_file_expense on funding_file (organisation_id, expense_id) where expense_id is not null;
grant select, insert, update, delete on funding_file to essaim_manager;
grant select, update on funding_file to essaim_keeper;
