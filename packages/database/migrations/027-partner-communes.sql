-- Where a partner works: the communes, for the page of a neighbourhood to say who is there.
create table partner_commune (
  organisation_id uuid not null references organisation (id),
  partner_id uuid not null,
  commune_code text not null references commune (code),
  primary key (organisation_id, partner_id, commune_code),
  foreign key (organisation_id, partner_id) references partner (organisation_id, id) on delete cascade
);
call protect_tenant_table('partner_commune');
create index partner_commune_at on partner_commune (organisation_id, commune_code);
grant select on partner_commune to essaim_coach, essaim_manager, essaim_editor;
grant insert, delete on partner_commune to essaim_manager;
