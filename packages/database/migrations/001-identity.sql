-- Extensions, the settings that row level security reads, and who may enter.
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists citext;
create extension if not exists btree_gist;

-- PostgreSQL 18 has uuidv7(); 15 to 17 get the same shape: 48 bits of milliseconds, then random bits (RFC 9562, 5.7).
do $$
begin
  if to_regprocedure('pg_catalog.uuidv7()') is null then
    create function public.uuidv7() returns uuid language sql volatile parallel safe as $f$
      select encode(
        set_bit(set_bit(
          overlay(uuid_send(gen_random_uuid())
            placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
            from 1 for 6),
          52, 1), 53, 1), 'hex')::uuid
    $f$;
  end if;
end $$;

-- A pooled connection reverts a local setting to the empty string, hence nullif.
create function app_organisation_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.organisation_id', true), '')::uuid $$;
create function app_membership_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.membership_id', true), '')::uuid $$;
create function app_funder_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.funder_id', true), '')::uuid $$;

-- unaccent() is only stable because its dictionary may change; ours does not, so indexes may rely on it.
create function fold(value text) returns text language sql immutable parallel safe strict
  as $$ select lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;

-- One wording of the tenant policy for every tenant table. The owner is named so that a
-- `security definer` function stays inside the organisation of its caller too.
create procedure protect_tenant_table(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s to essaim_member, current_user
       using (organisation_id = (select app_organisation_id()))
       with check (organisation_id = (select app_organisation_id()))', target);
end $$;

-- Every update of an editable record moves its version on, which is how a second editor is noticed.
create function touch_record() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  new.updated_by := app_membership_id();
  return new;
end $$;

create table organisation (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
  website_url text check (website_url ~ '^https?://'),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid
);
create trigger touch before update on organisation for each row execute function touch_record();
alter table organisation enable row level security;
alter table organisation force row level security;
create policy own on organisation to essaim_member, essaim_funder, current_user
  using (id = (select app_organisation_id()));
create policy anyone_reads on organisation for select to essaim_public, essaim_auth using (true);

create table user_account (
  id uuid primary key default uuidv7(),
  email citext not null unique check (length(email) between 3 and 254),
  full_name text not null check (length(full_name) between 1 and 120),
  password_hash text,
  is_demo boolean not null default false,
  created_at timestamptz not null default now()
);

create table user_session (
  id text primary key,
  user_id uuid not null references user_account (id) on delete cascade,
  organisation_id uuid not null references organisation (id) on delete cascade,
  expires_at timestamptz not null
);
create index user_session_user on user_session (user_id);
create index user_session_expires on user_session (expires_at);

create table membership (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  user_id uuid not null references user_account (id),
  role text not null check (role in ('coach', 'manager', 'editor', 'funder', 'admin')),
  funder_id uuid,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, user_id),
  check ((role = 'funder') = (funder_id is not null))
);
call protect_tenant_table('membership');
alter table organisation add foreign key (id, updated_by) references membership (organisation_id, id);
create policy sign_in on membership to essaim_auth using (true) with check (true);
create index membership_user on membership (user_id);

-- A member sees the name and address of colleagues, never the password hash.
alter table user_account enable row level security;
alter table user_account force row level security;
create policy colleague on user_account for select to essaim_member, current_user using (
  exists (select 1 from membership m
          where m.user_id = user_account.id and m.organisation_id = (select app_organisation_id())));
create policy sign_in on user_account to essaim_auth using (true) with check (true);
alter table user_session enable row level security;
alter table user_session force row level security;
create policy sign_in on user_session to essaim_auth using (true) with check (true);
create policy own on user_session for all to current_user
  using (organisation_id = (select app_organisation_id()));

-- An access that ends takes its sessions along: opening it again must not bring a lost computer back in.
-- Runs as the owner, since the admin who ends an access may not read sessions.
create function end_sessions() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from user_session s
  where s.organisation_id = new.organisation_id and s.user_id = new.user_id;
  return new;
end $$;
create trigger end_sessions after update of ended_at on membership
  for each row when (new.ended_at is not null) execute function end_sessions();

create table invitation (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  email citext not null,
  full_name text not null check (length(full_name) between 1 and 120),
  role text not null check (role in ('coach', 'manager', 'editor', 'funder', 'admin')),
  funder_id uuid,
  token_hash text unique,
  -- Null until the mail has left: the link is drawn when it is sent.
  sent_at timestamptz,
  -- Null for the first admin, whom the installer invites.
  invited_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, invited_by) references membership (organisation_id, id),
  check ((role = 'funder') = (funder_id is not null))
);
call protect_tenant_table('invitation');
create policy sign_in on invitation to essaim_auth using (true) with check (true);

create table password_reset (
  id uuid primary key default uuidv7(),
  user_id uuid not null references user_account (id) on delete cascade,
  token_hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
alter table password_reset enable row level security;
alter table password_reset force row level security;
create policy sign_in on password_reset to essaim_auth using (true) with check (true);
create index password_reset_user on password_reset (user_id);

-- The shape rate-limiter-flexible expects; the keys are keyed hashes, never an address in clear.
create table rate_limit (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
alter table rate_limit enable row level security;
alter table rate_limit force row level security;
create policy sign_in on rate_limit to essaim_auth using (true) with check (true);

-- Who did what, when, to which record. Never what was written.
create table audit_event (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  occurred_at timestamptz not null default now(),
  membership_id uuid,
  operation text not null,
  subject_type text,
  subject_id uuid,
  request_id text,
  primary key (organisation_id, id),
  foreign key (organisation_id, membership_id) references membership (organisation_id, id)
);
call protect_tenant_table('audit_event');
create policy sign_in on audit_event for insert to essaim_auth with check (true);
-- Nobody writes in somebody else's name.
create policy own_line on audit_event as restrictive for insert to essaim_member
  with check (membership_id = (select app_membership_id()));
create index audit_event_recent on audit_event (organisation_id, occurred_at desc, id desc);

-- What a form already did, so that a double submit creates one record.
create table submission (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  membership_id uuid not null,
  operation text not null,
  input_hash text not null,
  result jsonb,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, membership_id) references membership (organisation_id, id)
);
call protect_tenant_table('submission');
create policy own_read on submission as restrictive for select to essaim_member
  using (membership_id = (select app_membership_id()));
create policy own_insert on submission as restrictive for insert to essaim_member
  with check (membership_id = (select app_membership_id()));
create policy own_update on submission as restrictive for update to essaim_member
  using (membership_id = (select app_membership_id()));
-- Anybody's next form sweeps what is too old to be sent again, whoever sent it.
create policy old_only on submission as restrictive for delete to essaim_member
  using (created_at < now() - interval '2 days');
create index submission_created on submission (organisation_id, created_at);

grant usage on schema public to essaim_member, essaim_funder, essaim_public, essaim_auth;
grant select on organisation to essaim_member, essaim_funder, essaim_public, essaim_auth;
grant select on membership to essaim_member;
grant select (id, email, full_name) on user_account to essaim_member;
grant insert (organisation_id, membership_id, operation, subject_type, subject_id, request_id)
  on audit_event to essaim_member, essaim_auth;
grant select, insert, update, delete on submission to essaim_member;
grant select on audit_event to essaim_admin;
grant update (name, website_url) on organisation to essaim_admin;
grant update (role, funder_id, ended_at) on membership to essaim_admin;
grant select (organisation_id, id, email, full_name, role, funder_id, sent_at, invited_by, created_at, expires_at,
  accepted_at, revoked_at) on invitation to essaim_admin;
grant insert (organisation_id, email, full_name, role, funder_id, invited_by, expires_at)
  on invitation to essaim_admin;
grant update (sent_at, expires_at, revoked_at) on invitation to essaim_admin;
grant select, insert, update, delete on user_account, user_session, password_reset, rate_limit to essaim_auth;
grant select, insert, update on membership, invitation to essaim_auth;
