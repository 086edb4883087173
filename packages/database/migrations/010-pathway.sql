-- The dated stages of a person's way through the cooperative, from which their situation follows.
create table stage (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  worker_id uuid not null,
  kind text not null check (kind in
    ('candidate', 'diagnosis', 'cape', 'cape_renewal', 'cesa', 'amendment', 'associate', 'exit')),
  starts_on date not null,
  -- The last day written in a contrat d'appui.
  term_on date,
  -- The last day in fact: the term, or the eve of what cut it short. Null while it runs.
  ends_on date,
  exit_reason_id uuid,
  exit_destination_id uuid,
  note text not null default '' check (length(note) <= 2000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id),
  foreign key (organisation_id, exit_reason_id) references list_value (organisation_id, id),
  foreign key (organisation_id, exit_destination_id) references list_value (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check (ends_on >= starts_on),
  check (ends_on <= term_on),
  check (term_on >= starts_on),
  check ((kind in ('cape', 'cape_renewal')) = (term_on is not null)),
  -- Code de commerce, article L127-2: twelve months at most.
  check (term_on is null or term_on < starts_on + interval '12 months'),
  -- An exit taken over from elsewhere may come without its reason: « non renseigné ».
  check (kind = 'exit' or (exit_reason_id is null and exit_destination_id is null)),
  -- One contract at a time.
  constraint stage_contracts_apart exclude using gist (
    organisation_id with =, worker_id with =, daterange(starts_on, ends_on, '[]') with &&)
    where (kind in ('cape', 'cape_renewal', 'cesa'))
    deferrable initially deferred
);
call protect_tenant_table('stage');
create index stage_worker on stage (organisation_id, worker_id, starts_on desc, id desc);
-- Contracts about to end, shown ahead.
create index stage_term on stage (organisation_id, ends_on) where term_on is not null;
create trigger touch before update on stage for each row execute function touch_record();
grant select, insert, update, delete on stage to essaim_coach, essaim_manager;
grant select on stage to essaim_keeper;
grant update (note) on stage to essaim_keeper;

-- The days between which a person is accompanied: from the first stage to the exit, and again if they come back.
create table support_period (
  organisation_id uuid not null references organisation (id),
  worker_id uuid not null,
  starts_on date not null,
  ends_on date,
  primary key (organisation_id, worker_id, starts_on),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id) on delete cascade,
  check (ends_on >= starts_on),
  exclude using gist (organisation_id with =, worker_id with =, daterange(starts_on, ends_on, '[]') with &&)
);
call protect_tenant_table('support_period');
create index support_period_days on support_period (organisation_id, starts_on, ends_on);
grant select on support_period to essaim_coach, essaim_manager, essaim_keeper;

-- Support periods and the two dates of the file follow the stages, whoever writes them. Runs as the owner:
-- nobody else writes periods.
create function follow_stages() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moved record;
begin
  for moved in
    select distinct s.organisation_id, s.worker_id from (
      select new.organisation_id, new.worker_id where tg_op <> 'DELETE'
      union all select old.organisation_id, old.worker_id where tg_op <> 'INSERT') s
  loop
    delete from support_period p where p.organisation_id = moved.organisation_id and p.worker_id = moved.worker_id;
    insert into support_period (organisation_id, worker_id, starts_on, ends_on)
      select moved.organisation_id, moved.worker_id, min(s.starts_on), max(s.starts_on) filter (where s.kind = 'exit')
      from (
        select t.kind, t.starts_on,
          -- The number of exits before this stage: each exit closes its own period.
          count(*) filter (where t.kind = 'exit') over (order by t.starts_on, (t.kind = 'exit'), t.id
            rows between unbounded preceding and 1 preceding) as turn
        from stage t where t.organisation_id = moved.organisation_id and t.worker_id = moved.worker_id) s
      group by s.turn;
    update worker w set supported_from = p.first, supported_until = p.last
      from (select min(starts_on) as first, case when bool_or(ends_on is null) then null else max(ends_on) end as last
            from support_period where organisation_id = moved.organisation_id and worker_id = moved.worker_id) p
      where w.organisation_id = moved.organisation_id and w.id = moved.worker_id and p.first is not null
        and (w.supported_from, w.supported_until) is distinct from (p.first, p.last);
  end loop;
  return null;
end $$;
create trigger follow_stages after insert or delete or update of kind, starts_on, worker_id on stage
  for each row execute function follow_stages();

-- People already accompanied: their way begins with the diagnosis.
alter table worker no force row level security;
alter table stage no force row level security;
alter table support_period no force row level security;
-- In one statement: the trigger that follows would otherwise forget an end before it is read.
insert into stage (organisation_id, worker_id, kind, starts_on)
  select organisation_id, id, 'diagnosis', supported_from from worker
  union all
  select organisation_id, id, 'exit', supported_until from worker where supported_until is not null;
alter table worker force row level security;
alter table stage force row level security;
alter table support_period force row level security;

-- A person who left and came back is counted for the periods they were there, not for the gap.
create or replace function count_supported_workers(asked_grant_id uuid)
  returns table (residence text, kind text, people bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select w.residence, w.kind, count(*)
  from funding_grant g
  join worker w on w.organisation_id = g.organisation_id
    and exists (select 1 from support_period p
      where p.organisation_id = w.organisation_id and p.worker_id = w.id
        and p.starts_on <= g.ends_on and (p.ends_on is null or p.ends_on >= g.starts_on))
  where g.organisation_id = app_organisation_id()
    and g.id = asked_grant_id
    and (current_setting('role') <> 'essaim_funder' or (g.funder_id = app_funder_id() and g.status in ('awarded', 'closed')))
  group by w.residence, w.kind
$$;
