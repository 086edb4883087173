-- Small aid released fast, from a budget line; and what experienced people pass on.
create table budget_line (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  label text not null check (length(label) between 1 and 120),
  grant_id uuid,
  amount_cents bigint not null check (amount_cents > 0),
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  closed_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, grant_id) references funding_grant (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('budget_line');
create trigger touch before update on budget_line for each row execute function touch_record();
grant select on budget_line to essaim_coach, essaim_manager;
grant insert, update on budget_line to essaim_manager;

create table aid (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  worker_id uuid not null,
  amount_cents bigint not null check (amount_cents between 1 and 1000000),
  purpose text not null check (length(purpose) between 1 and 2000),
  requested_on date not null,
  requested_by uuid not null,
  status text not null default 'requested' check (status in ('requested', 'granted', 'refused', 'paid', 'withdrawn')),
  decided_on date,
  decided_by uuid,
  decision_reason text not null default '' check (length(decision_reason) <= 2000),
  budget_line_id uuid,
  paid_on date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id),
  foreign key (organisation_id, requested_by) references membership (organisation_id, id),
  foreign key (organisation_id, decided_by) references membership (organisation_id, id),
  foreign key (organisation_id, budget_line_id) references budget_line (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check ((status in ('granted', 'refused', 'paid')) = (decided_on is not null and decided_by is not null)),
  check ((status in ('granted', 'paid')) = (budget_line_id is not null)),
  check ((status = 'paid') = (paid_on is not null)),
  check (decided_on >= requested_on and (paid_on is null or paid_on >= decided_on)),
  -- A decision says why.
  check (status not in ('granted', 'refused', 'paid') or decision_reason <> '')
);
call protect_tenant_table('aid');
create index aid_worker on aid (organisation_id, worker_id, requested_on desc);
create index aid_to_decide on aid (organisation_id, requested_on) where status in ('requested', 'granted');
create index aid_budget on aid (organisation_id, budget_line_id);
create trigger touch before update on aid for each row execute function touch_record();
grant select, insert, update on aid to essaim_coach, essaim_manager;
grant select, update on aid to essaim_keeper;
-- A coach asks and withdraws; the decision and the payment are a manager's.
create policy ask on aid as restrictive for insert to essaim_coach with check (status = 'requested');
create policy withdraw on aid as restrictive for update to essaim_coach
  using (status = 'requested') with check (status in ('requested', 'withdrawn'));

-- The commons that an aid benefits.
create table aid_resource (
  organisation_id uuid not null references organisation (id),
  aid_id uuid not null,
  open_resource_id uuid not null,
  primary key (organisation_id, aid_id, open_resource_id),
  foreign key (organisation_id, aid_id) references aid (organisation_id, id) on delete cascade,
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id)
);
call protect_tenant_table('aid_resource');
create index aid_resource_resource on aid_resource (organisation_id, open_resource_id);
grant select, insert, delete on aid_resource to essaim_coach, essaim_manager;

-- What an experienced person offers to pass on: a commons or platform, an activity, a territory, a language,
-- each line one thing.
create table mentor_offer (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  worker_id uuid not null,
  open_resource_id uuid,
  activity_id uuid,
  commune_code text references commune (code),
  list_key text check (list_key in ('language', 'work_platform', 'skill')),
  value_id uuid,
  note text not null default '' check (length(note) <= 500),
  offered_on date not null,
  ended_on date check (ended_on >= offered_on),
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id),
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id),
  foreign key (organisation_id, activity_id) references activity (organisation_id, id),
  foreign key (organisation_id, list_key, value_id) references list_value (organisation_id, list_key, id),
  check (num_nonnulls(open_resource_id, activity_id, commune_code, value_id) = 1),
  check ((list_key is null) = (value_id is null))
);
call protect_tenant_table('mentor_offer');
create index mentor_offer_worker on mentor_offer (organisation_id, worker_id);
grant select, insert, update, delete on mentor_offer to essaim_coach, essaim_manager;
grant select, update on mentor_offer to essaim_keeper;

create table mentorship (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  mentor_id uuid not null,
  novice_id uuid not null,
  proposed_on date not null,
  proposed_by uuid not null,
  -- Why these two: the reasons of the rank when it was proposed, as they were shown.
  reasons text not null default '' check (length(reasons) <= 1000),
  mentor_accepted_on date,
  novice_accepted_on date,
  declined_on date,
  ended_on date,
  mentor_gain text not null default '' check (length(mentor_gain) <= 2000),
  novice_gain text not null default '' check (length(novice_gain) <= 2000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, mentor_id) references worker (organisation_id, id),
  foreign key (organisation_id, novice_id) references worker (organisation_id, id),
  foreign key (organisation_id, proposed_by) references membership (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check (mentor_id <> novice_id),
  check (declined_on is null or ended_on is null),
  check (ended_on is null or (mentor_accepted_on is not null and novice_accepted_on is not null)),
  check (mentor_accepted_on >= proposed_on and novice_accepted_on >= proposed_on and declined_on >= proposed_on
    and ended_on >= greatest(mentor_accepted_on, novice_accepted_on))
);
call protect_tenant_table('mentorship');
-- One mentorship at a time between the same two people.
create unique index mentorship_pair on mentorship (organisation_id, mentor_id, novice_id)
  where declined_on is null and ended_on is null;
create index mentorship_novice on mentorship (organisation_id, novice_id);
create trigger touch before update on mentorship for each row execute function touch_record();
grant select, insert, update on mentorship to essaim_coach, essaim_manager;
grant select, update on mentorship to essaim_keeper;

create table mentorship_session (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  mentorship_id uuid not null,
  held_on date not null,
  duration_minutes smallint not null check (duration_minutes between 5 and 600),
  summary text not null default '' check (length(summary) <= 5000),
  primary key (organisation_id, id),
  foreign key (organisation_id, mentorship_id) references mentorship (organisation_id, id)
);
call protect_tenant_table('mentorship_session');
create index mentorship_session_of on mentorship_session (organisation_id, mentorship_id, held_on);
grant select, insert, delete on mentorship_session to essaim_coach, essaim_manager;
grant select, update on mentorship_session to essaim_keeper;
