import type { Tx } from "@essaim/identity/operation";
import { findCommune } from "@essaim/territory/commune.queries";
import { sql } from "kysely";
import { communeKey } from "./query.rules.ts";
import type { Place } from "./search.schema.ts";

/** Communes and those around: the distance of each in km, null when a centre is not known. */
export type Around = ReadonlyMap<string, number | null>;

/** The communes that somebody wrote as one: none when it is not known, several when a name or a postcode is shared. */
export async function communesWritten(db: Tx, written: string): Promise<Place[]> {
  const found = await findCommune(db, written);
  const code = found.ok ? found.code : null;
  if (!found.ok && found.reason === "commune_not_found") return [];
  const postcode = /\b\d{5}\b/.exec(written)?.[0] ?? "";
  const { rows } = await sql<Place>`
    select code, name from commune
    where case when ${code}::text is not null then code = ${code}
      else is_current and (commune_key(name) = ${communeKey(written)} or postcodes @> array[${postcode}]) end
    order by code limit 40`.execute(db);
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
