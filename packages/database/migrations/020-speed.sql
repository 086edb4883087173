-- Who was met lately, all at once and without the table: the order by last meeting then looks up the few others one by
-- one (12,000 people: 55 ms instead of 95), and « à revoir » reads 7,000 meetings in 2 ms instead of 28.
create index meeting_met on meeting (organisation_id, held_on desc) include (worker_id) where attendance = 'present';
