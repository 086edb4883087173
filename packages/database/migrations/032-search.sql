-- What the public search rests on: a narrow vector to rank by, the values that records are filtered and counted by, the
-- words that records hold, to mend those that are badly typed, and the synonyms that editors keep.

create extension if not exists fuzzystrmatch;

-- Words as they are written, without their accents.
create text search configuration fr_words (copy = simple);
alter text search configuration fr_words
  alter mapping for asciiword, word, hword_part, hword_asciipart with unaccent, simple;
alter text search configuration fr_words
  drop mapping for numword, email, url, host, sfloat, version, hword_numpart, numhword, asciihword, hword, url_path, file,
    float, int, uint;

alter table published_record
  -- Title, summary, skills and sector: short enough to stay in the row, so that thousands are ranked without a look at
  -- the text itself.
  add column headline tsvector not null default '',
  -- What it is filtered by, each value with the letter of its filter: {k:activity,s:food,c:to_500,d:59}.
  add column facets text[] not null default '{}',
  -- Drawn at random, from 0 to 63: when there are many, a part of them is enough to count by.
  add column sample smallint generated always as (uuid_hash(id) & 63) stored;
-- The texts go aside, what is searched stays together: a row of 1 KB instead of 2 or 3.
alter table published_record set (toast_tuple_target = 512);
alter table published_record
  alter column headline set storage main,
  alter column facets set storage main,
  alter column commune_codes set storage main,
  alter column title set storage main;

-- How people call it, in the two languages of the directory.
create function kind_words(sector text, resource_kind text) returns text language sql immutable parallel safe as $$
  select coalesce(case sector
    when 'delivery' then 'livraison delivery' when 'craft' then 'artisanat craft' when 'food' then 'alimentation food'
    when 'making' then 'fabrication making' when 'shared_place' then 'lieu partagé shared place'
    when 'group_purchase' then 'achat groupé group purchase' when 'garden' then 'jardin garden'
    when 'digital' then 'numérique digital' when 'care' then 'aide soin care' end,
    case resource_kind
    when 'software' then 'logiciel software' when 'hardware' then 'matériel hardware' when 'knowledge' then 'savoir knowledge'
    when 'data' then 'données data' when 'platform' then 'plateforme platform' when 'place' then 'lieu partagé shared place'
    end, '')
$$;

-- The thin spaces and curved apostrophes of good French hold words together for PostgreSQL: « bière : » is not « bière ».
create function plain_signs(text) returns text language sql immutable parallel safe strict
  as $$ select translate($1, U&'\202F\00A0\2009\2019\2018', '   ''''') $$;

create function headline_of(r published_record) returns tsvector language sql stable parallel safe as $$
  select setweight(to_tsvector('fr', plain_signs(r.title)), 'A')
    || setweight(to_tsvector('fr', plain_signs(concat_ws(' ', r.summary,
        r.content -> 'english' ->> 'title', r.content -> 'english' ->> 'name'))), 'B')
    || setweight(to_tsvector('fr', plain_signs(array_to_string(r.skills, ' '))), 'C')
    || setweight(to_tsvector('fr', kind_words(r.sector, r.resource_kind)), 'D')
$$;

-- The same, and all that the record says.
create function search_of(r published_record) returns tsvector language sql stable parallel safe as $$
  select headline_of(r)
    || setweight(to_tsvector('fr', concat_ws(' ', c ->> 'description', c ->> 'requirements', c ->> 'usageGuide',
        c ->> 'contributionGuide', (select string_agg(p.title, ' ') from published_record p where p.id = any (r.open_resource_ids)))), 'C')
    || setweight(to_tsvector('fr', concat_ws(' ', c ->> 'advantages', c ->> 'limits', c ->> 'space', c ->> 'income',
        c ->> 'governance', c ->> 'needs')), 'D')
    || setweight(jsonb_to_tsvector('fr', jsonb_build_array(c -> 'steps', c -> 'english'), '["string"]'), 'D')
  from (values (plain_signs(r.content::text)::jsonb)) as plain (c)
$$;

create function facets_of(r published_record) returns text[] language sql stable parallel safe as $$
  select array_remove(array[
      'k:' || r.record_kind,
      's:' || r.sector,
      case when r.record_kind = 'activity' then case
        when r.startup_cost_min_cents = 0 then 'c:none'
        when r.startup_cost_min_cents <= 50000 then 'c:to_500'
        when r.startup_cost_min_cents <= 200000 then 'c:to_2000'
        when r.startup_cost_min_cents <= 1000000 then 'c:to_10000'
        when r.startup_cost_min_cents > 1000000 then 'c:over_10000' end end,
      'm:' || r.maturity,
      'r:' || r.resource_kind,
      -- What an expression allows is said by the rules of licences, when it is read.
      case when r.record_kind = 'resource' then 'l:' || coalesce(r.licence_expression, '') end
    ], null)
    || array(select distinct 'p:' || left(fold(btrim(skill)), 100) from unnest(r.skills) skill where btrim(skill) <> '')
    || array(select distinct 'f:' || form from unnest(r.legal_forms) form)
    || array(select distinct 'd:' || code from unnest(r.department_codes) code)
$$;

-- After « derive », whose columns it reads: triggers of one moment run by their names.
create function prepare_search() returns trigger language plpgsql as $$
begin
  new.headline := headline_of(new);
  new.facets := facets_of(new);
  new.search := search_of(new);
  return new;
end $$;
create trigger prepare_search before insert or update of content, slug, confirmed_on on published_record
  for each row execute function prepare_search();

create index published_record_headline on published_record using gin (headline);
create index published_record_facets on published_record using gin (facets);
create index published_record_sample on published_record (sample);
-- A sample is drawn from the words of its own part: to read all those of a frequent word would take longer than to count.
create index published_record_search_sixteenth on published_record using gin (search) where sample < 4;
create index published_record_search_quarter on published_record using gin (search) where sample < 16;
-- The order of the freshest first, to its end.
create index published_record_fresh on published_record (confirmed_on desc, changed_at desc, id desc);

-- How many records have each value, for lists that nothing narrows yet.
create table published_facet (
  facet text primary key,
  -- As it is written in the record, for what is not a code.
  label text not null,
  records integer not null check (records > 0)
);

-- The words that published records hold.
create table search_word (
  word text primary key,
  stem text not null,
  records integer not null check (records > 0)
);
create index search_word_alike on search_word using gin (word gin_trgm_ops);
create index search_word_start on search_word (word text_pattern_ops);
create index search_word_stem on search_word (stem);

create function search_words(content jsonb) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct word), '{}')
  from unnest(tsvector_to_array(jsonb_to_tsvector('fr_words', plain_signs((content - 'resources' - 'images' - 'links')::text)::jsonb, '["string"]'))) held,
    -- « l’épicerie » is « épicerie ».
    regexp_replace(held, '^([cdjlmnst]|qu|jusqu|lorsqu|puisqu)''', '') word
  where length(word) between 3 and 40 and word !~ '[0-9_]'
$$;

-- The last of its lexemes, or the word itself where French leaves nothing of it.
create function search_stem(word text) returns text language sql stable parallel safe as $$
  select coalesce((select lexeme from unnest(to_tsvector('fr', word)) limit 1), word)
$$;

-- Publications pass one at a time (next_publication_position), so that two never wait for each other's words. The name
-- of the trigger leaves that lock to « withdrawn ».
create function count_published() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before constant text[] := case when tg_op <> 'INSERT' then search_words(old.content) else '{}' end;
  after constant text[] := case when tg_op <> 'DELETE' then search_words(new.content) else '{}' end;
  facets_before constant text[] := case when tg_op <> 'INSERT' then old.facets else '{}' end;
  facets_after constant text[] := case when tg_op <> 'DELETE' then new.facets else '{}' end;
begin
  delete from search_word where records = 1
    and word in (select unnest(before) except select unnest(after));
  update search_word set records = records - 1
    where word in (select unnest(before) except select unnest(after));
  insert into search_word (word, stem, records)
    select word, search_stem(word), 1 from (select unnest(after) except select unnest(before)) as added (word)
    on conflict (word) do update set records = search_word.records + 1;
  delete from published_facet where records = 1
    and facet in (select unnest(facets_before) except select unnest(facets_after));
  update published_facet set records = records - 1
    where facet in (select unnest(facets_before) except select unnest(facets_after));
  insert into published_facet (facet, label, records)
    select facet, coalesce((select min(btrim(skill)) from unnest(new.skills) skill
        where 'p:' || left(fold(btrim(skill)), 100) = facet), substr(facet, 3)), 1
    from (select unnest(facets_after) except select unnest(facets_before)) as added (facet)
    on conflict (facet) do update set records = published_facet.records + 1;
  return null;
end $$;
create trigger words after insert or update or delete on published_record
  for each row execute function count_published();

-- Both again, from what is published now.
create procedure rebuild_published_facets() language sql as $$
  delete from published_facet;
  insert into published_facet (facet, label, records)
    select facet, coalesce(min(label), substr(facet, 3)), count(*)
    from published_record r, unnest(facets) facet
    left join lateral (select min(btrim(skill)) as label from unnest(r.skills) skill
      where facet like 'p:%' and 'p:' || left(fold(btrim(skill)), 100) = facet) as written on true
    group by facet;
$$;
create procedure rebuild_search() language sql as $$
  delete from search_word;
  insert into search_word (word, stem, records)
    select word, search_stem(word), records
    from (select word, count(*) as records from published_record, unnest(search_words(content)) word group by word) as held;
  call rebuild_published_facets();
$$;
revoke execute on procedure rebuild_search(), rebuild_published_facets() from public;

-- Words that one would search for along with others: « vélo-cargo, triporteur ». Several words are a phrase.
create table search_synonym (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  -- Two terms at least, commas between them.
  terms text not null check (length(terms) <= 300),
  -- Each as the search reads it.
  keys text[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('search_synonym');
-- Every search uses those of all: the directory is one.
create policy published on search_synonym for select to essaim_public using (true);
create index search_synonym_keys on search_synonym using gin (keys);

-- Its words without their endings, in their order, the small ones left out.
create function search_key(term text) returns text language sql stable parallel safe as $$
  select coalesce(string_agg(lexeme, ' ' order by positions[1]), '')
  from unnest(to_tsvector('fr', regexp_replace(plain_signs(term), '[^[:alnum:]'']+', ' ', 'g')))
$$;
create function derive_synonym_keys() returns trigger language plpgsql as $$
begin
  new.keys := array(select distinct search_key(term) from unnest(string_to_array(new.terms, ',')) term
    where search_key(term) <> '');
  return new;
end $$;
create trigger derive before insert or update of terms on search_synonym
  for each row execute function derive_synonym_keys();
create trigger touch before update on search_synonym for each row execute function touch_record();

-- A commune that somebody names in a search, whatever its accents, hyphens and capitals.
create function commune_key(name text) returns text language sql immutable parallel safe
  as $$ select btrim(regexp_replace(public.fold(name), '[^a-z0-9]+', ' ', 'g')) $$;
create index commune_named on commune (commune_key(name));
create index commune_lat on commune (lat);

-- As the crow flies, in km: the haversine of a sphere of 6,371 km is right to half a percent. Null where a centre is not
-- known: least() would leave out what is null, and say half the way around the Earth.
create function kilometres_between(lat_a double precision, lon_a double precision, lat_b double precision, lon_b double precision)
  returns double precision language sql immutable parallel safe as $$
  select case when num_nulls(lat_a, lon_a, lat_b, lon_b) = 0 then
    2 * 6371 * asin(sqrt(least(1, sind((lat_b - lat_a) / 2) ^ 2 + cosd(lat_a) * cosd(lat_b) * sind((lon_b - lon_a) / 2) ^ 2))) end
$$;

-- The communes of communes_near(), each with its distance in km from the nearest of those asked for; null where a centre
-- is not known.
create function commune_distances(codes text[], km double precision)
  returns table (code text, distance double precision) language sql stable parallel safe as $$
  with place as materialized (select * from commune c where c.code = any (codes))
  select found.code, min(found.km) from (
    select place.code, 0::double precision as km from place
    union all
    select c.code, null from place join commune c on c.epci_code = place.epci_code
      where place.lat is null or c.lat is null
    union all
    select c.code, kilometres_between(place.lat, place.lon, c.lat, c.lon)
      from place join commune c on c.lat between place.lat - km / 111.2 and place.lat + km / 111.2
        and abs(c.lon - place.lon) <= km / (111.2 * cosd(place.lat)) + 0.01) found
  where found.km is null or found.km <= commune_distances.km
  group by found.code
$$;
create or replace function communes_near(codes text[], km double precision) returns setof text
  language sql stable parallel safe as $$ select code from commune_distances(codes, km) $$;

grant select on published_facet, search_word to essaim_member, essaim_public;
grant select on search_synonym to essaim_coach, essaim_manager, essaim_editor, essaim_public;
grant insert, update, delete on search_synonym to essaim_manager, essaim_editor;
-- A person's name leaves them too.
grant select, update (terms) on search_synonym to essaim_keeper;

alter table published_record no force row level security;
alter table published_record disable trigger derive;
update published_record r set
  headline = headline_of(r),
  facets = facets_of(r),
  search = search_of(r);
call rebuild_search();
alter table published_record enable trigger derive;
alter table published_record force row level security;
