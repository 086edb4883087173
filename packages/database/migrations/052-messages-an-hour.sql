-- An empty object is no details of a release: whoever makes one says all of it.
alter table figure_release alter column details drop default;

-- What files merged into these people's said of who they are. The rest of what a merge put aside is read by the house alone.
create function merged_identities(asked_worker_ids uuid[])
  returns table (worker_ids uuid[], given_name text, family_name text, email text, phone text, address_line text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select e.worker_ids, m ->> 'given_name', m ->> 'family_name', m ->> 'email', m ->> 'phone', m ->> 'address_line'
  from undo_entry e
  join undo_secret s on s.organisation_id = e.organisation_id and s.undo_entry_id = e.id
  cross join lateral (select s.content -> 'merged' as m) merged
  where e.organisation_id = (select app_organisation_id()) and e.kind = 'worker_merge' and e.worker_ids && asked_worker_ids
$$;
revoke execute on function merged_identities(uuid[]) from public;
grant execute on function merged_identities(uuid[]) to essaim_manager, essaim_keeper;

-- How many messages somebody wrote within the hour is asked before each one.
create index grant_message_writer on grant_message (organisation_id, written_by, written_at);
