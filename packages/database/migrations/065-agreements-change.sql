-- What was signed with a partner is corrected, ended, or given its paper later: two people never save over each other.

alter table partner_agreement
  add column version integer not null default 1,
  add column updated_at timestamptz not null default now(),
  add column updated_by uuid,
  add foreign key (organisation_id, updated_by) references membership (organisation_id, id);
create trigger touch before update on partner_agreement for each row execute function touch_record();
grant update on partner_agreement to essaim_manager;
