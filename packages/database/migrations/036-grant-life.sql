-- The life of a grant, from the call to its closing: what was asked, decided, agreed, received and reported; and how
-- its money is divided between lines.

-- A SIRET holds by Luhn's key; the establishments of La Poste (SIREN 356000000) by the sum of their digits, a multiple
-- of five (INSEE, Sirene documentation).
create function is_siret(written text) returns boolean language sql immutable strict parallel safe as $$
  select written ~ '^[0-9]{14}$' and (
    (select sum(case when n % 2 = 1 then d * 2 - case when d > 4 then 9 else 0 end else d end) % 10 = 0
      from (select n, substr(written, n, 1)::int as d from generate_series(1, 14) as n) as digits)
    or (starts_with(written, '356000000')
      and (select sum(substr(written, n, 1)::int) % 5 = 0 from generate_series(1, 14) as n)))
$$;

alter table organisation
  add column legal_name text not null default '' check (length(legal_name) <= 200),
  add column siret text check (is_siret(siret));
grant update (legal_name, siret) on organisation to essaim_admin, essaim_manager;

alter table funder
  add column siret text check (is_siret(siret)),
  add column version integer not null default 1,
  add column created_at timestamptz not null default now(),
  add column updated_at timestamptz not null default now(),
  add column updated_by uuid,
  add foreign key (organisation_id, updated_by) references membership (organisation_id, id);
create trigger touch before update on funder for each row execute function touch_record();

alter table funding_grant
  -- The call that it answers, and its last day.
  add column call_name text not null default '' check (length(call_name) <= 200),
  add column call_url text check (call_url ~ '^https?://'),
  add column apply_by date,
  add column asked_cents bigint check (asked_cents > 0),
  add column applied_on date,
  add column decided_on date,
  add column decision_note text not null default '' check (length(decision_note) <= 2000),
  -- The agreement: `reference` and `amount_cents` are its own.
  add column signed_on date,
  add column conditions text not null default '' check (length(conditions) <= 5000),
  -- What the funder gives in kind, valued apart from the money.
  add column in_kind_cents bigint check (in_kind_cents > 0),
  -- Decree 2017-779: aid notified under the de minimis rule, and its number in the register of aid to companies.
  add column is_de_minimis boolean not null default false,
  add column rae_reference text not null default '' check (length(rae_reference) <= 5),
  add column closed_on date;
alter table funding_grant disable trigger touch;
alter table funding_grant no force row level security;
update funding_grant set asked_cents = amount_cents where amount_cents is not null;
update funding_grant set amount_cents = null where status in ('envisaged', 'applied', 'declined');
alter table funding_grant force row level security;
alter table funding_grant enable trigger touch;
alter table funding_grant
  add constraint awarded_has_amount check (status in ('awarded', 'closed') or amount_cents is null);

-- A change of the agreement. It writes the grant itself, so that both always say the same.
create table grant_amendment (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  grant_id uuid not null,
  signed_on date not null,
  reference text not null default '' check (length(reference) <= 80),
  reason text not null check (length(reason) between 1 and 2000),
  amount_before_cents bigint check (amount_before_cents > 0),
  amount_after_cents bigint not null check (amount_after_cents > 0),
  ends_on_before date not null,
  ends_on_after date not null,
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, grant_id) references funding_grant (organisation_id, id),
  foreign key (organisation_id, created_by) references membership (organisation_id, id),
  check ((amount_before_cents, ends_on_before) is distinct from (amount_after_cents, ends_on_after))
);
call protect_tenant_table('grant_amendment');
create index grant_amendment_of on grant_amendment (organisation_id, grant_id, id);
grant select on grant_amendment to essaim_coach, essaim_manager;
grant insert, delete on grant_amendment to essaim_manager;

-- Applies an amendment; taking the last one back gives the grant what it had.
create function apply_amendment() returns trigger language plpgsql as $$
declare
  changed integer;
begin
  if tg_op = 'INSERT' then
    update funding_grant set amount_cents = new.amount_after_cents, ends_on = new.ends_on_after
      where organisation_id = new.organisation_id and id = new.grant_id and status in ('awarded', 'closed')
        and amount_cents is not distinct from new.amount_before_cents and ends_on = new.ends_on_before;
  else
    update funding_grant set amount_cents = old.amount_before_cents, ends_on = old.ends_on_before
      where organisation_id = old.organisation_id and id = old.grant_id
        and amount_cents = old.amount_after_cents and ends_on = old.ends_on_after;
  end if;
  get diagnostics changed = row_count;
  if changed = 0 then
    raise exception 'the amendment does not follow what the grant says' using errcode = '23514', constraint = 'amendment_follows';
  end if;
  return null;
end $$;
create trigger apply after insert or delete on grant_amendment for each row execute function apply_amendment();

create table instalment (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  grant_id uuid not null,
  label text not null check (length(label) between 1 and 200),
  expected_on date not null,
  amount_cents bigint not null check (amount_cents > 0),
  condition text not null default '' check (length(condition) <= 1000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, grant_id, id),
  foreign key (organisation_id, grant_id) references funding_grant (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('instalment');
create index instalment_due on instalment (organisation_id, expected_on);
create trigger touch before update on instalment for each row execute function touch_record();
grant select on instalment to essaim_coach, essaim_manager;
grant insert, update, delete on instalment to essaim_manager;

-- Money that arrived, for an instalment or out of turn.
create table receipt (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  grant_id uuid not null,
  instalment_id uuid,
  received_on date not null,
  amount_cents bigint not null check (amount_cents > 0),
  reference text not null default '' check (length(reference) <= 120),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, grant_id) references funding_grant (organisation_id, id),
  foreign key (organisation_id, grant_id, instalment_id) references instalment (organisation_id, grant_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('receipt');
create index receipt_of on receipt (organisation_id, grant_id, received_on);
create index receipt_instalment on receipt (organisation_id, instalment_id);
create trigger touch before update on receipt for each row execute function touch_record();
grant select on receipt to essaim_coach, essaim_manager;
grant insert, update, delete on receipt to essaim_manager;

-- A line of a grant's budget, or of own funds: by account of the plan comptable (class 6; 86 for what is given in
-- kind), and by action of the programme.
alter table budget_line
  add column account text not null default '65' check (account ~ '^6[0-9]{1,7}$|^86[0-9]{0,6}$'),
  add column action_id uuid,
  -- Small aids are paid from these ones.
  add column takes_aid boolean not null default false,
  add foreign key (organisation_id, action_id) references programme_action (organisation_id, id);
alter table budget_line disable trigger touch;
alter table budget_line no force row level security;
update budget_line set takes_aid = true;
alter table budget_line force row level security;
alter table budget_line enable trigger touch;
create index budget_line_grant on budget_line (organisation_id, grant_id);
grant delete on budget_line to essaim_manager;

-- Never more received than awarded, nor more on the lines than the grant: whoever writes waits for the other, and
-- counts after them.
create function guard_grant_money() returns trigger language plpgsql as $$
declare
  held funding_grant;
begin
  if new.grant_id is null then
    return null;
  end if;
  select * into held from funding_grant
    where organisation_id = new.organisation_id and id = new.grant_id for no key update;
  perform check_grant_money(held);
  return null;
end $$;
create function check_grant_money(held funding_grant) returns void language plpgsql as $$
begin
  if (select sum(amount_cents) from receipt where organisation_id = held.organisation_id and grant_id = held.id)
    > coalesce(held.amount_cents, 0) then
    raise exception 'more is received than awarded' using errcode = '23514', constraint = 'received_within_awarded';
  end if;
  if (select sum(amount_cents) from budget_line
      where organisation_id = held.organisation_id and grant_id = held.id and not starts_with(account, '86'))
    > coalesce(held.amount_cents, held.asked_cents) then
    raise exception 'the lines hold more than the grant' using errcode = '23514', constraint = 'lines_within_grant';
  end if;
end $$;
create trigger guard_money after insert or update of amount_cents, grant_id on receipt
  for each row execute function guard_grant_money();
create trigger guard_money after insert or update of amount_cents, grant_id, account on budget_line
  for each row execute function guard_grant_money();

create function guard_grant_amount() returns trigger language plpgsql as $$
begin
  -- Once amended, an agreement changes by an amendment only; its trigger is one level deeper.
  if pg_trigger_depth() = 1 and (new.amount_cents, new.ends_on) is distinct from (old.amount_cents, old.ends_on)
    and exists (select from grant_amendment where organisation_id = new.organisation_id and grant_id = new.id) then
    raise exception 'an amended grant changes by an amendment' using errcode = '23514', constraint = 'amended_by_amendment';
  end if;
  perform check_grant_money(new);
  return null;
end $$;
create trigger guard_amount after update of amount_cents, asked_cents, ends_on, status on funding_grant
  for each row when ((old.amount_cents, old.asked_cents, old.ends_on) is distinct from (new.amount_cents, new.asked_cents, new.ends_on))
  execute function guard_grant_amount();

-- The plan that co-funders pay together: charges and products of a programme over a period. A grant is a product, and
-- its amount is read from it.
create table funding_plan (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  programme_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  starts_on date not null,
  ends_on date not null,
  settled_on date,
  note text not null default '' check (length(note) <= 5000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, programme_id) references programme (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check (ends_on >= starts_on)
);
call protect_tenant_table('funding_plan');
create trigger touch before update on funding_plan for each row execute function touch_record();
grant select on funding_plan to essaim_coach, essaim_manager;
grant insert, update, delete on funding_plan to essaim_manager;

create table plan_entry (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  plan_id uuid not null,
  position smallint not null check (position >= 1),
  side text not null check (side in ('charge', 'product')),
  account text not null,
  label text not null check (length(label) between 1 and 200),
  action_id uuid,
  grant_id uuid,
  amount_cents bigint check (amount_cents > 0),
  primary key (organisation_id, id),
  -- A grant is counted once.
  unique (organisation_id, grant_id),
  foreign key (organisation_id, plan_id) references funding_plan (organisation_id, id) on delete cascade,
  foreign key (organisation_id, action_id) references programme_action (organisation_id, id),
  foreign key (organisation_id, grant_id) references funding_grant (organisation_id, id),
  check ((grant_id is null) = (amount_cents is not null)),
  check (case side when 'charge' then grant_id is null and account ~ '^6[0-9]{1,7}$|^86[0-9]{0,6}$'
    else action_id is null and account ~ '^7[0-9]{1,7}$|^87[0-9]{0,6}$' end)
);
call protect_tenant_table('plan_entry');
create index plan_entry_of on plan_entry (organisation_id, plan_id, position);
grant select on plan_entry to essaim_coach, essaim_manager;
grant insert, update, delete on plan_entry to essaim_manager;

-- A report that is due, written, then sent. Once sent, what it says stays: `frozen` holds the answers and every figure.
create table grant_report (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  grant_id uuid not null,
  form text not null check (form in ('cerfa', 'free')),
  stage text not null check (stage in ('interim', 'final')),
  label text not null check (length(label) between 1 and 200),
  covers_from date not null,
  covers_to date not null,
  due_on date not null,
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object'),
  sent_on date,
  sent_by uuid,
  frozen jsonb,
  accepted_on date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, grant_id) references funding_grant (organisation_id, id),
  foreign key (organisation_id, sent_by) references membership (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check (covers_to >= covers_from),
  check (sent_on is null or frozen is not null),
  check (accepted_on >= sent_on),
  check (accepted_on is null or sent_on is not null)
);
call protect_tenant_table('grant_report');
create index grant_report_of on grant_report (organisation_id, grant_id, due_on);
create index grant_report_due on grant_report (organisation_id, due_on) where sent_on is null;
create trigger touch before update on grant_report for each row execute function touch_record();
grant select, insert, update, delete on grant_report to essaim_manager;

create function keep_sent_report() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.answers, new.frozen, new.sent_on, new.grant_id, new.form, new.stage, new.label,
      new.covers_from, new.covers_to)
    is distinct from (old.answers, old.frozen, old.sent_on, old.grant_id, old.form, old.stage, old.label,
      old.covers_from, old.covers_to) then
    raise exception 'a report that was sent stays as it is' using errcode = '23514', constraint = 'sent_report_stays';
  end if;
  return new;
end $$;
-- The erasure of a person's name is the keeper's, and passes.
create trigger keep_sent before update or delete on grant_report for each row
  when (old.sent_on is not null and current_user = 'essaim_manager') execute function keep_sent_report();

grant select, update on funding_plan, plan_entry, grant_report, instalment, grant_amendment to essaim_keeper;
grant select, update on receipt to essaim_keeper;
grant update (call_name, call_url, decision_note, conditions) on funding_grant to essaim_keeper;
