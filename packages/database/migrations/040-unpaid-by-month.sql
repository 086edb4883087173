-- The cash plan adds up by month all that is committed and not paid: tens of thousands of expenses, read from the index
-- alone instead of from as many pages of the table.
drop index expense_unpaid;
create index expense_unpaid on expense (organisation_id, incurred_on) include (amount_cents) where paid_on is null;
