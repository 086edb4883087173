-- What is drawn from a commons is weighed by what the activities that rest on it earn: a band, never an amount.
insert into value_list (key, is_multiple, is_sensitive) values
  ('turnover', false, false);

insert into default_list_value (list_key, code, label, position) values
  ('turnover', 'none', 'Pas encore', 1),
  ('turnover', 'under_5000', 'Moins de 5 000 €', 2),
  ('turnover', 'from_5000', 'De 5 000 à 15 000 €', 3),
  ('turnover', 'from_15000', 'De 15 000 à 30 000 €', 4),
  ('turnover', 'over_30000', 'Plus de 30 000 €', 5);

alter table worker_value
  drop constraint worker_value_check,
  add constraint worker_value_check
    check (moment = 'now' or list_key in ('income_support', 'unemployment', 'turnover', 'disability'));

-- The owner too is held by row level security: it is lifted while the list enters the organisations that exist.
alter table organisation no force row level security;
alter table list_value no force row level security;
insert into list_value (organisation_id, list_key, code, label, position)
  select o.id, d.list_key, d.code, d.label, d.position
  from organisation o cross join default_list_value d where d.list_key = 'turnover';
alter table organisation force row level security;
alter table list_value force row level security;
