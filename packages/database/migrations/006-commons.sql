-- What is given back to the commons, and the partners met on the way.
-- A commons is an open resource of the directory: one record, not two.
create table contribution (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  open_resource_id uuid not null,
  worker_id uuid,
  kind text not null check (kind in
    ('gift', 'share', 'membership', 'code', 'documentation', 'translation', 'data', 'hardware_design', 'test', 'support', 'event', 'time')),
  contributed_on date not null,
  description text not null check (length(description) between 1 and 2000),
  amount_cents bigint check (amount_cents > 0),
  minutes integer check (minutes between 1 and 600000),
  evidence_url text check (evidence_url ~ '^https?://'),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check (kind not in ('gift', 'share', 'membership') or amount_cents is not null),
  check (kind <> 'time' or minutes is not null)
);
call protect_tenant_table('contribution');
create index contribution_resource on contribution (organisation_id, open_resource_id, contributed_on desc);
create index contribution_recent on contribution (organisation_id, contributed_on desc, id desc);
create index contribution_worker on contribution (organisation_id, worker_id, contributed_on desc);
create trigger touch before update on contribution for each row execute function touch_record();

create table partner (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('cae_network', 'cooperative', 'association', 'public', 'company', 'shared_place', 'other')),
  status text not null check (status in ('secured', 'in_discussion', 'envisaged')),
  role text not null default '' check (length(role) <= 1000),
  website_url text check (website_url ~ '^https?://'),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, name),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('partner');
create trigger touch before update on partner for each row execute function touch_record();

grant select, insert, update on contribution to essaim_coach, essaim_manager;
grant select on partner to essaim_coach, essaim_manager, essaim_editor;
grant insert, update on partner to essaim_manager;
