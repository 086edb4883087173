import { definePublicQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

/** Kilometres within which a commune is looked for: no point of France is further from the centre of one. */
const farthest = 40;

/** The INSEE code of the commune whose centre is nearest to a point, in degrees (WGS 84); null far from France. */
export const findNearestCommune = definePublicQuery({
  name: "findNearestCommune",
  permission: "published:read",
  input: z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }),
  run: async ({ db, input: { lat, lon } }): Promise<string | null> => {
    const { rows } = await sql<{ code: string }>`
      select code from commune
      where lat between ${lat}::float8 - ${farthest}::float8 / 111.2 and ${lat}::float8 + ${farthest}::float8 / 111.2
      -- Near enough to compare: a degree of longitude is shorter as one goes north.
      order by (lat - ${lat}::float8) ^ 2 + ((lon - ${lon}::float8) * cosd(${lat}::float8)) ^ 2
      limit 1`.execute(db);
    return rows[0]?.code ?? null;
  },
});
