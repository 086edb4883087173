-- What a report lacks counts, of a period, the expenses that nothing proves yet. By its days alone, a year of 20,000
-- expenses was read in full for them.
create index expense_unproven on expense (organisation_id, incurred_on)
  where evidence_url is null and kind not in ('aid', 'staff_time');
