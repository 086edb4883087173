-- Two files of one person made one, a file created by mistake taken away, and both undone for some days.

-- Moving rows from a file to another is no edit of them: they keep their version, and who wrote them last.
-- A function may not carry the setting in its own definition: only a superuser could create it.
create or replace function touch_record() returns trigger language plpgsql as $$
begin
  if current_setting('app.moving_rows', true) = 'on' then
    return new;
  end if;
  new.version := old.version + 1;
  new.updated_at := now();
  new.updated_by := app_membership_id();
  return new;
end $$;

-- Where the file of a former address is now. It holds ids only, and outlives what can be undone.
create table merged_worker (
  organisation_id uuid not null references organisation (id),
  merged_id uuid not null,
  kept_id uuid not null,
  merged_at timestamptz not null default now(),
  primary key (organisation_id, merged_id),
  foreign key (organisation_id, kept_id) references worker (organisation_id, id) on delete cascade
);
call protect_tenant_table('merged_worker');
create index merged_worker_kept on merged_worker (organisation_id, kept_id);
grant select on merged_worker to essaim_coach, essaim_manager, essaim_keeper;

-- The part of an undo entry that its reader may not read: sensitive answers, the drafts of colleagues. Members hold
-- no right on it; it leaves with its entry.
create table undo_secret (
  organisation_id uuid not null references organisation (id),
  undo_entry_id uuid not null,
  content jsonb not null,
  primary key (organisation_id, undo_entry_id),
  foreign key (organisation_id, undo_entry_id) references undo_entry (organisation_id, id) on delete cascade
);
call protect_tenant_table('undo_secret');
grant select, update (content) on undo_secret to essaim_keeper;

-- Puts rows back as they were, generated columns aside; what is there again by other means stays.
create function put_back(target regclass, kept_rows jsonb) returns void
  language plpgsql set search_path = public, pg_temp as $$
declare
  names text;
begin
  select string_agg(quote_ident(attname), ', ') into names from pg_attribute
    where attrelid = target and attnum > 0 and not attisdropped and attgenerated = '';
  execute format('insert into %s (%s) select %s from jsonb_populate_recordset(null::%s, $1) %s',
    target, names, names, target,
    -- Contracts are kept apart by a deferred constraint, of which a conflict cannot be told yet.
    case when target <> 'stage'::regclass then 'on conflict do nothing' end)
    using coalesce(kept_rows, '[]');
end $$;

-- Rows of a table that concern some people, as they are.
create function rows_of(target regclass, people uuid[]) returns jsonb
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found jsonb;
begin
  execute format('select coalesce(jsonb_agg(to_jsonb(t)), ''[]'') from %s t
    where organisation_id = app_organisation_id() and worker_id = any ($1)', target) into found using people;
  return found;
end $$;

-- Gives every row of a table from a file to another, or those named only. Returns their ids.
create function move_rows(target regclass, from_id uuid, to_id uuid, only_ids jsonb default null) returns jsonb
  language plpgsql set search_path = public, pg_temp as $$
declare
  moved jsonb;
begin
  execute format('with moved as (
      update %s set worker_id = $2 where organisation_id = app_organisation_id() and worker_id = $1
        and ($3 is null or $3 @> to_jsonb(id)) returning id)
    select coalesce(jsonb_agg(id), ''[]'') from moved', target) into moved using from_id, to_id, only_ids;
  return moved;
end $$;

-- The tables with an id and a worker_id, whose rows may be any number. The others are told one by one below.
create function movable_tables() returns regclass[] language sql immutable as $$
  select '{meeting,participant,aid,mentor_offer,document,privacy_notice,access_export,contribution,worker_change}'::regclass[]
$$;

-- Makes one file of two: all that is in `merged` goes to `kept`, as `decided` by whoever compared them. Runs as the
-- owner, within the caller's organisation: sensitive answers and colleagues' drafts go along without being read.
--
-- decided: { worker: columns of the kept file, dropStages: ids, stageEnds: [{id, endsOn}],
--   takenLists: [{key, moment}] answered as in the merged file, exclusive: [{key, code}] answers that go with no
--   other, changes: the line of the trail, payload: what the entry says to whoever lists it, days: to undo it }
-- Returns the id of the entry that undoes it.
create function merge_workers(kept uuid, merged uuid, decided jsonb) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org constant uuid := app_organisation_id();
  moved jsonb := '{}';
  removed jsonb := '{}';
  gone jsonb;
  secret jsonb;
  entry uuid;
  change uuid;
  target regclass;
begin
  perform set_config('app.moving_rows', 'on', true);
  if (select count(*) from worker where organisation_id = org and id in (kept, merged) and anonymised_at is null) <> 2 then
    raise exception 'two files are needed';
  end if;
  secret := jsonb_build_object(
    'merged', (select to_jsonb(w) from worker w where organisation_id = org and id = merged),
    'values', rows_of('worker_value', array[kept, merged]),
    'resources', rows_of('worker_resource', array[kept, merged]),
    'stages', rows_of('stage', array[kept, merged]));

  -- Of two inscriptions to one session, the one that says more.
  with pair as (
    select k.id as k_id, m.id as m_id,
      (m.cancelled_at is null and k.cancelled_at is not null)
        or ((m.cancelled_at is null) = (k.cancelled_at is null)
          and array_position('{present,absent,excused,expected}'::text[], m.attendance)
            < array_position('{present,absent,excused,expected}'::text[], k.attendance)) as takes_merged
    from participant k join participant m on m.organisation_id = k.organisation_id and m.workshop_id = k.workshop_id
    where k.organisation_id = org and k.worker_id = kept and m.worker_id = merged),
  lost as (
    delete from participant p using pair
    where p.organisation_id = org and p.id = case when takes_merged then k_id else m_id end returning p.*)
  select coalesce(jsonb_agg(to_jsonb(lost)), '[]') into gone from lost;
  removed := removed || jsonb_build_object('participant', gone);

  with lost as (
    delete from mentor_offer m using mentor_offer k
    where m.organisation_id = org and m.worker_id = merged and m.ended_on is null
      and k.organisation_id = org and k.worker_id = kept and k.ended_on is null
      and (k.open_resource_id, k.activity_id, k.commune_code, k.value_id)
        is not distinct from (m.open_resource_id, m.activity_id, m.commune_code, m.value_id)
    returning m.*)
  select coalesce(jsonb_agg(distinct to_jsonb(lost)), '[]') into gone from lost;
  removed := removed || jsonb_build_object('mentor_offer', gone);

  with lost as (
    delete from skill_level m using skill_level k
    where m.organisation_id = org and m.worker_id = merged and k.organisation_id = org and k.worker_id = kept
      and k.assessed_on = m.assessed_on and k.value_id = m.value_id
    returning m.*)
  select coalesce(jsonb_agg(to_jsonb(lost)), '[]') into gone from lost;
  removed := removed || jsonb_build_object('skill_level', gone);
  with gave as (
    update skill_level set worker_id = kept where organisation_id = org and worker_id = merged
    returning assessed_on, value_id)
  select coalesce(jsonb_agg(to_jsonb(gave)), '[]') into gone from gave;
  moved := moved || jsonb_build_object('skill_level', gone);

  -- Of two drafts of one form by one member, the later. A draft is found by the address of its form.
  with pair as (
    select m.membership_id, m.form as m_form, k.form as k_form, m.updated_at > k.updated_at as takes_merged
    from draft m join draft k on k.organisation_id = m.organisation_id and k.membership_id = m.membership_id
      and k.form = replace(m.form, merged::text, kept::text)
    where m.organisation_id = org and m.worker_id = merged and k.form <> m.form),
  lost as (
    delete from draft d using pair
    where d.organisation_id = org and d.membership_id = pair.membership_id
      and d.form = case when takes_merged then k_form else m_form end
    returning d.*)
  select coalesce(jsonb_agg(to_jsonb(lost)), '[]') into gone from lost;
  removed := removed || jsonb_build_object('draft', gone);
  select coalesce(jsonb_agg(jsonb_build_object('membership_id', membership_id, 'before', form,
      'after', replace(form, merged::text, kept::text))), '[]') into gone
    from draft where organisation_id = org and worker_id = merged;
  update draft set worker_id = kept, form = replace(form, merged::text, kept::text)
    where organisation_id = org and worker_id = merged;
  moved := moved || jsonb_build_object('draft', gone);

  -- An action leaves with its objective, in one statement: each refers to the other's person.
  with objectives as (
    update objective set worker_id = kept where organisation_id = org and worker_id = merged returning id),
  actions as (
    update plan_action set worker_id = kept where organisation_id = org and worker_id = merged returning id)
  select jsonb_build_object(
      'objective', (select coalesce(jsonb_agg(id), '[]') from objectives),
      'plan_action', (select coalesce(jsonb_agg(id), '[]') from actions)) into gone;
  moved := moved || gone;

  with gave as (
    update mentorship set mentor_id = kept where organisation_id = org and mentor_id = merged returning id)
  select coalesce(jsonb_agg(id), '[]') into gone from gave;
  moved := moved || jsonb_build_object('mentor', gone);
  with gave as (
    update mentorship set novice_id = kept where organisation_id = org and novice_id = merged returning id)
  select coalesce(jsonb_agg(id), '[]') into gone from gave;
  moved := moved || jsonb_build_object('novice', gone);

  foreach target in array movable_tables() loop
    moved := moved || jsonb_build_object(target::text, move_rows(target, merged, kept));
  end loop;

  delete from worker_value v using jsonb_to_recordset(decided -> 'takenLists') as taken (key text, moment text)
    where v.organisation_id = org and v.worker_id = kept and v.list_key = taken.key and v.moment = taken.moment
      and not v.is_multiple
      and exists (select from worker_value m where m.organisation_id = org and m.worker_id = merged
        and m.list_key = v.list_key and m.moment = v.moment);
  delete from worker_value m using worker_value k
    where m.organisation_id = org and m.worker_id = merged and k.organisation_id = org and k.worker_id = kept
      and m.moment = k.moment and m.list_key = k.list_key and (not m.is_multiple or m.value_id = k.value_id);
  update worker_value set worker_id = kept where organisation_id = org and worker_id = merged;
  delete from worker_value v using list_value l, jsonb_to_recordset(decided -> 'exclusive') as alone (key text, code text)
    where v.organisation_id = org and v.worker_id = kept and l.organisation_id = org and l.id = v.value_id
      and l.list_key = alone.key and l.code = alone.code
      and exists (select from worker_value other where other.organisation_id = org and other.worker_id = kept
        and other.list_key = v.list_key and other.moment = v.moment and other.value_id <> v.value_id);

  delete from worker_resource m using worker_resource k
    where m.organisation_id = org and m.worker_id = merged and k.organisation_id = org and k.worker_id = kept
      and m.open_resource_id = k.open_resource_id;
  update worker_resource set worker_id = kept where organisation_id = org and worker_id = merged;

  delete from stage where organisation_id = org and worker_id in (kept, merged)
    and decided -> 'dropStages' @> to_jsonb(id);
  update stage set worker_id = kept where organisation_id = org and worker_id = merged;
  update stage s set ends_on = decided_end."endsOn"
    from jsonb_to_recordset(decided -> 'stageEnds') as decided_end (id uuid, "endsOn" date)
    where s.organisation_id = org and s.worker_id = kept and s.id = decided_end.id
      and s.ends_on is distinct from decided_end."endsOn";

  update worker w set (given_name, family_name, email, phone, birth_on, birth_year, address_line, postcode,
      commune_code, residence, neighbourhood_code, kind, coach_id, dependants)
    = (select d.given_name, d.family_name, d.email, d.phone, d.birth_on, d.birth_year, d.address_line, d.postcode,
      d.commune_code, d.residence, d.neighbourhood_code, d.kind, d.coach_id, d.dependants
      from jsonb_populate_record(w, decided -> 'worker') d),
    version = w.version + 1, updated_at = now(), updated_by = app_membership_id()
    where w.organisation_id = org and w.id = kept;

  -- What can be undone of the merged file can be of the kept one, except an import: undoing it would take away a
  -- file that it did not bring.
  with mine as (
    update undo_entry e set worker_ids = case
        when e.kind = 'worker_import' or e.worker_ids @> array[kept] then array_remove(e.worker_ids, merged)
        else array_replace(e.worker_ids, merged, kept) end
      from undo_entry old
      where e.organisation_id = org and e.worker_ids @> array[merged]
        and old.organisation_id = e.organisation_id and old.id = e.id
      returning e.id, old.worker_ids)
  select coalesce(jsonb_agg(to_jsonb(mine)), '[]') into gone from mine;
  moved := moved || jsonb_build_object('undo_entry', gone);
  with led as (
    update merged_worker set kept_id = kept where organisation_id = org and kept_id = merged returning merged_id)
  select coalesce(jsonb_agg(merged_id), '[]') into gone from led;
  moved := moved || jsonb_build_object('merged_worker', gone);

  delete from worker where organisation_id = org and id = merged;
  insert into merged_worker (organisation_id, merged_id, kept_id) values (org, merged, kept);
  insert into worker_change (organisation_id, worker_id, changed_by, changes)
    values (org, kept, app_membership_id(), decided -> 'changes') returning id into change;
  insert into undo_entry (organisation_id, kind, subject_id, worker_ids, payload, created_by, expires_at)
    values (org, 'worker_merge', merged, array[kept], decided -> 'payload', app_membership_id(),
      now() + make_interval(days => (decided ->> 'days')::int)) returning id into entry;
  insert into undo_secret (organisation_id, undo_entry_id, content) values (org, entry, secret || jsonb_build_object(
    'moved', moved, 'removed', removed, 'change', change, 'keptId', kept,
    'valuesAfter', rows_of('worker_value', array[kept]), 'resourcesAfter', rows_of('worker_resource', array[kept])));
  perform set_config('app.moving_rows', '', true);
  return entry;
end $$;

-- Gives back to a merged file all that was its own and is still there, and to the kept one what it had. What was
-- written since stays with the kept file. Runs as the owner, like the merge.
--
-- decided: { worker: columns of the kept file to set back, stages: [{id, workerId, endsOn}] of both pathways }
-- Returns the id of the file that is back, or null when there is nothing to undo any more.
create function unmerge_workers(entry uuid, decided jsonb) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org constant uuid := app_organisation_id();
  secret jsonb;
  moved jsonb;
  kept uuid;
  merged uuid;
  followed bigint;
  target regclass;
begin
  perform set_config('app.moving_rows', 'on', true);
  select s.content into secret from undo_entry e
    join undo_secret s on s.organisation_id = e.organisation_id and s.undo_entry_id = e.id
    where e.organisation_id = org and e.id = entry and e.kind = 'worker_merge' and e.expires_at > now()
    for update of e;
  if secret is null then
    perform set_config('app.moving_rows', '', true);
    return null;
  end if;
  kept := secret ->> 'keptId';
  merged := secret #>> '{merged,id}';
  moved := secret -> 'moved';
  delete from undo_entry where organisation_id = org and id = entry;
  delete from worker_change where organisation_id = org and id = (secret ->> 'change')::uuid;
  perform put_back('worker', jsonb_build_array(secret -> 'merged'));

  foreach target in array movable_tables() loop
    perform move_rows(target, kept, merged, moved -> target::text);
  end loop;
  -- What was agreed since at a meeting, or for an objective, follows it.
  with objectives as (
    update objective set worker_id = merged
    where organisation_id = org and worker_id = kept and moved -> 'objective' @> to_jsonb(id) returning id),
  actions as (
    update plan_action set worker_id = merged,
      objective_id = case when moved -> 'objective' @> to_jsonb(objective_id) then objective_id end
    where organisation_id = org and worker_id = kept
      and (moved -> 'plan_action' @> to_jsonb(id) or moved -> 'objective' @> to_jsonb(objective_id)
        or moved -> 'meeting' @> to_jsonb(meeting_id)) returning id)
  select (select count(*) from objectives) + (select count(*) from actions) into followed;
  update mentorship set mentor_id = merged
    where organisation_id = org and mentor_id = kept and moved -> 'mentor' @> to_jsonb(id);
  update mentorship set novice_id = merged
    where organisation_id = org and novice_id = kept and moved -> 'novice' @> to_jsonb(id);
  update skill_level s set worker_id = merged
    from jsonb_to_recordset(moved -> 'skill_level') as gave (assessed_on date, value_id uuid)
    where s.organisation_id = org and s.worker_id = kept
      and s.assessed_on = gave.assessed_on and s.value_id = gave.value_id;
  update draft d set worker_id = merged, form = gave.before
    from jsonb_to_recordset(moved -> 'draft') as gave (membership_id uuid, before text, after text)
    where d.organisation_id = org and d.worker_id = kept and d.membership_id = gave.membership_id and d.form = gave.after
      and (gave.before = gave.after or not exists (select from draft other
        where other.organisation_id = org and other.membership_id = d.membership_id and other.form = gave.before));
  for target in select key::regclass from jsonb_object_keys(secret -> 'removed') as key loop
    perform put_back(target, secret -> 'removed' -> target::text);
  end loop;

  -- A list answered since on the kept file stays so.
  delete from worker_value v where v.organisation_id = org and v.worker_id = kept
    and not exists (
      (select value_id from worker_value now where now.organisation_id = org and now.worker_id = kept
          and now.list_key = v.list_key and now.moment = v.moment
        except select value_id from jsonb_populate_recordset(null::worker_value, secret -> 'valuesAfter') r
          where r.list_key = v.list_key and r.moment = v.moment)
      union all
      (select value_id from jsonb_populate_recordset(null::worker_value, secret -> 'valuesAfter') r
          where r.list_key = v.list_key and r.moment = v.moment
        except select value_id from worker_value now where now.organisation_id = org and now.worker_id = kept
          and now.list_key = v.list_key and now.moment = v.moment));
  perform put_back('worker_value', (
    select jsonb_agg(before) from jsonb_array_elements(secret -> 'values') before
    where before ->> 'worker_id' = merged::text or not exists (
      select from worker_value now where now.organisation_id = org and now.worker_id = kept
        and now.list_key = before ->> 'list_key' and now.moment = before ->> 'moment')
      and exists (select from jsonb_array_elements(secret -> 'valuesAfter') after
        where after ->> 'list_key' = before ->> 'list_key' and after ->> 'moment' = before ->> 'moment')));
  if rows_of('worker_resource', array[kept]) @> (secret -> 'resourcesAfter')
    and rows_of('worker_resource', array[kept]) <@ (secret -> 'resourcesAfter') then
    delete from worker_resource where organisation_id = org and worker_id = kept;
    perform put_back('worker_resource', secret -> 'resources');
  else
    perform put_back('worker_resource', (select jsonb_agg(before) from jsonb_array_elements(secret -> 'resources') before
      where before ->> 'worker_id' = merged::text));
  end if;

  update stage s set worker_id = place."workerId", ends_on = place."endsOn"
    from jsonb_to_recordset(decided -> 'stages') as place (id uuid, "workerId" uuid, "endsOn" date)
    where s.organisation_id = org and s.worker_id = kept and s.id = place.id and place."workerId" in (kept, merged);
  perform put_back('stage', (select jsonb_agg(before || jsonb_build_object('ends_on', place ->> 'endsOn'))
    from jsonb_array_elements(secret -> 'stages') before
    join jsonb_array_elements(decided -> 'stages') place on place ->> 'id' = before ->> 'id'
    where not exists (select from stage s where s.organisation_id = org and s.id = (before ->> 'id')::uuid)));

  update worker w set (given_name, family_name, email, phone, birth_on, birth_year, address_line, postcode,
      commune_code, residence, neighbourhood_code, kind, coach_id, dependants)
    = (select d.given_name, d.family_name, d.email, d.phone, d.birth_on, d.birth_year, d.address_line, d.postcode,
      d.commune_code, d.residence, d.neighbourhood_code, d.kind, d.coach_id, d.dependants
      from jsonb_populate_record(w, decided -> 'worker') d),
    version = w.version + 1, updated_at = now(), updated_by = app_membership_id()
    where w.organisation_id = org and w.id = kept;

  update undo_entry e set worker_ids = case
      when e.kind = 'worker_import' or before.worker_ids @> array[kept] then e.worker_ids || merged
      else array_replace(e.worker_ids, kept, merged) end
    from jsonb_to_recordset(moved -> 'undo_entry') as before (id uuid, worker_ids uuid[])
    where e.organisation_id = org and e.id = before.id;
  delete from merged_worker where organisation_id = org and merged_id = merged;
  update merged_worker set kept_id = merged
    where organisation_id = org and kept_id = kept and moved -> 'merged_worker' @> to_jsonb(merged_id);
  perform set_config('app.moving_rows', '', true);
  return merged;
end $$;

-- Takes away a file created by mistake, on which nobody has worked. Runs as the owner: its sensitive answers and its
-- drafts are kept to come back without being read.
-- Returns the id of the entry that undoes it, or null when something holds the file.
create function remove_worker(removed uuid, payload jsonb, days integer) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org constant uuid := app_organisation_id();
  secret jsonb;
  entry uuid;
begin
  perform set_config('app.moving_rows', 'on', true);
  select jsonb_build_object(
      'worker', to_jsonb(w),
      'worker_value', rows_of('worker_value', array[removed]),
      'worker_resource', rows_of('worker_resource', array[removed]),
      'worker_change', rows_of('worker_change', array[removed]),
      'draft', rows_of('draft', array[removed]),
      'stage', rows_of('stage', array[removed])) into secret
    from worker w where w.organisation_id = org and w.id = removed and w.anonymised_at is null
      and (select count(*) from stage s where s.organisation_id = org and s.worker_id = removed) <= 1
      -- Where other files were merged, somebody did work.
      and not exists (select from merged_worker m where m.organisation_id = org and m.kept_id = removed)
    for update;
  if secret is null then
    perform set_config('app.moving_rows', '', true);
    return null;
  end if;
  delete from stage where organisation_id = org and worker_id = removed;
  delete from worker_resource where organisation_id = org and worker_id = removed;
  begin
    -- Every other table that refers to a person holds the file by its foreign key.
    delete from worker where organisation_id = org and id = removed;
  exception when foreign_key_violation then
    perform set_config('app.moving_rows', '', true);
    return null;
  end;
  insert into undo_entry (organisation_id, kind, subject_id, worker_ids, payload, created_by, expires_at)
    values (org, 'worker_removal', removed, array[removed], payload, app_membership_id(),
      now() + make_interval(days => days)) returning id into entry;
  insert into undo_secret (organisation_id, undo_entry_id, content) values (org, entry, secret);
  perform set_config('app.moving_rows', '', true);
  return entry;
end $$;

-- Brings back a file taken away. Returns its id, or null when there is nothing to undo any more.
create function restore_worker(entry uuid) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org constant uuid := app_organisation_id();
  secret jsonb;
  target regclass;
begin
  perform set_config('app.moving_rows', 'on', true);
  select s.content into secret from undo_entry e
    join undo_secret s on s.organisation_id = e.organisation_id and s.undo_entry_id = e.id
    where e.organisation_id = org and e.id = entry and e.kind = 'worker_removal' and e.expires_at > now()
    for update of e;
  if secret is null then
    perform set_config('app.moving_rows', '', true);
    return null;
  end if;
  delete from undo_entry where organisation_id = org and id = entry;
  perform put_back('worker', jsonb_build_array(secret -> 'worker'));
  foreach target in array '{worker_value,worker_resource,worker_change,draft,stage}'::regclass[] loop
    perform put_back(target, secret -> target::text);
  end loop;
  perform set_config('app.moving_rows', '', true);
  return secret #>> '{worker,id}';
end $$;

revoke execute on function put_back(regclass, jsonb), rows_of(regclass, uuid[]),
  move_rows(regclass, uuid, uuid, jsonb), movable_tables(), merge_workers(uuid, uuid, jsonb),
  unmerge_workers(uuid, jsonb), remove_worker(uuid, jsonb, integer), restore_worker(uuid) from public;
grant execute on function merge_workers(uuid, uuid, jsonb), unmerge_workers(uuid, jsonb),
  remove_worker(uuid, jsonb, integer), restore_worker(uuid) to essaim_coach, essaim_manager;
