-- How much a piece was seen, heard or read, as each source says it (docs/decisions/030-audience.md). One source counts for
-- a piece, a platform and a month; what counts is added up into the figures that are declared, and nowhere else.

create table audience_import (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  origin text not null check (origin in ('youtube_csv', 'csv')),
  platform text not null check (platform in ('peertube', 'youtube', 'podcast', 'wiki', 'blog', 'other')),
  -- Whose figures they are, where the platform is a word for many: « Ausha », « le blog de Lyon ».
  service text not null default '' check (length(service) <= 80),
  file_name text not null check (length(file_name) between 1 and 200),
  -- The table as it was sent, until it is written.
  content jsonb check (jsonb_typeof(content) = 'object' and length(content::text) <= 4000000),
  -- Which column is what, by its place from 0; a file that bears no month is of one.
  columns jsonb not null default '{}' check (jsonb_typeof(columns) = 'object'),
  month date check (extract(day from month) = 1),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  written_at timestamptz,
  added integer check (added >= 0),
  corrected integer check (corrected >= 0),
  undone_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, created_by) references membership (organisation_id, id),
  check (origin <> 'youtube_csv' or platform = 'youtube'),
  check (service <> '' or platform not in ('podcast', 'wiki', 'blog', 'other')),
  check (num_nonnulls(written_at, added, corrected) in (0, 3)),
  check ((written_at is null) = (content is not null)),
  check (undone_at is null or written_at is not null)
);
call protect_tenant_table('audience_import');
create index audience_import_recent on audience_import (organisation_id, created_at desc);

-- What a source said of a piece, a platform and a month. Somebody's word is never changed: another is said after it, or
-- it is set aside. What a machine reads of a month is read again until the month is over.
create table audience_figure (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  piece_id uuid not null,
  platform text not null check (platform in ('peertube', 'youtube', 'podcast', 'wiki', 'blog', 'other', 'essaim')),
  -- Two services of one word are two sources: what one says takes no place of what the other does.
  service text not null default '' check (length(service) <= 80),
  service_key text not null generated always as (name_key(service)) stored,
  month date not null check (extract(day from month) = 1),
  -- Given by the kind of the piece, whatever is written.
  indicator_key text not null default 'video_views' check (indicator_key in ('video_views', 'text_audio_visits')),
  origin text not null check (origin in ('manual', 'youtube_csv', 'csv', 'peertube_api', 'own_counter')),
  value bigint not null check (value between 0 and 1000000000),
  -- What proves it, or why it was corrected.
  evidence text not null check (length(evidence) between 1 and 1000),
  import_id uuid,
  said_at timestamptz not null default now(),
  -- Null: a machine.
  said_by uuid,
  set_aside_at timestamptz,
  set_aside_by uuid,
  set_aside_because text not null default '' check (length(set_aside_because) <= 1000),
  primary key (organisation_id, id),
  foreign key (organisation_id, piece_id) references piece (organisation_id, id) on delete cascade,
  foreign key (organisation_id, import_id) references audience_import (organisation_id, id),
  foreign key (organisation_id, said_by) references membership (organisation_id, id),
  foreign key (organisation_id, set_aside_by) references membership (organisation_id, id),
  check ((origin in ('peertube_api', 'own_counter')) = (said_by is null)),
  check ((origin in ('youtube_csv', 'csv')) = (import_id is not null)),
  check (case origin when 'peertube_api' then platform = 'peertube' when 'own_counter' then platform = 'essaim'
    when 'youtube_csv' then platform = 'youtube' else platform <> 'essaim' end),
  check (service_key <> '' or platform not in ('podcast', 'wiki', 'blog', 'other')),
  check (num_nonnulls(set_aside_at, set_aside_by) in (0, 2)),
  check (set_aside_at is null or set_aside_because <> '')
);
call protect_tenant_table('audience_figure');
create index audience_figure_of on audience_figure (organisation_id, piece_id, platform, service_key, month, id);
create index audience_figure_month on audience_figure (organisation_id, month, platform);
create index audience_figure_import on audience_figure (organisation_id, import_id) where import_id is not null;
create unique index audience_figure_machine on audience_figure (organisation_id, piece_id, platform, month)
  where said_by is null;
create policy of_people on audience_figure as restrictive for insert to essaim_manager, essaim_editor
  with check (said_by = (select app_membership_id()));

create function audience_indicator(kind text) returns text language sql immutable parallel safe as $$
  select case kind when 'video' then 'video_views' else 'text_audio_visits' end
$$;
create function name_audience_indicator() returns trigger language plpgsql as $$
begin
  new.indicator_key := (select audience_indicator(p.kind) from piece p
    where p.organisation_id = new.organisation_id and p.id = new.piece_id);
  return new;
end $$;
create trigger name_indicator before insert on audience_figure for each row execute function name_audience_indicator();

-- The one that counts: the last word of somebody, or else what a machine read.
create view audience_counted with (security_invoker = true) as
  select distinct on (organisation_id, piece_id, platform, service_key, month)
    organisation_id, id, piece_id, platform, service, month, indicator_key, origin, value, said_by
  from audience_figure where set_aside_at is null
  order by organisation_id, piece_id, platform, service_key, month, (said_by is not null) desc, id desc;

-- An address of piece_place, hashed: the address itself is written there alone.
create function page_hash(target_url text) returns text language sql immutable parallel safe as $$
  select encode(sha256(convert_to(target_url, 'UTF8')), 'hex')
$$;
-- What a platform answered on a day that a video had been viewed in all, and the piece that it was counted with. The video
-- is known by the name that its platform gives it, hashed: it keeps it under another address, and on another piece.
create table audience_reading (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  piece_id uuid not null,
  video_hash text not null check (video_hash ~ '^[0-9a-f]{64}$'),
  read_on date not null,
  total bigint not null check (total between 0 and 1000000000000),
  -- Of its page, as it was known that day.
  published_on date not null,
  primary key (organisation_id, id),
  unique (organisation_id, video_hash, read_on),
  foreign key (organisation_id, piece_id) references piece (organisation_id, id) on delete cascade
);
call protect_tenant_table('audience_reading');
create index audience_reading_piece on audience_reading (organisation_id, piece_id, read_on);

-- How the last question to each page ended; `announced` is a total lower than before, which is not kept as a reading.
create table audience_answer (
  organisation_id uuid not null references organisation (id),
  piece_id uuid not null,
  page_hash text not null check (page_hash ~ '^[0-9a-f]{64}$'),
  asked_at timestamptz not null default now(),
  -- The video that the page showed when it last answered.
  video_hash text check (video_hash ~ '^[0-9a-f]{64}$'),
  problem text check (problem in ('gone', 'closed', 'moved', 'broken', 'unreadable', 'unreachable', 'slow', 'lower', 'elsewhere')),
  announced bigint check (announced >= 0),
  primary key (organisation_id, piece_id, page_hash),
  foreign key (organisation_id, piece_id) references piece (organisation_id, id) on delete cascade,
  check ((announced is not null) = (problem is not distinct from 'lower'))
);
call protect_tenant_table('audience_answer');

-- The platform that a declared source names; any other word may be any other platform.
create function audience_platforms(source text) returns text[] language sql immutable parallel safe as $$
  select array_remove(array[
    case when source ~* 'peer\s*tube' then 'peertube' end,
    case when source ~* 'you\s*tube' then 'youtube' end,
    case when source ~* 'podcast' then 'podcast' end,
    case when source ~* 'wiki' then 'wiki' end,
    case when source ~* '\mblog' then 'blog' end,
    case when source ~* '\messaim\M' then 'essaim' end], null)
$$;
create function audience_platform(indicator_key text, source text) returns text language sql immutable parallel safe as $$
  select case when indicator_key in ('video_views', 'text_audio_visits')
    then coalesce((audience_platforms(source))[1], 'other') end
$$;

-- Besides what is declared by hand of a whole platform, the sum of its pieces. Of the two, one counts.
alter table declared_figure
  add column platform text generated always as (audience_platform(indicator_key, source)) stored,
  add column from_pieces boolean not null default false,
  -- Since when somebody stands behind a part of a sum of pieces; null: it is what machines read.
  add column said_since timestamptz,
  add column counts boolean not null default true,
  add check (not from_pieces or platform is not null),
  add check (from_pieces or said_since is null),
  -- The name of the sum is nobody else's.
  add check (from_pieces or source !~ '\(contenu par contenu\)$');
create index declared_figure_platform on declared_figure (organisation_id, indicator_key, month, platform)
  where platform is not null;
create index declared_figure_settled on declared_figure (organisation_id, indicator_key, month, platform)
  where from_pieces or not counts;
-- A total of two platforms would be counted besides the pieces of the second. One that was told before this stays, and the
-- page of the audience shows it.
create function refuse_two_platforms() returns trigger language plpgsql as $$
begin
  raise exception 'a total is of one platform' using errcode = '23514', constraint = 'declared_figure_one_platform';
end $$;
create trigger one_platform before insert or update of indicator_key, source on declared_figure for each row
  when (current_user <> 'essaim_keeper' and not new.from_pieces
    and new.indicator_key in ('video_views', 'text_audio_visits') and cardinality(audience_platforms(new.source)) > 1)
  execute function refuse_two_platforms();
create policy by_hand_only on declared_figure as restrictive for insert to essaim_manager, essaim_editor
  with check (not from_pieces);
create policy by_hand on declared_figure as restrictive for update to essaim_manager, essaim_editor
  using (not from_pieces) with check (not from_pieces);

-- Which of the two counts, when somebody said so.
create table audience_choice (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  indicator_key text not null check (indicator_key in ('video_views', 'text_audio_visits')),
  platform text not null check (platform in ('peertube', 'youtube', 'podcast', 'wiki', 'blog', 'other', 'essaim')),
  month date not null check (extract(day from month) = 1),
  counts_pieces boolean not null,
  because text not null check (length(because) between 1 and 1000),
  chosen_at timestamptz not null default now(),
  chosen_by uuid not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, chosen_by) references membership (organisation_id, id)
);
call protect_tenant_table('audience_choice');
create index audience_choice_of on audience_choice (organisation_id, indicator_key, platform, month, id desc);

-- One writer of an organisation's audience at a time: two would each see their own side alone. Held before any row is.
create function hold_audience() returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended('audience ' || app_organisation_id(), 0))
$$;
create function hold_audience_first() returns trigger language plpgsql as $$
begin
  perform hold_audience();
  return null;
end $$;
create trigger hold_audience before insert or update or delete on declared_figure
  for each statement execute function hold_audience_first();
create trigger hold_audience before insert or update or delete on audience_figure
  for each statement execute function hold_audience_first();
create trigger hold_audience before insert on audience_choice
  for each statement execute function hold_audience_first();

-- Lets one side count in each month of `keys` ({"o", "k", "p", "m"}) that has both: the last choice of somebody, or else
-- the side that somebody told first, since a figure that was told does not change by itself. What machines alone read of
-- the pieces takes no place of what somebody declared. One side alone counts.
create function settle_audience(keys jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wrong uuid[];
begin
  if keys is null then
    return;
  end if;
  wrong := array(
    with asked as (
      select distinct o, k, p, m from jsonb_to_recordset(keys) as key (o uuid, k text, p text, m date)
    ), side as (
      select o, k, p, m,
        (select c.counts_pieces from audience_choice c where c.organisation_id = o and c.indicator_key = k
          and c.platform = p and c.month = m order by c.id desc limit 1) as chosen,
        bool_or(f.from_pieces) and bool_or(not f.from_pieces) as has_both,
        min(f.said_since) as pieces_at, min(f.created_at) filter (where not f.from_pieces) as total_at
      from asked join declared_figure f
        on f.organisation_id = o and f.indicator_key = k and f.month = m and f.platform = p
      group by o, k, p, m
    )
    select f.id from side join declared_figure f
      on f.organisation_id = o and f.indicator_key = k and f.month = m and f.platform = p
    where f.counts <> (case
      when has_both then f.from_pieces = coalesce(chosen, pieces_at < total_at, false) else true end)
  );
  if wrong <> '{}' then
    update declared_figure set counts = not counts where id = any (wrong);
  end if;
end $$;
revoke execute on function settle_audience(jsonb) from public;

-- Months that have a sum of pieces, or something that does not count: the others have one side, which counts.
create function settle_figures() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform settle_audience(jsonb_agg(distinct jsonb_build_object('o', n.organisation_id, 'k', n.indicator_key,
      'p', n.platform, 'm', n.month)))
    from moved_rows n join declared_figure f on f.organisation_id = n.organisation_id and f.indicator_key = n.indicator_key
      and f.month = n.month and f.platform = n.platform and (f.from_pieces or not f.counts);
  return null;
end $$;
create trigger settle_added after insert on declared_figure referencing new table as moved_rows
  for each statement execute function settle_figures();
create trigger settle_removed after delete on declared_figure referencing old table as moved_rows
  for each statement execute function settle_figures();
create trigger settle_changed_from after update on declared_figure referencing old table as moved_rows
  for each statement execute function settle_figures();
create trigger settle_changed_to after update on declared_figure referencing new table as moved_rows
  for each statement execute function settle_figures();

-- Of no platform, nothing stands beside a figure: it counts, whatever it was before.
create function count_alone() returns trigger language plpgsql as $$
begin
  new.counts := audience_platform(new.indicator_key, new.source) is null;
  return new;
end $$;
create trigger count_alone before insert or update on declared_figure
  for each row when (not new.counts) execute function count_alone();

create function apply_audience_choice() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform settle_audience(jsonb_build_array(jsonb_build_object('o', new.organisation_id, 'k', new.indicator_key,
    'p', new.platform, 'm', new.month)));
  return null;
end $$;
create trigger apply_choice after insert on audience_choice for each row execute function apply_audience_choice();

-- What the pieces of a platform come to in a month is one declared figure.
create function add_up_audience(keys jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  key record;
  label text;
  total bigint;
  pieces integer;
  is_said boolean;
begin
  if keys is null then
    return;
  end if;
  for key in select distinct o, k, p, m from jsonb_to_recordset(keys) as key (o uuid, k text, p text, m date)
      order by o, k, p, m loop
    label := case key.p when 'peertube' then 'PeerTube' when 'youtube' then 'YouTube' when 'podcast' then 'Podcast'
      when 'wiki' then 'Wiki' when 'blog' then 'Blog' when 'essaim' then 'Essaim' else 'Ailleurs' end || ' (contenu par contenu)';
    -- The most that a declared figure says.
    select least(coalesce(sum(c.value), 0), 1000000000), count(*), coalesce(bool_or(c.said_by is not null), false)
      into total, pieces, is_said from audience_counted c
      where c.organisation_id = key.o and c.platform = key.p and c.month = key.m and c.indicator_key = key.k;
    if pieces = 0 then
      delete from declared_figure f where f.organisation_id = key.o and f.indicator_key = key.k and f.source = label
        and f.month = key.m;
    else
      insert into declared_figure as f (organisation_id, indicator_key, month, source, value, evidence, from_pieces, said_since)
        values (key.o, key.k, key.m, label, total, 'Addition de ce qui est relevé de chaque contenu.', true,
          case when is_said then now() end)
        on conflict (organisation_id, indicator_key, source, month) do update set value = excluded.value,
          said_since = case when is_said then coalesce(f.said_since, now()) end
        where f.value <> excluded.value or (f.said_since is null) = is_said;
    end if;
  end loop;
end $$;
revoke execute on function add_up_audience(jsonb) from public;

create function add_up_pieces() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform add_up_audience(jsonb_agg(distinct jsonb_build_object('o', organisation_id, 'k', indicator_key, 'p', platform,
    'm', month))) from moved_rows;
  return null;
end $$;
create trigger added after insert on audience_figure referencing new table as moved_rows
  for each statement execute function add_up_pieces();
create trigger removed after delete on audience_figure referencing old table as moved_rows
  for each statement execute function add_up_pieces();
create trigger changed_from after update on audience_figure referencing old table as moved_rows
  for each statement execute function add_up_pieces();
create trigger changed_to after update on audience_figure referencing new table as moved_rows
  for each statement execute function add_up_pieces();

-- A piece that becomes of another kind is counted there.
create function move_audience_of_piece() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update audience_figure set indicator_key = audience_indicator(new.kind)
    where organisation_id = new.organisation_id and piece_id = new.id and indicator_key <> audience_indicator(new.kind);
  return null;
end $$;
create trigger move_audience after update of kind on piece
  for each row when (old.kind <> new.kind) execute function move_audience_of_piece();

-- The months add up what counts.
create or replace function count_figures_added() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform add_figures(jsonb_agg(to_jsonb(sums))) from (
    select organisation_id as o, indicator_key as k, month as m, sum(value) as v, count(*) as n from new_rows
    where counts group by 1, 2, 3) sums having count(*) > 0;
  return null;
end $$;
create or replace function count_figures_removed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform add_figures(jsonb_agg(to_jsonb(sums))) from (
    select organisation_id as o, indicator_key as k, month as m, -sum(value) as v, -count(*) as n from old_rows
    where counts group by 1, 2, 3) sums having count(*) > 0;
  return null;
end $$;
create or replace function count_figures_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform add_figures(jsonb_agg(to_jsonb(sums))) from (
    select organisation_id as o, indicator_key as k, month as m, sum(value) as v, sum(figures) as n from (
      select organisation_id, indicator_key, month, value, 1 as figures from new_rows where counts
      union all
      select organisation_id, indicator_key, month, -value, -1 from old_rows where counts) moved
    group by 1, 2, 3 having sum(value) <> 0 or sum(figures) <> 0) sums having count(*) > 0;
  return null;
end $$;

-- Is all of what a month has in it told? Somebody who declared it says so; machines do once the month is over, when nothing
-- that they do not read was seen elsewhere, and they read each video at both ends of the month.
create function is_whole_month(of_organisation uuid, of_indicator text, of_month date) returns boolean
  language sql stable as $$
  select of_indicator not in ('video_views', 'text_audio_visits')
    or exists (select from declared_figure f
      where f.organisation_id = of_organisation and f.indicator_key = of_indicator and f.month = of_month
        and f.platform is not null and f.counts and (not f.from_pieces or f.said_since is not null))
    or (of_month + interval '1 month' <= today_in_paris() and not exists (
      select from piece p
      join piece_place l on l.organisation_id = p.organisation_id and l.piece_id = p.id
      where p.organisation_id = of_organisation and audience_indicator(p.kind) = of_indicator
        and l.target_url is not null and l.published_on < of_month + interval '1 month'
        and not (l.platform = 'peertube' and exists (
          select from audience_answer a
          join audience_reading r on r.organisation_id = a.organisation_id and r.video_hash = a.video_hash
          where a.organisation_id = p.organisation_id and a.piece_id = p.id and a.page_hash = page_hash(l.target_url)
          having max(r.read_on) >= of_month + interval '1 month'
            and (min(r.read_on) <= of_month or l.published_on >= of_month)))
        and not (l.platform <> 'peertube' and exists (
          select from audience_figure f where f.organisation_id = p.organisation_id and f.piece_id = p.id
            and f.platform = l.platform and f.month = of_month and f.set_aside_at is null))))
$$;

grant select on audience_figure, audience_counted, audience_reading, audience_answer, audience_choice to essaim_coach;
grant select, insert, delete on audience_import to essaim_manager, essaim_editor;
grant update (columns, month, content, written_at, added, corrected, undone_at) on audience_import to essaim_manager, essaim_editor;
grant select, insert on audience_figure, audience_choice to essaim_manager, essaim_editor;
grant update (set_aside_at, set_aside_by, set_aside_because) on audience_figure to essaim_manager, essaim_editor;
grant select on audience_counted, audience_reading, audience_answer to essaim_manager, essaim_editor;
-- The house reads platforms and its own counter, and takes away the names that a text holds.
grant select on piece_place, visit_count, audience_counted to essaim_keeper;
grant select, insert on audience_figure to essaim_keeper;
grant update (value, evidence, service, said_at, set_aside_because) on audience_figure to essaim_keeper;
grant select, insert, update on audience_reading to essaim_keeper;
grant select, insert, update, delete on audience_answer to essaim_keeper;
grant select, delete on audience_import to essaim_keeper;
grant update (file_name, service, content) on audience_import to essaim_keeper;
grant select on audience_choice to essaim_keeper;
grant update (because) on audience_choice to essaim_keeper;
