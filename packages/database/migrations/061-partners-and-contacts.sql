-- What each partner gives, receives and signed, what comes next with them, and whom the organisation writes to.

alter table partner
  add column gives text not null default '' check (length(gives) <= 2000),
  add column receives text not null default '' check (length(receives) <= 2000),
  add column next_step text not null default '' check (length(next_step) <= 300),
  add column next_step_on date;
create index partner_next_step on partner (organisation_id, next_step_on) where next_step_on is not null;
grant update (gives, receives, next_step) on partner to essaim_keeper;

create table partner_agreement (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  partner_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  reference text not null default '' check (length(reference) <= 120),
  signed_on date not null,
  -- Null until somebody ends it.
  ends_on date,
  -- The paper itself, once it is here.
  file_name text check (length(file_name) between 1 and 200),
  content_type text check (content_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
  size_bytes bigint check (size_bytes > 0),
  storage_key text check (starts_with(storage_key, organisation_id || '/')),
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, storage_key),
  foreign key (organisation_id, partner_id) references partner (organisation_id, id),
  foreign key (organisation_id, created_by) references membership (organisation_id, id),
  check (ends_on >= signed_on),
  check (num_nulls(file_name, content_type, size_bytes, storage_key) in (0, 4))
);
call protect_tenant_table('partner_agreement');
create index partner_agreement_partner on partner_agreement (organisation_id, partner_id);
grant select on partner_agreement to essaim_coach, essaim_manager, essaim_editor;
grant insert, delete on partner_agreement to essaim_manager;
grant select, update (title, reference, file_name) on partner_agreement to essaim_keeper;

-- Addresses to which no letter leaves any more, as keyed hashes: one is recognised without being kept.
create table letter_refusal (
  organisation_id uuid not null references organisation (id),
  address_hash text not null check (address_hash ~ '^[0-9a-f]{64}$'),
  since timestamptz not null default now(),
  primary key (organisation_id, address_hash)
);
call protect_tenant_table('letter_refusal');
grant select, insert, delete on letter_refusal to essaim_manager, essaim_editor;
grant select on letter_refusal to essaim_keeper;

-- Somebody of a relay or a partner, and where their address comes from.
create table contact (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 160),
  email citext check (length(email) between 3 and 254),
  address_hash text check (address_hash ~ '^[0-9a-f]{64}$'),
  phone text not null default '' check (length(phone) <= 40),
  employer text not null default '' check (length(employer) <= 200),
  role text not null default '' check (length(role) <= 160),
  kind text not null check (kind in ('cae', 'france_travail', 'prescriber', 'press', 'commons', 'partner', 'other')),
  partner_id uuid,
  -- How the organisation came by the address, and on which day.
  source text not null check (length(source) between 1 and 300),
  obtained_on date not null,
  last_exchange_on date,
  last_exchange text not null default '' check (length(last_exchange) <= 500),
  -- When a member last said that it is right to keep it.
  kept_on date,
  -- The last day on which it served: three years later, somebody is asked whether to keep it.
  used_on date not null generated always as (greatest(obtained_on, last_exchange_on, kept_on)) stored,
  receives_letters boolean not null default false,
  -- How they asked for letters again after having refused them.
  asked_again text not null default '' check (length(asked_again) <= 300),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, email),
  foreign key (organisation_id, partner_id) references partner (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check ((email is null) = (address_hash is null)),
  check (email is not null or not receives_letters)
);
call protect_tenant_table('contact');
create index contact_partner on contact (organisation_id, partner_id);
create index contact_hash on contact (organisation_id, address_hash);
create index contact_used on contact (organisation_id, used_on);
create trigger touch before update on contact for each row execute function touch_record();
grant select, insert, update, delete on contact to essaim_manager, essaim_editor;
grant select, update (name, email, phone, employer, role, source, last_exchange, asked_again) on contact to essaim_keeper;

-- Nobody who refused letters receives them because their address was written again, and a name erased from everywhere
-- takes the address with it.
create function settle_contact() returns trigger language plpgsql as $$
begin
  if position('@' in new.email) = 0 then
    new.email := null;
  end if;
  if new.email is null then
    new.address_hash := null;
    new.receives_letters := false;
  elsif exists (select from letter_refusal r
      where r.organisation_id = new.organisation_id and r.address_hash = new.address_hash) then
    new.receives_letters := false;
  end if;
  return new;
end $$;
create trigger settle before insert or update on contact for each row execute function settle_contact();

create function stop_letters() returns trigger language plpgsql as $$
begin
  -- How they had asked for letters again before that says nothing any more.
  update contact c set receives_letters = false, asked_again = ''
    where c.organisation_id = new.organisation_id and c.address_hash = new.address_hash
      and (c.receives_letters or c.asked_again <> '');
  return null;
end $$;
create trigger stop_letters after insert on letter_refusal for each row execute function stop_letters();
