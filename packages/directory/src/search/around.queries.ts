import type { Tx } from "@essaim/identity/operation";
import { findCommune } from "@essaim/territory/commune.queries";
import { type RawBuilder, sql } from "kysely";
import { communeKey } from "./query.rules.ts";
import type { NamedCommune } from "./search.schema.ts";

/** Communes and those around: the distance of each in km, null when a centre is not known. */
export type Around = ReadonlyMap<string, number | null>;

/**
 * The communes that somebody wrote as one: none when it is not known, several when a name or a postcode is shared. Five
 * figures alone are a postcode where one has it: people know theirs, and that of Roubaix is the code of Bousignies.
 */
export async function communesWritten(db: Tx, written: string): Promise<NamedCommune[]> {
  const postcode = /\b\d{5}\b/.exec(written)?.[0] ?? "";
  if (written.trim() === postcode) {
    const sharing = await communesWhere(db, sql`is_current and postcodes @> array[${postcode}]`);
    if (sharing.length > 0) return sharing;
  }
  const found = await findCommune(db, written);
  if (found.ok) return communesWhere(db, sql`code = ${found.code}`);
  if (found.reason === "commune_not_found") return [];
  return communesWhere(
    db,
    sql`is_current and (commune_key(name) = ${communeKey(written)} or postcodes @> array[${postcode}])`,
  );
}

/**
 * Communes whose name begins like what was typed, the most populous first, then those a letter or two away. The first
 * letter is seldom the wrong one, and keeps to a part of the index.
 */
export async function communesAlike(db: Tx, written: string): Promise<NamedCommune[]> {
  const key = communeKey(written).slice(0, 60);
  if (!/^[a-z]/.test(key) || key.length < 3) return [];
  const most = key.length < 5 ? 1 : 2;
  const { rows } = await sql<NamedCommune>`
    select code, name, department_code as "departmentCode", lat is not null as "isLocated" from (
      select code, name, department_code, lat, population, commune_key(name) as key from commune
      where is_current and commune_key(name) between ${key[0]} and ${`${key[0]}\uffff`}) c
    where starts_with(key, ${key}) or levenshtein_less_equal(left(key, 80), ${key}, ${most}) <= ${most}
    order by starts_with(key, ${key}) desc, levenshtein_less_equal(left(key, 80), ${key}, 9), population desc nulls last, code
    limit 5`.execute(db);
  return rows;
}

async function communesWhere(db: Tx, condition: RawBuilder<unknown>): Promise<NamedCommune[]> {
  const { rows } = await sql<NamedCommune>`
    select code, name, department_code as "departmentCode", lat is not null as "isLocated" from commune where ${condition} order by code limit 40`.execute(
    db,
  );
  return rows;
}

/** @param km how far around; 0 for the communes alone */
export async function around(db: Tx, codes: readonly string[], km: number): Promise<Around> {
  if (codes.length === 0) return new Map();
  if (km === 0) return new Map(codes.map((code) => [code, 0]));
  const { rows } = await sql<{ code: string; km: number | null }>`
    select code, round(distance::numeric, 1)::float8 as km from commune_distances(${codes}::text[], ${km})
    order by km nulls last, code`.execute(db);
  return new Map(rows.map((row) => [row.code, row.km]));
}
