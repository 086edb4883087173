-- What the public takes from the sheets and brings to them: files to use again, and better texts.

-- A file attached to a sheet: a template, a form, a plan. The public reads it once the sheet is published.
create table sheet_file (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  sheet_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  content_type text not null check (length(content_type) between 1 and 150),
  size_bytes bigint not null check (size_bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- With the images of the public pages: whoever serves it needs to read nothing else.
  storage_key text not null check (starts_with(storage_key, 'images/' || organisation_id || '/')),
  -- SPDX.
  licence_expression text not null check (length(licence_expression) between 1 and 200),
  -- Its authors and where it comes from, when it is not the cooperative's own.
  attribution text not null default '' check (length(attribution) <= 300),
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, storage_key),
  unique (organisation_id, sheet_id, sha256),
  foreign key (organisation_id, sheet_id) references sheet (organisation_id, id) on delete cascade,
  foreign key (organisation_id, created_by) references membership (organisation_id, id)
);
call protect_tenant_table('sheet_file');
-- In an archive, two files of one sheet have two names on every machine.
create unique index sheet_file_name on sheet_file (organisation_id, sheet_id, lower(name));
create policy published on sheet_file for select to essaim_public
  using (exists (select 1 from published_sheet p
    where p.organisation_id = sheet_file.organisation_id and p.id = sheet_id));
create trigger tell after insert or update or delete on sheet_file
  for each statement execute function tell_publication();
grant select on sheet_file to essaim_coach;
grant select, insert, delete on sheet_file to essaim_manager, essaim_editor;
grant select, update on sheet_file to essaim_keeper;
grant select (organisation_id, id, sheet_id, name, content_type, size_bytes, sha256, storage_key, licence_expression,
  attribution) on sheet_file to essaim_public;

-- A better text for a sheet waits among the other proposals. Whoever sends it may leave no address.
alter table proposal
  add column sheet_id uuid,
  add foreign key (organisation_id, sheet_id) references sheet (organisation_id, id) on delete cascade,
  drop constraint proposal_kind_check,
  add constraint proposal_kind_check
    check (kind in ('activity', 'resource', 'experience', 'correction', 'sheet')),
  drop constraint proposal_content_check,
  add constraint proposal_content_check check (jsonb_typeof(content) = 'object'
    and octet_length(content::text) <= case kind when 'sheet' then 500000 else 100000 end),
  add constraint proposal_sheet_check check ((kind = 'sheet') = (sheet_id is not null));
create index proposal_sheet on proposal (organisation_id, sheet_id);
-- Empty for somebody who gives an address and no name.
alter table proposal_contact
  drop constraint proposal_contact_name_check,
  add constraint proposal_contact_name_check check (length(name) <= 120);

-- Says slow_down, closed (the sheet is not public there, or never said that) or submitted. With an address, a mail asks
-- for a confirmation; without one the proposal waits at once, and fewer come from one place or for one sheet.
create function submit_sheet_proposal(asked_organisation_id uuid, asked_sheet_id uuid, asked_number integer,
  asked_content jsonb, asked_message text, asked_name text, asked_email text, asked_language text, asked_visitor text,
  asked_addressee text)
  returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare
  made uuid;
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  if not is_within_rate('proposal:' || asked_visitor, 20, 3600)
    or (asked_email is not null and not is_within_rate('mail:' || asked_addressee, 6, 86400))
    or (asked_email is null and not is_within_rate('sheet:' || asked_visitor, 6, 3600)) then
    return 'slow_down';
  end if;
  if not exists (select 1 from published_sheet p
      join sheet_version v on v.organisation_id = p.organisation_id and v.sheet_id = p.id
      where p.organisation_id = asked_organisation_id and p.id = asked_sheet_id
        and v.number = asked_number and v.published_at is not null) then
    return 'closed';
  end if;
  if asked_email is null and not is_within_rate('sheet:' || asked_sheet_id, 30, 86400) then
    return 'slow_down';
  end if;
  insert into proposal (organisation_id, kind, sheet_id, content, seen, message, language, state, confirmed_at)
    values (asked_organisation_id, 'sheet', asked_sheet_id, asked_content, json_build_object('number', asked_number),
      asked_message, asked_language,
      case when asked_email is null then 'pending' else 'unconfirmed' end,
      case when asked_email is null then now() end)
    returning id into made;
  if asked_email is not null then
    insert into proposal_contact (organisation_id, proposal_id, name, email)
      values (asked_organisation_id, made, asked_name, asked_email::citext);
    insert into job (organisation_id, kind, input)
      values (asked_organisation_id, 'confirm_proposal', json_build_object('proposalId', made));
  end if;
  return 'submitted';
end $$;
revoke execute on function submit_sheet_proposal(uuid, uuid, integer, jsonb, text, text, text, text, text, text)
  from public;
grant execute on function submit_sheet_proposal(uuid, uuid, integer, jsonb, text, text, text, text, text, text)
  to essaim_public;

create or replace function find_proposal(asked_organisation_id uuid, asked_token_hash text)
  returns table (kind text, title text, is_confirmed boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  return query
    select p.kind,
      coalesce(r.title, s.title, p.content ->> 'title', p.content ->> 'name', ''),
      p.state <> 'unconfirmed'
    from proposal_contact c
    join proposal p on p.organisation_id = c.organisation_id and p.id = c.proposal_id
    left join published_record r on r.organisation_id = p.organisation_id and r.id = p.record_id
    left join published_sheet s on s.organisation_id = p.organisation_id and s.id = p.sheet_id
    where c.organisation_id = asked_organisation_id and c.token_hash = asked_token_hash;
end $$;
