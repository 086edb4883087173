import { randomBytes } from "node:crypto";
import type { Database } from "@essaim/database/connection";
import type { Generation } from "@essaim/territory/contours/contours.schema";
import { sql } from "kysely";

/** A neighbourhood of a test: a rectangle, in degrees. */
export type TestNeighbourhood = {
  code: string;
  name: string;
  communeCodes: string[];
  box: readonly [west: number, south: number, east: number, north: number];
};

/** Imports contours as the owner of a test database, in the way of a real file. */
export async function importTestContours(
  owner: Database,
  generation: Generation,
  neighbourhoods: readonly TestNeighbourhood[],
  { isApproximate = false, isPartial = true } = {},
): Promise<void> {
  const file = {
    ...{ generation, isPartial, isApproximate, source: "Essai" },
    sha256: randomBytes(32).toString("hex"),
  };
  const content = neighbourhoods.map(({ box: [west, south, east, north], ...one }) => ({
    ...{ ...one, west, south, east, north, isRepaired: false },
    geometry: {
      type: "MultiPolygon",
      coordinates: [
        [
          [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
          ],
        ],
      ],
    },
  }));
  await sql`select import_contours(${JSON.stringify(file)}::jsonb, ${JSON.stringify(content)}::jsonb)`.execute(
    owner,
  );
}
