-- Contributions of a period are counted by kind, summed by money and by time, for every dashboard: ten years of them are
-- read from the index alone, rather than one by one where they lie.
create index contribution_day on contribution (organisation_id, contributed_on)
  include (kind, amount_cents, minutes, open_resource_id, worker_id, id);
