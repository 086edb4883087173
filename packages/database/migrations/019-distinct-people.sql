-- Two files that look alike and are those of two people; a document taken away that can come back; how many files say
-- each value of a list.

-- Said by somebody who compared them: the pair is no longer shown as a likely duplicate. Ids only, and it leaves with
-- either file, removed or merged.
create table distinct_workers (
  organisation_id uuid not null references organisation (id),
  a_id uuid not null,
  b_id uuid not null,
  said_by uuid,
  said_at timestamptz not null default now(),
  primary key (organisation_id, a_id, b_id),
  foreign key (organisation_id, a_id) references worker (organisation_id, id) on delete cascade,
  foreign key (organisation_id, b_id) references worker (organisation_id, id) on delete cascade,
  foreign key (organisation_id, said_by) references membership (organisation_id, id),
  -- One way to write a pair.
  check (a_id < b_id)
);
call protect_tenant_table('distinct_workers');
create index distinct_workers_b on distinct_workers (organisation_id, b_id);
grant select, insert, delete on distinct_workers to essaim_coach, essaim_manager;
grant select, delete on distinct_workers to essaim_keeper;

-- The bytes stay in the storage as long as the document can come back.
alter table undo_entry drop constraint undo_entry_kind_check, add constraint undo_entry_kind_check
  check (kind in ('worker_merge', 'worker_removal', 'meeting_removal', 'worker_import', 'document_removal'));

-- In how many people's files, and at how many group sessions, each value of a list is said; a value that is not said
-- anywhere is not there. Runs as the owner: whoever keeps the lists reads no file, and learns numbers only.
create function count_value_uses(asked_list text)
  returns table (value_id uuid, files bigint, workshops bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  with said as (
    select v.value_id, v.worker_id, null::uuid as workshop_id from worker_value v
      where v.organisation_id = app_organisation_id() and v.list_key = asked_list
    union all select s.value_id, s.worker_id, null from skill_level s
      where s.organisation_id = app_organisation_id() and s.list_key = asked_list
    union all select o.value_id, o.worker_id, null from mentor_offer o
      where o.organisation_id = app_organisation_id() and o.list_key = asked_list and o.value_id is not null
    union all select d.kind_id, d.worker_id, null from document d
      where d.organisation_id = app_organisation_id() and d.list_key = asked_list and d.kind_id is not null
    union all select t.value_id, m.worker_id, null from meeting_theme t
      join meeting m on m.organisation_id = t.organisation_id and m.id = t.meeting_id
      where t.organisation_id = app_organisation_id() and t.list_key = asked_list
    union all select t.value_id, null, t.workshop_id from workshop_theme t
      where t.organisation_id = app_organisation_id() and t.list_key = asked_list
    union all select said_at_exit.id, s.worker_id, null from stage s
      cross join lateral (values (s.exit_reason_id, 'exit_reason'), (s.exit_destination_id, 'exit_destination'))
        as said_at_exit (id, list_key)
      where s.organisation_id = app_organisation_id() and s.kind = 'exit'
        and said_at_exit.id is not null and said_at_exit.list_key = asked_list)
  select said.value_id, count(distinct said.worker_id), count(distinct said.workshop_id) from said group by 1
$$;
revoke execute on function count_value_uses(text) from public;
grant execute on function count_value_uses(text) to essaim_admin;
