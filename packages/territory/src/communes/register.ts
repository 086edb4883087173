import type { Database } from "@essaim/database/connection";
import { sql } from "kysely";
import type { CommuneRegister } from "./register.schema.ts";

/**
 * Brings the communes to a register, all or nothing, as the owner of the database. Communes that are no longer in it
 * stay where they were written, and are found no more. Done again with the same register, it changes nothing.
 * @param source.name where it comes from, as shown to whoever looks after the installation
 * @param source.sha256 of the files
 */
export async function importCommunes(
  owner: Database,
  register: CommuneRegister,
  source: { name: string; sha256: string },
): Promise<void> {
  const { communes, former, epcis, centres } = register;
  await owner.transaction().execute(async (db) => {
    await sql`insert into epci (code, name)
      select code, name from jsonb_to_recordset(${JSON.stringify(epcis)}::jsonb) as r (code text, name text)
      on conflict (code) do update set name = excluded.name`.execute(db);
    await sql`insert into commune (code, name, department_code, postcodes, epci_code, population)
      select code, name, "departmentCode", postcodes, "epciCode", population
      from jsonb_to_recordset(${JSON.stringify(communes)}::jsonb) as r (code text, name text, "departmentCode" text,
        postcodes text[], "epciCode" text, population integer)
      on conflict (code) do update set name = excluded.name, department_code = excluded.department_code,
        postcodes = excluded.postcodes, epci_code = excluded.epci_code, population = excluded.population,
        is_current = true
      where (commune.name, commune.department_code, commune.postcodes, commune.epci_code, commune.population,
          commune.is_current)
        is distinct from (excluded.name, excluded.department_code, excluded.postcodes, excluded.epci_code,
          excluded.population, true)`.execute(db);
    await sql`update commune set is_current = false
      where is_current and code <> all (${communes.map((one) => one.code)})`.execute(db);
    await writeCentres(db, centres);
    await sql`delete from former_commune`.execute(db);
    await sql`insert into former_commune (code, name, commune_code)
      select code, name, "communeCode" from jsonb_to_recordset(${JSON.stringify(former)}::jsonb)
        as r (code text, name text, "communeCode" text)`.execute(db);
    await sql`delete from epci e where not exists (select from commune c where c.epci_code = e.code)`.execute(
      db,
    );
    await db
      .insertInto("territory_import")
      .values({
        kind: "communes",
        source: source.name,
        sha256: source.sha256,
        counts: JSON.stringify({
          communes: communes.length,
          former: former.length,
          epcis: epcis.length,
          centres: centres.length,
        }),
      })
      .execute();
  });
  await sql`analyze commune, former_commune, epci`.execute(owner);
}

/** Where communes are, as the owner of the database; the centres of the others stay. Does nothing to an unknown code. */
export async function writeCentres(
  owner: Database,
  centres: CommuneRegister["centres"],
): Promise<void> {
  await sql`update commune set lon = r.lon, lat = r.lat
    from jsonb_to_recordset(${JSON.stringify(centres)}::jsonb) as r (code text, lon double precision, lat double precision)
    where commune.code = r.code and (commune.lon, commune.lat) is distinct from (r.lon, r.lat)`.execute(
    owner,
  );
}

/** Did the communes come from the register of this name once, whatever came since? */
export async function hasImported(owner: Database, name: string): Promise<boolean> {
  const known = await owner
    .selectFrom("territory_import")
    .where("kind", "=", "communes")
    .where("source", "=", name)
    .select("id")
    .executeTakeFirst();
  return known !== undefined;
}
