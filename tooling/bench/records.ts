import { connectAs, type Database } from "@essaim/database/connection";
import { sql } from "kysely";

/** Published records added to those of the demonstration, one in five a resource. */
export const publishedRecords = 100_000;
/** Texts that they share, each record having a title, a summary, skills and places of its own. */
const texts = 2_000;
/** Words of each, drawn from those that the demonstration holds, the frequent ones more often. */
const wordsPerText = 180;

/**
 * Publishes a hundred thousand invented records, and gives the communes that have no known centre one in mainland
 * France. Triggers do not run: what they derive is made here at once.
 * @param url the owner's address of a database that is thrown away afterwards; the owner must be a superuser
 */
export async function addRecords(url: string): Promise<void> {
  const { db, close } = connectAs(url, 1);
  try {
    await db.transaction().execute(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx);
      await sql`set local maintenance_work_mem = '256MB'`.execute(trx);
      await publish(trx);
    });
    await sql`vacuum (analyze)`.execute(db);
  } finally {
    await close();
  }
}

async function publish(db: Database): Promise<void> {
  await sql`select setseed(0.5)`.execute(db);
  await sql`update commune set lon = -1 + (hashtext(code) & 65535) / 65536.0 * 8,
    lat = 43 + (hashtext('y' || code) & 65535) / 65536.0 * 7.5 where lat is null`.execute(db);
  await sql`create temporary table bench_word on commit drop as
    select word, row_number() over (order by records desc, word) as rank from search_word`.execute(
    db,
  );
  await sql`create index on bench_word (rank)`.execute(db);
  await sql`create temporary table bench_text on commit drop as
    select n, string_agg(word, ' ' order by place) as body, to_tsvector('fr', string_agg(word, ' ' order by place)) as vector
    from generate_series(1, ${texts}) n, generate_series(1, ${wordsPerText}) place,
      lateral (select 1 + floor((select count(*) from bench_word) * power(random() + 0 * (n + place), 2.5))::bigint as rank) drawn
      join bench_word using (rank)
    group by n`.execute(db);
  await sql`create unique index on bench_text (n)`.execute(db);
  await sql`create temporary table bench_commune on commit drop as
    select code, department_code, row_number() over (order by population desc nulls last, code) as rank
    from commune where is_current`.execute(db);
  await sql`create unique index on bench_commune (rank)`.execute(db);
  await sql`create unique index on bench_commune (code)`.execute(db);
  await sql`analyze bench_word, bench_text, bench_commune`.execute(db);
  // Whole, as the forms write them.
  await sql`create temporary table bench_document on commit drop as
    select distinct on (record_kind) record_kind as kind, content as whole from published_record order by record_kind, id`.execute(
    db,
  );
  await sql`create temporary table bench_record on commit drop as
    select n, uuidv7() as id, case when n % 5 = 0 then 'resource' else 'activity' end as record_kind,
      (array['Livraison','Réparation','Cuisine','Jardinage','Atelier','Couture','Location','Fabrication','Accueil','Vente',
        'Collecte','Formation','Garde','Culture','Transport','Entretien'])[1 + n * 7 % 16] || ' ' ||
      (array['de repas','à vélo','de meubles','de légumes','pour enfants','au levain','de quartier','en bois','à domicile',
        'pour débutants','de vêtements','partagée','collective','solidaire','de livres','sur mesure','de miel','en ville',
        'de jouets','d’outils','de plantes','participative','mobile'])[1 + n * 11 % 23] || ' ' ||
      (select string_agg(initcap(w.word), ' ') from bench_word w where w.rank in (1 + n * 13 % 1500, 1 + n * 29 % 1500)) as title,
      (select string_agg(w.word, ' ') from bench_word w
        where w.rank in (1 + n * 3 % 900, 1 + n * 17 % 900, 1 + n * 41 % 900, 1 + n * 89 % 900, 1 + n * 7 % 300)) as summary,
      1 + n * 31 % ${texts}::int as text,
      -- Most are in large communes.
      array(select code from bench_commune c where c.rank in (
        1 + floor((select count(*) from bench_commune) * power(((n * 7919::bigint) % 99991) / 99991::float8, 3))::bigint,
        1 + floor((select count(*) from bench_commune) * power(((n * 104729::bigint) % 99991) / 99991::float8, 3))::bigint)) as commune_codes
    from generate_series(1, ${publishedRecords}) n`.execute(db);
  await sql`create temporary table bench_index on commit drop as
    select indexdef, indexname from pg_indexes where tablename = 'published_record' and indexdef like '%USING gin%'`.execute(
    db,
  );
  await sql`do $$ declare i record; begin
    for i in select indexname from bench_index loop execute 'drop index ' || i.indexname; end loop; end $$`.execute(
    db,
  );
  await sql`
    insert into published_record (organisation_id, id, record_kind, slug, content, published_at, changed_at, confirmed_on,
      position, title, summary, sector, resource_kind, licence_expression, startup_cost_min_cents, startup_cost_max_cents,
      maturity, skills, legal_forms, commune_codes, department_codes, open_resource_ids, search, headline, facets)
    select p.organisation_id, p.id, p.record_kind, p.slug, p.content, p.changed_at, p.changed_at, p.changed_at::date,
      nextval('publication_position'), p.title, p.summary, p.sector, p.resource_kind, p.licence_expression,
      p.startup_cost_min_cents, p.startup_cost_max_cents, p.maturity, p.skills, p.legal_forms, p.commune_codes,
      p.department_codes, '{}', headline_of(p) || setweight(t.vector, 'C'), headline_of(p), facets_of(p)
    from bench_record b join bench_text t on t.n = b.text join bench_document d on d.kind = b.record_kind,
      (select array_agg(id order by id) as ids from organisation) o,
      lateral (select d.whole || jsonb_build_object('title', b.title, 'name', b.title, 'summary', b.summary, 'description', t.body,
        'advantages', 'Simple', 'limits', 'Inventée', 'resources', '[]'::jsonb, 'images', '[]'::jsonb, 'english', null,
        'locations', (select coalesce(jsonb_agg(jsonb_build_object('commune', code, 'sinceYear', null,
          'transferredFrom', null, 'description', '')), '[]') from unnest(b.commune_codes) code),
        'steps', jsonb_build_array(jsonb_build_object('text', 'Commencez par un essai.', 'days', 2, 'tools', ''))) as content) told,
      lateral (select jsonb_build_object('organisation_id', o.ids[1 + b.n % cardinality(o.ids)], 'id', b.id,
        'record_kind', b.record_kind, 'slug', 'banc-' || b.n, 'content', content, 'title', b.title, 'summary', b.summary,
        'changed_at', now() - b.n * interval '11 minutes', 'skills', '[]'::jsonb, 'legal_forms', '[]'::jsonb,
        'commune_codes', '[]'::jsonb, 'department_codes', '[]'::jsonb)
        || case b.record_kind when 'resource' then jsonb_build_object(
          'resource_kind', (array['software','hardware','knowledge','data','platform','place'])[1 + b.n / 5 % 6],
          'licence_expression', (array['MIT','AGPL-3.0-or-later','CC-BY-SA-4.0','CC-BY-NC-4.0','LicenseRef-Coopyleft',null])[1 + b.n / 5 % 6])
        else jsonb_build_object(
          'sector', (array['delivery','craft','food','garden','making','care','digital','other'])[1 + b.n * 11 / 5 % 8],
          'startup_cost_min_cents', (array[0, 30000, 150000, 600000, 2500000, null])[1 + b.n % 6],
          'startup_cost_max_cents', (array[0, 60000, 250000, 900000, 5000000, null])[1 + b.n % 6],
          'maturity', (array['idea','tried','running','spreading'])[1 + b.n * 17 / 7 % 4],
          'skills', jsonb_build_array('compétence ' || (b.n % 400), 'savoir ' || (b.n % 30)),
          'legal_forms', jsonb_build_array((array['cae','association','company'])[1 + b.n * 7 / 13 % 3]),
          'commune_codes', to_jsonb(b.commune_codes),
          'department_codes', to_jsonb(array(select distinct department_code from bench_commune c
            where c.code = any (b.commune_codes)))) end as row) made,
      lateral jsonb_populate_record(null::published_record, row) p`.execute(db);
  await sql`do $$ declare i record; begin
    for i in select indexdef from bench_index loop execute i.indexdef; end loop; end $$`.execute(
    db,
  );
  // A text is counted once for all the records that share it.
  await sql`insert into search_word (word, stem, records)
    select word, search_stem(word), sum(records) from (
      select unnest(search_words(jsonb_build_array(body))) as word, ${publishedRecords / texts}::int as records from bench_text
      union all select unnest(search_words(jsonb_build_array(title))), 1 from bench_record) as held
    group by word
    on conflict (word) do update set records = search_word.records + excluded.records`.execute(db);
  await sql`call rebuild_published_facets()`.execute(db);
}
