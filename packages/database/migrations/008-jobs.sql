-- Long work: asked in a transaction, done by another process, followed on a page.

-- A job knows ids and choices, never personal data: the queue and its errors must be free of any.
create table job (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind ~ '^[a-z_]+$'),
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed')),
  input jsonb not null default '{}',
  done integer not null default 0 check (done >= 0),
  total integer check (total >= 0),
  result jsonb,
  -- What to say of a failure, in French, to whoever asked.
  failure text,
  -- Null for what the house does by itself at night.
  requested_by uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, requested_by) references membership (organisation_id, id),
  check ((status in ('done', 'failed')) = (finished_at is not null))
);
call protect_tenant_table('job');
create policy own_job on job as restrictive to essaim_member
  using (requested_by is not distinct from (select app_membership_id()))
  with check (requested_by is not distinct from (select app_membership_id()));
create policy runner on job to essaim_jobs using (true) with check (true);
create index job_recent on job (organisation_id, requested_by, created_at desc);

-- Puts a job in the queue together with the transaction that asks for it. Runs as the owner: members have
-- no right on the queue, which belongs to graphile-worker.
create function enqueue_job() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform graphile_worker.add_job('job',
    json_build_object('organisationId', new.organisation_id, 'jobId', new.id),
    max_attempts => 3,
    job_key => new.id::text);
  return new;
end $$;
create trigger enqueue after insert on job for each row execute function enqueue_job();

grant select, insert on job to essaim_member;
grant usage on schema public to essaim_jobs;
grant select, insert, update, delete on job to essaim_jobs;
grant select on organisation, membership to essaim_jobs;
create policy runner on organisation for select to essaim_jobs using (true);
create policy runner on membership for select to essaim_jobs using (true);

-- The house itself has no membership: its lines in the journal bear none.
drop policy own_line on audit_event;
create policy own_line on audit_event as restrictive for insert to essaim_member
  with check (membership_id is not distinct from (select app_membership_id()));
-- Who looked at a person's file.
create index audit_event_subject on audit_event (organisation_id, subject_id, occurred_at desc, id desc)
  where subject_id is not null;
grant select on audit_event to essaim_manager;
create policy about_people on audit_event as restrictive for select to essaim_manager
  using (subject_type = 'worker');

-- A file put in the storage and later let go of: removed once the transaction has ended, whatever happens.
create table file_removal (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  -- Begins with the organisation: nobody lets go of another's file.
  storage_key text not null check (starts_with(storage_key, organisation_id || '/')),
  -- A file being sent is announced first, and kept when its record is written.
  due_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, storage_key)
);
call protect_tenant_table('file_removal');
create policy runner on file_removal to essaim_jobs using (true) with check (true);
create index file_removal_due on file_removal (due_at);
grant select, insert, delete on file_removal to essaim_coach, essaim_manager, essaim_keeper, essaim_jobs;
-- Holding a row while its file leaves asks for the right to change it.
grant update (due_at) on file_removal to essaim_jobs;

-- What can be undone for some days, with what it takes to do so. It holds personal data, and says whose.
create table undo_entry (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('worker_merge', 'worker_removal', 'meeting_removal', 'worker_import')),
  subject_id uuid not null,
  worker_ids uuid[] not null default '{}',
  payload jsonb not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, created_by) references membership (organisation_id, id),
  check (expires_at > created_at)
);
call protect_tenant_table('undo_entry');
create index undo_entry_subject on undo_entry (organisation_id, subject_id);
create index undo_entry_workers on undo_entry using gin (worker_ids);
grant select, insert, update, delete on undo_entry to essaim_coach, essaim_manager;
grant select, delete on undo_entry to essaim_keeper;
