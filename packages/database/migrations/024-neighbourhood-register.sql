-- Neighbourhoods that are dated and drawn, and what INSEE tells of them. Reference data of the State, shared by every
-- organisation: members write none of it but through the functions below.

-- From when to when a neighbourhood of a generation is in force: decrees 2014-1750 and 2014-1751 for the codes QP,
-- 2023-1314 (mainland, 1 January 2024) and 2024-1212 (overseas, 1 January 2025) for the codes QN.
create function neighbourhood_validity(code text, generation smallint,
  out valid_from date, out valid_until date) language sql immutable parallel safe as $$
  select case when generation = 2015 then date '2015-01-01'
      when substr(code, 3, 2) in ('97', '98') then date '2025-01-01' else date '2024-01-01' end,
    case when generation = 2015
      then case when substr(code, 3, 2) in ('97', '98') then date '2024-12-31' else date '2023-12-31' end end
$$;

alter table neighbourhood
  -- As its generation says, unless it is given.
  add column valid_from date not null default '-infinity',
  -- The last day. A neighbourhood that left the national list is no longer in force, and stays where it was written.
  add column valid_until date;
update neighbourhood n set (valid_from, valid_until)
  = (select v.valid_from, v.valid_until from neighbourhood_validity(n.code, n.generation) v);
alter table neighbourhood add check (valid_until >= valid_from);
create index neighbourhood_name on neighbourhood using gin (fold(name) gin_trgm_ops);

create function date_neighbourhood() returns trigger language plpgsql as $$
begin
  if new.valid_from = '-infinity' then
    select v.valid_from, v.valid_until into new.valid_from, new.valid_until
      from neighbourhood_validity(new.code, new.generation) v;
  end if;
  return new;
end $$;
create trigger date_neighbourhood before insert on neighbourhood for each row execute function date_neighbourhood();

alter table territory_import
  drop constraint territory_import_kind_check,
  add constraint territory_import_kind_check check (kind in ('communes', 'contours', 'indicators')),
  add column generation smallint check (generation in (2015, 2024)),
  -- A region or a département: what it does not name stays as it is.
  add column is_partial boolean not null default false,
  -- Invented for the demonstration: proves nothing about an address.
  add column is_approximate boolean not null default false,
  add constraint territory_import_of_contours check ((kind = 'contours') = (generation is not null));

create table neighbourhood_contour (
  neighbourhood_code text primary key references neighbourhood (code),
  -- A GeoJSON MultiPolygon, longitude and latitude in degrees (WGS 84), wound as RFC 7946 says.
  geometry jsonb not null check (geometry ->> 'type' = 'MultiPolygon'),
  -- The box around it, in degrees.
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  is_repaired boolean not null default false,
  is_approximate boolean not null default false,
  import_id uuid not null references territory_import (id),
  check (west <= east and south <= north)
);

-- Of one year: the same code of another year may be worded or sourced otherwise.
create table territory_indicator (
  code text not null check (code ~ '^[A-Za-z0-9_.-]{1,60}$'),
  year smallint not null check (year between 1990 and 2100),
  label text not null check (length(label) between 1 and 300),
  -- « % », « € », « indice », « habitants », « nombre ».
  unit text not null check (length(unit) <= 60),
  kind text not null check (kind in ('rate', 'count', 'euros')),
  source text not null check (length(source) between 1 and 300),
  -- In the order of its dictionary.
  position smallint not null default 0,
  is_approximate boolean not null default false,
  import_id uuid not null references territory_import (id),
  primary key (code, year)
);

create table territory_figure (
  neighbourhood_code text references neighbourhood (code),
  commune_code text references commune (code),
  place_code text not null generated always as (coalesce(neighbourhood_code, commune_code)) stored,
  indicator_code text not null,
  year smallint not null,
  -- Null: INSEE knows it and withholds it. What nobody knows has no row.
  value double precision,
  primary key (place_code, indicator_code, year),
  foreign key (indicator_code, year) references territory_indicator (code, year),
  check (num_nonnulls(neighbourhood_code, commune_code) = 1)
);
create index territory_figure_indicator on territory_figure (indicator_code, year);

grant select on neighbourhood_contour, territory_indicator, territory_figure to essaim_member, essaim_funder;
grant select on territory_import to essaim_funder, essaim_jobs;

-- Several organisations may share an installation, and the register with it: one of them keeps it, and the admins of the
-- others may know which.
alter table organisation add column keeps_territory boolean not null default false;
alter table organisation no force row level security;
select set_config('app.moving_rows', 'on', true);
update organisation set keeps_territory = true
  where id = (select id from organisation order by created_at, id limit 1);
select set_config('app.moving_rows', '', true);
alter table organisation force row level security;
create unique index organisation_keeper on organisation (keeps_territory) where keeps_territory;

-- For the functions that run as the owner, and for whoever creates an organisation.
create policy keeper on organisation for select to current_user using (keeps_territory);

-- The name of the organisation that keeps the register; null when none does.
create function territory_keeper() returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.name from organisation o where o.keeps_territory
$$;
revoke execute on function territory_keeper() from public;
grant execute on function territory_keeper() to essaim_admin;

create function hold_territory() returns void language plpgsql as $$
begin
  if current_setting('role') <> 'none' and not coalesce((select o.keeps_territory from organisation o
    where o.id = app_organisation_id()), false) then
    raise exception 'another organisation keeps the register' using errcode = 'ES403';
  end if;
  -- One file at a time.
  perform pg_advisory_xact_lock(hashtext('territory import'));
end $$;

-- Brings the neighbourhoods of one generation to a file, all or nothing. Those of the other generation stay. A national
-- file retires those of its generation that it does not name any more. Done again with the same file, it changes nothing,
-- even where a commune stays because somebody is said to live there. Its instant is that of its end, under the lock: who
-- reads the latest import reads no older contours.
-- Runs as the owner, for the installer and for the admins of the organisation that keeps the register.
--
-- file: {generation, isPartial, isApproximate, source, sha256}
-- neighbourhoods: [{code, name, communeCodes, geometry, west, south, east, north, isRepaired}]
-- Returns {added, changed, unchanged, retired}
create function import_contours(file jsonb, neighbourhoods jsonb) returns jsonb
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  asked_generation constant smallint := (file ->> 'generation')::smallint;
  asked_approximate constant boolean := (file ->> 'isApproximate')::boolean;
  yesterday constant date := (now() at time zone 'Europe/Paris')::date - 1;
  import uuid;
  told jsonb;
  retired integer := 0;
  gone record;
begin
  perform hold_territory();
  create temporary table given on commit drop as
    select r.*, not exists (select from neighbourhood_contour c where c.neighbourhood_code = r.code) as is_new,
      false as is_changed
    from jsonb_to_recordset(neighbourhoods) as r (code text, name text, "communeCodes" text[], geometry jsonb,
      west double precision, south double precision, east double precision, north double precision, "isRepaired" boolean);
  insert into territory_import (kind, source, sha256, generation, is_partial, is_approximate, counts)
    values ('contours', file ->> 'source', file ->> 'sha256', asked_generation, (file ->> 'isPartial')::boolean,
      asked_approximate, '{}') returning id into import;

  with written as (
    insert into neighbourhood as n (code, generation, name) select code, asked_generation, name from given
      on conflict (code) do update set name = excluded.name,
        (valid_from, valid_until)
          = (select v.valid_from, v.valid_until from neighbourhood_validity(excluded.code, excluded.generation) v)
      where n.name <> excluded.name or (n.valid_from, n.valid_until) is distinct from
        ((neighbourhood_validity(excluded.code, excluded.generation)).valid_from,
          (neighbourhood_validity(excluded.code, excluded.generation)).valid_until)
      returning code)
  update given set is_changed = true from written where written.code = given.code;
  with written as (
    insert into neighbourhood_commune (neighbourhood_code, commune_code)
      select distinct given.code, unnest("communeCodes") from given on conflict do nothing
      returning neighbourhood_code)
  update given set is_changed = true from written where written.neighbourhood_code = given.code;
  for gone in select l.* from neighbourhood_commune l join given on given.code = l.neighbourhood_code
    where l.commune_code <> all (given."communeCodes") loop
    begin
      delete from neighbourhood_commune
        where neighbourhood_code = gone.neighbourhood_code and commune_code = gone.commune_code;
      update given set is_changed = true where code = gone.neighbourhood_code;
    exception when foreign_key_violation then
      -- Somebody is said to live there.
      null;
    end;
  end loop;
  with written as (
    insert into neighbourhood_contour as c (neighbourhood_code, geometry, west, south, east, north, is_repaired,
        is_approximate, import_id)
      select code, geometry, west, south, east, north, "isRepaired", asked_approximate, import from given
      on conflict (neighbourhood_code) do update set geometry = excluded.geometry, west = excluded.west,
        south = excluded.south, east = excluded.east, north = excluded.north, is_repaired = excluded.is_repaired,
        is_approximate = excluded.is_approximate, import_id = excluded.import_id
      where (c.geometry, c.is_approximate) is distinct from (excluded.geometry, excluded.is_approximate)
      returning neighbourhood_code)
  update given set is_changed = true from written where written.neighbourhood_code = given.code;
  if not (file ->> 'isPartial')::boolean then
    update neighbourhood n set valid_until = greatest(yesterday, n.valid_from)
      where n.generation = asked_generation and (n.valid_until is null or n.valid_until > yesterday)
        and not exists (select from given where given.code = n.code);
    get diagnostics retired = row_count;
  end if;
  select jsonb_build_object('added', count(*) filter (where is_new),
      'changed', count(*) filter (where is_changed and not is_new),
      'unchanged', count(*) filter (where not is_changed and not is_new),
      'retired', retired, 'repaired', count(*) filter (where "isRepaired"))
    into told from given;
  update territory_import set counts = told, imported_at = clock_timestamp() where id = import;
  drop table given;
  return told;
end $$;

-- Brings what INSEE tells of some places to a file, all or nothing: the figures of its indicators for its places, and
-- no others.
--
-- file: {isPartial, isApproximate, source, sha256}
-- indicators: [{code, year, label, unit, kind, source}], figures: [{place, code, year, value}], a null value is secret
-- Returns {indicators, places, figures, secret}
create function import_territory_figures(file jsonb, indicators jsonb, figures jsonb) returns jsonb
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  import uuid;
begin
  perform hold_territory();
  create temporary table told on commit drop as
    select * from jsonb_to_recordset(figures) as r (place text, code text, year smallint, value double precision);
  insert into territory_import (kind, source, sha256, is_partial, is_approximate, counts)
    values ('indicators', file ->> 'source', file ->> 'sha256', (file ->> 'isPartial')::boolean,
      (file ->> 'isApproximate')::boolean,
      jsonb_build_object('indicators', jsonb_array_length(indicators),
        'places', (select count(distinct place) from told), 'figures', (select count(*) from told),
        'secret', (select count(*) from told where value is null))) returning id into import;
  insert into territory_indicator (code, year, label, unit, kind, source, position, is_approximate, import_id)
    select code, year, label, unit, kind, r.source, ordinality, (file ->> 'isApproximate')::boolean, import
    from rows from (jsonb_to_recordset(indicators)
      as (code text, year smallint, label text, unit text, kind text, source text)) with ordinality as r
    on conflict (code, year) do update set label = excluded.label, unit = excluded.unit, kind = excluded.kind,
      source = excluded.source, position = excluded.position, is_approximate = excluded.is_approximate,
      import_id = excluded.import_id;
  delete from territory_figure f
    where f.place_code in (select place from told)
      and (f.indicator_code, f.year) in (select code, year from jsonb_to_recordset(indicators) as r (code text, year smallint));
  insert into territory_figure (neighbourhood_code, commune_code, indicator_code, year, value)
    select case when place like 'Q%' then place end, case when place not like 'Q%' then place end, code, year, value from told;
  drop table told;
  update territory_import set imported_at = clock_timestamp() where id = import;
  return (select counts from territory_import where id = import);
end $$;

revoke execute on function hold_territory(), import_contours(jsonb, jsonb),
  import_territory_figures(jsonb, jsonb, jsonb) from public;
grant execute on function import_contours(jsonb, jsonb), import_territory_figures(jsonb, jsonb, jsonb) to essaim_admin;
-- Their files come by the storage.
grant select, insert, delete on file_removal to essaim_admin;
