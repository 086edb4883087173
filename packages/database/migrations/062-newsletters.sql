-- Letters written to contacts, frozen when they leave, and what became of each copy.

create table newsletter (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  subject text not null check (length(subject) between 1 and 150),
  introduction text not null default '' check (length(introduction) <= 20000),
  -- What it shows, in order, as it read when it was put there.
  items jsonb not null default '[]' check (jsonb_typeof(items) = 'array' and octet_length(items::text) <= 100000),
  campaign_id uuid,
  -- To which kinds of contacts it left.
  kinds text[] not null default '{}',
  asked_at timestamptz,
  asked_by uuid,
  -- The letter as it left; the address by which each reader takes leave is put in its place when a copy leaves.
  frozen_html text,
  frozen_text text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id) on delete set null (campaign_id),
  foreign key (organisation_id, asked_by) references membership (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check (num_nulls(asked_at, frozen_html, frozen_text) in (0, 3))
);
call protect_tenant_table('newsletter');
create index newsletter_campaign on newsletter (organisation_id, campaign_id);
create trigger touch before update on newsletter for each row execute function touch_record();
grant select, insert, update, delete on newsletter to essaim_manager, essaim_editor;
grant select, update (subject, introduction, items, frozen_html, frozen_text) on newsletter to essaim_keeper;

-- What left is what was read: no member writes in it any more, nor removes it.
create function hold_sent_letter() returns trigger language plpgsql as $$
begin
  if old.asked_at is not null and (tg_op = 'DELETE'
      or (new.subject, new.introduction, new.items, new.kinds, new.frozen_html, new.frozen_text, new.asked_at)
        is distinct from
        (old.subject, old.introduction, old.items, old.kinds, old.frozen_html, old.frozen_text, old.asked_at)) then
    raise exception 'the letter has left' using errcode = '23514', constraint = 'newsletter_sent';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger hold_sent before update or delete on newsletter
  for each row when (current_user in ('essaim_manager', 'essaim_editor')) execute function hold_sent_letter();

-- A copy for one contact. It leaves once at most: whoever sends it says so here first.
create table newsletter_recipient (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  newsletter_id uuid not null,
  -- Null once the contact was removed.
  contact_id uuid,
  address_hash text not null check (address_hash ~ '^[0-9a-f]{64}$'),
  -- 'unsure': the sending was cut short, and nobody knows whether it left. 'skipped': no letter was wanted any more.
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'unsure', 'skipped')),
  failure text check (failure in ('address', 'refused')),
  -- Of the links of its reader: one for each attempt, since a copy that nobody is sure of may have arrived.
  token_hashes text[] not null default '{}',
  job_id uuid,
  claimed_at timestamptz,
  sent_at timestamptz,
  unsubscribed_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, newsletter_id, contact_id),
  foreign key (organisation_id, newsletter_id) references newsletter (organisation_id, id) on delete cascade,
  foreign key (organisation_id, contact_id) references contact (organisation_id, id) on delete set null (contact_id),
  check ((state = 'failed') = (failure is not null)),
  check ((state = 'sent') = (sent_at is not null)),
  check (state <> 'sending' or num_nulls(job_id, claimed_at) = 0)
);
call protect_tenant_table('newsletter_recipient');
create index newsletter_recipient_state on newsletter_recipient (organisation_id, newsletter_id, state, id);
create index newsletter_recipient_token on newsletter_recipient using gin (token_hashes);
create index newsletter_recipient_contact on newsletter_recipient (organisation_id, contact_id);
grant select, insert, update on newsletter_recipient to essaim_manager, essaim_editor;

-- Sessions that anybody may join, for whoever writes a letter without reading the agenda: what their public page says.
create function list_open_sessions() returns table (id uuid, title text, description text, held_on date, start_time time)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.title, s.description, s.held_on, s.start_time from workshop s
    where s.organisation_id = app_organisation_id() and s.is_public and s.cancelled_at is null
      and s.held_on >= today_in_paris()
    order by s.held_on, s.start_time, s.id
    limit 100
$$;
revoke execute on function list_open_sessions() from public;
grant execute on function list_open_sessions() to essaim_manager, essaim_editor;

-- The two things that the link of a letter does. They run as the owner, within the organisation asked for, and say
-- nothing of whom the letter was for.
create function find_letter(asked_organisation_id uuid, asked_token_hash text)
  returns table (organisation_name text, is_refused boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  return query
    select o.name, exists (select from letter_refusal f
      where f.organisation_id = r.organisation_id and f.address_hash = r.address_hash)
    from newsletter_recipient r join organisation o on o.id = r.organisation_id
    where r.organisation_id = asked_organisation_id and r.token_hashes @> array[asked_token_hash];
end $$;

-- As often as one likes: the second time changes nothing, and is answered like the first.
create function refuse_letters(asked_organisation_id uuid, asked_token_hash text)
  returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  refused text;
  reader uuid;
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  update newsletter_recipient r set unsubscribed_at = coalesce(r.unsubscribed_at, now())
    where r.organisation_id = asked_organisation_id and r.token_hashes @> array[asked_token_hash]
    returning r.address_hash, r.contact_id into refused, reader;
  if refused is null then
    return false;
  end if;
  -- Of the address where the letter went, and of the one that the reader has since.
  insert into letter_refusal (organisation_id, address_hash)
    select asked_organisation_id, refused
    union
    select asked_organisation_id, c.address_hash from contact c
      where c.organisation_id = asked_organisation_id and c.id = reader and c.address_hash is not null
    on conflict do nothing;
  return true;
end $$;
revoke execute on function find_letter(uuid, text), refuse_letters(uuid, text) from public;
grant execute on function find_letter(uuid, text), refuse_letters(uuid, text) to essaim_public;
