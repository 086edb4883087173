-- The names of suppliers, read one after the other (a few thousand for half a million expenses), then their expenses:
-- under row level security no index on a text that is searched would serve, and reading every expense takes seconds.
create index expense_supplier on expense (organisation_id, supplier, incurred_on desc, id desc);
