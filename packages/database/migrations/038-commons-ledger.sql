-- The ledger of what is given to the commons: shares and their yearly state, what became of each contribution upstream,
-- its value by dated rules, intentions, and pots that contributors share.

-- What the cooperative watches of a commons, beside its record of the directory.
create table commons (
  organisation_id uuid not null references organisation (id),
  open_resource_id uuid not null,
  legal_form text not null default '' check (length(legal_form) <= 200),
  -- Where its code, its forum, its accounts are: an address a line.
  upstream_urls text not null default '' check (length(upstream_urls) <= 4000),
  health text not null default 'unknown' check (health in ('thriving', 'steady', 'fragile', 'dormant', 'unknown')),
  health_note text not null default '' check (length(health_note) <= 2000),
  -- How many people could leave before nobody keeps it any more, as somebody entered it.
  bus_factor smallint check (bus_factor between 0 and 1000),
  checked_on date,
  -- Says on its public page what is given back to it.
  tells_giving boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, open_resource_id),
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('commons');
create trigger touch before update on commons for each row execute function touch_record();
create trigger tell after insert or update of tells_giving or delete on commons
  for each statement execute function tell_publication();
grant select on commons to essaim_coach, essaim_manager, essaim_editor;
grant insert, update on commons to essaim_manager;
grant select, update on commons to essaim_keeper;

alter table contribution
  -- Shares of a cooperative's capital.
  add column share_count integer check (share_count > 0),
  add column share_nominal_cents bigint check (share_nominal_cents > 0),
  add column certificate text not null default '' check (length(certificate) <= 120),
  -- A membership holds until the day before.
  add column renews_on date,
  -- The money that was spent: the grant lines that paid for it are those of the expense.
  add column expense_id uuid,
  add column as_mentor boolean not null default false,
  add foreign key (organisation_id, expense_id) references expense (organisation_id, id),
  add constraint shares_make_amount check (num_nonnulls(share_count, share_nominal_cents) in (0, 2)
    and (share_count is null or (kind = 'share' and amount_cents = share_count * share_nominal_cents))),
  add constraint renewal_of_membership check (renews_on is null or (kind = 'membership' and renews_on > contributed_on)),
  add constraint mentor_is_somebody check (not as_mentor or worker_id is not null);
create index contribution_expense on contribution (organisation_id, expense_id) where expense_id is not null;
create index contribution_renewal on contribution (organisation_id, renews_on) where renews_on is not null;
create trigger tell after insert or update or delete on contribution
  for each statement execute function tell_publication();
grant delete on contribution to essaim_manager;

-- What a contribution is made of: commits, requests and payments, as their source calls them, so that a second import
-- adds nothing twice.
create table contribution_item (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  contribution_id uuid not null,
  source text not null check (source in ('git', 'forge', 'open_collective')),
  source_key text not null check (length(source_key) between 1 and 300),
  happened_on date not null,
  title text not null check (length(title) between 1 and 300),
  page_url text check (page_url ~ '^https?://'),
  lines_added integer check (lines_added >= 0),
  lines_removed integer check (lines_removed >= 0),
  primary key (organisation_id, id),
  unique (organisation_id, source, source_key),
  foreign key (organisation_id, contribution_id) references contribution (organisation_id, id) on delete cascade
);
call protect_tenant_table('contribution_item');
create index contribution_item_of on contribution_item (organisation_id, contribution_id, happened_on);
grant select, insert, delete on contribution_item to essaim_coach, essaim_manager;
grant select, update on contribution_item to essaim_keeper;

-- What became of a contribution upstream, step after step. The last one is where it stands.
create table upstream_event (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  contribution_id uuid not null,
  state text not null check (state in ('proposed', 'discussed', 'merged', 'declined')),
  happened_on date not null,
  reason text not null default '' check (length(reason) <= 2000),
  page_url text check (page_url ~ '^https?://'),
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, contribution_id) references contribution (organisation_id, id) on delete cascade,
  foreign key (organisation_id, created_by) references membership (organisation_id, id),
  check (state <> 'declined' or reason <> '')
);
call protect_tenant_table('upstream_event');
create index upstream_event_of on upstream_event (organisation_id, contribution_id, happened_on desc, id desc);
grant select, insert, delete on upstream_event to essaim_coach, essaim_manager;
grant select, update on upstream_event to essaim_keeper;

-- How authors of elsewhere are called: ours, or to be left out.
create table contributor_alias (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  source text not null check (source in ('git', 'forge', 'open_collective')),
  -- A mail or a login, folded.
  alias text not null check (length(alias) between 1 and 254),
  standing text not null check (standing in ('worker', 'organisation', 'left_out')),
  worker_id uuid,
  primary key (organisation_id, id),
  unique (organisation_id, source, alias),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id),
  check ((standing = 'worker') = (worker_id is not null))
);
call protect_tenant_table('contributor_alias');
create index contributor_alias_worker on contributor_alias (organisation_id, worker_id) where worker_id is not null;
create trigger hold_living before insert or update on contributor_alias for each row
  when (current_user in ('essaim_coach', 'essaim_manager') and new.worker_id is not null)
  execute function hold_living_people('worker_id');
grant select, insert, update, delete on contributor_alias to essaim_manager;
grant select, update, delete on contributor_alias to essaim_keeper;

-- What is meant to be given: it becomes a contribution, or is given up and says why.
create table contribution_intention (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  open_resource_id uuid not null,
  kind text not null check (kind in
    ('gift', 'share', 'membership', 'code', 'documentation', 'translation', 'data', 'hardware_design', 'test', 'support', 'event', 'time')),
  description text not null check (length(description) between 1 and 2000),
  planned_on date not null,
  amount_cents bigint check (amount_cents > 0),
  minutes integer check (minutes between 1 and 600000),
  budget_line_id uuid,
  contribution_id uuid,
  dropped_on date,
  dropped_reason text not null default '' check (length(dropped_reason) <= 1000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, contribution_id),
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id),
  foreign key (organisation_id, budget_line_id) references budget_line (organisation_id, id),
  foreign key (organisation_id, contribution_id) references contribution (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check (contribution_id is null or dropped_on is null),
  check (dropped_on is null or dropped_reason <> '')
);
call protect_tenant_table('contribution_intention');
create index contribution_intention_planned on contribution_intention (organisation_id, planned_on);
create index contribution_intention_resource on contribution_intention (organisation_id, open_resource_id);
create trigger touch before update on contribution_intention for each row execute function touch_record();
grant select, insert, update on contribution_intention to essaim_coach, essaim_manager;
grant select, update on contribution_intention to essaim_keeper;

-- Shares held at the end of a year, as the certificate says.
create table share_statement (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  open_resource_id uuid not null,
  year smallint not null check (year between 1990 and 2100),
  share_count integer not null check (share_count >= 0),
  nominal_cents bigint not null check (nominal_cents > 0),
  certificate text not null default '' check (length(certificate) <= 120),
  note text not null default '' check (length(note) <= 1000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, open_resource_id, year),
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('share_statement');
create trigger touch before update on share_statement for each row execute function touch_record();
grant select on share_statement to essaim_coach, essaim_manager;
grant insert, update, delete on share_statement to essaim_manager;
grant select, update on share_statement to essaim_keeper;

-- What an hour, or one contribution, of a kind is worth from a day on. Money is worth what was paid.
create table valuation_rule (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  -- Null: every kind that has no rule of its own.
  kind text check (kind in
    ('code', 'documentation', 'translation', 'data', 'hardware_design', 'test', 'support', 'event', 'time')),
  cents_per_hour bigint check (cents_per_hour > 0),
  cents_each bigint check (cents_each > 0),
  valid_from date not null,
  reason text not null check (length(reason) between 1 and 500),
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (organisation_id, id),
  unique nulls not distinct (organisation_id, kind, valid_from),
  foreign key (organisation_id, created_by) references membership (organisation_id, id),
  check (num_nonnulls(cents_per_hour, cents_each) = 1)
);
call protect_tenant_table('valuation_rule');
grant select on valuation_rule to essaim_coach, essaim_manager;
grant insert, delete on valuation_rule to essaim_manager;
grant select, update on valuation_rule to essaim_keeper;

-- A pot that those who work for a commons share: each says what was done and what they wish, the circle discusses,
-- consents, and it is paid (rémunération contributive).
create table reward_pot (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  open_resource_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  terms text not null default '' check (length(terms) <= 5000),
  amount_cents bigint not null check (amount_cents > 0),
  budget_line_id uuid,
  opened_on date not null,
  claims_until date not null check (claims_until >= opened_on),
  status text not null default 'open' check (status in ('open', 'discussing', 'agreed', 'paid', 'cancelled')),
  closed_on date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id),
  foreign key (organisation_id, budget_line_id) references budget_line (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check ((status in ('paid', 'cancelled')) = (closed_on is not null))
);
call protect_tenant_table('reward_pot');
create index reward_pot_resource on reward_pot (organisation_id, open_resource_id);
create trigger touch before update on reward_pot for each row execute function touch_record();

create table reward_claim (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  pot_id uuid not null,
  worker_id uuid not null,
  work text not null check (length(work) between 1 and 2000),
  wished_cents bigint not null check (wished_cents >= 0),
  declared_on date not null,
  withdrawn_on date,
  paid_on date,
  expense_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, pot_id, id),
  foreign key (organisation_id, pot_id) references reward_pot (organisation_id, id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id),
  foreign key (organisation_id, expense_id) references expense (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('reward_claim');
create index reward_claim_worker on reward_claim (organisation_id, worker_id);
create trigger touch before update on reward_claim for each row execute function touch_record();
create trigger hold_living before insert or update of worker_id, work on reward_claim for each row
  when (current_user in ('essaim_coach', 'essaim_manager')) execute function hold_living_people('worker_id');

-- One proposal of how to share, put to the circle. Rounds stay: they are the history.
create table reward_round (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  pot_id uuid not null,
  number smallint not null check (number >= 1),
  proposed_on date not null,
  note text not null default '' check (length(note) <= 2000),
  outcome text check (outcome in ('consented', 'objected')),
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, pot_id, number),
  unique (organisation_id, pot_id, id),
  foreign key (organisation_id, pot_id) references reward_pot (organisation_id, id),
  foreign key (organisation_id, created_by) references membership (organisation_id, id)
);
call protect_tenant_table('reward_round');

create table reward_share (
  organisation_id uuid not null references organisation (id),
  pot_id uuid not null,
  round_id uuid not null,
  claim_id uuid not null,
  amount_cents bigint not null check (amount_cents >= 0),
  answer text check (answer in ('consent', 'objection', 'aside')),
  reason text not null default '' check (length(reason) <= 2000),
  answered_on date,
  primary key (organisation_id, round_id, claim_id),
  foreign key (organisation_id, pot_id, round_id) references reward_round (organisation_id, pot_id, id),
  foreign key (organisation_id, pot_id, claim_id) references reward_claim (organisation_id, pot_id, id),
  check ((answer is null) = (answered_on is null)),
  check (answer is distinct from 'objection' or reason <> '')
);
call protect_tenant_table('reward_share');
create index reward_share_claim on reward_share (organisation_id, claim_id);
grant select, insert, update on reward_pot, reward_claim, reward_round, reward_share to essaim_coach, essaim_manager;
grant select, update on reward_pot, reward_claim, reward_round, reward_share to essaim_keeper;

-- Never more shared than there is in the pot.
create function guard_pot() returns trigger language plpgsql as $$
declare
  held reward_pot;
begin
  select * into held from reward_pot p where p.organisation_id = new.organisation_id
    and p.id = coalesce(to_jsonb(new) ->> 'pot_id', to_jsonb(new) ->> 'id')::uuid for no key update;
  if exists (select from reward_share s where s.organisation_id = held.organisation_id and s.pot_id = held.id
    group by s.round_id having sum(s.amount_cents) > held.amount_cents) then
    raise exception 'more is shared than the pot holds' using errcode = '23514', constraint = 'shares_within_pot';
  end if;
  return null;
end $$;
create trigger guard_pot after insert or update of amount_cents on reward_share
  for each row execute function guard_pot();
create trigger guard_pot after update of amount_cents on reward_pot
  for each row when (new.amount_cents < old.amount_cents) execute function guard_pot();

-- What moves with a person whose two files are made one.
create or replace function movable_tables() returns regclass[] language sql immutable as $$
  select '{meeting,participant,aid,mentor_offer,document,privacy_notice,access_export,contribution,worker_change,
    residence,expense,contributor_alias,reward_claim}'::regclass[]
$$;

-- What the public reads of it: by year and kind, for the commons whose cooperative says so. No contributor, no text.
create function count_giving(asked_organisation_id uuid, asked_resource_id uuid)
  returns table (year integer, kind text, entries bigint, amount_cents bigint, minutes bigint)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  return query
    select extract(year from c.contributed_on)::integer, c.kind, count(*), coalesce(sum(c.amount_cents), 0)::bigint,
      coalesce(sum(c.minutes), 0)::bigint
    from published_record r
    join commons k on k.organisation_id = r.organisation_id and k.open_resource_id = r.open_resource_id and k.tells_giving
    join contribution c on c.organisation_id = r.organisation_id and c.open_resource_id = r.open_resource_id
    where r.organisation_id = asked_organisation_id and r.open_resource_id = asked_resource_id
    group by 1, 2;
end $$;
revoke execute on function count_giving(uuid, uuid) from public;
grant execute on function count_giving(uuid, uuid) to essaim_public;
