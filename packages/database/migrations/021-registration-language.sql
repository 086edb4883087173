-- The mails of a registration are written in the language of the page where it was made.
alter table participant add column language text not null default 'fr' check (language in ('fr', 'en'));

drop function register_participant(uuid, uuid, text, text, text, text, text);

-- Registration by somebody without an account. Runs as the owner, within the organisation asked for, and says
-- no more than what happened: closed, full, slow_down or registered. Whoever is registered already is told the
-- same as somebody new, and nobody is told more once the places are taken: no answer says who else comes.
create function register_participant(asked_organisation_id uuid, asked_workshop_id uuid,
  asked_given_name text, asked_family_name text, asked_email text, asked_phone text, asked_visitor text,
  asked_language text)
  returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare
  session workshop;
  taken bigint;
  -- Milliseconds, as the table wants.
  at_ms bigint := floor(extract(epoch from clock_timestamp()) * 1000);
  attempts integer;
  mine participant;
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  insert into rate_limit as l (key, points, expire)
    values ('registration:' || asked_visitor, 1, at_ms + 3600000)
    on conflict (key) do update set
      points = case when l.expire <= at_ms then 1 else l.points + 1 end,
      expire = case when l.expire <= at_ms then at_ms + 3600000 else l.expire end
    returning points into attempts;
  if attempts > 20 then
    return 'slow_down';
  end if;
  -- Held until the end: the last place goes to one person only.
  select * into session from workshop
    where organisation_id = asked_organisation_id and id = asked_workshop_id and is_public for update;
  if session.id is null or session.cancelled_at is not null
    or (session.held_on + session.start_time) at time zone 'Europe/Paris' <= now() then
    return 'closed';
  end if;
  select count(*) into taken from participant p
    where p.organisation_id = session.organisation_id and p.workshop_id = session.id
      and p.cancelled_at is null and p.attendance <> 'excused';
  if taken >= coalesce(session.capacity, 500) then
    return 'full';
  end if;
  select p.* into mine from participant p left join worker w on w.organisation_id = p.organisation_id and w.id = p.worker_id
    where p.organisation_id = session.organisation_id and p.workshop_id = session.id
      and p.cancelled_at is null and coalesce(p.email, w.email) = asked_email::citext limit 1;
  if mine.id is null then
    insert into participant (organisation_id, workshop_id, given_name, family_name, email, phone, language)
      values (session.organisation_id, session.id, asked_given_name, asked_family_name, asked_email::citext, asked_phone,
        asked_language)
      returning * into mine;
  elsif (mine.mailed_at is null and mine.worker_id is null) or mine.mailed_at > now() - interval '1 hour' then
    return 'registered';
  elsif mine.language <> asked_language then
    update participant set language = asked_language
      where organisation_id = mine.organisation_id and id = mine.id;
  end if;
  -- A new mail for whoever lost theirs, once an hour at most.
  insert into job (organisation_id, kind, input)
    values (session.organisation_id, 'confirm_registration', json_build_object('participantId', mine.id));
  return 'registered';
end $$;
revoke execute on function register_participant(uuid, uuid, text, text, text, text, text, text) from public;
grant execute on function register_participant(uuid, uuid, text, text, text, text, text, text) to essaim_public;
