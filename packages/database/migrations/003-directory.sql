-- Activities that can be started, and the open resources (commons included) that they rest on.

-- « été », « à » are stop words only with their accents: drop them before unaccent, stem after it.
create text search dictionary french_stop (template = simple, stopwords = french, accept = false);
create text search configuration fr (copy = french);
alter text search configuration fr
  alter mapping for asciiword, word, hword, hword_part, asciihword, hword_asciipart
  with french_stop, unaccent, french_stem;

create table open_resource (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  kind text not null check (kind in ('software', 'hardware', 'knowledge', 'data', 'platform', 'place')),
  name text not null check (length(name) between 1 and 120),
  summary text not null check (length(summary) between 1 and 300),
  description text not null default '',
  licence_expression text check (length(licence_expression) between 1 and 200),
  licence_note text not null default '',
  website_url text check (website_url ~ '^https?://'),
  source_url text check (source_url ~ '^https?://'),
  documentation_url text check (documentation_url ~ '^https?://'),
  contribution_guide text not null default '',
  status text not null default 'draft' check (status in ('draft', 'published')),
  published_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  search tsvector not null generated always as (
    setweight(to_tsvector('fr', name), 'A') || setweight(to_tsvector('fr', summary), 'B')
    || setweight(to_tsvector('fr', description || ' ' || contribution_guide), 'C')) stored,
  primary key (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check ((status = 'published') = (published_at is not null))
);
call protect_tenant_table('open_resource');
create policy published on open_resource for select to essaim_public, essaim_funder
  using (status = 'published');
create index open_resource_search on open_resource using gin (search) where status = 'published';
create index open_resource_name on open_resource (organisation_id, name);
create trigger touch before update on open_resource for each row execute function touch_record();

create table activity (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null check (length(title) between 1 and 120),
  summary text not null check (length(summary) between 1 and 300),
  sector text not null check (sector in
    ('delivery', 'craft', 'food', 'making', 'shared_place', 'group_purchase', 'garden', 'digital', 'care', 'other')),
  description text not null default '',
  requirements text not null default '',
  steps text not null default '',
  advantages text not null default '',
  limits text not null default '',
  startup_cost_min_cents bigint check (startup_cost_min_cents >= 0),
  startup_cost_max_cents bigint,
  status text not null default 'draft' check (status in ('draft', 'published')),
  published_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  search tsvector not null generated always as (
    setweight(to_tsvector('fr', title), 'A') || setweight(to_tsvector('fr', summary), 'B')
    || setweight(to_tsvector('fr', description || ' ' || requirements || ' ' || steps || ' ' || advantages || ' ' || limits), 'C')) stored,
  primary key (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check (startup_cost_max_cents >= startup_cost_min_cents),
  check ((startup_cost_min_cents is null) = (startup_cost_max_cents is null)),
  check ((status = 'published') = (published_at is not null)),
  -- Honest limits and advantages are the promise of the directory: nothing is published without them.
  check (status = 'draft' or (limits <> '' and advantages <> ''))
);
call protect_tenant_table('activity');
create policy published on activity for select to essaim_public, essaim_funder
  using (status = 'published');
create index activity_search on activity using gin (search) where status = 'published';
create index activity_title on activity (organisation_id, title);
create trigger touch before update on activity for each row execute function touch_record();

create table activity_resource (
  organisation_id uuid not null references organisation (id),
  activity_id uuid not null,
  open_resource_id uuid not null,
  usage text not null default '' check (length(usage) <= 500),
  primary key (organisation_id, activity_id, open_resource_id),
  foreign key (organisation_id, activity_id) references activity (organisation_id, id),
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id)
);
call protect_tenant_table('activity_resource');
create policy published on activity_resource for select to essaim_public
  using (exists (select 1 from activity a where a.organisation_id = activity_resource.organisation_id
                 and a.id = activity_id and a.status = 'published')
    and exists (select 1 from open_resource r where r.organisation_id = activity_resource.organisation_id
                and r.id = open_resource_id and r.status = 'published'));
create index activity_resource_resource on activity_resource (organisation_id, open_resource_id);

-- Where it already works, and from where it travelled.
create table activity_location (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  activity_id uuid not null,
  commune_code text not null references commune (code),
  since_year smallint check (since_year between 1900 and 2100),
  transferred_from_commune_code text references commune (code),
  description text not null default '' check (length(description) <= 1000),
  primary key (organisation_id, id),
  unique (organisation_id, activity_id, commune_code),
  foreign key (organisation_id, activity_id) references activity (organisation_id, id),
  -- A transfer starts from a place where this same activity is known to work.
  foreign key (organisation_id, activity_id, transferred_from_commune_code)
    references activity_location (organisation_id, activity_id, commune_code) deferrable initially deferred,
  check (transferred_from_commune_code <> commune_code)
);
call protect_tenant_table('activity_location');
create policy published on activity_location for select to essaim_public
  using (exists (select 1 from activity a where a.organisation_id = activity_location.organisation_id
                 and a.id = activity_id and a.status = 'published'));

grant select on open_resource, activity, activity_resource, activity_location to essaim_coach, essaim_manager, essaim_editor;
grant insert, update on open_resource, activity to essaim_manager, essaim_editor;
grant insert, update, delete on activity_resource, activity_location to essaim_manager, essaim_editor;
grant select (organisation_id, id, slug, kind, name, summary, description, licence_expression, licence_note,
  website_url, source_url, documentation_url, contribution_guide, status, published_at, updated_at, search)
  on open_resource to essaim_public, essaim_funder;
grant select (organisation_id, id, slug, title, summary, sector, description, requirements, steps, advantages, limits,
  startup_cost_min_cents, startup_cost_max_cents, status, published_at, updated_at, search)
  on activity to essaim_public, essaim_funder;
grant select on activity_resource, activity_location to essaim_public;
