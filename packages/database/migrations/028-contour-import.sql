-- As 027 meant it: PostgreSQL compares a row with a row, and not with what a query answers.
create or replace function import_contours(file jsonb, neighbourhoods jsonb) returns jsonb
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
  update territory_import set counts = told where id = import;
  drop table given;
  return told;
end $$;
