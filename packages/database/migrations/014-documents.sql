-- Files attached to a person: the record here, the bytes in the storage.
create table document (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  worker_id uuid not null,
  list_key text not null default 'document_kind' check (list_key = 'document_kind'),
  kind_id uuid,
  name text not null check (length(name) between 1 and 200),
  -- As found in the bytes, never as the browser says.
  content_type text not null check (content_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
  size_bytes bigint not null check (size_bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  storage_key text not null check (starts_with(storage_key, organisation_id || '/')),
  dated_on date,
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, storage_key),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id),
  foreign key (organisation_id, list_key, kind_id) references list_value (organisation_id, list_key, id),
  foreign key (organisation_id, created_by) references membership (organisation_id, id)
);
call protect_tenant_table('document');
create index document_worker on document (organisation_id, worker_id, created_at desc);
grant select, insert, update, delete on document to essaim_coach, essaim_manager;
grant select, delete on document to essaim_keeper;
