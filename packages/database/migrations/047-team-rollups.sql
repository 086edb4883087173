-- What the team's own dashboards add up, and their views kept under a name.

-- Meetings of each coach by month, kept by the triggers below: ten years of them are not counted again for each page.
-- A meeting expected is in none of the counts before it is told.
create table meeting_month (
  organisation_id uuid not null references organisation (id),
  coach_id uuid not null,
  month date not null check (extract(day from month) = 1),
  held integer not null default 0,
  held_minutes bigint not null default 0,
  missed integer not null default 0,
  excused integer not null default 0,
  primary key (organisation_id, coach_id, month),
  foreign key (organisation_id, coach_id) references membership (organisation_id, id)
);
call protect_tenant_table('meeting_month');
grant select on meeting_month to essaim_coach, essaim_manager;

-- In one order, so that two writers never wait for each other.
create function add_meetings(moves jsonb) returns void
  language sql security definer set search_path = public, pg_temp as $$
  insert into meeting_month as m (organisation_id, coach_id, month, held, held_minutes, missed, excused)
  select o, c, date_trunc('month', d)::date,
    coalesce(sum(n) filter (where a = 'present'), 0), coalesce(sum(n * minutes) filter (where a = 'present'), 0),
    coalesce(sum(n) filter (where a = 'absent'), 0), coalesce(sum(n) filter (where a = 'excused'), 0)
  from jsonb_to_recordset(moves) as move (o uuid, c uuid, d date, a text, minutes integer, n integer)
  where a <> 'expected'
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (organisation_id, coach_id, month) do update set held = m.held + excluded.held,
    held_minutes = m.held_minutes + excluded.held_minutes, missed = m.missed + excluded.missed,
    excused = m.excused + excluded.excused
$$;
revoke execute on function add_meetings(jsonb) from public;

create function count_meetings_added() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform add_meetings(jsonb_agg(jsonb_build_object('o', organisation_id, 'c', coach_id, 'd', held_on, 'a', attendance,
      'minutes', duration_minutes, 'n', 1)))
    from new_rows having count(*) > 0;
  return null;
end $$;
create function count_meetings_removed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform add_meetings(jsonb_agg(jsonb_build_object('o', organisation_id, 'c', coach_id, 'd', held_on, 'a', attendance,
      'minutes', duration_minutes, 'n', -1)))
    from old_rows having count(*) > 0;
  return null;
end $$;
-- Of a meeting that is told, moved or given to a colleague; another text, or another file, changes nothing here.
create function count_meetings_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform add_meetings(jsonb_agg(jsonb_build_object('o', o.organisation_id, 'c', version.coach_id, 'd', version.held_on,
      'a', version.attendance, 'minutes', version.minutes, 'n', version.sign)))
    from old_rows o join new_rows n on n.organisation_id = o.organisation_id and n.id = o.id
    cross join lateral (values
      (o.coach_id, o.held_on, o.attendance, o.duration_minutes, -1),
      (n.coach_id, n.held_on, n.attendance, n.duration_minutes, 1)) as version (coach_id, held_on, attendance, minutes, sign)
    where (o.coach_id, o.held_on, o.attendance, o.duration_minutes)
      is distinct from (n.coach_id, n.held_on, n.attendance, n.duration_minutes)
    having count(*) > 0;
  return null;
end $$;
create trigger count_added after insert on meeting referencing new table as new_rows
  for each statement execute function count_meetings_added();
create trigger count_removed after delete on meeting referencing old table as old_rows
  for each statement execute function count_meetings_removed();
create trigger count_changed after update on meeting referencing old table as old_rows new table as new_rows
  for each statement execute function count_meetings_changed();

alter table meeting no force row level security;
alter table meeting_month no force row level security;
insert into meeting_month (organisation_id, coach_id, month, held, held_minutes, missed, excused)
  select organisation_id, coach_id, date_trunc('month', held_on)::date, count(*) filter (where attendance = 'present'),
    coalesce(sum(duration_minutes) filter (where attendance = 'present'), 0),
    count(*) filter (where attendance = 'absent'), count(*) filter (where attendance = 'excused')
  from meeting where attendance <> 'expected' group by 1, 2, 3;
alter table meeting force row level security;
alter table meeting_month force row level security;

-- A view is one of a page: the list of people, or one of the dashboards.
alter table saved_view
  add column page text not null default 'workers'
    check (page in ('workers', 'caseload', 'pathways', 'cohorts', 'workload', 'quality'));
drop index saved_view_name;
create unique index saved_view_name on saved_view (organisation_id, membership_id, page, fold(name)) nulls not distinct;
