-- The programme and its actions, who funds it, and each grant.
create table programme (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  description text not null default '',
  primary key (organisation_id, id)
);
call protect_tenant_table('programme');

create table programme_action (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  programme_id uuid not null,
  position smallint not null,
  name text not null check (length(name) between 1 and 120),
  description text not null default '',
  primary key (organisation_id, id),
  unique (organisation_id, programme_id, position),
  foreign key (organisation_id, programme_id) references programme (organisation_id, id)
);
call protect_tenant_table('programme_action');

create table funder (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('foundation', 'public', 'company', 'other')),
  website_url text check (website_url ~ '^https?://'),
  primary key (organisation_id, id),
  unique (organisation_id, name)
);
call protect_tenant_table('funder');

alter table membership add foreign key (organisation_id, funder_id) references funder (organisation_id, id);
alter table invitation add foreign key (organisation_id, funder_id) references funder (organisation_id, id);

-- GRANT is a word of SQL, hence the longer name.
create table funding_grant (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  funder_id uuid not null,
  programme_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  reference text not null default '' check (length(reference) <= 80),
  status text not null check (status in ('envisaged', 'applied', 'awarded', 'closed', 'declined')),
  amount_cents bigint check (amount_cents > 0),
  starts_on date not null,
  ends_on date not null,
  note text not null default '' check (length(note) <= 5000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, funder_id) references funder (organisation_id, id),
  foreign key (organisation_id, programme_id) references programme (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check (ends_on >= starts_on)
);
call protect_tenant_table('funding_grant');
create index funding_grant_funder on funding_grant (organisation_id, funder_id);
create trigger touch before update on funding_grant for each row execute function touch_record();

-- A funder sees itself, the grants it has awarded (not what the cooperative hopes to ask for), and the
-- programmes they pay for.
create policy own on funder for select to essaim_funder
  using (organisation_id = (select app_organisation_id()) and id = (select app_funder_id()));
create policy own on funding_grant for select to essaim_funder
  using (organisation_id = (select app_organisation_id()) and funder_id = (select app_funder_id())
         and status in ('awarded', 'closed'));
create policy own on programme for select to essaim_funder
  using (exists (select 1 from funding_grant g where g.organisation_id = programme.organisation_id and g.programme_id = programme.id));
create policy own on programme_action for select to essaim_funder
  using (exists (select 1 from programme p where p.organisation_id = programme_action.organisation_id and p.id = programme_id));

grant select on programme, programme_action to essaim_coach, essaim_manager, essaim_editor, essaim_funder;
grant select on funder to essaim_coach, essaim_manager, essaim_admin, essaim_funder;
grant select on funding_grant to essaim_coach, essaim_manager;
grant select (organisation_id, id, funder_id, programme_id, title, reference, status, amount_cents, starts_on, ends_on)
  on funding_grant to essaim_funder;
grant insert, update on programme, programme_action, funder, funding_grant to essaim_manager;
