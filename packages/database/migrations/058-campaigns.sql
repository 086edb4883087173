-- A campaign: what is told, to whom and when. Its pieces, events and letters say what it did.

create table campaign (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  -- What should change because of it, and for whom.
  aim text not null default '' check (length(aim) <= 2000),
  audience text not null default '' check (length(audience) <= 400),
  starts_on date not null,
  ends_on date not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, name),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id),
  check (ends_on >= starts_on)
);
call protect_tenant_table('campaign');
create trigger touch before update on campaign for each row execute function touch_record();
grant select on campaign to essaim_coach, essaim_manager, essaim_editor;
grant insert, update, delete on campaign to essaim_manager, essaim_editor;
grant select, update (name, aim, audience) on campaign to essaim_keeper;

create table campaign_piece (
  organisation_id uuid not null references organisation (id),
  campaign_id uuid not null,
  piece_id uuid not null,
  primary key (organisation_id, campaign_id, piece_id),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id) on delete cascade,
  foreign key (organisation_id, piece_id) references piece (organisation_id, id) on delete cascade
);
call protect_tenant_table('campaign_piece');
create index campaign_piece_of on campaign_piece (organisation_id, piece_id);
grant select on campaign_piece to essaim_coach, essaim_manager, essaim_editor;
grant insert, delete on campaign_piece to essaim_manager, essaim_editor;
