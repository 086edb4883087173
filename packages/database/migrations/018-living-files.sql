-- An erased file stays as the erasure left it, and only a person's coach, or a manager, gives the person to somebody
-- else.

-- Errors of the house's own, which `errors.ts` turns into its classes: ES403 is Forbidden, ES404 NotFound.

-- Holds the people that a row is about against an erasure until the transaction ends; the trigger's arguments name
-- the columns. The erasure itself is the keeper's, and a merge the owner's: neither passes here.
-- One by one: of an array (`id = any (…)`) the planner does not know the length, and reads all the people of the
-- organisation in `worker_name` for each row.
create function hold_living_people() returns trigger language plpgsql as $$
declare
  written jsonb := to_jsonb(new);
  asked uuid;
begin
  -- A row of another organisation is its policy's to refuse.
  if new.organisation_id is distinct from app_organisation_id() then
    return new;
  end if;
  -- In one order, so that two writers never wait for each other.
  for asked in select distinct (written ->> name)::uuid as id from unnest(tg_argv) as name order by id loop
    continue when asked is null;
    perform from worker w
      where w.organisation_id = new.organisation_id and w.id = asked and w.anonymised_at is null
      for key share;
    if not found then
      raise exception 'the file is erased, or not there' using errcode = 'ES404';
    end if;
  end loop;
  return new;
end $$;

do $$
declare
  target text;
begin
  foreach target in array '{meeting,stage,objective,plan_action,skill_level,document,privacy_notice,access_export,
    contribution,worker_value,worker_resource,worker_change,mentor_offer}'::text[] loop
    execute format('create trigger hold_living before insert or update on %I for each row
      when (current_user in (''essaim_coach'', ''essaim_manager'') and new.worker_id is not null)
      execute function hold_living_people(''worker_id'')', target);
  end loop;
end $$;
-- Who came is told of everybody at once, and an aid granted is paid, whatever became of the file.
create trigger hold_living before insert or update of worker_id, given_name, family_name, email, phone on participant
  for each row when (current_user in ('essaim_coach', 'essaim_manager') and new.worker_id is not null)
  execute function hold_living_people('worker_id');
create trigger hold_living before insert or update of worker_id, purpose, decision_reason on aid
  for each row when (current_user in ('essaim_coach', 'essaim_manager'))
  execute function hold_living_people('worker_id');
create trigger hold_living before insert on mentorship
  for each row when (current_user in ('essaim_coach', 'essaim_manager'))
  execute function hold_living_people('mentor_id', 'novice_id');

create function hold_living_worker() returns trigger language plpgsql as $$
begin
  if old.anonymised_at is not null then
    raise exception 'the file is erased' using errcode = 'ES404';
  end if;
  -- A coach reads the sensitive answers of their own people: nobody becomes a person's coach by saying so.
  if current_user = 'essaim_coach' and new.coach_id is distinct from old.coach_id
    and old.coach_id is not null and old.coach_id <> app_membership_id() then
    raise exception 'a colleague''s person is given by them or a manager' using errcode = 'ES403';
  end if;
  return new;
end $$;
create trigger hold_living before update on worker
  for each row when (current_user in ('essaim_coach', 'essaim_manager'))
  execute function hold_living_worker();

-- Nor does anybody become a person's coach by merging their file: a colleague's person stays theirs.
alter function merge_workers(uuid, uuid, jsonb) rename to merge_files;
revoke execute on function merge_files(uuid, uuid, jsonb) from essaim_coach, essaim_manager;
create function merge_workers(kept uuid, merged uuid, decided jsonb) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if current_setting('role') = 'essaim_coach'
    and coalesce(nullif(decided #>> '{worker,coach_id}', '')::uuid, app_membership_id()) = app_membership_id()
    and exists (select from worker where organisation_id = app_organisation_id() and id in (kept, merged)
      and coach_id <> app_membership_id()) then
    raise exception 'a colleague''s person stays theirs' using errcode = 'ES403';
  end if;
  return merge_files(kept, merged, decided);
end $$;
revoke execute on function merge_workers(uuid, uuid, jsonb) from public;
grant execute on function merge_workers(uuid, uuid, jsonb) to essaim_coach, essaim_manager;
