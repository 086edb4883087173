-- What an import of contributions made is known, so that it can be taken back.
create table contribution_import (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  open_resource_id uuid not null,
  source text not null check (source in ('git', 'forge', 'open_collective')),
  -- Contributions that it made, and those of before that it only added to.
  created_count integer not null check (created_count >= 0),
  joined_count integer not null check (joined_count >= 0),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  undone_at timestamptz,
  removed_count integer check (removed_count >= 0),
  primary key (organisation_id, id),
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id),
  foreign key (organisation_id, created_by) references membership (organisation_id, id),
  check (num_nonnulls(undone_at, removed_count) in (0, 2))
);
call protect_tenant_table('contribution_import');
create index contribution_import_recent on contribution_import (organisation_id, created_at desc);
create index contribution_import_resource on contribution_import (organisation_id, open_resource_id);
grant select, insert, update on contribution_import to essaim_manager;

alter table contribution
  add column import_id uuid,
  add foreign key (organisation_id, import_id) references contribution_import (organisation_id, id);
create index contribution_import_of on contribution (organisation_id, import_id) where import_id is not null;
