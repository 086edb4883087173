-- What was promised, what is declared with its evidence, and the counts a funder may ask for.
create table target (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  grant_id uuid not null,
  action_id uuid,
  indicator_key text not null check (indicator_key ~ '^[a-z_]+$'),
  value bigint not null check (value > 0),
  primary key (organisation_id, id),
  unique (organisation_id, grant_id, indicator_key),
  foreign key (organisation_id, grant_id) references funding_grant (organisation_id, id),
  foreign key (organisation_id, action_id) references programme_action (organisation_id, id)
);
call protect_tenant_table('target');
create policy own on target for select to essaim_funder
  using (exists (select 1 from funding_grant g where g.organisation_id = target.organisation_id and g.id = grant_id));

-- A figure that no record of ours can prove (views counted by a platform, people reached indirectly):
-- one line per indicator, source and month, with the evidence it rests on.
create table declared_figure (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  indicator_key text not null check (indicator_key ~ '^[a-z_]+$'),
  month date not null check (extract(day from month) = 1),
  source text not null check (length(source) between 1 and 120),
  value bigint not null check (value between 0 and 1000000000),
  evidence text not null check (length(evidence) between 1 and 1000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, indicator_key, source, month),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('declared_figure');
create trigger touch before update on declared_figure for each row execute function touch_record();

-- Distinct people accompanied at any day of a grant's period, by residence and kind.
-- Runs as the owner so that a funder's role gets counts and can read no person row;
-- a funder asking about somebody else's grant gets nothing.
-- The caller applies disclosure control before anything is shown.
create function count_supported_workers(asked_grant_id uuid)
  returns table (residence text, kind text, people bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select w.residence, w.kind, count(*)
  from funding_grant g
  join worker w on w.organisation_id = g.organisation_id
    and w.supported_from <= g.ends_on
    and (w.supported_until is null or w.supported_until >= g.starts_on)
  where g.organisation_id = app_organisation_id()
    and g.id = asked_grant_id
    and (current_setting('role') <> 'essaim_funder' or (g.funder_id = app_funder_id() and g.status in ('awarded', 'closed')))
  group by w.residence, w.kind
$$;
revoke execute on function count_supported_workers(uuid) from public;

-- Contributions to commons made during a grant's period, by kind; no contributor, no text.
create function count_contributions(asked_grant_id uuid)
  returns table (kind text, contributions bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.kind, count(*)
  from funding_grant g
  join contribution c on c.organisation_id = g.organisation_id
    and c.contributed_on between g.starts_on and g.ends_on
  where g.organisation_id = app_organisation_id()
    and g.id = asked_grant_id
    and (current_setting('role') <> 'essaim_funder' or (g.funder_id = app_funder_id() and g.status in ('awarded', 'closed')))
  group by c.kind
$$;
revoke execute on function count_contributions(uuid) from public;

-- Declared figures of the months that a grant's period touches, added up by indicator; neither their
-- evidence nor their sources, which may name people.
create function sum_declared_figures(asked_grant_id uuid)
  returns table (indicator_key text, value bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select f.indicator_key, sum(f.value)::bigint
  from funding_grant g
  join declared_figure f on f.organisation_id = g.organisation_id
    and f.month between date_trunc('month', g.starts_on) and g.ends_on
  where g.organisation_id = app_organisation_id()
    and g.id = asked_grant_id
    and (current_setting('role') <> 'essaim_funder' or (g.funder_id = app_funder_id() and g.status in ('awarded', 'closed')))
  group by f.indicator_key
$$;
revoke execute on function sum_declared_figures(uuid) from public;

grant execute on function count_supported_workers(uuid), count_contributions(uuid), sum_declared_figures(uuid)
  to essaim_coach, essaim_manager, essaim_funder;
grant select on target to essaim_coach, essaim_manager, essaim_funder;
grant insert, update, delete on target to essaim_manager;
grant select on declared_figure to essaim_coach, essaim_manager, essaim_editor;
grant insert, update on declared_figure to essaim_manager, essaim_editor;
