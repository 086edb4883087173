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

async function communesWhere(db: Tx, condition: RawBuilder<unknown>): Promise<NamedCommune[]> {
  const { rows } = await sql<NamedCommune>`
    select code, name, lat is not null as "isLocated" from commune where ${condition} order by code limit 40`.execute(
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
