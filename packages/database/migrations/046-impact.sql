-- Figures released once and for all, reports sealed, what is said with funders, promises on the way, indicators of one's own.

-- Fewer people than this, and a class is not shown. Three is the least of the handbook on disclosure control.
alter table organisation
  add column disclosure_threshold smallint not null default 5 check (disclosure_threshold between 3 and 50);
grant update (disclosure_threshold) on organisation to essaim_manager;

-- What outsiders may read of a grant at a cut-off day, as disclosure control left it: nothing withheld is in it.
create table figure_release (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  grant_id uuid not null,
  cut_off_on date not null,
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  -- For the funder alone, whoever else reads the content: the money, and what is not for everybody.
  details jsonb not null default '{}' check (jsonb_typeof(details) = 'object'),
  -- Everybody reads it, or the funder of the grant alone.
  is_public boolean not null default false,
  made_at timestamptz not null default now(),
  made_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, grant_id, cut_off_on),
  foreign key (organisation_id, grant_id) references funding_grant (organisation_id, id),
  foreign key (organisation_id, made_by) references membership (organisation_id, id)
);
call protect_tenant_table('figure_release');
create policy own on figure_release for select to essaim_funder
  using (exists (select from funding_grant g where g.organisation_id = figure_release.organisation_id and g.id = grant_id));
create policy published on figure_release for select to essaim_public using (is_public);
grant select on figure_release to essaim_manager, essaim_funder;
grant select (organisation_id, id, grant_id, cut_off_on, content, is_public, made_at)
  on figure_release to essaim_coach, essaim_public;
grant insert, update (is_public) on figure_release to essaim_manager;

-- Two releases of one grant go forward: what was said at a day is never said again otherwise.
create function go_forward() returns trigger language plpgsql as $$
begin
  perform from funding_grant g where g.organisation_id = new.organisation_id and g.id = new.grant_id for no key update;
  if exists (select from figure_release r where r.organisation_id = new.organisation_id and r.grant_id = new.grant_id
      and r.cut_off_on >= new.cut_off_on) then
    raise exception 'a release goes forward' using errcode = 'check_violation', constraint = 'figure_release_forward';
  end if;
  return new;
end $$;
create trigger go_forward before insert on figure_release for each row execute function go_forward();

-- The public half of what seals reports. The other half follows from the secret of the installation and is never kept.
create table signing_key (
  -- The beginning of the SHA-256 of the public key.
  id text primary key check (id ~ '^[0-9a-f]{16}$'),
  public_key text not null unique check (length(public_key) between 40 and 400),
  created_at timestamptz not null default now()
);
grant select on signing_key to essaim_member, essaim_funder, essaim_public;
create function keep_signing_key(key_id text, key_text text) returns void
  language sql security definer set search_path = public, pg_temp as $$
  insert into signing_key (id, public_key) values (key_id, key_text) on conflict do nothing
$$;
revoke execute on function keep_signing_key(text, text) from public;
grant execute on function keep_signing_key(text, text) to essaim_manager;

create table impact_report (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  grant_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  cut_off_on date not null,
  -- In their order: what each shows, and what is written beside it.
  sections jsonb not null default '[]' check (jsonb_typeof(sections) = 'array'),
  -- Once a manager approved it: what was sealed, word for word, and what proves it.
  approved_at timestamptz,
  approved_by uuid,
  release_id uuid,
  code text unique check (code ~ '^[a-z0-9-]{1,80}$'),
  sealed text,
  hash text check (hash ~ '^[0-9a-f]{64}$'),
  signature text check (length(signature) between 40 and 200),
  signing_key_id text references signing_key (id),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, grant_id) references funding_grant (organisation_id, id),
  foreign key (organisation_id, release_id) references figure_release (organisation_id, id),
  foreign key (organisation_id, approved_by) references membership (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check (num_nonnulls(approved_at, release_id, code, sealed, hash, signature, signing_key_id) in (0, 7))
);
call protect_tenant_table('impact_report');
create index impact_report_grant on impact_report (organisation_id, grant_id, cut_off_on desc);
create trigger touch before update on impact_report for each row execute function touch_record();
create policy own on impact_report for select to essaim_funder
  using (approved_at is not null and exists (select from funding_grant g
    where g.organisation_id = impact_report.organisation_id and g.id = grant_id));
grant select on impact_report to essaim_coach, essaim_manager;
grant insert, update, delete on impact_report to essaim_manager;
grant select (organisation_id, id, grant_id, title, cut_off_on, approved_at, code, sealed, hash, signature, signing_key_id)
  on impact_report to essaim_funder;

create function keep_sealed() returns trigger language plpgsql as $$
begin
  if old.approved_at is not null and (tg_op = 'DELETE'
    or (new.approved_at, new.grant_id, new.cut_off_on, new.release_id, new.code, new.sealed, new.hash, new.signature,
        new.signing_key_id) is distinct from
       (old.approved_at, old.grant_id, old.cut_off_on, old.release_id, old.code, old.sealed, old.hash, old.signature,
        old.signing_key_id)) then
    raise exception 'a sealed report stays' using errcode = 'check_violation', constraint = 'impact_report_sealed';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger keep_sealed before update or delete on impact_report for each row execute function keep_sealed();

-- Who has a report's code may check it, whoever they are: neither its title nor a figure is told.
create function find_seal(asked_code text)
  returns table (code text, approved_at timestamptz, hash text, signature text, key_id text, public_key text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.code, r.approved_at, r.hash, r.signature, k.id, k.public_key
  from impact_report r join signing_key k on k.id = r.signing_key_id
  where r.code = asked_code
$$;
revoke execute on function find_seal(text) from public;
grant execute on function find_seal(text) to essaim_public;
-- The function reads across organisations, and its owner obeys row level security as everybody does.
create policy sealed on impact_report for select to current_user using (approved_at is not null);

-- The printed forms of a report, made by a job.
create table report_file (
  organisation_id uuid not null references organisation (id),
  report_id uuid not null,
  format text not null check (format in ('pdf', 'docx', 'xlsx', 'html')),
  -- Of the report, when it was made; a sealed one changes no more.
  report_version integer not null,
  storage_key text not null check (starts_with(storage_key, organisation_id || '/')),
  size_bytes bigint not null check (size_bytes > 0),
  made_at timestamptz not null default now(),
  primary key (organisation_id, report_id, format),
  unique (organisation_id, storage_key),
  foreign key (organisation_id, report_id) references impact_report (organisation_id, id) on delete cascade
);
call protect_tenant_table('report_file');
create policy own on report_file for select to essaim_funder
  using (exists (select from impact_report r where r.organisation_id = report_file.organisation_id and r.id = report_id));
grant select on report_file to essaim_coach, essaim_manager, essaim_funder;
grant insert, update, delete on report_file to essaim_manager;

-- The files of a draft go as soon as its words change, whoever changes them: a name that was taken out is in none.
create function forget_draft_files() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  with gone as (
    delete from report_file f where f.organisation_id = new.organisation_id and f.report_id = new.id
      returning f.organisation_id, f.storage_key)
  insert into file_removal (organisation_id, storage_key, due_at)
    select organisation_id, storage_key, now() from gone
    on conflict (organisation_id, storage_key) do update set due_at = excluded.due_at;
  return null;
end $$;
create trigger forget_draft_files after update of title, sections, cut_off_on on impact_report
  for each row when (old.approved_at is null and new.approved_at is null
    and (old.title, old.sections, old.cut_off_on) is distinct from (new.title, new.sections, new.cut_off_on))
  execute function forget_draft_files();

-- What the cooperative and a funder say to each other of a grant. The funder reads who speaks as a side, not a name.
create table grant_message (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  grant_id uuid not null,
  side text not null check (side in ('funder', 'cooperative')),
  body text not null check (length(body) between 1 and 4000),
  written_at timestamptz not null default now(),
  written_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, grant_id) references funding_grant (organisation_id, id),
  foreign key (organisation_id, written_by) references membership (organisation_id, id)
);
call protect_tenant_table('grant_message');
create index grant_message_grant on grant_message (organisation_id, grant_id, written_at);
create policy own on grant_message for select to essaim_funder
  using (exists (select from funding_grant g where g.organisation_id = grant_message.organisation_id and g.id = grant_id));
create policy own_words on grant_message for insert to essaim_funder
  with check (organisation_id = (select app_organisation_id()) and side = 'funder'
    and written_by = (select app_membership_id())
    and exists (select from funding_grant g where g.organisation_id = grant_message.organisation_id and g.id = grant_id));
create policy cooperative on grant_message as restrictive for insert to essaim_manager
  with check (side = 'cooperative' and written_by = (select app_membership_id()));
grant select on grant_message to essaim_coach, essaim_manager;
grant select (organisation_id, id, grant_id, side, body, written_at) on grant_message to essaim_funder;
grant insert on grant_message to essaim_manager, essaim_funder;

-- What a funder has of a grant besides its figures: the financial reports sent to it.
create policy own on grant_report for select to essaim_funder
  using (sent_on is not null and exists (select from funding_grant g
    where g.organisation_id = grant_report.organisation_id and g.id = grant_id));
grant select (organisation_id, id, grant_id, form, stage, label, covers_from, covers_to, sent_on, accepted_on, frozen)
  on grant_report to essaim_funder;

-- Whoever a grant told something goes on being who reads it, and the people of a release are counted from its first day.
create function keep_readers() returns trigger language plpgsql as $$
begin
  if new.starts_on <> old.starts_on
    and exists (select from figure_release r where r.organisation_id = old.organisation_id and r.grant_id = old.id) then
    raise exception 'figures were released' using errcode = 'check_violation', constraint = 'funding_grant_released';
  end if;
  if new.funder_id <> old.funder_id and (
    exists (select from figure_release r where r.organisation_id = old.organisation_id and r.grant_id = old.id)
    or exists (select from grant_message m where m.organisation_id = old.organisation_id and m.grant_id = old.id)
    or exists (select from grant_report r where r.organisation_id = old.organisation_id and r.grant_id = old.id
      and r.sent_on is not null)) then
    raise exception 'the funder was told' using errcode = 'check_violation', constraint = 'funding_grant_told';
  end if;
  return new;
end $$;
create trigger keep_readers before update of starts_on, funder_id on funding_grant
  for each row execute function keep_readers();

-- An indicator that an organisation composes itself; without a formula, it is declared month by month.
create table own_indicator (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  definition text not null check (length(definition) between 1 and 500),
  unit_one text not null check (length(unit_one) between 1 and 40),
  unit_many text not null check (length(unit_many) between 1 and 40),
  formula jsonb check (jsonb_typeof(formula) = 'object'),
  audience text not null check (audience in ('team', 'funder', 'public')),
  retired_on date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, name),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('own_indicator');
create trigger touch before update on own_indicator for each row execute function touch_record();
grant select on own_indicator to essaim_coach, essaim_manager, essaim_editor;
grant insert, update on own_indicator to essaim_manager;

-- Such an indicator is named `own:` and its id.
alter table target drop constraint target_indicator_key_check,
  add constraint target_indicator_key_check check (indicator_key ~ '^([a-z_]+|own:[0-9a-f-]{36})$');
alter table declared_figure drop constraint declared_figure_indicator_key_check,
  add constraint declared_figure_indicator_key_check check (indicator_key ~ '^([a-z_]+|own:[0-9a-f-]{36})$');

-- What is promised on the way to a target.
create table target_milestone (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  target_id uuid not null,
  due_on date not null,
  value bigint not null check (value > 0),
  primary key (organisation_id, id),
  unique (organisation_id, target_id, due_on),
  foreign key (organisation_id, target_id) references target (organisation_id, id) on delete cascade
);
call protect_tenant_table('target_milestone');
grant select on target_milestone to essaim_coach, essaim_manager;
grant insert, update, delete on target_milestone to essaim_manager;

-- Declared figures by indicator and month, whatever their sources: a dashboard adds months, not evidence.
create table figure_month (
  organisation_id uuid not null references organisation (id),
  indicator_key text not null,
  month date not null check (extract(day from month) = 1),
  value bigint not null default 0,
  figures integer not null default 0,
  primary key (organisation_id, indicator_key, month)
);
call protect_tenant_table('figure_month');
grant select on figure_month to essaim_coach, essaim_manager, essaim_editor;

-- In one order, so that two writers never wait for each other. A whole import is one addition.
create function add_figures(moves jsonb) returns void
  language sql security definer set search_path = public, pg_temp as $$
  insert into figure_month as f (organisation_id, indicator_key, month, value, figures)
  select o, k, m, sum(v), sum(n) from jsonb_to_recordset(moves) as move (o uuid, k text, m date, v bigint, n integer)
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (organisation_id, indicator_key, month) do update
    set value = f.value + excluded.value, figures = f.figures + excluded.figures
$$;
revoke execute on function add_figures(jsonb) from public;

create function count_figures_added() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform add_figures(jsonb_agg(to_jsonb(sums))) from (
    select organisation_id as o, indicator_key as k, month as m, sum(value) as v, count(*) as n from new_rows
    group by 1, 2, 3) sums having count(*) > 0;
  return null;
end $$;
create function count_figures_removed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform add_figures(jsonb_agg(to_jsonb(sums))) from (
    select organisation_id as o, indicator_key as k, month as m, -sum(value) as v, -count(*) as n from old_rows
    group by 1, 2, 3) sums having count(*) > 0;
  return null;
end $$;
create function count_figures_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform add_figures(jsonb_agg(to_jsonb(sums))) from (
    select organisation_id as o, indicator_key as k, month as m, sum(value) as v, sum(figures) as n from (
      select organisation_id, indicator_key, month, value, 1 as figures from new_rows
      union all
      select organisation_id, indicator_key, month, -value, -1 from old_rows) moved
    group by 1, 2, 3 having sum(value) <> 0 or sum(figures) <> 0) sums having count(*) > 0;
  return null;
end $$;
create trigger count_added after insert on declared_figure referencing new table as new_rows
  for each statement execute function count_figures_added();
create trigger count_removed after delete on declared_figure referencing old table as old_rows
  for each statement execute function count_figures_removed();
create trigger count_changed after update on declared_figure referencing old table as old_rows new table as new_rows
  for each statement execute function count_figures_changed();

alter table declared_figure no force row level security;
alter table figure_month no force row level security;
insert into figure_month (organisation_id, indicator_key, month, value, figures)
  select organisation_id, indicator_key, month, sum(value), count(*) from declared_figure group by 1, 2, 3;
alter table declared_figure force row level security;
alter table figure_month force row level security;

-- Who bore a name and is erased leaves these too. What was sealed names nobody: it is refused otherwise.
grant select on figure_release, impact_report, grant_message, own_indicator to essaim_keeper;
grant update (content, details) on figure_release to essaim_keeper;
grant update (title, sections) on impact_report to essaim_keeper;
grant update (body) on grant_message to essaim_keeper;
grant update (name, definition, unit_one, unit_many, formula) on own_indicator to essaim_keeper;
