-- Events: group sessions that speak to the outside (meet-ups, presentations to other cooperatives or to France Travail).
-- Who comes there has no file, so that an editor may run them and read who comes.

create function is_event(kind text) returns boolean language sql immutable parallel safe as $$
  select kind in ('meetup', 'presentation')
$$;

alter table workshop
  drop constraint workshop_kind_check,
  add check (kind in ('workshop', 'information', 'meetup', 'presentation')),
  -- For whom it is, said of an event in a few words.
  add column audience text not null default '' check (length(audience) <= 200),
  add column campaign_id uuid,
  add foreign key (organisation_id, campaign_id) references campaign (organisation_id, id) on delete set null (campaign_id),
  add check (campaign_id is null or is_event(kind));
create index workshop_campaign on workshop (organisation_id, campaign_id) where campaign_id is not null;

-- A session is an event or is not, for good: what an editor reads never becomes about somebody accompanied.
create function keep_session_family() returns trigger language plpgsql as $$
begin
  raise exception 'A session does not become an event, nor an event a session' using errcode = 'check_violation';
end $$;
create trigger keep_family before update of kind on workshop
  for each row when (is_event(old.kind) <> is_event(new.kind)) execute function keep_session_family();

create function keep_files_from_events() returns trigger language plpgsql as $$
begin
  if exists (select from workshop s where s.organisation_id = new.organisation_id and s.id = new.workshop_id
      and is_event(s.kind)) then
    raise exception 'An event expects nobody who has a file' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger keep_files before insert or update of worker_id, workshop_id on participant
  for each row when (new.worker_id is not null) execute function keep_files_from_events();

create policy events_only on workshop as restrictive to essaim_editor
  using (is_event(kind)) with check (is_event(kind));
create policy of_events_only on participant as restrictive to essaim_editor
  using (worker_id is null and exists (select from workshop s where s.organisation_id = participant.organisation_id
    and s.id = participant.workshop_id and is_event(s.kind)))
  with check (worker_id is null and exists (select from workshop s where s.organisation_id = participant.organisation_id
    and s.id = participant.workshop_id and is_event(s.kind)));
grant select, insert, update on workshop to essaim_editor;
-- Neither the link that cancels nor the file, of which there is none.
grant select (organisation_id, id, workshop_id, worker_id, given_name, family_name, email, phone, attendance, registered_at,
  cancelled_at, language) on participant to essaim_editor;
grant insert (organisation_id, workshop_id, given_name, family_name, email, phone, attendance) on participant to essaim_editor;
grant update (attendance, cancelled_at) on participant to essaim_editor;

-- What a calendar says of a session besides its page: that it changed, and when.
grant select (audience, version, updated_at) on workshop to essaim_public;
