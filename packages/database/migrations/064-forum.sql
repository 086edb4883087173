-- What is said of open questions on the forum where they are asked, as its public pages tell it.

-- A Discourse, and the category where questions go.
alter table organisation
  add column forum_url text check (forum_url ~ '^https?://[^[:space:]]+[^/[:space:]]$' and length(forum_url) <= 200),
  add column forum_category text not null default '' check (length(forum_category) <= 100);
grant update (forum_url, forum_category) on organisation to essaim_admin;

-- A topic that a question of an activity or of a piece links to. What was read last stays when the forum is away.
create table forum_topic (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  -- As the question writes it; null once a person's name was taken out of it.
  target_url text check (target_url ~ '^https?://' and length(target_url) <= 2000),
  -- Is a question that links to it public?
  is_public boolean not null default false,
  asked_at timestamptz,
  problem text check (problem in ('gone', 'closed', 'moved', 'broken', 'unreadable', 'unreachable', 'slow')),
  fetched_at timestamptz,
  title text check (length(title) between 1 and 300),
  -- Messages besides the question itself.
  answers integer check (answers >= 0),
  is_closed boolean,
  is_archived boolean,
  -- An answer was accepted.
  is_solved boolean,
  answered_on date,
  primary key (organisation_id, id),
  unique (organisation_id, target_url),
  check (num_nonnulls(fetched_at, title, answers, is_closed, is_archived, is_solved) in (0, 6)),
  check (answered_on is null or answers > 0),
  check (fetched_at <= asked_at)
);
call protect_tenant_table('forum_topic');
create index forum_topic_public on forum_topic (target_url) where is_public;
create policy published on forum_topic for select to essaim_public using (is_public and fetched_at is not null);
grant select on forum_topic to essaim_coach, essaim_manager, essaim_editor;
grant select (organisation_id, target_url, is_public, fetched_at, answers, is_closed, is_archived, is_solved)
  on forum_topic to essaim_public;
grant select, insert, update, delete on forum_topic to essaim_keeper;
