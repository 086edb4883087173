-- How many times the public pages are read, without knowing by whom: a visitor is a hash that means nothing once the day
-- is over, since what it was made with is forgotten.

-- Drawn for one day, and forgotten with it. Unlogged, as what is hashed with it: neither is in the archives of PostgreSQL
-- nor on its replicas, and backups leave out both (docs/OPERATIONS.md). An emptied salt only makes a day be counted anew.
create unlogged table visit_salt (
  day date primary key,
  salt bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
);

-- Who read what today: hash of the salt, the address, the browser and the page.
create unlogged table visit_seen (
  day date not null,
  hash bytea not null check (length(hash) = 16),
  primary key (day, hash)
);

-- Visits of a page in a month: one for each visitor and day.
create table visit_count (
  month date not null check (extract(day from month) = 1),
  page text not null check (page ~ '^[a-z_]{1,30}$'),
  -- Of the record; empty for the pages that are not of one.
  slug text not null check (slug ~ '^[a-z0-9-]{0,200}$'),
  visits integer not null check (visits > 0),
  primary key (month, page, slug)
);
grant select on visit_count to essaim_manager, essaim_editor;

-- Today's salt, for the processes of the directory. What is of another day is forgotten first.
create function visit_salt_of_today() returns table (day date, salt bytea)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  today constant date := today_in_paris();
begin
  delete from visit_salt s where s.day <> today;
  delete from visit_seen v where v.day <> today;
  insert into visit_salt (day) values (today) on conflict do nothing;
  return query select s.day, s.salt from visit_salt s where s.day = today;
end $$;
revoke execute on function visit_salt_of_today() from public;
grant execute on function visit_salt_of_today() to essaim_public;

-- Adds what a process saw: `seen` is a list of {"hash": base64, "page", "slug"}. Whoever was counted by another process
-- today is not counted again.
create function count_visits(of_day date, seen jsonb) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if jsonb_array_length(seen) > 5000 or of_day not between today_in_paris() - 1 and today_in_paris() then
    return;
  end if;
  with told as (
    select distinct on (hash) decode(hash, 'base64') as hash, page, slug
    from jsonb_to_recordset(seen) as one (hash text, page text, slug text) order by hash
  ), fresh as (
    -- In the order of their hash, so that two processes never wait for each other.
    insert into visit_seen (day, hash) select of_day, told.hash from told order by told.hash
      on conflict do nothing returning hash
  )
  insert into visit_count (month, page, slug, visits)
    select date_trunc('month', of_day), told.page, told.slug, count(*)
    from told join fresh using (hash) group by told.page, told.slug order by 2, 3
    on conflict (month, page, slug) do update set visits = visit_count.visits + excluded.visits;
end $$;
revoke execute on function count_visits(date, jsonb) from public;
grant execute on function count_visits(date, jsonb) to essaim_public;

-- The data of an activity tells its experiences: whoever keeps a copy hears of them. It stays confirmed as it was.
create function move_activity_of_experience() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.published_at is not null then
    update published_record set confirmed_on = confirmed_on where organisation_id = old.organisation_id and id = old.activity_id;
  end if;
  if tg_op <> 'DELETE' and new.published_at is not null
    and (tg_op = 'INSERT' or old.published_at is null or old.activity_id <> new.activity_id) then
    update published_record set confirmed_on = confirmed_on where organisation_id = new.organisation_id and id = new.activity_id;
  end if;
  return null;
end $$;
create trigger move_activity after insert or delete or update of activity_id, display_name, commune_code, since_year, worked,
  did_not, published_at on experience for each row execute function move_activity_of_experience();

-- The data of a record names those that it is linked with, and says what the activity does with the resource. All those of
-- a statement are moved at once, and after « withdrawn »: who asks what changed since an instant finds the cause first.
create function move_linked_records() returns trigger language plpgsql as $$
declare
  -- Resources that activities cite otherwise, and resources that have another name or address, that came or went.
  cited uuid[];
  renamed uuid[];
  moved uuid[];
begin
  if tg_op = 'UPDATE' then
    cited := array(
      select unnest(o.open_resource_ids || n.open_resource_ids) from old_rows o join new_rows n using (organisation_id, id)
      where n.record_kind = 'activity' and (o.title, o.slug, o.content -> 'resources')
        is distinct from (n.title, n.slug, n.content -> 'resources'));
    renamed := array(
      select id from old_rows o join new_rows n using (organisation_id, id)
      where n.record_kind = 'resource' and (o.title, o.slug) is distinct from (n.title, n.slug));
  elsif tg_op = 'INSERT' then
    cited := array(select unnest(open_resource_ids) from new_rows where record_kind = 'activity');
    renamed := array(select id from new_rows where record_kind = 'resource');
  else
    cited := array(select unnest(open_resource_ids) from old_rows where record_kind = 'activity');
    renamed := array(select id from old_rows where record_kind = 'resource');
  end if;
  moved := array(
    select id from published_record where id = any (cited) and record_kind = 'resource'
    union
    select id from published_record where open_resource_ids && renamed and record_kind = 'activity');
  -- An update of no row would call this again, without end.
  if moved <> '{}' then
    update published_record set confirmed_on = confirmed_on where id = any (moved);
  end if;
  return null;
end $$;
create trigger move_linked_after_insert after insert on published_record
  referencing new table as new_rows for each statement execute function move_linked_records();
create trigger move_linked_after_update after update on published_record
  referencing old table as old_rows new table as new_rows for each statement execute function move_linked_records();
create trigger move_linked_after_delete after delete on published_record
  referencing old table as old_rows for each statement execute function move_linked_records();

-- Each record names the cooperative that keeps it. Whoever renames it may not touch what is published.
create function move_records_of_organisation() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update published_record set confirmed_on = confirmed_on where organisation_id = new.id;
  return null;
end $$;
revoke execute on function move_records_of_organisation() from public;
create trigger move_records after update of name, website_url on organisation
  for each row when ((old.name, old.website_url) is distinct from (new.name, new.website_url))
  execute function move_records_of_organisation();

-- What pages say besides records: who publishes, and what words are taken for what.
create trigger tell after update of name, website_url on organisation
  for each statement execute function tell_publication();
create trigger tell after insert or update or delete on search_synonym
  for each statement execute function tell_publication();
