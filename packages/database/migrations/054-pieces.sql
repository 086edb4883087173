-- What the media makes, from pitch to publication. A piece is a working copy; the public reads a copy, as it does of the
-- directory (docs/decisions/019-public-copy.md), and nobody is named there against their will
-- (docs/decisions/028-consent-of-pieces.md).

create table piece_series (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null check (length(title) between 1 and 160),
  summary text not null default '' check (length(summary) <= 400),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, title),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('piece_series');
create trigger touch before update on piece_series for each row execute function touch_record();

create table piece (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('video', 'audio', 'article', 'tutorial', 'testimony')),
  title text not null check (length(title) between 1 and 160),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  summary text not null default '' check (length(summary) <= 400),
  -- Why make it, for whom: read by the team alone.
  pitch text not null default '' check (length(pitch) <= 5000),
  body text not null default '' check (length(body) <= 40000),
  -- BCP 47.
  language text not null default 'fr' check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  licence_expression text not null default 'CC-BY-SA-4.0' check (length(licence_expression) between 1 and 200),
  duration_seconds integer check (duration_seconds between 1 and 86400),
  series_id uuid,
  episode integer check (episode between 1 and 9999),
  stage text not null default 'pitch'
    check (stage in ('pitch', 'script', 'shooting', 'editing', 'review', 'published', 'to_refresh')),
  -- Who does what comes next.
  owner_id uuid,
  due_on date,
  -- When somebody looks again at what was published.
  refresh_on date,
  -- Of its first publication, kept when it is withdrawn and published again.
  published_at timestamptz,
  chapters jsonb not null default '[]' check (jsonb_typeof(chapters) = 'array'),
  -- Eight hours of speech are shorter; the index of a text holds one megabyte.
  transcript jsonb not null default '[]' check (jsonb_typeof(transcript) = 'array' and length(transcript::text) <= 600000),
  steps jsonb not null default '[]' check (jsonb_typeof(steps) = 'array'),
  images jsonb not null default '[]' check (jsonb_typeof(images) = 'array'),
  poster_id uuid,
  questions jsonb not null default '[]' check (jsonb_typeof(questions) = 'array'),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, series_id, episode),
  foreign key (organisation_id, series_id) references piece_series (organisation_id, id),
  foreign key (organisation_id, owner_id) references membership (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check (episode is null or series_id is not null),
  check (duration_seconds is null or kind in ('video', 'audio')),
  check (poster_id is null or images @> jsonb_build_array(jsonb_build_object('id', poster_id)))
);
call protect_tenant_table('piece');
create index piece_stage on piece (organisation_id, stage, due_on);
create index piece_owner on piece (organisation_id, owner_id);
create trigger touch before update on piece for each row execute function touch_record();

-- Who made it or is heard in it, and whether they agreed to be.
create table piece_credit (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  piece_id uuid not null,
  name text not null check (length(name) between 1 and 160),
  role text not null check (role in ('author', 'filmed', 'voice', 'camera', 'editing', 'music', 'other')),
  -- Shown as « Anonyme ».
  is_anonymous boolean not null default false,
  consent_needed boolean not null default true,
  signed_on date,
  -- Where the paper is, unless its file is here.
  kept_where text not null default '' check (length(kept_where) <= 200),
  withdrawn_on date,
  in_force boolean not null generated always as (withdrawn_on is null and (not consent_needed or signed_on is not null)) stored,
  file_name text check (length(file_name) between 1 and 200),
  -- As found in the bytes, never as the browser says.
  content_type text check (content_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
  size_bytes bigint check (size_bytes > 0),
  storage_key text check (starts_with(storage_key, organisation_id || '/')),
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, storage_key),
  foreign key (organisation_id, piece_id) references piece (organisation_id, id) on delete cascade,
  check (consent_needed or role not in ('filmed', 'voice')),
  check (num_nulls(file_name, content_type, size_bytes, storage_key) in (0, 4)),
  -- A consent that nobody can show is none.
  check (signed_on is null or storage_key is not null or kept_where <> ''),
  check (withdrawn_on >= signed_on)
);
call protect_tenant_table('piece_credit');
create index piece_credit_piece on piece_credit (organisation_id, piece_id);

create table piece_subtitle (
  organisation_id uuid not null references organisation (id),
  piece_id uuid not null,
  language text not null check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  -- WebVTT, checked.
  vtt text not null check (length(vtt) between 1 and 500000),
  primary key (organisation_id, piece_id, language),
  foreign key (organisation_id, piece_id) references piece (organisation_id, id) on delete cascade
);
call protect_tenant_table('piece_subtitle');

-- Where it is seen, heard or read.
create table piece_place (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  piece_id uuid not null,
  -- The preferred first.
  position smallint not null,
  platform text not null check (platform in ('peertube', 'youtube', 'podcast', 'wiki', 'blog', 'other')),
  -- Null once a person's name was taken out of it, as the address of the file.
  target_url text check (target_url ~ '^https?://' and length(target_url) <= 2000),
  published_on date not null,
  -- The file itself, for a podcast's players.
  file_url text check (file_url ~ '^https?://' and length(file_url) <= 2000),
  media_type text check (media_type ~ '^(audio|video)/[a-z0-9.+-]+$'),
  file_bytes bigint check (file_bytes > 0),
  primary key (organisation_id, id),
  unique (organisation_id, piece_id, target_url),
  foreign key (organisation_id, piece_id) references piece (organisation_id, id) on delete cascade,
  check (file_url is null or num_nulls(media_type, file_bytes) = 0)
);
call protect_tenant_table('piece_place');

-- What of the directory it serves.
create table piece_activity (
  organisation_id uuid not null references organisation (id),
  piece_id uuid not null,
  activity_id uuid not null,
  primary key (organisation_id, piece_id, activity_id),
  foreign key (organisation_id, piece_id) references piece (organisation_id, id) on delete cascade,
  foreign key (organisation_id, activity_id) references activity (organisation_id, id) on delete cascade
);
call protect_tenant_table('piece_activity');
create index piece_activity_activity on piece_activity (organisation_id, activity_id);

create table piece_resource (
  organisation_id uuid not null references organisation (id),
  piece_id uuid not null,
  open_resource_id uuid not null,
  primary key (organisation_id, piece_id, open_resource_id),
  foreign key (organisation_id, piece_id) references piece (organisation_id, id) on delete cascade,
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id) on delete cascade
);
call protect_tenant_table('piece_resource');
create index piece_resource_resource on piece_resource (organisation_id, open_resource_id);

-- What a machine cannot check, ticked by somebody.
create table piece_check (
  organisation_id uuid not null references organisation (id),
  piece_id uuid not null,
  item text not null check (item in ('music_licence', 'image_licence', 'plain_language')),
  checked_by uuid not null,
  checked_at timestamptz not null default now(),
  primary key (organisation_id, piece_id, item),
  foreign key (organisation_id, piece_id) references piece (organisation_id, id) on delete cascade,
  foreign key (organisation_id, checked_by) references membership (organisation_id, id)
);
call protect_tenant_table('piece_check');

-- The same as record_content(): the only place where columns and rows become the document of
-- packages/media/src/piece/published-piece.schema.ts.
create function piece_credits(asked_id uuid) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('name', case when is_anonymous then 'Anonyme' else name end, 'role', role)
      order by id), '[]')
  from piece_credit where piece_id = asked_id and in_force
$$;
create function piece_content(asked_id uuid) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'kind', p.kind, 'title', p.title, 'summary', p.summary, 'body', p.body, 'language', p.language,
    'licenceExpression', p.licence_expression, 'durationSeconds', p.duration_seconds,
    'credits', piece_credits(p.id),
    'series', case when s.id is not null then
      jsonb_build_object('slug', s.slug, 'title', s.title, 'episode', p.episode) end,
    'chapters', p.chapters, 'transcript', p.transcript, 'steps', p.steps, 'images', p.images, 'posterId', p.poster_id,
    'questions', p.questions,
    'subtitles', coalesce((select jsonb_agg(jsonb_build_object('language', t.language, 'vtt', t.vtt) order by t.language)
      from piece_subtitle t where t.organisation_id = p.organisation_id and t.piece_id = p.id), '[]'),
    'places', coalesce((select jsonb_agg(jsonb_build_object('platform', l.platform, 'url', l.target_url,
        'publishedOn', l.published_on, 'file', case when l.file_url is not null then
          jsonb_build_object('url', l.file_url, 'mediaType', l.media_type, 'bytes', l.file_bytes) end)
        order by l.position, l.id)
      from piece_place l where l.organisation_id = p.organisation_id and l.piece_id = p.id and l.target_url is not null), '[]'),
    'activityIds', coalesce((select jsonb_agg(a.activity_id order by a.activity_id)
      from piece_activity a where a.organisation_id = p.organisation_id and a.piece_id = p.id), '[]'),
    'resourceIds', coalesce((select jsonb_agg(r.open_resource_id order by r.open_resource_id)
      from piece_resource r where r.organisation_id = p.organisation_id and r.piece_id = p.id), '[]'))
  from piece p
  left join piece_series s on s.organisation_id = p.organisation_id and s.id = p.series_id
  where p.id = asked_id
$$;

-- What a piece said each time it was saved, for the team: without the people in it, who may take their consent back, nor
-- what is said in its recording, which has a page of its own.
create function piece_text(asked_id uuid) returns jsonb language sql stable as $$
  select piece_content(asked_id) - array['credits', 'transcript', 'subtitles']
$$;
create table piece_revision (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  piece_id uuid not null,
  number integer not null check (number > 0),
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  saved_at timestamptz not null default now(),
  saved_by uuid,
  -- When everybody began to read it.
  published_at timestamptz,
  -- The version that it goes back to.
  restores integer check (restores < number),
  primary key (organisation_id, id),
  unique (organisation_id, piece_id, number),
  foreign key (organisation_id, piece_id) references piece (organisation_id, id) on delete cascade,
  foreign key (organisation_id, saved_by) references membership (organisation_id, id)
);
call protect_tenant_table('piece_revision');

-- Words alone, of any script, without accents nor capitals.
create function name_key(value text) returns text language sql immutable parallel safe as $$
  select btrim(regexp_replace(fold(value), '[^[:alnum:]]+', ' ', 'g'))
$$;
-- Is this name written in a document, besides its credits? Whole, whatever its accents, capitals and hyphens.
create function tells_name(content jsonb, name text) returns boolean language sql immutable parallel safe as $$
  select name_key(name) <> ''
    and position(' ' || name_key(name) || ' ' in ' ' || coalesce((
      select string_agg(name_key(said #>> '{}'), ' / ')
      from jsonb_path_query(content - 'credits', '$.**') said where jsonb_typeof(said) = 'string'), '') || ' ') > 0
$$;

create function piece_search(content jsonb) returns tsvector language sql immutable parallel safe as $$
  select setweight(to_tsvector('fr', plain_signs(content ->> 'title')), 'A')
    || setweight(to_tsvector('fr', plain_signs(content ->> 'summary')), 'B')
    || setweight(to_tsvector('fr', plain_signs(content ->> 'body')), 'C')
    || setweight(jsonb_to_tsvector('fr', plain_signs((
        jsonb_path_query_array(content, '$.steps[*].title') || jsonb_path_query_array(content, '$.steps[*].text')
        || jsonb_path_query_array(content, '$.chapters[*].title') || jsonb_path_query_array(content, '$.questions[*].text')
        || jsonb_path_query_array(content, '$.transcript[*].text'))::text)::jsonb, '["string"]'), 'D')
$$;

-- What the public reads.
create table published_piece (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  slug text not null unique,
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  kind text not null generated always as (content ->> 'kind') stored,
  language text not null generated always as (content ->> 'language') stored,
  title text not null generated always as (content ->> 'title') stored,
  summary text not null generated always as (content ->> 'summary') stored,
  series_slug text generated always as (content #>> '{series,slug}') stored,
  -- Of its first publication.
  published_at timestamptz not null,
  changed_at timestamptz not null default now(),
  search tsvector not null generated always as (piece_search(content)) stored,
  primary key (organisation_id, id),
  foreign key (organisation_id, id) references piece (organisation_id, id) on delete cascade
);
call protect_tenant_table('published_piece');
-- A constant: PostgreSQL drops it, and the index of the search serves as if the table had no policy.
create policy published on published_piece for select to essaim_public using (true);
create index published_piece_search on published_piece using gin (search);
create index published_piece_recent on published_piece (published_at desc, id desc);
create index published_piece_series on published_piece (series_slug, published_at desc) where series_slug is not null;
create index published_piece_activities on published_piece using gin ((content -> 'activityIds'));
create index published_piece_resources on published_piece using gin ((content -> 'resourceIds'));
create trigger tell after insert or update or delete on published_piece
  for each statement execute function tell_publication();

-- Nobody is seen or heard by the public without having agreed, and no name is written that its owner keeps back.
create function guard_consents() returns trigger language plpgsql as $$
begin
  if exists (select from piece_credit c where c.organisation_id = new.organisation_id and c.piece_id = new.id
    and ((c.role in ('filmed', 'voice') and not c.in_force)
      or ((c.is_anonymous or not c.in_force)
        and tells_name(new.content || jsonb_build_object('slug', new.slug), c.name)))) then
    raise exception 'somebody in the piece did not agree' using errcode = '23514', constraint = 'piece_consents';
  end if;
  return new;
end $$;
-- An erasure takes names away, and must not wait for anybody.
create trigger guard_consents before insert or update of content, slug on published_piece for each row
  when (current_user <> 'essaim_keeper') execute function guard_consents();

-- Withdrawn from the public, a piece goes back to its editing.
create function go_back_to_editing() returns trigger language plpgsql as $$
begin
  update piece set stage = 'editing'
    where organisation_id = old.organisation_id and id = old.id and stage in ('published', 'to_refresh');
  return null;
end $$;
create trigger go_back after delete on published_piece for each row execute function go_back_to_editing();

create function guard_piece_stage() returns trigger language plpgsql as $$
begin
  -- A row of another organisation is its policy's to refuse.
  if new.organisation_id = app_organisation_id()
    and not exists (select from published_piece p where p.organisation_id = new.organisation_id and p.id = new.id) then
    raise exception 'only what is public is published' using errcode = '23514', constraint = 'piece_stage_public';
  end if;
  return new;
end $$;
create trigger guard_stage before insert or update of stage on piece for each row
  when (new.stage in ('published', 'to_refresh')) execute function guard_piece_stage();

-- Makes the public copy what the working copy says.
create function publish_piece(asked_id uuid) returns void language plpgsql as $$
begin
  update piece set published_at = coalesce(published_at, now()) where id = asked_id;
  insert into published_piece as held (organisation_id, id, slug, content, published_at)
    select organisation_id, id, slug, piece_content(id), published_at from piece where id = asked_id
    on conflict (organisation_id, id) do update
      set slug = excluded.slug, content = excluded.content,
        changed_at = case when held.content = excluded.content then held.changed_at else now() end;
  update piece set stage = 'published' where id = asked_id;
end $$;

-- A consent taken back acts at once. Whoever is seen or heard cannot be cut out of a recording by a machine: the piece is
-- withdrawn, as it is when the name is written elsewhere than in its credits. Otherwise the credit alone goes.
create function apply_consent() returns trigger language plpgsql as $$
declare
  credit piece_credit;
begin
  if tg_op = 'DELETE' then
    credit := old;
  else
    credit := new;
  end if;
  -- Whoever publishes holds the piece: of the two, the second sees what the first did.
  perform from piece where organisation_id = credit.organisation_id and id = credit.piece_id for no key update;
  if tg_op <> 'DELETE' and credit.role in ('filmed', 'voice') and not credit.in_force then
    delete from published_piece where organisation_id = credit.organisation_id and id = credit.piece_id;
    return null;
  end if;
  if tg_op <> 'DELETE' and (credit.is_anonymous or not credit.in_force) then
    delete from published_piece p where p.organisation_id = credit.organisation_id and p.id = credit.piece_id
      and tells_name(p.content || jsonb_build_object('slug', p.slug), credit.name);
  end if;
  update published_piece p set content = p.content || jsonb_build_object('credits', piece_credits(p.id)), changed_at = now()
    where p.organisation_id = credit.organisation_id and p.id = credit.piece_id
      and p.content -> 'credits' is distinct from piece_credits(p.id);
  return null;
end $$;
create trigger apply_consent after update of name, role, is_anonymous, consent_needed, signed_on, withdrawn_on on piece_credit
  for each row when (current_user <> 'essaim_keeper'
    and (old.name, old.role, old.is_anonymous, old.in_force) is distinct from (new.name, new.role, new.is_anonymous, new.in_force))
  execute function apply_consent();
-- Somebody added to what is public already agrees first, too; a credit taken off leaves at once.
create trigger apply_consent_added after insert on piece_credit for each row execute function apply_consent();
create trigger apply_consent_removed after delete on piece_credit for each row execute function apply_consent();

-- Images of pieces are made, kept and handed over as those of records.
alter table image_file drop constraint image_file_record_kind_check;
alter table image_file
  add constraint image_file_record_kind_check check (record_kind in ('activity', 'resource', 'piece')),
  add column piece_id uuid generated always as (case when record_kind = 'piece' then record_id end) stored,
  add foreign key (organisation_id, piece_id) references piece (organisation_id, id);
create policy published_piece on image_file for select to essaim_public
  using (exists (select 1 from published_piece p
    where p.organisation_id = image_file.organisation_id and p.id = record_id
      and p.content -> 'images' @> jsonb_build_array(jsonb_build_object('id', image_id))));

-- What a piece cost. One that was never public may be given up; the money spent stays.
alter table expense add column piece_id uuid;
alter table expense add foreign key (organisation_id, piece_id) references piece (organisation_id, id)
  on delete set null (piece_id);
create index expense_piece on expense (organisation_id, piece_id) where piece_id is not null;

grant select on piece_series, piece, piece_credit, piece_subtitle, piece_place, piece_activity, piece_resource, piece_check,
  piece_revision, published_piece to essaim_coach;
grant select, insert, update (published_at) on piece_revision to essaim_manager, essaim_editor;
grant select, insert, update, delete on piece_series, piece, piece_credit, piece_subtitle, piece_place, piece_activity,
  piece_resource, piece_check, published_piece to essaim_manager, essaim_editor;
-- A person's name leaves them too.
grant select, update (slug, title, summary) on piece_series to essaim_keeper;
grant select, update (title, slug, summary, pitch, body, licence_expression, chapters, transcript, steps, images, questions)
  on piece to essaim_keeper;
grant select, update (name, kept_where, file_name) on piece_credit to essaim_keeper;
grant select, update (vtt) on piece_subtitle to essaim_keeper;
grant select, update (target_url, file_url) on piece_place to essaim_keeper;
grant select, update (slug, content) on published_piece to essaim_keeper;
grant select, update (content) on piece_revision to essaim_keeper;
grant select on published_piece to essaim_public;
