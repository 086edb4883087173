-- A funder reads what was released: nothing is counted for its role any more, and the team reads the records.
drop function count_supported_by_neighbourhood(uuid), count_supported_workers(uuid), people_of_grant(uuid),
  count_contributions(uuid), sum_declared_figures(uuid);
revoke select on target from essaim_funder;
drop policy own on target;

-- Of a report that was sent to it, it reads what is told: not the list of the expenses that are counted.
alter table grant_report add column told jsonb generated always as (frozen - 'counted') stored;
revoke select (frozen) on grant_report from essaim_funder;
grant select (told) on grant_report to essaim_funder;

-- It writes to the cooperative, once per form, and the journal says so.
create policy funder_line on audit_event for insert to essaim_funder
  with check (organisation_id = (select app_organisation_id()) and membership_id = (select app_membership_id()));
grant insert (organisation_id, membership_id, operation, subject_type, subject_id, request_id) on audit_event to essaim_funder;
create policy funder_form on submission to essaim_funder
  using (organisation_id = (select app_organisation_id()) and membership_id = (select app_membership_id()))
  with check (organisation_id = (select app_organisation_id()) and membership_id = (select app_membership_id()));
grant select, insert, update, delete on submission to essaim_funder;

-- What was lived and is published, as everybody reads it, without whoever tells it.
create policy told on experience for select to essaim_funder
  using (organisation_id = (select app_organisation_id()) and published_at is not null
    and exists (select from published_record p where p.organisation_id = experience.organisation_id
      and p.record_kind = 'activity' and p.id = activity_id));
grant select (organisation_id, id, activity_id, worked, did_not, published_at) on experience to essaim_funder;
