-- Views of a list that somebody or the whole team keeps, and spreadsheets taken over.
create table saved_view (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  -- Null: the whole team's.
  membership_id uuid,
  name text not null check (length(name) between 1 and 80),
  -- The list's address after `?`.
  query text not null check (length(query) <= 2000),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, membership_id) references membership (organisation_id, id),
  foreign key (organisation_id, created_by) references membership (organisation_id, id)
);
call protect_tenant_table('saved_view');
create policy own_or_team on saved_view as restrictive to essaim_coach, essaim_manager
  using (membership_id is null or membership_id = (select app_membership_id()))
  with check (membership_id is null or membership_id = (select app_membership_id()));
create unique index saved_view_name on saved_view (organisation_id, membership_id, fold(name)) nulls not distinct;
grant select, insert, update, delete on saved_view to essaim_coach, essaim_manager;

-- A spreadsheet on its way in: sent, read, matched, tried, written, and maybe undone.
create table worker_import (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  file_name text not null check (length(file_name) between 1 and 200),
  -- The file itself, let go of once the import is written or given up.
  storage_key text,
  status text not null default 'received' check (status in ('received', 'read', 'tried', 'written', 'given_up', 'undone')),
  -- What was found in the file: sheets, columns with a few samples, number of rows; or why it cannot be read.
  reading jsonb,
  -- Which column goes where, and what each of its words means.
  mapping jsonb,
  -- The dry run: every problem with its row and column.
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
call protect_tenant_table('worker_import');
create index worker_import_recent on worker_import (organisation_id, created_at desc);
create trigger touch before update on worker_import for each row execute function touch_record();
grant select, insert, update on worker_import to essaim_manager;
grant select, update on worker_import to essaim_keeper;

alter table worker add column import_id uuid,
  add foreign key (organisation_id, import_id) references worker_import (organisation_id, id);
create index worker_import_of on worker (organisation_id, import_id) where import_id is not null;
-- The same mail or telephone, while a file is being typed. Row level security lets an index answer only what cannot
-- tell of other rows (leakproof operators): equality of text can, that of citext, `like` and likeness cannot. Mails
-- are written in lower case. Names are compared over the organisation's own rows, which `worker_name` gives in order:
-- 12,000 of them take 100 ms.
create index worker_email on worker (organisation_id, (email::text)) where email is not null;
create index worker_phone on worker (organisation_id, phone) where phone is not null;
-- Filters ask for what is there already: `stage_worker` and `meeting_worker` give the latest stage and meeting of a
-- person, `worker_value_value` and `plan_action_open` everybody at once.

-- Who took the list away, when, in which columns and how many people: no name, no filter.
create table worker_export (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  format text not null check (format in ('csv', 'xlsx')),
  -- As the list's address writes them.
  columns text not null,
  line_count integer not null check (line_count >= 0),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, created_by) references membership (organisation_id, id)
);
call protect_tenant_table('worker_export');
create index worker_export_recent on worker_export (organisation_id, created_at desc);
grant select, insert on worker_export to essaim_manager;
