-- What an organisation makes public of its impact, or takes back, is heard by every process that keeps pages.
create trigger tell after insert or update or delete on figure_release
  for each statement execute function tell_publication();
