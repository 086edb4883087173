import { connect, connectAs, type Database } from "@essaim/database/connection";
import { createExecute } from "@essaim/database/execute";
import { memberActor } from "@essaim/identity/actor";
import { makeRelease } from "@essaim/impact/release/release.commands";
import { sql } from "kysely";
import { Stop } from "../../steps.mjs";
import { opteosId, otherId } from "../ground.ts";
import { addEncounters, addPlans } from "./encounters.ts";
import { addContributions, addDeclaredFigures } from "./figures.ts";
import { addFunding } from "./funding.ts";
import { addAccounts, addOrganisations, addPeople } from "./people.ts";
import { lookers, national, type Size } from "./size.ts";

type Options = { url: string; secret: string; onStep?: (step: string) => void; size?: Size };

/** Rows that were counted, with a word for each. */
type Held = Record<"organisations" | "people" | "meetings" | "figures" | "expenses", number>;

/**
 * Fills a database that holds the demonstration as ten years of a whole country would: invented rows, made by the
 * database, all or none. Only the releases go through their command. Does nothing when they are there.
 * @throws Stop, with a sentence to show, when the database holds anything else than the demonstration
 */
export async function seedNational({
  url,
  secret,
  onStep = () => {},
  size = national,
}: Options): Promise<Held> {
  const { db, close } = connectAs(url, 1);
  try {
    if (!(await isNational(db))) {
      await db.transaction().execute((trx) => fill(trx, size, onStep));
      onStep("statistiques des tables");
      await sql`vacuum (analyze)`.execute(db);
    }
    onStep("arrêtés de chiffres");
    for (const looker of Object.values(lookers)) await addReleases(db, { url, secret }, looker);
    return await count(db);
  } finally {
    await close();
  }
}

async function isNational(db: Database): Promise<boolean> {
  const { rows } = await sql<{ others: number; isThere: boolean }>`
    select count(*)::int as others, coalesce(bool_or(slug = ${lookers.tenth.slug}), false) as "isThere"
    from organisation where id not in (${opteosId}, ${otherId})`.execute(db);
  const { others = 0, isThere = false } = rows[0] ?? {};
  if (others > 0 && !isThere) {
    throw new Stop("La base contient une autre organisation\u202f: choisissez une base vide.");
  }
  return isThere;
}

async function fill(db: Database, size: Size, onStep: (step: string) => void): Promise<void> {
  await sql`set local maintenance_work_mem = '256MB'`.execute(db);
  await sql`set local work_mem = '128MB'`.execute(db);
  await addOrganisations(db, size);
  // Neither foreign keys nor triggers from here: the rows agree by construction, and there are millions of them.
  await sql`set local session_replication_role = replica`.execute(db);
  onStep("financements et dépenses");
  await sql`create temporary table bench_purse on commit drop as
    select id as organisation_id, grants, expenses from bench_organisation`.execute(db);
  await addFunding(db, "du banc");
  await addAccounts(db);
  onStep("personnes");
  await addPeople(db, size);
  await sql`analyze bench_worker`.execute(db);
  onStep("rendez-vous et ateliers");
  await addEncounters(db, size);
  await addPlans(db);
  onStep("contributions");
  await addContributions(db, size);
  onStep("chiffres déclarés");
  await addDeclaredFigures(db, size);
}

/** A year apart, of the grant that lasts ten years: what its funder and everybody read. */
async function addReleases(
  owner: Database,
  access: { url: string; secret: string },
  { manager, funder }: (typeof lookers)[keyof typeof lookers],
): Promise<void> {
  const { rows } = await sql<{
    organisationId: string;
    membershipId: string;
    userId: string;
    grantId: string;
    days: string[];
  }>`
    select m.organisation_id as "organisationId", m.id as "membershipId", m.user_id as "userId", g.id as "grantId",
      array[current_date - 731, current_date - 366, current_date - 1]::text[] as days
    from membership m join user_account u on u.id = m.user_id
    join user_account reader on reader.email = ${funder} join membership f on f.user_id = reader.id
    join funding_grant g on g.organisation_id = m.organisation_id and g.funder_id = f.funder_id
      and g.reference = 'M-7'
    where u.email = ${manager} and not exists (select from figure_release r where r.grant_id = g.id)`.execute(
    owner,
  );
  const [found] = rows;
  if (!found) return;
  const { grantId, days, ...who } = found;
  const actor = memberActor({ ...who, role: "manager", funderId: null, requestId: "national" });
  const { db, close } = connect({ ...access, role: "essaim_staff", max: 1 });
  try {
    for (const cutOffOn of days) {
      const made = await createExecute(db)(actor, makeRelease, {
        ...{ grantId, cutOffOn },
        isPublic: true,
      });
      if (!made.ok) throw new Error(`No release on ${cutOffOn}: ${made.reason}`);
    }
  } finally {
    await close();
  }
}

async function count(db: Database): Promise<Held> {
  const { rows } = await sql<Held>`
    select (select count(*)::int from organisation) as organisations, (select count(*)::int from worker) as people,
      (select count(*)::int from meeting) as meetings, (select count(*)::int from declared_figure) as figures,
      (select count(*)::int from expense) as expenses`.execute(db);
  if (!rows[0]) throw new Error("Nothing was counted");
  return rows[0];
}

export function tellNational({ organisations, people, meetings, figures, expenses }: Held): string {
  const told = (amount: number) => amount.toLocaleString("fr");
  return `${told(organisations)} organisations, ${told(people)} personnes, ${told(meetings)} rendez-vous, ${told(figures)} chiffres déclarés, ${told(expenses)} dépenses`;
}
