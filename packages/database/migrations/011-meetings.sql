-- Appointments to come, group sessions, attendance, drafts, private notes, calendars.

-- A meeting is booked, then told. A civil time of day in Paris, as an appointment is said.
alter table meeting
  add column start_time time(0),
  add column attendance text not null default 'present'
    check (attendance in ('expected', 'present', 'absent', 'excused')),
  add column place_detail text not null default '' check (length(place_detail) <= 200),
  drop constraint meeting_summary_check,
  alter column summary set default '',
  add check (length(summary) <= 20000),
  -- Who was there has a story to tell; a meeting to come has none yet.
  add check (attendance <> 'present' or summary <> ''),
  add check (attendance <> 'expected' or summary = '');
create index meeting_expected on meeting (organisation_id, coach_id, held_on) where attendance = 'expected';
grant delete on meeting to essaim_coach, essaim_manager;
grant select, update on meeting to essaim_keeper;

create table meeting_theme (
  organisation_id uuid not null references organisation (id),
  meeting_id uuid not null,
  list_key text not null default 'meeting_theme' check (list_key = 'meeting_theme'),
  value_id uuid not null,
  primary key (organisation_id, meeting_id, value_id),
  foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
  foreign key (organisation_id, list_key, value_id) references list_value (organisation_id, list_key, id)
);
call protect_tenant_table('meeting_theme');
create index meeting_theme_value on meeting_theme (organisation_id, value_id);
grant select, insert, delete on meeting_theme to essaim_coach, essaim_manager;

-- What the author keeps for themselves; their manager may read it, no colleague.
create table meeting_private_note (
  organisation_id uuid not null references organisation (id),
  -- No foreign key: a meeting taken away for some days (undo_entry) leaves the notes where only those who may
  -- read them do, and finds them again when it comes back.
  meeting_id uuid not null,
  author_id uuid not null,
  text text not null check (length(text) between 1 and 20000),
  updated_at timestamptz not null default now(),
  primary key (organisation_id, meeting_id, author_id),
  foreign key (organisation_id, author_id) references membership (organisation_id, id)
);
call protect_tenant_table('meeting_private_note');
create policy own on meeting_private_note as restrictive to essaim_coach
  using (author_id = (select app_membership_id())) with check (author_id = (select app_membership_id()));
create policy own_insert on meeting_private_note as restrictive for insert to essaim_manager
  with check (author_id = (select app_membership_id()));
create policy own_update on meeting_private_note as restrictive for update to essaim_manager
  using (author_id = (select app_membership_id()));
grant select, insert, update, delete on meeting_private_note to essaim_coach, essaim_manager;
grant select, delete, update on meeting_private_note to essaim_keeper;

-- A workshop for people accompanied, or an information meeting open to all.
create table workshop (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('workshop', 'information')),
  title text not null check (length(title) between 1 and 120),
  description text not null default '' check (length(description) <= 5000),
  coach_id uuid not null,
  held_on date not null,
  start_time time(0) not null,
  duration_minutes smallint not null check (duration_minutes between 5 and 600),
  place text not null check (place in ('office', 'remote', 'third_place')),
  place_detail text not null default '' check (length(place_detail) <= 200),
  capacity smallint check (capacity between 1 and 500),
  -- On the public site, with registration.
  is_public boolean not null default false,
  cancelled_at timestamptz,
  minutes text not null default '' check (length(minutes) <= 20000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, coach_id) references membership (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('workshop');
create policy published on workshop for select to essaim_public using (is_public);
create index workshop_days on workshop (organisation_id, held_on desc, id desc);
create index workshop_public on workshop (held_on) where is_public;
create trigger touch before update on workshop for each row execute function touch_record();
grant select, insert, update on workshop to essaim_coach, essaim_manager;
grant select, update on workshop to essaim_keeper;
grant select (organisation_id, id, kind, title, description, held_on, start_time, duration_minutes, place,
  place_detail, capacity, is_public, cancelled_at) on workshop to essaim_public;

create table workshop_theme (
  organisation_id uuid not null references organisation (id),
  workshop_id uuid not null,
  list_key text not null default 'meeting_theme' check (list_key = 'meeting_theme'),
  value_id uuid not null,
  primary key (organisation_id, workshop_id, value_id),
  foreign key (organisation_id, workshop_id) references workshop (organisation_id, id) on delete cascade,
  foreign key (organisation_id, list_key, value_id) references list_value (organisation_id, list_key, id)
);
call protect_tenant_table('workshop_theme');
grant select, insert, delete on workshop_theme to essaim_coach, essaim_manager;

-- Who is expected at a group session: a person accompanied, or somebody who registered by themselves.
create table participant (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  workshop_id uuid not null,
  worker_id uuid,
  given_name text check (length(given_name) between 1 and 80),
  family_name text check (length(family_name) between 1 and 80),
  email citext check (length(email) between 3 and 254),
  phone text check (length(phone) <= 30),
  attendance text not null default 'expected' check (attendance in ('expected', 'present', 'absent', 'excused')),
  registered_at timestamptz not null default now(),
  -- Lets somebody without an account cancel: the hash of what their link holds, drawn when the mail leaves.
  cancel_token_hash text unique,
  mailed_at timestamptz,
  cancelled_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, workshop_id, worker_id),
  foreign key (organisation_id, workshop_id) references workshop (organisation_id, id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id)
);
call protect_tenant_table('participant');
create unique index participant_email on participant (organisation_id, workshop_id, email)
  where cancelled_at is null;
create index participant_worker on participant (organisation_id, worker_id);
grant select, insert, update, delete on participant to essaim_coach, essaim_manager;
grant select, update on participant to essaim_keeper;

-- Everything that met, or should have met, a person: their own meetings and the group sessions they were in.
create view encounter with (security_invoker = true) as
  select m.organisation_id, m.worker_id, m.held_on, m.start_time, m.attendance, 'meeting' as kind, m.id, m.coach_id
  from meeting m
  union all
  select p.organisation_id, p.worker_id, s.held_on, s.start_time, p.attendance, 'workshop', s.id, s.coach_id
  from participant p
  join workshop s on s.organisation_id = p.organisation_id and s.id = p.workshop_id
  where p.worker_id is not null and p.cancelled_at is null and s.cancelled_at is null;
grant select on encounter to essaim_coach, essaim_manager;

-- What is being written, kept as it is typed, for its author alone.
create table draft (
  organisation_id uuid not null references organisation (id),
  membership_id uuid not null,
  -- The address of the form.
  form text not null check (length(form) between 1 and 200),
  -- Whom it is about, so that it leaves with them.
  worker_id uuid,
  fields jsonb not null check (pg_column_size(fields) < 200000),
  updated_at timestamptz not null default now(),
  primary key (organisation_id, membership_id, form),
  foreign key (organisation_id, membership_id) references membership (organisation_id, id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id) on delete cascade
);
call protect_tenant_table('draft');
create policy own on draft as restrictive to essaim_coach, essaim_manager
  using (membership_id = (select app_membership_id())) with check (membership_id = (select app_membership_id()));
create index draft_worker on draft (organisation_id, worker_id);
grant select, insert, update, delete on draft to essaim_coach, essaim_manager;
grant select, delete, update on draft to essaim_keeper;

-- A coach's calendar, read by their calendar programme at a secret address that they may revoke.
create table calendar_feed (
  organisation_id uuid not null references organisation (id),
  membership_id uuid not null,
  token_hash text not null unique,
  created_at timestamptz not null default now(),
  primary key (organisation_id, membership_id),
  foreign key (organisation_id, membership_id) references membership (organisation_id, id)
);
call protect_tenant_table('calendar_feed');
create policy own on calendar_feed as restrictive to essaim_coach, essaim_manager
  using (membership_id = (select app_membership_id())) with check (membership_id = (select app_membership_id()));
create policy sign_in on calendar_feed for select to essaim_auth using (true);
grant select, insert, update, delete on calendar_feed to essaim_coach, essaim_manager;
grant select on calendar_feed to essaim_auth;

-- Registrations from one network address are counted, by a keyed hash of it.
create policy registration on rate_limit to current_user
  using (key like 'registration:%') with check (key like 'registration:%');

-- Registration by somebody without an account. Runs as the owner, within the organisation asked for, and says
-- no more than what happened: closed, full, slow_down or registered. Whoever is registered already is told the
-- same as somebody new, and nobody is told more once the places are taken: no answer says who else comes.
create function register_participant(asked_organisation_id uuid, asked_workshop_id uuid,
  asked_given_name text, asked_family_name text, asked_email text, asked_phone text, asked_visitor text)
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
    insert into participant (organisation_id, workshop_id, given_name, family_name, email, phone)
      values (session.organisation_id, session.id, asked_given_name, asked_family_name, asked_email::citext, asked_phone)
      returning * into mine;
  elsif (mine.mailed_at is null and mine.worker_id is null) or mine.mailed_at > now() - interval '1 hour' then
    return 'registered';
  end if;
  -- A new mail for whoever lost theirs, once an hour at most.
  insert into job (organisation_id, kind, input)
    values (session.organisation_id, 'confirm_registration', json_build_object('participantId', mine.id));
  return 'registered';
end $$;
revoke execute on function register_participant(uuid, uuid, text, text, text, text, text) from public;

-- What a link lets its holder cancel; nothing when it serves no more.
create function find_registration(asked_organisation_id uuid, asked_token_hash text)
  returns table (workshop_id uuid, title text, held_on date, start_time time(0), is_over boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  return query
    select s.id, s.title, s.held_on, s.start_time,
      s.cancelled_at is not null or (s.held_on + s.start_time) at time zone 'Europe/Paris' <= now()
    from participant p join workshop s on s.organisation_id = p.organisation_id and s.id = p.workshop_id
    where p.organisation_id = asked_organisation_id and p.cancel_token_hash = asked_token_hash
      and p.cancelled_at is null;
end $$;
revoke execute on function find_registration(uuid, text) from public;

create function cancel_registration(asked_organisation_id uuid, asked_token_hash text)
  returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  update participant p set cancelled_at = now() from workshop s
    where p.organisation_id = asked_organisation_id
      and s.organisation_id = p.organisation_id and s.id = p.workshop_id
      and p.cancel_token_hash = asked_token_hash and p.cancelled_at is null and p.attendance = 'expected'
      and (s.held_on + s.start_time) at time zone 'Europe/Paris' > now();
  return found;
end $$;
revoke execute on function cancel_registration(uuid, text) from public;

-- Places left at a public session; null when nobody counts them.
create function count_free_places(asked_organisation_id uuid, asked_workshop_id uuid)
  returns bigint language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  free bigint;
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  select greatest(0, s.capacity - count(p.id)) into free
    from workshop s left join participant p on p.organisation_id = s.organisation_id and p.workshop_id = s.id
      and p.cancelled_at is null and p.attendance <> 'excused'
    where s.organisation_id = asked_organisation_id and s.id = asked_workshop_id and s.is_public
    group by s.organisation_id, s.id, s.capacity;
  return free;
end $$;
revoke execute on function count_free_places(uuid, uuid) from public;
grant execute on function register_participant(uuid, uuid, text, text, text, text, text),
  find_registration(uuid, text), cancel_registration(uuid, text), count_free_places(uuid, uuid) to essaim_public;
