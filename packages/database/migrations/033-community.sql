-- What people without an account bring to the directory: lived experiences, proposals, confirmations, and the relay
-- by which a novice writes to somebody who knows, without either reading the other's address.

-- Keys are keyed hashes: never an address in clear.
create policy community on rate_limit to current_user
  using (key like 'community:%') with check (key like 'community:%');

-- Counts one more time, and says whether it is still within the limit. Called by the functions below, as the owner.
create function is_within_rate(asked_key text, most integer, span_seconds integer)
  returns boolean language plpgsql volatile as $$
declare
  at_ms bigint := floor(extract(epoch from clock_timestamp()) * 1000);
  ends_ms bigint := at_ms + span_seconds::bigint * 1000;
  attempts integer;
begin
  insert into rate_limit as l (key, points, expire) values ('community:' || asked_key, 1, ends_ms)
    on conflict (key) do update set
      points = case when l.expire <= at_ms then 1 else l.points + 1 end,
      expire = case when l.expire <= at_ms then ends_ms else l.expire end
    returning points into attempts;
  return attempts <= most;
end $$;
revoke execute on function is_within_rate(text, integer, integer) from public;

create function today_in_paris() returns date language sql stable parallel safe
  as $$ select (now() at time zone 'Europe/Paris')::date $$;

-- Somebody's own account of an activity.
create table experience (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  activity_id uuid not null,
  -- As its author wishes to be called.
  display_name text not null check (length(display_name) between 1 and 120),
  commune_code text references commune (code),
  since_year smallint check (since_year between 1900 and 2100),
  worked text not null check (length(worked) between 1 and 5000),
  did_not text not null default '' check (length(did_not) <= 5000),
  -- How its author agreed to its publication, when a member wrote it for them.
  consent_note text not null default '' check (length(consent_note) <= 500),
  published_at timestamptz,
  -- Whether somebody may write to its author: drawn from experience_contact.
  contact text not null default 'none' check (contact in ('none', 'open', 'closed')),
  -- Requests whose day has come, and those of them that were answered by then.
  requests_due integer not null default 0 check (requests_due >= 0),
  requests_answered integer not null default 0 check (requests_answered between 0 and requests_due),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, activity_id) references activity (organisation_id, id) on delete cascade,
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('experience');
create policy published on experience for select to essaim_public
  using (published_at is not null and exists (select 1 from published_record p
    where p.organisation_id = experience.organisation_id and p.id = activity_id));
create index experience_activity on experience (organisation_id, activity_id, published_at);
create trigger touch before update of activity_id, display_name, commune_code, since_year, worked, did_not, consent_note,
  published_at on experience for each row execute function touch_record();
create trigger tell after insert or update or delete on experience
  for each statement execute function tell_publication();
grant select on experience to essaim_coach;
grant select, insert, update, delete on experience to essaim_manager, essaim_editor;
grant select, update, delete on experience to essaim_keeper;
grant select (organisation_id, id, activity_id, display_name, commune_code, since_year, worked, did_not, published_at,
  contact, requests_due, requests_answered) on experience to essaim_public;

-- Where its author can be written to. Nobody outside reads it: the relay writes.
create table experience_contact (
  organisation_id uuid not null references organisation (id),
  experience_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  email citext not null check (length(email) between 3 and 254),
  language text not null default 'fr' check (language in ('fr', 'en')),
  -- The day on which the address last proved to be read: when it was given, confirmed, or answered from.
  confirmed_on date not null default today_in_paris(),
  -- The yearly question « toujours joignable ? ».
  asked_on date,
  token_hash text unique,
  -- The mail server of the address said that it does not exist.
  unreachable_since date,
  primary key (organisation_id, experience_id),
  foreign key (organisation_id, experience_id) references experience (organisation_id, id) on delete cascade
);
call protect_tenant_table('experience_contact');
grant select, insert, update, delete on experience_contact to essaim_manager, essaim_editor;
grant select, update, delete on experience_contact to essaim_keeper;

-- The public page knows that one may write, never to whom.
create function tell_contact() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    update experience e set contact = 'none'
      where e.organisation_id = old.organisation_id and e.id = old.experience_id;
  else
    update experience e set contact =
        -- A name erased from everywhere takes the address with it.
        case when new.unreachable_since is not null or position('@' in new.email) = 0 then 'closed' else 'open' end
      where e.organisation_id = new.organisation_id and e.id = new.experience_id;
  end if;
  return null;
end $$;
create trigger tell_contact after insert or update or delete on experience_contact
  for each row execute function tell_contact();

-- What somebody without an account proposes. The content is a part of a record's form, and nothing is public of it.
create table proposal (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('activity', 'resource', 'experience', 'correction')),
  record_kind text check (record_kind in ('activity', 'resource')),
  record_id uuid,
  activity_id uuid generated always as (case when record_kind = 'activity' then record_id end) stored,
  open_resource_id uuid generated always as (case when record_kind = 'resource' then record_id end) stored,
  content jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 100000),
  -- Of a correction: what the public read of the same fields when it was written.
  seen jsonb not null default '{}' check (octet_length(seen::text) <= 1000000),
  message text not null default '' check (length(message) <= 2000),
  language text not null default 'fr' check (language in ('fr', 'en')),
  state text not null default 'unconfirmed'
    check (state in ('unconfirmed', 'pending', 'accepted', 'partly_accepted', 'refused')),
  created_at timestamptz not null default now(),
  confirmed_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  -- What its author is told: the reason of a refusal, or an answer.
  reply text not null default '' check (length(reply) <= 2000),
  accepted_fields text[] not null default '{}',
  -- The record or the experience that it became.
  result_id uuid,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, activity_id) references activity (organisation_id, id) on delete cascade,
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id) on delete cascade,
  foreign key (organisation_id, decided_by) references membership (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check ((kind in ('experience', 'correction')) = (record_id is not null)),
  check ((record_kind is null) = (record_id is null)),
  check ((state in ('accepted', 'partly_accepted', 'refused')) = (decided_at is not null))
);
call protect_tenant_table('proposal');
create index proposal_queue on proposal (organisation_id, state, created_at);
create index proposal_record on proposal (organisation_id, record_id);
create trigger touch before update on proposal for each row execute function touch_record();
grant select, update on proposal to essaim_manager, essaim_editor;
grant select, update, delete on proposal to essaim_keeper;

-- Whom to answer: forgotten some time after the decision, while what was proposed stays.
create table proposal_contact (
  organisation_id uuid not null references organisation (id),
  proposal_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  email citext not null check (length(email) between 3 and 254),
  token_hash text unique,
  primary key (organisation_id, proposal_id),
  foreign key (organisation_id, proposal_id) references proposal (organisation_id, id) on delete cascade
);
call protect_tenant_table('proposal_contact');
grant select, delete on proposal_contact to essaim_manager, essaim_editor;
grant select, update, delete on proposal_contact to essaim_keeper;

-- A novice's message to the author of an experience, and its answer.
create table contact_request (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  experience_id uuid not null,
  -- Null once forgotten, with the message and the answer.
  novice_name text check (length(novice_name) between 1 and 120),
  novice_email citext check (length(novice_email) between 3 and 254),
  message text not null default '' check (length(message) <= 4000),
  language text not null default 'fr' check (language in ('fr', 'en')),
  state text not null default 'unconfirmed'
    check (state in ('unconfirmed', 'waiting', 'answered', 'escalated', 'settled', 'abandoned')),
  confirm_token_hash text unique,
  reply_token_hash text unique,
  created_at timestamptz not null default now(),
  confirmed_at timestamptz,
  due_on date,
  delivered_on date,
  reminded_on date,
  escalated_on date,
  -- Whoever keeps the directory has been written to about it.
  moderators_told_on date,
  -- Its author's address refused the message.
  is_undelivered boolean not null default false,
  answered_on date,
  answer text not null default '' check (length(answer) <= 4000),
  settled_on date,
  settled_by uuid,
  settlement text not null default '' check (length(settlement) <= 2000),
  primary key (organisation_id, id),
  foreign key (organisation_id, experience_id) references experience (organisation_id, id) on delete cascade,
  foreign key (organisation_id, settled_by) references membership (organisation_id, id),
  check ((state = 'unconfirmed') = (confirmed_at is null)),
  check ((state = 'unconfirmed') = (due_on is null)),
  check (state <> 'answered' or answered_on is not null),
  check (state not in ('escalated', 'abandoned') or escalated_on is not null),
  check (state <> 'settled' or settled_on is not null)
);
call protect_tenant_table('contact_request');
create index contact_request_experience on contact_request (organisation_id, experience_id);
create index contact_request_queue on contact_request (organisation_id, state, due_on);
grant select, update on contact_request to essaim_manager, essaim_editor;
grant select, update, delete on contact_request to essaim_keeper;

-- Whoever is asked, once a year, whether a record is still true.
create table record_keeper (
  organisation_id uuid not null references organisation (id),
  record_kind text not null check (record_kind in ('activity', 'resource')),
  record_id uuid not null,
  activity_id uuid generated always as (case when record_kind = 'activity' then record_id end) stored,
  open_resource_id uuid generated always as (case when record_kind = 'resource' then record_id end) stored,
  name text not null check (length(name) between 1 and 120),
  email citext not null check (length(email) between 3 and 254),
  asked_on date,
  token_hash text unique,
  unreachable_since date,
  primary key (organisation_id, record_id),
  foreign key (organisation_id, activity_id) references activity (organisation_id, id) on delete cascade,
  foreign key (organisation_id, open_resource_id) references open_resource (organisation_id, id) on delete cascade
);
call protect_tenant_table('record_keeper');
grant select, insert, update, delete on record_keeper to essaim_manager, essaim_editor;
grant select, update, delete on record_keeper to essaim_keeper;

-- The functions below are all that somebody without an account may do. They run as the owner, within the organisation
-- asked for; a link is the hash of what a mail holds.

-- Says slow_down, closed (the record is not public there) or submitted; a mail asks for a confirmation.
create function submit_proposal(asked_organisation_id uuid, asked_kind text, asked_record_kind text, asked_record_id uuid,
  asked_content jsonb, asked_seen jsonb, asked_message text, asked_name text, asked_email text, asked_language text,
  asked_visitor text, asked_addressee text)
  returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare
  made uuid;
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  if not is_within_rate('proposal:' || asked_visitor, 20, 3600)
    or not is_within_rate('mail:' || asked_addressee, 6, 86400) then
    return 'slow_down';
  end if;
  -- An organisation receives once it has published.
  if not exists (select 1 from published_record p where p.organisation_id = asked_organisation_id
      and (asked_record_id is null or (p.id = asked_record_id and p.record_kind = asked_record_kind))) then
    return 'closed';
  end if;
  insert into proposal (organisation_id, kind, record_kind, record_id, content, seen, message, language)
    values (asked_organisation_id, asked_kind, asked_record_kind, asked_record_id, asked_content, asked_seen,
      asked_message, asked_language)
    returning id into made;
  insert into proposal_contact (organisation_id, proposal_id, name, email)
    values (asked_organisation_id, made, asked_name, asked_email::citext);
  insert into job (organisation_id, kind, input)
    values (asked_organisation_id, 'confirm_proposal', json_build_object('proposalId', made));
  return 'submitted';
end $$;

create function find_proposal(asked_organisation_id uuid, asked_token_hash text)
  returns table (kind text, title text, is_confirmed boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  return query
    select p.kind,
      coalesce(r.title, p.content ->> 'title', p.content ->> 'name', ''),
      p.state <> 'unconfirmed'
    from proposal_contact c
    join proposal p on p.organisation_id = c.organisation_id and p.id = c.proposal_id
    left join published_record r on r.organisation_id = p.organisation_id and r.id = p.record_id
    where c.organisation_id = asked_organisation_id and c.token_hash = asked_token_hash;
end $$;

create function confirm_proposal(asked_organisation_id uuid, asked_token_hash text)
  returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  update proposal p set state = 'pending', confirmed_at = now() from proposal_contact c
    where c.organisation_id = asked_organisation_id and c.token_hash = asked_token_hash
      and p.organisation_id = c.organisation_id and p.id = c.proposal_id and p.state = 'unconfirmed';
  return found;
end $$;

-- Says slow_down, closed (nobody is written to there any more) or submitted.
create function ask_practitioner(asked_organisation_id uuid, asked_experience_id uuid, asked_name text, asked_email text,
  asked_message text, asked_language text, asked_visitor text, asked_addressee text)
  returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare
  made uuid;
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  if not is_within_rate('contact:' || asked_visitor, 20, 3600)
    or not is_within_rate('mail:' || asked_addressee, 6, 86400) then
    return 'slow_down';
  end if;
  if not exists (select 1 from experience e
      join published_record p on p.organisation_id = e.organisation_id and p.id = e.activity_id
      where e.organisation_id = asked_organisation_id and e.id = asked_experience_id
        and e.published_at is not null and e.contact = 'open') then
    return 'closed';
  end if;
  -- What one practitioner receives in a day, and how much of it from one place.
  if not is_within_rate('contact:' || asked_visitor || ':' || asked_experience_id, 4, 86400)
    or not is_within_rate('experience:' || asked_experience_id, 12, 86400) then
    return 'slow_down';
  end if;
  insert into contact_request (organisation_id, experience_id, novice_name, novice_email, message, language)
    values (asked_organisation_id, asked_experience_id, asked_name, asked_email::citext, asked_message, asked_language)
    returning id into made;
  insert into job (organisation_id, kind, input)
    values (asked_organisation_id, 'confirm_contact', json_build_object('requestId', made));
  return 'submitted';
end $$;

-- What the public reads of an activity, or last read of it: mails and links never say what is still being written.
create function last_public_activity(asked_organisation_id uuid, asked_id uuid)
  returns table (title text, slug text) language sql stable as $$
  select coalesce(p.title, v.content ->> 'title', ''), coalesce(p.slug, a.slug)
  from activity a
  left join published_record p on p.organisation_id = a.organisation_id and p.id = a.id
  left join lateral (select content from published_revision r
    where r.organisation_id = a.organisation_id and r.record_id = a.id order by r.number desc limit 1) v on true
  where a.organisation_id = asked_organisation_id and a.id = asked_id
$$;
revoke execute on function last_public_activity(uuid, uuid) from public;
grant execute on function last_public_activity(uuid, uuid) to essaim_keeper;

create function find_contact(asked_organisation_id uuid, asked_token_hash text)
  returns table (author text, activity_title text, activity_slug text, is_confirmed boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  return query
    select e.display_name, a.title, a.slug, q.state <> 'unconfirmed'
    from contact_request q
    join experience e on e.organisation_id = q.organisation_id and e.id = q.experience_id
    cross join last_public_activity(e.organisation_id, e.activity_id) a
    where q.organisation_id = asked_organisation_id and q.confirm_token_hash = asked_token_hash;
end $$;

-- The days to answer begin now.
create function confirm_contact(asked_organisation_id uuid, asked_token_hash text, asked_days integer)
  returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  one uuid;
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  update contact_request q set state = 'waiting', confirmed_at = now(), due_on = today_in_paris() + asked_days
    where q.organisation_id = asked_organisation_id and q.confirm_token_hash = asked_token_hash
      and q.state = 'unconfirmed'
    returning q.id into one;
  if one is null then
    return false;
  end if;
  insert into job (organisation_id, kind, input)
    values (asked_organisation_id, 'deliver_contact', json_build_object('requestId', one));
  return true;
end $$;

-- What the author of an experience reads before answering.
create function find_contact_to_answer(asked_organisation_id uuid, asked_token_hash text)
  returns table (novice_name text, message text, activity_title text, due_on date, state text)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  return query
    select q.novice_name, q.message, a.title, q.due_on, q.state
    from contact_request q
    join experience e on e.organisation_id = q.organisation_id and e.id = q.experience_id
    cross join last_public_activity(e.organisation_id, e.activity_id) a
    where q.organisation_id = asked_organisation_id and q.reply_token_hash = asked_token_hash
      and q.novice_name is not null;
end $$;

create function answer_contact(asked_organisation_id uuid, asked_token_hash text, asked_answer text)
  returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  one contact_request;
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  update contact_request q set state = 'answered', answered_on = today_in_paris(), answer = asked_answer
    where q.organisation_id = asked_organisation_id and q.reply_token_hash = asked_token_hash
      and q.state in ('waiting', 'escalated') and q.novice_email is not null
    returning q.* into one;
  if one.id is null then
    return false;
  end if;
  -- Whoever answers reads their mail.
  update experience_contact c set confirmed_on = today_in_paris(), unreachable_since = null
    where c.organisation_id = one.organisation_id and c.experience_id = one.experience_id;
  insert into job (organisation_id, kind, input)
    values (asked_organisation_id, 'deliver_answer', json_build_object('requestId', one.id));
  return true;
end $$;

-- The yearly question to the author of an experience.
create function find_practitioner(asked_organisation_id uuid, asked_token_hash text)
  returns table (author text, activity_title text, activity_slug text)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  return query
    select e.display_name, a.title, a.slug
    from experience_contact c
    join experience e on e.organisation_id = c.organisation_id and e.id = c.experience_id
    cross join last_public_activity(e.organisation_id, e.activity_id) a
    where c.organisation_id = asked_organisation_id and c.token_hash = asked_token_hash;
end $$;

-- Still there, or no more: the experience stays, and its author's address is forgotten.
create function keep_practitioner(asked_organisation_id uuid, asked_token_hash text, is_kept boolean)
  returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  if is_kept then
    update experience_contact set confirmed_on = today_in_paris(), unreachable_since = null
      where organisation_id = asked_organisation_id and token_hash = asked_token_hash;
  else
    delete from experience_contact
      where organisation_id = asked_organisation_id and token_hash = asked_token_hash;
  end if;
  return found;
end $$;

-- « Toujours vrai ? »
create function find_kept_record(asked_organisation_id uuid, asked_token_hash text)
  returns table (record_kind text, slug text, title text, summary text, confirmed_on date)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  return query
    select p.record_kind, p.slug, p.title, p.summary, p.confirmed_on
    from record_keeper k
    join published_record p on p.organisation_id = k.organisation_id and p.id = k.record_id
    where k.organisation_id = asked_organisation_id and k.token_hash = asked_token_hash;
end $$;

create function confirm_kept_record(asked_organisation_id uuid, asked_token_hash text)
  returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  -- Said twice in a day, it is said once: a public record moves only when something changes.
  update published_record p set confirmed_on = today_in_paris() from record_keeper k
    where k.organisation_id = asked_organisation_id and k.token_hash = asked_token_hash
      and p.organisation_id = k.organisation_id and p.id = k.record_id and p.confirmed_on < today_in_paris();
  return exists (select 1 from record_keeper k
    join published_record p on p.organisation_id = k.organisation_id and p.id = k.record_id
    where k.organisation_id = asked_organisation_id and k.token_hash = asked_token_hash);
end $$;

do $$
declare
  one regprocedure;
begin
  foreach one in array array[
    'submit_proposal(uuid, text, text, uuid, jsonb, jsonb, text, text, text, text, text, text)',
    'find_proposal(uuid, text)', 'confirm_proposal(uuid, text)',
    'ask_practitioner(uuid, uuid, text, text, text, text, text, text)',
    'find_contact(uuid, text)', 'confirm_contact(uuid, text, integer)',
    'find_contact_to_answer(uuid, text)', 'answer_contact(uuid, text, text)',
    'find_practitioner(uuid, text)', 'keep_practitioner(uuid, text, boolean)',
    'find_kept_record(uuid, text)', 'confirm_kept_record(uuid, text)']::regprocedure[]
  loop
    execute format('revoke execute on function %s from public', one);
    execute format('grant execute on function %s to essaim_public', one);
  end loop;
end $$;
