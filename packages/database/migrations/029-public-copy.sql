-- What the public reads is a copy, made when a record is published: the record itself stays its editors' working copy.
-- One row tells all of a page, so that it is found, read, served, listed and compared without a look at anything else.

-- The content is the form of the record, as its schema in packages/directory writes it.
create table published_record (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  record_kind text not null check (record_kind in ('activity', 'resource')),
  activity_id uuid generated always as (case when record_kind = 'activity' then id end) stored,
  open_resource_id uuid generated always as (case when record_kind = 'resource' then id end) stored,
  slug text not null,
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  -- The day of its first publication, kept when it is published again.
  published_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  -- When somebody who knows last said that it is true. Date in Paris.
  confirmed_on date not null default (now() at time zone 'Europe/Paris')::date,
  -- In the order in which changes became visible: whoever has read up to here has missed nothing before.
  position bigint not null unique,
  -- Drawn from the content by derive_published_record().
  title text not null,
  summary text not null,
  sector text,
  resource_kind text,
  licence_expression text,
  startup_cost_min_cents bigint,
  startup_cost_max_cents bigint,
  maturity text,
  skills text[] not null,
  legal_forms text[] not null,
  commune_codes text[] not null,
  department_codes text[] not null,
  open_resource_ids uuid[] not null,
  search tsvector not null default '',
  primary key (organisation_id, id),
  unique (record_kind, slug),
  foreign key (organisation_id, activity_id) references activity (organisation_id, id) on delete cascade,
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id) on delete cascade
);
call protect_tenant_table('published_record');
-- A constant: PostgreSQL drops it, and the indexes of the search serve as if the table had no policy.
create policy published on published_record for select to essaim_public, essaim_funder using (true);
create index published_record_search on published_record using gin (search);
create index published_record_communes on published_record using gin (commune_codes);
create index published_record_resources on published_record using gin (open_resource_ids);
create index published_record_title on published_record using gin (fold(title) gin_trgm_ops);
create index published_record_recent on published_record (changed_at desc, id);

-- What it said at each publication: its public history, and what an editor may come back to.
create table published_revision (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  record_kind text not null check (record_kind in ('activity', 'resource')),
  record_id uuid not null,
  number integer not null check (number > 0),
  reason text not null check (reason in ('publication', 'edit', 'proposal', 'revert')),
  -- What whoever published says of it, for everybody to read.
  note text not null default '' check (length(note) <= 300),
  -- Null once it was hidden: what should never have been public is kept nowhere.
  content jsonb,
  published_at timestamptz not null default now(),
  published_by uuid,
  hidden_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, record_id, number),
  check ((content is null) = (hidden_at is not null)),
  foreign key (organisation_id, published_by) references membership (organisation_id, id)
);
call protect_tenant_table('published_revision');
-- Everybody may know that a version was hidden, and when it was public: its row says nothing else any more.
create policy published on published_revision for select to essaim_public
  using (exists (select 1 from published_record p
    where p.organisation_id = published_revision.organisation_id and p.id = record_id));

-- Records that were public and no longer are, for whoever keeps a copy of the directory.
create table withdrawn_record (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  record_kind text not null check (record_kind in ('activity', 'resource')),
  slug text not null,
  withdrawn_at timestamptz not null default now(),
  position bigint not null unique,
  primary key (organisation_id, id)
);
call protect_tenant_table('withdrawn_record');
create policy published on withdrawn_record for select to essaim_public using (true);

create sequence publication_position;

-- Publications pass one at a time: a position is seen only once all those before it are.
create function next_publication_position() returns bigint
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('publication', 0));
  return nextval('publication_position');
end $$;
revoke execute on function next_publication_position() from public;
grant execute on function next_publication_position() to essaim_manager, essaim_editor, essaim_keeper;

create function text_array(list jsonb) returns text[] language sql immutable parallel safe
  as $$ select coalesce(array(select jsonb_array_elements_text(case jsonb_typeof(list) when 'array' then list else '[]' end)), '{}') $$;

create function derive_published_record() returns trigger language plpgsql as $$
declare
  c constant jsonb := new.content;
begin
  new.position := next_publication_position();
  if tg_op = 'INSERT' or new.content is distinct from old.content then
    new.changed_at := now();
  end if;
  new.title := coalesce(c ->> 'title', c ->> 'name');
  new.summary := c ->> 'summary';
  new.sector := c ->> 'sector';
  new.resource_kind := c ->> 'kind';
  new.licence_expression := c ->> 'licenceExpression';
  new.startup_cost_min_cents := c ->> 'startupCostMinCents';
  new.startup_cost_max_cents := c ->> 'startupCostMaxCents';
  new.maturity := c ->> 'maturity';
  new.skills := text_array(c -> 'skills');
  new.legal_forms := text_array(c -> 'legalForms');
  new.commune_codes := text_array(jsonb_path_query_array(c, '$.locations[*].commune'));
  new.department_codes := array(
    select distinct department_code from commune where code = any (new.commune_codes) order by 1);
  new.open_resource_ids := text_array(jsonb_path_query_array(c, '$.resources[*].openResourceId'))::uuid[];
  return new;
end $$;
create trigger derive before insert or update of content, slug, confirmed_on on published_record
  for each row execute function derive_published_record();

-- Before any row is held: whoever held a row first and waited for its position would wait for somebody who waits for it.
create function await_publications() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('publication', 0));
  return null;
end $$;
create trigger await before insert or update or delete on published_record
  for each statement execute function await_publications();

-- Every process that keeps pages hears of it when the transaction ends.
create function tell_publication() returns trigger language plpgsql as $$
begin
  perform pg_notify('published', '');
  return null;
end $$;
create trigger tell after insert or update or delete on published_record
  for each statement execute function tell_publication();

create function remember_withdrawal() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into withdrawn_record (organisation_id, id, record_kind, slug, position)
    values (old.organisation_id, old.id, old.record_kind, old.slug, next_publication_position())
    on conflict (organisation_id, id) do update
      set slug = excluded.slug, position = excluded.position, withdrawn_at = now();
  return null;
end $$;
create trigger withdrawn after delete on published_record for each row execute function remember_withdrawal();

-- The content of a record's working copy. It is the only place where columns become the form again.
create function record_content(asked_kind text, asked_id uuid) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'title', a.title, 'summary', a.summary, 'sector', a.sector, 'description', a.description,
    'requirements', a.requirements, 'steps', a.steps, 'advantages', a.advantages, 'limits', a.limits,
    'startupCostMinCents', a.startup_cost_min_cents, 'startupCostMaxCents', a.startup_cost_max_cents,
    'resources', coalesce((select jsonb_agg(jsonb_build_object('openResourceId', r.open_resource_id, 'usage', r.usage)
        order by r.open_resource_id)
      from activity_resource r where r.organisation_id = a.organisation_id and r.activity_id = a.id), '[]'),
    'locations', coalesce((select jsonb_agg(jsonb_build_object('commune', l.commune_code, 'sinceYear', l.since_year,
        'transferredFrom', l.transferred_from_commune_code, 'description', l.description)
        order by l.since_year nulls last, l.commune_code)
      from activity_location l where l.organisation_id = a.organisation_id and l.activity_id = a.id), '[]'))
  from activity a where asked_kind = 'activity' and a.id = asked_id
  union all
  select jsonb_build_object(
    'kind', r.kind, 'name', r.name, 'summary', r.summary, 'description', r.description,
    'licenceExpression', r.licence_expression, 'licenceNote', r.licence_note, 'websiteUrl', r.website_url,
    'sourceUrl', r.source_url, 'documentationUrl', r.documentation_url, 'contributionGuide', r.contribution_guide)
  from open_resource r where asked_kind = 'resource' and r.id = asked_id
$$;

-- Makes the public copy what the working copy says, and keeps what it said in the history. Publishing what is public
-- already only confirms it.
create function publish_record(asked_kind text, asked_id uuid, why text default 'publication', told text default '')
  returns void language plpgsql as $$
declare
  org uuid;
  address text;
  said constant jsonb := record_content(asked_kind, asked_id);
begin
  if asked_kind = 'activity' then
    select organisation_id, slug into strict org, address from activity where id = asked_id;
  else
    select organisation_id, slug into strict org, address from open_resource where id = asked_id;
  end if;
  insert into published_record (organisation_id, id, record_kind, slug, content)
    values (org, asked_id, asked_kind, address, said)
    on conflict (organisation_id, id) do update
      set slug = excluded.slug, content = excluded.content, confirmed_on = excluded.confirmed_on;
  delete from withdrawn_record where organisation_id = org and id = asked_id;
  insert into published_revision (organisation_id, record_kind, record_id, number, reason, note, content, published_by)
    select org, asked_kind, asked_id, coalesce(r.number, 0) + 1, why, told, said, app_membership_id()
    from (select) as one left join lateral (
      select number, content from published_revision
      where organisation_id = org and record_id = asked_id order by number desc limit 1) as r on true
    where r.content is distinct from said;
end $$;

grant select on published_record, published_revision, withdrawn_record to essaim_coach;
grant select, insert, update, delete on published_record to essaim_manager, essaim_editor;
grant select, insert, update (note, content, hidden_at) on published_revision to essaim_manager, essaim_editor;
grant select, delete on withdrawn_record to essaim_manager, essaim_editor;
-- A person's name leaves the public pages and their history too; a record whose time has come is published at night.
grant select, insert, update, delete on published_record to essaim_keeper;
grant select, insert, update (note, content) on published_revision to essaim_keeper;
grant select, delete, update (slug) on withdrawn_record to essaim_keeper;
grant select on published_record to essaim_public, essaim_funder;
grant select (organisation_id, id, record_kind, record_id, number, reason, note, content, published_at)
  on published_revision to essaim_public;
grant select on withdrawn_record to essaim_public;

-- What is public today, with the day it was published on and that of its last change.
alter table activity no force row level security;
alter table activity_location no force row level security;
alter table activity_resource no force row level security;
alter table open_resource no force row level security;
alter table published_record no force row level security;
alter table published_revision no force row level security;
alter table withdrawn_record no force row level security;
do $$
declare
  r record;
begin
  for r in
    select 'activity' as kind, id, updated_at from activity where status = 'published'
    union all
    select 'resource', id, updated_at from open_resource where status = 'published'
    order by 3
  loop
    perform publish_record(r.kind, r.id);
  end loop;
end $$;
-- Nobody has confirmed them since they were last changed.
alter table published_record disable trigger derive;
update published_record p set published_at = r.published_at, changed_at = r.updated_at,
    confirmed_on = (r.updated_at at time zone 'Europe/Paris')::date
  from (select id, published_at, updated_at from activity union all select id, published_at, updated_at from open_resource) r
  where r.id = p.id;
alter table published_record enable trigger derive;
update published_revision v set published_at = p.changed_at from published_record p where p.id = v.record_id;
alter table activity force row level security;
alter table activity_location force row level security;
alter table activity_resource force row level security;
alter table open_resource force row level security;
alter table published_record force row level security;
alter table published_revision force row level security;
alter table withdrawn_record force row level security;
