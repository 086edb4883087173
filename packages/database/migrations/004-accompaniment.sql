-- The people accompanied, and the meetings held with them.
create table worker (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  given_name text not null check (length(given_name) between 1 and 80),
  family_name text not null check (length(family_name) between 1 and 80),
  email citext check (length(email) <= 254),
  phone text check (length(phone) <= 30),
  birth_year smallint check (birth_year between 1900 and 2100),
  address_line text check (length(address_line) <= 200),
  postcode text check (postcode ~ '^[0-9]{5}$'),
  commune_code text references commune (code),
  residence text not null default 'unknown' check (residence in ('priority', 'outside', 'unknown')),
  neighbourhood_code text,
  support_origin text not null default 'unknown'
    check (support_origin in ('self', 'word_of_mouth', 'employment_service', 'social_service', 'platform', 'partner', 'event', 'unknown')),
  kind text not null check (kind in ('platform_worker', 'commons_contributor', 'both')),
  coach_id uuid,
  supported_from date not null,
  supported_until date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  search_text text not null generated always as (
    fold(given_name || ' ' || family_name || ' ' || given_name || ' ' || coalesce(email::text, '') || ' ' || coalesce(phone, ''))) stored,
  primary key (organisation_id, id),
  foreign key (organisation_id, coach_id) references membership (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  -- A priority neighbourhood is one of the commune lived in.
  foreign key (neighbourhood_code, commune_code) references neighbourhood_commune (neighbourhood_code, commune_code),
  check ((residence = 'priority') = (neighbourhood_code is not null)),
  check (neighbourhood_code is null or commune_code is not null),
  check (supported_until >= supported_from)
);
call protect_tenant_table('worker');
create index worker_name on worker (organisation_id, fold(family_name), fold(given_name), id);
create index worker_coach on worker (organisation_id, coach_id);
create index worker_search on worker using gin (search_text gin_trgm_ops);
create trigger touch before update on worker for each row execute function touch_record();

-- The commons a worker builds on.
create table worker_resource (
  organisation_id uuid not null references organisation (id),
  worker_id uuid not null,
  open_resource_id uuid not null,
  primary key (organisation_id, worker_id, open_resource_id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id),
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id)
);
call protect_tenant_table('worker_resource');
create index worker_resource_resource on worker_resource (organisation_id, open_resource_id);

create table meeting (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  worker_id uuid not null,
  coach_id uuid not null,
  held_on date not null,
  duration_minutes smallint not null check (duration_minutes between 5 and 600),
  place text not null check (place in ('office', 'home', 'remote', 'third_place')),
  summary text not null check (length(summary) between 1 and 20000),
  next_step text not null default '' check (length(next_step) <= 500),
  next_step_on date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id),
  foreign key (organisation_id, coach_id) references membership (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check (next_step_on is null or next_step <> ''),
  check (next_step_on >= held_on)
);
call protect_tenant_table('meeting');
create index meeting_worker on meeting (organisation_id, worker_id, held_on desc, id desc);
create index meeting_coach on meeting (organisation_id, coach_id, held_on desc);
create trigger touch before update on meeting for each row execute function touch_record();

grant select, insert, update on worker, meeting to essaim_coach, essaim_manager;
grant select, insert, delete on worker_resource to essaim_coach, essaim_manager;
