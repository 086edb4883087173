import type { Database } from "@essaim/database/connection";
import { declaredKeys } from "@essaim/impact/registry/indicator.schema";
import { sql } from "kysely";
import type { Size } from "./size.ts";

/** What each organisation declares of its audience, source by source and month by month, and the sums of months. */
export async function addDeclaredFigures(db: Database, size: Size): Promise<void> {
  await withoutIndexes(db, "declared_figure", async () => {
    // In the order of the index: each page of it is written once.
    await sql`
      insert into declared_figure (organisation_id, indicator_key, month, source, value, evidence)
      select o.id, k.key, (date_trunc('month', current_date) - m * interval '1 month')::date, 'Banc ' || lpad(s::text, 4, '0'),
        (s * 7919 + m * 104729) % 900, 'Relevé de mesure'
      from bench_organisation o, unnest(${[...declaredKeys]}::text[]) k (key),
        generate_series(1, ceil(o.workers * ${size.sourcesPerWorker}::numeric)::int) s,
        generate_series(${size.months - 1}, 0, -1) m
      order by o.id, k.key, s, m desc`.execute(db);
  });
  await sql`delete from figure_month where organisation_id in (select id from bench_organisation)`.execute(
    db,
  );
  await sql`
    insert into figure_month (organisation_id, indicator_key, month, value, figures)
    select organisation_id, indicator_key, month, sum(value), count(*) from declared_figure
    where counts and organisation_id in (select id from bench_organisation) group by 1, 2, 3`.execute(
    db,
  );
}

/** Fills a table without its indexes that are no constraint, and makes them at once of all that is there. */
async function withoutIndexes(db: Database, table: string, fill: () => Promise<void>) {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid = ${table}::regclass and not indisunique`.execute(db);
  for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(db);
  await fill();
  for (const { definition } of rows) await sql.raw(definition).execute(db);
}

/** Ten contributions a person, to five commons of each organisation. */
export async function addContributions(db: Database, size: Size): Promise<void> {
  await sql`create temporary table bench_common on commit drop as
    select o.id as organisation_id, uuidv7() as id, o.number, n from bench_organisation o, generate_series(0, 4) n`.execute(
    db,
  );
  await sql`insert into open_resource (organisation_id, id, slug, kind, name, summary)
    select organisation_id, id, 'banc-' || number || '-' || n, 'knowledge', 'Commun ' || n, 'Inventé' from bench_common`.execute(
    db,
  );
  await sql`
    insert into contribution (organisation_id, open_resource_id, worker_id, kind, contributed_on, description, amount_cents, minutes)
    select w.organisation_id, c.id, w.id, k.kind, current_date - (w.n * 7919 + i * 104729) % ${size.days}::int, 'Contribution ' || i,
      case when k.kind = 'gift' then 5000 end, case when k.kind <> 'gift' then 30 + w.n % 8 * 15 end
    from bench_worker w, generate_series(0, ${size.contributionsPerWorker - 1}) i,
      lateral (select (array['gift', 'time', 'code', 'documentation', 'translation'])[1 + (w.n + i) % 5] as kind) k,
      bench_common c
    where c.organisation_id = w.organisation_id and c.n = (w.n + i) % 5`.execute(db);
  await sql`
    insert into contribution_month (organisation_id, month, kind, giving, contributions)
    select organisation_id, date_trunc('month', contributed_on)::date, kind, giving_of(worker_id, kind), count(*)
    from contribution where organisation_id in (select id from bench_organisation) group by 1, 2, 3, 4
    on conflict (organisation_id, month, kind, giving) do update set contributions = excluded.contributions`.execute(
    db,
  );
}
