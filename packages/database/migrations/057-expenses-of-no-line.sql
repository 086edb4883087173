-- What a report lacks counts the expenses that no line pays. Of 20,000 expenses of a year, each was looked for among all
-- that was ever split: the few that were not are known by name.
create table unsplit_expense (
  organisation_id uuid not null references organisation (id),
  expense_id uuid not null,
  primary key (organisation_id, expense_id),
  foreign key (organisation_id, expense_id) references expense (organisation_id, id) on delete cascade
);
alter table expense no force row level security;
alter table expense_allocation no force row level security;
insert into unsplit_expense (organisation_id, expense_id)
  select e.organisation_id, e.id from expense e
  where not exists (select from expense_allocation a
    where a.organisation_id = e.organisation_id and a.expense_id = e.id);
alter table expense force row level security;
alter table expense_allocation force row level security;
call protect_tenant_table('unsplit_expense');
grant select on unsplit_expense to essaim_manager;

create function know_unsplit_expenses() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into unsplit_expense (organisation_id, expense_id) select organisation_id, id from new_rows;
  return null;
end $$;
create trigger know_unsplit after insert on expense referencing new table as new_rows
  for each statement execute function know_unsplit_expenses();

create function forget_split_expenses() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from unsplit_expense u using new_rows n
    where u.organisation_id = n.organisation_id and u.expense_id = n.expense_id;
  return null;
end $$;
-- By their names, after those that hold the expense.
create trigger forget_split_added after insert on expense_allocation referencing new table as new_rows
  for each statement execute function forget_split_expenses();
create trigger forget_split_changed after update on expense_allocation referencing new table as new_rows
  for each statement execute function forget_split_expenses();

create function know_expenses_unsplit_again() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into unsplit_expense (organisation_id, expense_id)
    select distinct o.organisation_id, o.expense_id from old_rows o
    where not exists (select from expense_allocation a
      where a.organisation_id = o.organisation_id and a.expense_id = o.expense_id)
    on conflict do nothing;
  return null;
end $$;
create trigger know_unsplit_again after delete on expense_allocation referencing old table as old_rows
  for each statement execute function know_expenses_unsplit_again();
create trigger know_unsplit_moved after update on expense_allocation referencing old table as old_rows
  for each statement execute function know_expenses_unsplit_again();
