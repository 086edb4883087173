import { connectAs } from "@essaim/database/connection";
import { sql } from "kysely";

/** People, meetings and published activities added to the demo data. */
const size = { workers: 12_000, meetings: 100_000, activities: 10_000 };

/**
 * Fills the demo organisation until an index matters. Invented rows, made by the database.
 * @param url owner's address of a database that is thrown away afterwards
 */
export async function enlarge(url: string, say: (text: string) => void): Promise<void> {
  const { db, close } = connectAs(url, 1);
  try {
    await db.transaction().execute(async (trx) => {
      await sql`select set_config('app.organisation_id', organisation_id::text, true)
        from membership m join user_account u on u.id = m.user_id
        where u.email = 'coach@essaim.test'`.execute(trx);
      await sql`
        insert into worker (organisation_id, given_name, family_name, kind, coach_id, supported_from, commune_code)
        select app_organisation_id(), (array['Ana','Louis','Inès','Malik','Zoé','Karim'])[1 + n % 6],
          'Banc ' || md5(n::text), (array['platform_worker','commons_contributor','both'])[1 + n % 3],
          (select id from membership where role = 'coach' and organisation_id = app_organisation_id() order by id limit 1),
          date '2019-01-01' + n % 2500, '59350'
        from generate_series(1, ${size.workers}) n`.execute(trx);
      await sql`
        insert into meeting (organisation_id, worker_id, coach_id, held_on, duration_minutes, place, summary, next_step)
        select app_organisation_id(), w.ids[1 + n % cardinality(w.ids)],
          (select id from membership where role = 'coach' and organisation_id = app_organisation_id() order by id limit 1),
          date '2019-01-01' + n % 2500, 60, 'office', 'Point d’étape ' || n, ''
        from generate_series(1, ${size.meetings}) n, (select array_agg(id) as ids from worker where organisation_id = app_organisation_id()) w`.execute(
        trx,
      );
      await sql`
        insert into activity (organisation_id, slug, title, summary, sector, description, advantages, limits, status, published_at)
        select app_organisation_id(), 'banc-' || n,
          (array['Livraison','Réparation','Cuisine','Jardinage','Atelier','Couture'])[1 + n % 6] || ' numéro ' || n,
          'Une activité inventée pour mesurer la recherche, ' || md5(n::text),
          (array['delivery','craft','food','garden','making','other'])[1 + n % 6],
          repeat('Des vélos, des outils partagés et des voisins. ', 10), 'Simple', 'Inventée',
          'published', now() - n * interval '1 minute'
        from generate_series(1, ${size.activities}) n`.execute(trx);
    });
    await sql`vacuum (analyze) worker, meeting, activity`.execute(db);
  } finally {
    await close();
  }
  say(
    `Données de mesure : ${size.workers} personnes, ${size.meetings} comptes rendus, ${size.activities} activités publiées`,
  );
}
