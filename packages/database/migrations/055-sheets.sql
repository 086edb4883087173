-- The tree of knowledge: sheets that improve continuously, each with its versions, their public copy, the addresses
-- that they had, and the wikis where they are pushed.

create table sheet (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  parent_id uuid,
  -- Among those below the same sheet, from 0.
  position integer not null check (position >= 0),
  -- Its part of the public address.
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
  -- Its latest version, published or not, and the title that this one gives it.
  head_number integer not null check (head_number > 0),
  title text not null check (length(title) between 1 and 200),
  language text not null default 'fr' check (language in ('fr', 'en')),
  -- SPDX.
  licence_expression text not null check (length(licence_expression) between 1 and 200),
  published_number integer,
  -- It and those below it are a way of doing that others may take over whole.
  is_method boolean not null default false,
  -- In the bin since then.
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, parent_id) references sheet (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  -- Words of addresses that are not those of a sheet that somebody writes.
  check (parent_id is not null
    or slug not in ('historique', 'export', 'proposer', 'logiciels-libres', 'communs-et-plateformes', 'contribuer')),
  check (deleted_at is null or published_number is null),
  constraint sheet_place exclude using btree
    (organisation_id with =, (coalesce(parent_id, organisation_id)) with =, position with =)
    where (deleted_at is null) deferrable initially deferred
);
call protect_tenant_table('sheet');
create unique index sheet_address on sheet (organisation_id, coalesce(parent_id, organisation_id), slug)
  where deleted_at is null;
create index sheet_parent on sheet (organisation_id, parent_id);
-- A move in the tree is not a change of what somebody is writing.
create trigger touch before update of head_number, language, licence_expression, published_number, deleted_at on sheet
  for each row execute function touch_record();

-- A sheet is never below itself, nor below one of the bin.
create function keep_sheet_tree() returns trigger language plpgsql as $$
declare
  above uuid := new.parent_id;
  is_deleted boolean;
begin
  -- Two moves at once, each innocent, could make a cycle together.
  perform pg_advisory_xact_lock(hashtextextended('sheets of ' || new.organisation_id, 0));
  if new.deleted_at is not null then
    if exists (select from sheet s where s.organisation_id = new.organisation_id and s.parent_id = new.id
        and s.deleted_at is null) then
      raise exception 'A sheet with others below it stays' using errcode = 'check_violation', constraint = 'sheet_tree';
    end if;
    return new;
  end if;
  while above is not null loop
    if above = new.id then
      raise exception 'A sheet is not below itself' using errcode = 'check_violation', constraint = 'sheet_tree';
    end if;
    select s.parent_id, s.deleted_at is not null into above, is_deleted
      from sheet s where s.organisation_id = new.organisation_id and s.id = above;
    if is_deleted then
      raise exception 'Nothing is below a sheet of the bin' using errcode = 'check_violation', constraint = 'sheet_tree';
    end if;
  end loop;
  return new;
end $$;
create trigger tree before insert or update of parent_id, deleted_at on sheet
  for each row execute function keep_sheet_tree();

create table wiki (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  -- Of its api.php.
  api_url text not null check (api_url ~ '^https?://' and length(api_url) <= 500),
  -- What the titles of our pages begin with there.
  page_prefix text not null default '' check (length(page_prefix) <= 150),
  account_name text not null default '' check (length(account_name) <= 255),
  -- The password of a bot, under a key that follows from the secret of the installation (decisions/029-wikis.md).
  sealed_password text check (length(sealed_password) <= 2000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('wiki');
create trigger touch before update on wiki for each row execute function touch_record();

-- What a sheet said each time it was saved, or at each revision of the wiki that it comes from.
create table sheet_version (
  organisation_id uuid not null references organisation (id),
  sheet_id uuid not null,
  number integer not null check (number > 0),
  title text not null check (length(title) between 1 and 200),
  -- Markdown.
  body text not null check (length(body) <= 200000),
  -- What whoever wrote says of it, for everybody to read once it is published.
  note text not null default '' check (length(note) <= 500),
  written_at timestamptz not null default now(),
  written_by uuid,
  -- Of a revision of a wiki: its number, and its author as the wiki calls them.
  wiki_revision_id bigint check (wiki_revision_id > 0),
  wiki_author text check (length(wiki_author) <= 255),
  -- Its page there.
  wiki_page_url text check (wiki_page_url ~ '^https?://' and length(wiki_page_url) <= 2000),
  -- As whoever proposed it without an account wishes to be called, empty for nobody by name; null when nobody did.
  proposed_by text check (length(proposed_by) <= 120),
  -- What of that revision Markdown cannot say: one piece a line.
  unconverted text not null default '' check (length(unconverted) <= 20000),
  -- When everybody could first read it; null for what was never public.
  published_at timestamptz,
  primary key (organisation_id, sheet_id, number),
  unique (organisation_id, sheet_id, wiki_revision_id),
  foreign key (organisation_id, sheet_id) references sheet (organisation_id, id) on delete cascade,
  foreign key (organisation_id, written_by) references membership (organisation_id, id),
  check ((wiki_revision_id is null) = (wiki_author is null))
);
call protect_tenant_table('sheet_version');
alter table sheet
  add foreign key (organisation_id, id, head_number) references sheet_version (organisation_id, sheet_id, number)
    deferrable initially deferred,
  add foreign key (organisation_id, id, published_number) references sheet_version (organisation_id, sheet_id, number)
    deferrable initially deferred;

create function sheet_path(asked_organisation_id uuid, asked_id uuid) returns text language sql stable as $$
  with recursive up as (
    select parent_id, slug as path from sheet where organisation_id = asked_organisation_id and id = asked_id
    union all
    select s.parent_id, s.slug || '/' || up.path
      from up join sheet s on s.organisation_id = asked_organisation_id and s.id = up.parent_id)
  select path from up where parent_id is null
$$;

-- What the public reads: a copy of one version, at its place in the tree.
create table published_sheet (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  -- Drawn from the sheet by place_published_sheet().
  parent_id uuid,
  position integer not null,
  path text not null,
  number integer not null,
  title text not null,
  body text not null,
  language text not null check (language in ('fr', 'en')),
  licence_expression text not null,
  is_method boolean not null default false,
  -- Those who wrote on a wiki what it was made from, separated by commas, and that page: its licence wants them named.
  wiki_authors text not null default '',
  wiki_page_url text check (wiki_page_url ~ '^https?://' and length(wiki_page_url) <= 2000),
  search tsvector not null generated always as (setweight(to_tsvector('fr', plain_signs(title)), 'A')
    || setweight(to_tsvector('fr', plain_signs(body)), 'C')) stored,
  -- The day of its first publication, and that of the version that it shows.
  published_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, path) deferrable initially deferred,
  foreign key (organisation_id, id) references sheet (organisation_id, id) on delete cascade,
  foreign key (organisation_id, parent_id) references published_sheet (organisation_id, id) deferrable initially deferred,
  foreign key (organisation_id, id, number) references sheet_version (organisation_id, sheet_id, number)
);
call protect_tenant_table('published_sheet');
create policy published on published_sheet for select to essaim_public using (true);
create index published_sheet_parent on published_sheet (organisation_id, parent_id);
create index published_sheet_search on published_sheet using gin (search);
create trigger tell after insert or update or delete on published_sheet
  for each statement execute function tell_publication();
create policy published on sheet_version for select to essaim_public
  using (published_at is not null and exists (select 1 from published_sheet p
    where p.organisation_id = sheet_version.organisation_id and p.id = sheet_id));

create function place_published_sheet() returns trigger language plpgsql as $$
begin
  select s.parent_id, s.position, sheet_path(s.organisation_id, s.id), s.is_method
    into new.parent_id, new.position, new.path, new.is_method from sheet s where s.organisation_id = new.organisation_id and s.id = new.id;
  return new;
end $$;
create trigger place before insert on published_sheet for each row execute function place_published_sheet();

create function place_published_sheets() returns trigger language plpgsql as $$
begin
  update published_sheet p
    set path = sheet_path(s.organisation_id, s.id), parent_id = s.parent_id, position = s.position,
      is_method = s.is_method
    from sheet s
    where s.organisation_id = p.organisation_id and s.id = p.id
      and (p.path, p.parent_id, p.position, p.is_method)
        is distinct from (sheet_path(s.organisation_id, s.id), s.parent_id, s.position, s.is_method);
  return null;
end $$;
create trigger place after update of slug, parent_id, position, is_method on sheet
  for each statement execute function place_published_sheets();

-- Addresses that a sheet had: they lead to it for ever, unless another sheet has come there.
create table sheet_redirect (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  path text not null check (length(path) <= 4000),
  sheet_id uuid not null,
  primary key (organisation_id, id),
  unique (organisation_id, path),
  foreign key (organisation_id, sheet_id) references sheet (organisation_id, id) on delete cascade
);
call protect_tenant_table('sheet_redirect');
create policy published on sheet_redirect for select to essaim_public using (true);

create function remember_sheet_path() returns trigger language plpgsql as $$
begin
  -- An address that held the name of somebody erased is forgotten with it.
  if current_user <> 'essaim_keeper' then
    insert into sheet_redirect (organisation_id, path, sheet_id) values (old.organisation_id, old.path, old.id)
      on conflict (organisation_id, path) do update set sheet_id = excluded.sheet_id;
  end if;
  return null;
end $$;
create trigger moved after update of path on published_sheet
  for each row when (old.path <> new.path) execute function remember_sheet_path();
create trigger withdrawn after delete on published_sheet for each row execute function remember_sheet_path();

-- A page of a wiki that a sheet is pushed to, and what came of the last push.
create table wiki_page (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  wiki_id uuid not null,
  sheet_id uuid,
  -- Or the path of a sheet that the directory makes.
  generated_path text check (length(generated_path) <= 300),
  page_title text not null check (length(page_title) between 1 and 255),
  -- What the page said when somebody last made sure of it, word for word: the revision that a push may replace.
  base_revision_id bigint check (base_revision_id > 0),
  base_text text check (length(base_text) <= 2000000),
  pushed_at timestamptz,
  -- 'settled': somebody has read what the wiki says, and the next push may replace it.
  state text not null check (state in ('pushed', 'settled', 'conflict', 'failed')),
  -- Why it did not go.
  failure text not null default '' check (length(failure) <= 1000),
  -- Of a conflict: what the wiki says now. Without a revision when somebody deleted the page there.
  their_revision_id bigint check (their_revision_id > 0),
  their_author text check (length(their_author) <= 255),
  their_changed_at timestamptz,
  their_text text check (length(their_text) <= 2000000),
  primary key (organisation_id, id),
  unique (organisation_id, wiki_id, page_title),
  unique (organisation_id, wiki_id, sheet_id),
  unique (organisation_id, wiki_id, generated_path),
  foreign key (organisation_id, wiki_id) references wiki (organisation_id, id) on delete cascade,
  foreign key (organisation_id, sheet_id) references sheet (organisation_id, id) on delete cascade,
  check (num_nonnulls(sheet_id, generated_path) = 1),
  check ((base_revision_id is null) = (base_text is null)),
  check ((state = 'conflict') = (their_text is not null)),
  check ((state = 'failed') = (failure <> ''))
);
call protect_tenant_table('wiki_page');

grant select on sheet, sheet_version, published_sheet, sheet_redirect, wiki_page to essaim_coach;
grant select (organisation_id, id, name, api_url, page_prefix, account_name, version, created_at, updated_at, updated_by)
  on wiki to essaim_coach;
grant select, insert, update, delete on published_sheet, sheet_redirect, wiki, wiki_page to essaim_manager, essaim_editor;
grant select, insert, update on sheet, sheet_version to essaim_manager, essaim_editor;
grant delete on sheet to essaim_manager, essaim_editor;
create policy bin on sheet as restrictive for delete to essaim_member using (deleted_at is not null);
-- Somebody's name leaves the sheets, their versions and their addresses, as any other text.
grant select, update on sheet, sheet_version, published_sheet, sheet_redirect, wiki_page to essaim_keeper;
grant select (organisation_id, id, name, page_prefix, account_name, version, updated_at, updated_by),
  update (name, page_prefix, account_name) on wiki to essaim_keeper;
grant select on published_sheet, sheet_redirect to essaim_public;
grant select (organisation_id, sheet_id, number, title, body, note, written_at, wiki_revision_id, wiki_author,
  wiki_page_url, proposed_by, published_at) on sheet_version to essaim_public;
