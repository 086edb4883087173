import type { Tx } from "@essaim/identity/operation";
import { geoDistance } from "d3-geo";
import { sql } from "kysely";
import { findCommune } from "../commune.queries.ts";
import { boxAround, outlinesOf } from "./box.rules.ts";
import { type ContourNeighbourhood, ContoursRefused, type Position } from "./contours.schema.ts";
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

/** Kilometres: see `refuseFar`. */
const MOST_KM = 50;
const MOST_KM_IN_GUYANE = 150;

/**
 * Refuses contours that are not near the centre of each of their communes, where the register has it: their commune is
 * wrong, or their points are.
 *
 * A contour has its middle among houses of its commune. Arles, the largest commune of metropolitan France (759 km²), has
 * none as far as 40 km from its centre, and no contour is as wide as that. Communes of Guyane are as large as
 * départements: the town of Saint-Laurent-du-Maroni is some 60 km away from the centre of its commune.
 * @param communes of each neighbourhood, in the same order
 * @throws ContoursRefused
 */
export async function refuseFar(
  db: Tx,
  neighbourhoods: readonly (Written & Pick<ContourNeighbourhood, "geometry">)[],
  communes: readonly (readonly string[])[],
): Promise<void> {
  const { rows } = await sql<{ code: string; name: string; lon: number; lat: number }>`
    select code, name, lon, lat from commune
    where code = any (${[...new Set(communes.flat())]}) and lon is not null`.execute(db);
  const centres = new Map(rows.map((row) => [row.code, row]));
  const far = new Map<string, Written[]>();
  for (const [index, one] of neighbourhoods.entries()) {
    const [west, south, east, north] = boxAround(outlinesOf(one.geometry));
    const middle: Position = [(west + east) / 2, (south + north) / 2];
    const most = departmentOfNeighbourhood(one.code) === "973" ? MOST_KM_IN_GUYANE : MOST_KM;
    for (const code of communes[index] ?? []) {
      const centre = centres.get(code);
      if (!centre || kilometresBetween(middle, [centre.lon, centre.lat]) <= most) continue;
      const what = `Le contour est à plus de ${most}\u00a0km du centre de sa commune, ${centre.name} (${code})`;
      far.set(what, [...(far.get(what) ?? []), one]);
    }
  }
  if (far.size > 0) {
    throw new ContoursRefused([...far].map(([what, where]) => `${what}\u202f: ${quote(where)}.`));
  }
}

/** As the crow flies, on a sphere. */
const kilometresBetween = (one: Position, other: Position) => geoDistance(one, other) * 6_371;

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
