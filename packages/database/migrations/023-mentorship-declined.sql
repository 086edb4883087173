-- Which of the two declined a mentorship; null when nobody said, as for those ended by an erasure.
alter table mentorship add column declined_by_mentor boolean,
  add check (declined_by_mentor is null or declined_on is not null);
