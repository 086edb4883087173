-- A second person reads before publication: what is said in a recording is kept with each version too, so that nothing of
-- it changes unseen. The people of a piece stay out, who may take their consent back.
create or replace function piece_text(asked_id uuid) returns jsonb language sql stable as $$
  select piece_content(asked_id) - 'credits'
$$;

-- What the last version of each piece said in its recording: as everybody reads it when it was published, or as it is today.
alter table piece no force row level security;
alter table piece_series no force row level security;
alter table piece_credit no force row level security;
alter table piece_subtitle no force row level security;
alter table piece_place no force row level security;
alter table piece_activity no force row level security;
alter table piece_resource no force row level security;
alter table published_piece no force row level security;
alter table piece_revision no force row level security;
update piece_revision v
  set content = v.content || jsonb_build_object('transcript', said.content -> 'transcript', 'subtitles', said.content -> 'subtitles')
  from (select l.organisation_id, l.id, coalesce(
        (select pp.content from published_piece pp
          where l.published_at is not null and pp.organisation_id = l.organisation_id and pp.id = l.piece_id),
        piece_content(l.piece_id)) as content
      from (select distinct on (organisation_id, piece_id) organisation_id, id, piece_id, published_at
        from piece_revision order by organisation_id, piece_id, number desc) l) said
  where said.organisation_id = v.organisation_id and said.id = v.id;
alter table piece force row level security;
alter table piece_series force row level security;
alter table piece_credit force row level security;
alter table piece_subtitle force row level security;
alter table piece_place force row level security;
alter table piece_activity force row level security;
alter table piece_resource force row level security;
alter table published_piece force row level security;
alter table piece_revision force row level security;
