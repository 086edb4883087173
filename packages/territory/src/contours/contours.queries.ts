import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { departmentOf } from "../communes/department.rules.ts";
import type { Generation, MultiPolygon } from "./contours.schema.ts";
import { createLocator } from "./locate.ts";
import { onList } from "./on-list.ts";
import { departmentOfNeighbourhood } from "./properties.rules.ts";

/** The contours of one generation, to tell where points are. */
export type GenerationContours = {
  /** The neighbourhood around a point (degrees, WGS 84), and the communes that it touches, in order of code. */
  locate(
    lon: number,
    lat: number,
  ): { code: string; communeCodes: readonly string[]; isApproximate: boolean } | null;
  /** Is a point of this commune that is in none of them outside of every neighbourhood? Else nobody can say. */
  covers(communeCode: string): boolean;
  /**
   * Is one of those of this commune invented for the demonstration, whatever else is drawn around it? Outside of all of
   * them, a point may then be inside of that one, once it is truly drawn.
   */
  isApproximate(communeCode: string): boolean;
  /** Is this neighbourhood among them? One that left the national list is not. */
  has(neighbourhoodCode: string): boolean;
  /** Neighbourhoods. */
  size: number;
};

/** What a process holds of the contours in force, by generation. */
export type Contours = Readonly<Record<Generation, GenerationContours>>;

type Held = { importId: string; contours: GenerationContours };

/** Once per process: contours are the State's, the same for every organisation. A newer import has another id. */
const held = new Map<Generation, Held>();

/**
 * The contours of both generations, read once and held in memory until a newer file is imported (about 50 MB and a
 * second for all of France).
 */
export async function loadContours(db: Tx): Promise<Contours> {
  const { rows } = await sql<{ generation: Generation; id: string }>`
    select distinct on (generation) generation, id from territory_import
    where kind = 'contours' order by generation, imported_at desc, id desc`.execute(db);
  const load = async (generation: Generation) => {
    const importId = rows.find((row) => row.generation === generation)?.id ?? "none";
    const known = held.get(generation);
    if (known?.importId === importId) return known.contours;
    const contours = await read(db, generation);
    held.set(generation, { importId, contours });
    return contours;
  };
  // One after the other: a transaction has one connection.
  return { 2015: await load(2015), 2024: await load(2024) };
}

async function read(db: Tx, generation: Generation): Promise<GenerationContours> {
  const { rows } = await sql<{
    code: string;
    geometry: MultiPolygon;
    isApproximate: boolean;
    communeCodes: string[];
  }>`
    select c.neighbourhood_code as code, c.geometry, c.is_approximate as "isApproximate",
      array(select nc.commune_code from neighbourhood_commune nc
        where nc.neighbourhood_code = n.code order by 1) as "communeCodes"
    from neighbourhood_contour c join neighbourhood n on n.code = c.neighbourhood_code
    where n.generation = ${generation} and ${onList}
    order by 1`.execute(db);
  const { rows: whole } = await sql<{ isWhole: boolean }>`
    select exists (select from territory_import where kind = 'contours' and generation = ${generation}
      and not is_partial and not is_approximate) as "isWhole"`.execute(db);
  return contoursOf(rows, whole[0]?.isWhole ?? false);
}

/** @param isWhole the file of the whole country was imported: what it does not draw is outside */
export function contoursOf(
  neighbourhoods: readonly {
    code: string;
    geometry: MultiPolygon;
    isApproximate: boolean;
    communeCodes: readonly string[];
  }[],
  isWhole: boolean,
): GenerationContours {
  const byCode = new Map(neighbourhoods.map((one) => [one.code, one]));
  const real = neighbourhoods.filter((one) => !one.isApproximate);
  const invented = neighbourhoods.filter((one) => one.isApproximate);
  // Where both hold a point, only the real one proves anything.
  const locators = [createLocator(real), createLocator(invented)];
  // One that crosses a border is of the département of its code, and tells nothing of the rest of the other one.
  const departments = new Set(real.map((one) => departmentOfNeighbourhood(one.code)));
  const inventedIn = new Set(invented.flatMap((one) => one.communeCodes));
  return {
    size: neighbourhoods.length,
    has: (code) => byCode.has(code),
    locate(lon, lat) {
      const codes = locators.map(({ locate }) => locate(lon, lat));
      const found = byCode.get(codes.find((code) => code !== null) ?? "");
      if (!found) return null;
      const { code, communeCodes, isApproximate } = found;
      return { code, communeCodes, isApproximate };
    },
    // Invented contours know the communes that they were invented for, and no other.
    covers: (communeCode) =>
      isWhole || departments.has(departmentOf(communeCode)) || inventedIn.has(communeCode),
    isApproximate: (communeCode) => inventedIn.has(communeCode),
  };
}
