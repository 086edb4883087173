-- What stands between a working copy and its publication: a second reader, a day and an hour, a look at the page to
-- come; and what is published beside words: images, and links that must go on answering.

-- Does a second person read a record before it is published?
alter table organisation add column needs_review boolean not null default false;
grant update (needs_review) on organisation to essaim_admin;

-- Who wrote in a record since it was last published. `updated_by` says the last one alone, whoever published or
-- withdrew it included.
create table record_writer (
  organisation_id uuid not null references organisation (id),
  record_id uuid not null,
  record_kind text not null check (record_kind in ('activity', 'resource')),
  activity_id uuid generated always as (case when record_kind = 'activity' then record_id end) stored,
  open_resource_id uuid generated always as (case when record_kind = 'resource' then record_id end) stored,
  membership_id uuid not null,
  primary key (organisation_id, record_id, membership_id),
  foreign key (organisation_id, activity_id) references activity (organisation_id, id) on delete cascade,
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id) on delete cascade,
  foreign key (organisation_id, membership_id) references membership (organisation_id, id)
);
alter table activity no force row level security;
alter table open_resource no force row level security;
-- What is public today says what its writers wrote.
insert into record_writer (organisation_id, record_id, record_kind, membership_id)
  select organisation_id, id, 'activity', updated_by from activity where status = 'draft' and updated_by is not null
  union all
  select organisation_id, id, 'resource', updated_by from open_resource where status = 'draft' and updated_by is not null;
alter table activity force row level security;
alter table open_resource force row level security;
call protect_tenant_table('record_writer');

create function remember_writer() returns trigger language plpgsql as $$
begin
  -- The house takes a name away in nobody's name, and a change of status writes nothing.
  if app_membership_id() is not null and (tg_op = 'INSERT' or new.status = old.status) then
    insert into record_writer (organisation_id, record_id, record_kind, membership_id)
      values (new.organisation_id, new.id, tg_argv[0], app_membership_id())
      on conflict do nothing;
  end if;
  return null;
end $$;
create trigger writer after insert or update on activity for each row execute function remember_writer('activity');
create trigger writer after insert or update on open_resource for each row execute function remember_writer('resource');

-- A record that somebody wants read by a second person. Sent back, it says why until it is asked again or published.
create table review_request (
  organisation_id uuid not null references organisation (id),
  record_id uuid not null,
  record_kind text not null check (record_kind in ('activity', 'resource')),
  activity_id uuid generated always as (case when record_kind = 'activity' then record_id end) stored,
  open_resource_id uuid generated always as (case when record_kind = 'resource' then record_id end) stored,
  message text not null default '' check (length(message) <= 1000),
  requested_by uuid not null,
  requested_at timestamptz not null default now(),
  answer text check (length(answer) between 1 and 1000),
  answered_by uuid,
  answered_at timestamptz,
  primary key (organisation_id, record_id),
  foreign key (organisation_id, activity_id) references activity (organisation_id, id) on delete cascade,
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id) on delete cascade,
  foreign key (organisation_id, requested_by) references membership (organisation_id, id),
  foreign key (organisation_id, answered_by) references membership (organisation_id, id),
  check (num_nulls(answer, answered_by, answered_at) in (0, 3))
);
call protect_tenant_table('review_request');

-- A publication to come.
create table scheduled_publication (
  organisation_id uuid not null references organisation (id),
  record_id uuid not null,
  record_kind text not null check (record_kind in ('activity', 'resource')),
  activity_id uuid generated always as (case when record_kind = 'activity' then record_id end) stored,
  open_resource_id uuid generated always as (case when record_kind = 'resource' then record_id end) stored,
  -- Of the record when it was asked: what was changed since waits for somebody to ask again.
  version integer not null,
  due_at timestamptz not null,
  note text not null default '' check (length(note) <= 300),
  scheduled_by uuid not null,
  scheduled_at timestamptz not null default now(),
  -- Why its hour went by and nothing was published.
  missed text check (missed in ('changed', 'incomplete', 'own_change', 'no_access', 'failed')),
  primary key (organisation_id, record_id),
  foreign key (organisation_id, activity_id) references activity (organisation_id, id) on delete cascade,
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id) on delete cascade,
  foreign key (organisation_id, scheduled_by) references membership (organisation_id, id)
);
call protect_tenant_table('scheduled_publication');
-- The jobs' process learns in which organisations something is due, and nothing else.
create policy due on scheduled_publication for select to essaim_jobs using (true);
create index scheduled_publication_due on scheduled_publication (due_at) where missed is null;

-- An address of the public site that shows one working copy to whoever holds it, for an hour.
create table preview_link (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  record_kind text not null check (record_kind in ('activity', 'resource')),
  record_id uuid not null,
  activity_id uuid generated always as (case when record_kind = 'activity' then record_id end) stored,
  open_resource_id uuid generated always as (case when record_kind = 'resource' then record_id end) stored,
  token_hash text not null,
  expires_at timestamptz not null default now() + interval '1 hour',
  created_by uuid not null,
  primary key (organisation_id, id),
  unique (organisation_id, token_hash),
  foreign key (organisation_id, activity_id) references activity (organisation_id, id) on delete cascade,
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id) on delete cascade,
  foreign key (organisation_id, created_by) references membership (organisation_id, id)
);
call protect_tenant_table('preview_link');

create function read_preview(asked_organisation_id uuid, asked_token_hash text)
  returns table (id uuid, record_kind text, slug text, content jsonb, updated_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  return query
    select l.record_id, l.record_kind, coalesce(a.slug, r.slug), record_content(l.record_kind, l.record_id),
      coalesce(a.updated_at, r.updated_at)
    from preview_link l
    left join activity a on a.organisation_id = l.organisation_id and a.id = l.activity_id
    left join open_resource r on r.organisation_id = l.organisation_id and r.id = l.open_resource_id
    where l.token_hash = asked_token_hash and l.expires_at > now();
end $$;
revoke execute on function read_preview(uuid, text) from public;
grant execute on function read_preview(uuid, text) to essaim_public;

-- One size and format of an image. What it shows in words, and whose it is, are in the record's content.
create table image_file (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  image_id uuid not null,
  record_kind text not null check (record_kind in ('activity', 'resource')),
  record_id uuid not null,
  activity_id uuid generated always as (case when record_kind = 'activity' then record_id end) stored,
  open_resource_id uuid generated always as (case when record_kind = 'resource' then record_id end) stored,
  format text not null check (format in ('avif', 'webp')),
  -- In pixels.
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  size_bytes integer not null check (size_bytes > 0),
  -- Apart from the documents about people: the process of the public pages reads these alone.
  storage_key text not null check (starts_with(storage_key, 'images/' || organisation_id || '/')),
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (image_id, format, width),
  foreign key (organisation_id, activity_id) references activity (organisation_id, id),
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id),
  foreign key (organisation_id, created_by) references membership (organisation_id, id)
);
call protect_tenant_table('image_file');
create policy published on image_file for select to essaim_public
  using (exists (select 1 from published_record p
    where p.organisation_id = image_file.organisation_id and p.id = record_id
      and p.content -> 'images' @> jsonb_build_array(jsonb_build_object('id', image_id))));
create index image_file_record on image_file (organisation_id, record_id);

-- An image is let go of as any other file.
alter table file_removal drop constraint file_removal_check, add constraint file_removal_storage_key_check
  check (starts_with(storage_key, organisation_id || '/') or starts_with(storage_key, 'images/' || organisation_id || '/'));

-- The links of what is public, and whether they answer.
create table record_link (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  record_kind text not null check (record_kind in ('activity', 'resource')),
  record_id uuid not null,
  -- Null once a person's name was taken out of it.
  target_url text check (length(target_url) <= 2000),
  checked_at timestamptz,
  -- Days on which it did not answer, one after the other. Three make it dead.
  failures smallint not null default 0 check (failures between 0 and 3),
  failed_on date,
  problem text check (problem in ('absent', 'unreachable', 'slow', 'broken')),
  dead_on date,
  primary key (organisation_id, id),
  unique (organisation_id, record_id, target_url),
  foreign key (organisation_id, record_id) references published_record (organisation_id, id) on delete cascade
);
call protect_tenant_table('record_link');
create policy dead on record_link for select to essaim_public using (dead_on is not null);
create index record_link_dead on record_link (organisation_id) where dead_on is not null;

grant select on record_writer, review_request, scheduled_publication, image_file, record_link to essaim_coach;
grant select, insert, delete on record_writer to essaim_manager, essaim_editor;
grant select, insert, update, delete on review_request, scheduled_publication to essaim_manager, essaim_editor;
grant select, insert, delete on preview_link, image_file to essaim_manager, essaim_editor;
grant select on record_link to essaim_manager, essaim_editor;
grant select, insert, delete on file_removal to essaim_editor;
grant select, delete, update (message, answer) on review_request to essaim_keeper;
grant select, delete, update (note, missed) on scheduled_publication to essaim_keeper;
grant select, delete on record_writer, preview_link, image_file to essaim_keeper;
grant select, insert, update, delete on record_link to essaim_keeper;
-- At its hour, in the name of whoever asked.
grant update (status, published_at) on activity, open_resource to essaim_keeper;
grant select (organisation_id, due_at, missed) on scheduled_publication to essaim_jobs;
grant select (organisation_id, image_id, record_id, format, width, height, size_bytes, storage_key)
  on image_file to essaim_public;
grant select (organisation_id, record_id, target_url, dead_on) on record_link to essaim_public;
