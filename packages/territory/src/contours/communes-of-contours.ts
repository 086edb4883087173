import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { findCommune } from "../commune.queries.ts";
import { type ContourNeighbourhood, ContoursRefused } from "./contours.schema.ts";
import { departmentOfNeighbourhood } from "./properties.rules.ts";

type Written = Pick<ContourNeighbourhood, "code" | "name" | "communeCodes" | "communeNames">;

/** Neighbourhoods quoted for one kind of problem. */
const QUOTED = 3;

/**
 * The communes of each neighbourhood, by their codes in the register: a commune that joined another leads to that one.
 * Where a file only names them, as that of 2015 does, the code of the neighbourhood says in which département to look.
 * @throws ContoursRefused with every commune that the register does not know, and where the file has it
 */
export async function communesOf(db: Tx, neighbourhoods: readonly Written[]): Promise<string[][]> {
  const byCode = await currentCodes(
    db,
    neighbourhoods.flatMap(({ communeCodes }) => communeCodes),
  );
  const named = neighbourhoods.filter(({ communeCodes }) => communeCodes.length === 0);
  const byName = await codesOfNames(
    db,
    named.flatMap((one) => one.communeNames.map((name) => placeOf(one, name))),
  );
  const unknown = new Map<string, Written[]>();
  const found = neighbourhoods.map((one) => {
    const sought =
      one.communeCodes.length > 0
        ? one.communeCodes.map((code) => ({ written: code, code: byCode.get(code) }))
        : one.communeNames.map((name) => ({
            written: `«\u202f${name}\u202f»`,
            code: byName.get(keyOf(placeOf(one, name))),
          }));
    for (const { written, code } of sought) {
      if (!code) unknown.set(written, [...(unknown.get(written) ?? []), one]);
    }
    return [...new Set(sought.flatMap(({ code }) => code ?? []))];
  });
  if (unknown.size > 0) {
    throw new ContoursRefused(
      [...unknown].map(
        ([written, where]) =>
          `Le registre des communes ne connaît pas ${written}\u202f: ${quote(where)}.`,
      ),
    );
  }
  return found;
}

function quote(where: readonly Written[]): string {
  const named = where.slice(0, QUOTED).map(({ code, name }) => `${code} (${name.slice(0, 60)})`);
  const others = where.length - named.length;
  return [
    ...named,
    ...(others > 0 ? [`et ${others} ${others > 1 ? "autres" : "autre"}`] : []),
  ].join(", ");
}

/** A commune that is current, or else the one that its code leads to, or else one that only left the register. */
async function currentCodes(db: Tx, codes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ given: string; code: string }>`
    select distinct on (g.code) g.code as given, coalesce(f.commune_code, c.code) as code
    from unnest(${[...new Set(codes)]}::text[]) as g (code)
    left join commune c on c.code = g.code
    left join former_commune f on f.code = g.code and c.is_current is not true
    where c.code is not null or f.code is not null
    order by g.code, f.commune_code`.execute(db);
  return new Map(rows.map(({ given, code }) => [given, code]));
}

type NamedPlace = { name: string; departmentCode: string };

const placeOf = ({ code }: Written, name: string): NamedPlace => ({
  // Paris, Lyon and Marseille are whole communes in the register.
  name: name.replace(/\s+\d+\s*(e|er|[eè]me)?\s+arrondissement$/i, ""),
  departmentCode: departmentOfNeighbourhood(code),
});
const keyOf = ({ name, departmentCode }: NamedPlace) => `${departmentCode} ${name}`;

/** Most names are written as in the register, and read all at once; the others one by one. */
async function codesOfNames(db: Tx, places: readonly NamedPlace[]): Promise<Map<string, string>> {
  const asked = new Map(places.map((place) => [keyOf(place), place]));
  if (asked.size === 0) return new Map();
  const { rows } = await sql<NamedPlace & { code: string }>`
    select g.name, g."departmentCode", min(c.code) as code
    from jsonb_to_recordset(${JSON.stringify([...asked.values()])}::jsonb) as g (name text, "departmentCode" text)
    join commune c on c.department_code = g."departmentCode" and c.is_current
      and regexp_replace(fold(c.name), '[^a-z0-9]+', ' ', 'g') = regexp_replace(fold(g.name), '[^a-z0-9]+', ' ', 'g')
    group by 1, 2 having count(*) = 1`.execute(db);
  const found = new Map(rows.map((row) => [keyOf(row), row.code]));
  for (const [key, { name, departmentCode }] of asked) {
    if (found.has(key)) continue;
    const commune = await findCommune(db, `${name} (${departmentCode})`);
    if (commune.ok) found.set(key, commune.code);
  }
  return found;
}
