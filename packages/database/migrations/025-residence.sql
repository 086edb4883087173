-- Where each person lives, as an answer that has a day, a source and its evidence. The answer of today is repeated on
-- the person's file; a count of a past period reads the one in force then.
create table residence (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  worker_id uuid not null,
  -- The first day it is true of; the next answer ends it. Before the first of all, the first holds too.
  holds_from date not null check (holds_from >= '1990-01-01'),
  generation smallint not null check (generation in (2015, 2024)),
  answer text not null check (answer in ('priority', 'outside', 'unknown')),
  neighbourhood_code text,
  commune_code text references commune (code),
  source text not null check (source in ('address', 'hand', 'import')),
  -- The evidence: the address as it was written, and as the geocoder found it (Base Adresse Nationale).
  asked_address text not null default '' check (length(asked_address) <= 400),
  found_address text not null default '' check (length(found_address) <= 400),
  lon double precision check (lon between -180 and 180),
  lat double precision check (lat between -90 and 90),
  -- The geocoder's, from 0 to 1.
  score real check (score between 0 and 1),
  -- Why the answer is not taken as it is, or is not known.
  doubts text[] not null default '{}' check (doubts <@ '{coarse,low_score,no_commune,other_commune,rival,street_only,not_found,
    unavailable,not_covered,approximate_contours}'::text[]),
  -- Somebody has to look: until then, the answer does not count.
  to_check boolean not null default false,
  checked_by uuid,
  checked_at timestamptz,
  -- Why somebody answered otherwise than the address does.
  reason text not null default '' check (length(reason) <= 500),
  answered_by uuid,
  answered_at timestamptz not null default now(),
  -- Corrected by another answer since; kept to be read.
  superseded_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id) on delete cascade,
  foreign key (organisation_id, answered_by) references membership (organisation_id, id),
  foreign key (organisation_id, checked_by) references membership (organisation_id, id),
  -- A priority neighbourhood is one of the commune lived in.
  foreign key (neighbourhood_code, commune_code) references neighbourhood_commune (neighbourhood_code, commune_code),
  check ((answer = 'priority') = (neighbourhood_code is not null)),
  check (neighbourhood_code is null or commune_code is not null),
  check (num_nonnulls(lon, lat) in (0, 2)),
  check (not to_check or source = 'address'),
  check (num_nonnulls(checked_by, checked_at) in (0, 2))
);
call protect_tenant_table('residence');
-- One answer for each day.
create unique index residence_in_force on residence (organisation_id, worker_id, holds_from) where superseded_at is null;
create index residence_worker on residence (organisation_id, worker_id, holds_from);
create index residence_to_check on residence (organisation_id, answered_at) where to_check and superseded_at is null;
grant select, insert, update on residence to essaim_coach, essaim_manager, essaim_keeper;
create trigger hold_living before insert or update on residence for each row
  when (current_user in ('essaim_coach', 'essaim_manager'))
  execute function hold_living_people('worker_id');

-- The answer in force on a day; none when nobody ever answered.
create function residence_on(asked_organisation_id uuid, asked_worker_id uuid, day date) returns setof residence
  language sql stable as $$
  select r.* from residence r
  where r.organisation_id = asked_organisation_id and r.worker_id = asked_worker_id and r.superseded_at is null
  order by r.holds_from <= day desc, case when r.holds_from <= day then r.holds_from end desc, r.holds_from
  limit 1
$$;

-- The file says the answer of today. It is no edit of the file, which keeps its version.
create function follow_residence() returns trigger language plpgsql as $$
declare
  moving constant text := coalesce(current_setting('app.moving_rows', true), '');
begin
  if moving = 'on' then
    return null;
  end if;
  perform set_config('app.moving_rows', 'on', true);
  update worker w set
      residence = case when now.to_check then 'unknown' else now.answer end,
      neighbourhood_code = case when not now.to_check then now.neighbourhood_code end,
      commune_code = case when now.answer = 'priority' and not now.to_check then now.commune_code
        when now.to_check then w.commune_code
        else coalesce(w.commune_code, now.commune_code) end
    from (select distinct organisation_id, worker_id from answered) a
    cross join lateral residence_on(a.organisation_id, a.worker_id, (now() at time zone 'Europe/Paris')::date) now
    where w.organisation_id = a.organisation_id and w.id = a.worker_id
      and (w.residence, w.neighbourhood_code) is distinct from
        (case when now.to_check then 'unknown' else now.answer end,
          case when not now.to_check then now.neighbourhood_code end);
  perform set_config('app.moving_rows', moving, true);
  return null;
end $$;
create trigger follow_inserted after insert on residence referencing new table as answered
  for each statement execute function follow_residence();
create trigger follow_updated after update on residence referencing new table as answered
  for each statement execute function follow_residence();

-- What the files said until now, from the first day of the support.
alter table worker no force row level security;
alter table residence no force row level security;
insert into residence (organisation_id, worker_id, holds_from, generation, answer, neighbourhood_code, commune_code,
    source, answered_by, answered_at)
  select w.organisation_id, w.id,
    greatest(w.supported_from, date '1990-01-01', (select n.valid_from from neighbourhood n where n.code = w.neighbourhood_code)),
    coalesce((select n.generation from neighbourhood n where n.code = w.neighbourhood_code), 2024),
    w.residence, w.neighbourhood_code, w.commune_code,
    case when w.import_id is null then 'hand' else 'import' end, w.updated_by, w.updated_at
  from worker w where w.residence <> 'unknown';
alter table residence force row level security;
alter table worker force row level security;

-- Distinct people accompanied at any day of a grant's period, where they lived on the last of these days. One row a
-- person, and nothing that says who: for the counts below only.
create function people_of_grant(asked_grant_id uuid)
  returns table (residence text, neighbourhood_code text, kind text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select case when then_at.to_check then 'unknown' else coalesce(then_at.answer, w.residence) end,
    case when then_at.id is null then w.neighbourhood_code
      when not then_at.to_check then then_at.neighbourhood_code end,
    w.kind
  from funding_grant g
  join worker w on w.organisation_id = g.organisation_id
  cross join lateral (
    select max(least(g.ends_on, coalesce(p.ends_on, g.ends_on))) as day from support_period p
    where p.organisation_id = w.organisation_id and p.worker_id = w.id
      and p.starts_on <= g.ends_on and (p.ends_on is null or p.ends_on >= g.starts_on)) last
  left join lateral residence_on(w.organisation_id, w.id, last.day) then_at on true
  where g.organisation_id = app_organisation_id()
    and g.id = asked_grant_id
    and last.day is not null
    and (current_setting('role') <> 'essaim_funder' or (g.funder_id = app_funder_id() and g.status in ('awarded', 'closed')))
$$;
revoke execute on function people_of_grant(uuid) from public;

create or replace function count_supported_workers(asked_grant_id uuid)
  returns table (residence text, kind text, people bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.residence, p.kind, count(*) from people_of_grant(asked_grant_id) p group by p.residence, p.kind
$$;

-- The same by neighbourhood. The caller applies disclosure control before anything is shown.
create function count_supported_by_neighbourhood(asked_grant_id uuid)
  returns table (neighbourhood_code text, people bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.neighbourhood_code, count(*) from people_of_grant(asked_grant_id) p
  where p.neighbourhood_code is not null group by p.neighbourhood_code
$$;
revoke execute on function count_supported_by_neighbourhood(uuid) from public;
grant execute on function count_supported_by_neighbourhood(uuid) to essaim_coach, essaim_manager, essaim_funder;

-- Two files made one, and a file taken away: the answers go along.
create or replace function movable_tables() returns regclass[] language sql immutable as $$
  select '{meeting,participant,aid,mentor_offer,document,privacy_notice,access_export,contribution,worker_change,
    residence}'::regclass[]
$$;

-- decided, besides what `merge_files` reads: homeOf, « kept » or « merged », whose answers hold from now on. Those of
-- the other file are kept to be read.
create or replace function merge_workers(kept uuid, merged uuid, decided jsonb) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org constant uuid := app_organisation_id();
  aside jsonb;
  entry uuid;
begin
  -- Nor does anybody become a person's coach by merging their file: a colleague's person stays theirs.
  if current_setting('role') = 'essaim_coach'
    and coalesce(nullif(decided #>> '{worker,coach_id}', '')::uuid, app_membership_id()) = app_membership_id()
    and exists (select from worker where organisation_id = org and id in (kept, merged)
      and coach_id <> app_membership_id()) then
    raise exception 'a colleague''s person stays theirs' using errcode = 'ES403';
  end if;
  perform set_config('app.moving_rows', 'on', true);
  with set_aside as (
    update residence r set superseded_at = now()
    where r.organisation_id = org and r.superseded_at is null
      and r.worker_id = case when decided ->> 'homeOf' = 'merged' then kept else merged end
    returning r.id)
  select coalesce(jsonb_agg(id), '[]') into aside from set_aside;
  entry := merge_files(kept, merged, decided);
  update undo_secret set content = content || jsonb_build_object('residenceAside', aside)
    where organisation_id = org and undo_entry_id = entry;
  return entry;
end $$;

alter function unmerge_workers(uuid, jsonb) rename to unmerge_files;
revoke execute on function unmerge_files(uuid, jsonb) from essaim_coach, essaim_manager;
create function unmerge_workers(entry uuid, decided jsonb) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org constant uuid := app_organisation_id();
  merge record;
  back uuid;
begin
  select s.content -> 'residenceAside' as aside, s.content #> '{moved,residence}' as moved, e.created_at into merge from undo_entry e
    join undo_secret s on s.organisation_id = e.organisation_id and s.undo_entry_id = e.id
    where e.organisation_id = org and e.id = entry;
  back := unmerge_files(entry, decided);
  if back is not null then
    perform set_config('app.moving_rows', 'on', true);
    -- Somebody who answered since has the last word.
    update residence r set superseded_at = null
      where r.organisation_id = org and merge.aside @> to_jsonb(r.id)
        and not exists (select from residence since where since.organisation_id = org and since.worker_id = r.worker_id
          and since.superseded_at is null and since.answered_at >= merge.created_at);
    -- Whoever comes back without any answer has those that were moved and then corrected on the file that was kept.
    update residence r set superseded_at = null
      where r.organisation_id = org and r.worker_id = back and r.superseded_at >= merge.created_at
        and merge.moved @> to_jsonb(r.id)
        and not exists (select from residence held where held.organisation_id = org and held.worker_id = back
          and held.superseded_at is null);
    perform set_config('app.moving_rows', '', true);
  end if;
  return back;
end $$;

alter function remove_worker(uuid, jsonb, integer) rename to remove_file;
revoke execute on function remove_file(uuid, jsonb, integer) from essaim_coach, essaim_manager;
create function remove_worker(removed uuid, payload jsonb, days integer) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  answers constant jsonb := rows_of('residence', array[removed]);
  entry constant uuid := remove_file(removed, payload, days);
begin
  update undo_secret set content = content || jsonb_build_object('residence', answers)
    where organisation_id = app_organisation_id() and undo_entry_id = entry;
  return entry;
end $$;

alter function restore_worker(uuid) rename to restore_file;
revoke execute on function restore_file(uuid) from essaim_coach, essaim_manager;
create function restore_worker(entry uuid) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  answers jsonb;
  back uuid;
begin
  select s.content -> 'residence' into answers from undo_secret s
    where s.organisation_id = app_organisation_id() and s.undo_entry_id = entry;
  back := restore_file(entry);
  if back is not null then
    perform set_config('app.moving_rows', 'on', true);
    perform put_back('residence', answers);
    perform set_config('app.moving_rows', '', true);
  end if;
  return back;
end $$;
revoke execute on function unmerge_workers(uuid, jsonb), remove_worker(uuid, jsonb, integer), restore_worker(uuid)
  from public;
grant execute on function unmerge_workers(uuid, jsonb), remove_worker(uuid, jsonb, integer), restore_worker(uuid)
  to essaim_coach, essaim_manager;
