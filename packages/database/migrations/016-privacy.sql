-- RGPD: what was said to each person and on what ground, how long a file is kept, and the proof of what was erased.

-- Of one version of the information notice, per person (RGPD, articles 6, 13 and 14).
create table privacy_notice (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  worker_id uuid not null,
  given_on date not null,
  channel text not null check (channel in ('in_person', 'mail', 'letter', 'online')),
  legal_basis text not null check (legal_basis in ('contract', 'public_interest', 'legitimate_interest', 'consent', 'legal_obligation')),
  recorded_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id),
  foreign key (organisation_id, recorded_by) references membership (organisation_id, id)
);
call protect_tenant_table('privacy_notice');
create index privacy_notice_worker on privacy_notice (organisation_id, worker_id, given_on desc);
grant select, insert, delete on privacy_notice to essaim_coach, essaim_manager;
grant select on privacy_notice to essaim_keeper;

alter table organisation
  -- Months after the exit, then the file is anonymised. Null: not decided, nothing is erased by itself.
  add column retention_months smallint check (retention_months between 1 and 36),
  -- Weeks without a meeting after which a person is to be seen again.
  add column review_after_weeks smallint not null default 6 check (review_after_weeks between 1 and 52),
  add column privacy_contact text not null default '' check (length(privacy_contact) <= 200);
create policy settings on organisation as restrictive for update to essaim_manager
  using (id = (select app_organisation_id()));
grant update (retention_months, review_after_weeks, privacy_contact) on organisation to essaim_manager;

-- What an erasure did, and the proof that nothing is left. It names nobody: ids of files without a name, and counts.
create table erasure (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  erased_at timestamptz not null default now(),
  -- Null when the night's work did it, for its time had come.
  requested_by uuid,
  ground text not null check (ground in ('retention', 'request')),
  worker_ids uuid[] not null,
  -- {table: rows changed or removed}
  done jsonb not null,
  -- Traces found afterwards by a search of every text of the organisation; more than none fails the erasure.
  traces_left integer not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, requested_by) references membership (organisation_id, id)
);
call protect_tenant_table('erasure');
create index erasure_recent on erasure (organisation_id, erased_at desc);
grant select on erasure to essaim_manager;
grant select, insert on erasure to essaim_keeper;

-- The one readable archive of a person's data (RGPD, article 15), kept a few days.
create table access_export (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  worker_id uuid not null,
  storage_key text not null,
  size_bytes bigint not null check (size_bytes > 0),
  created_at timestamptz not null default now(),
  created_by uuid,
  expires_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id),
  foreign key (organisation_id, created_by) references membership (organisation_id, id)
);
call protect_tenant_table('access_export');
create index access_export_worker on access_export (organisation_id, worker_id);
grant select, insert, delete on access_export to essaim_manager;
grant select, delete on access_export to essaim_keeper;

-- The keeper reads all that is held of a person, for their access export, and takes their name out of wherever
-- somebody wrote it. A column that is not here holds codes, ids or hashes; `text-column.rules.ts` says which, and a
-- catalogue test fails on any other.
grant select on activity, activity_location, activity_resource, aid_resource, budget_line, contribution,
  declared_figure, funder, funding_grant, meeting_theme, open_resource, partner, programme, programme_action,
  saved_view, workshop_theme to essaim_keeper;
grant select, insert on audit_event to essaim_keeper;
grant insert on access_export to essaim_keeper;
grant delete on meeting to essaim_keeper;
grant update on contribution, saved_view to essaim_keeper;
grant update (payload) on undo_entry to essaim_keeper;
grant update (changes) on worker_change to essaim_keeper;
grant update (name) on document, funder to essaim_keeper;
grant update (website_url) on funder to essaim_keeper;
grant select, update (input, failure, result) on job to essaim_keeper;
grant update (label) on list_value, budget_line to essaim_keeper;
grant update (slug, title, summary, description, requirements, steps, advantages, limits) on activity to essaim_keeper;
grant update (description) on activity_location, programme, programme_action to essaim_keeper;
grant update (usage) on activity_resource to essaim_keeper;
grant update (slug, name, summary, description, licence_expression, licence_note, website_url, source_url,
  documentation_url, contribution_guide) on open_resource to essaim_keeper;
grant update (title, reference, note) on funding_grant to essaim_keeper;
grant update (name, role, website_url) on partner to essaim_keeper;
grant update (name) on programme, programme_action to essaim_keeper;
grant update (source, evidence) on declared_figure to essaim_keeper;

-- Each member keeps to their own jobs and forms; the keeper, who is nobody, looks for names in all of them.
drop policy own_job on job;
create policy own_job on job as restrictive to essaim_coach, essaim_manager, essaim_editor, essaim_admin
  using (requested_by is not distinct from (select app_membership_id()))
  with check (requested_by is not distinct from (select app_membership_id()));
drop policy own_read on submission;
create policy own_read on submission as restrictive for select
  to essaim_coach, essaim_manager, essaim_editor, essaim_admin
  using (membership_id = (select app_membership_id()));
drop policy own_update on submission;
create policy own_update on submission as restrictive for update
  to essaim_coach, essaim_manager, essaim_editor, essaim_admin
  using (membership_id = (select app_membership_id()));
