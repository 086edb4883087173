import { z } from "zod";

/** 2015: codes QP…, decrees 2014-1750 and 2014-1751. 2024: codes QN…, decrees 2023-1314 and 2024-1212. */
export type Generation = 2015 | 2024;

/** Longitude, then latitude, in degrees (WGS84). */
export type Position = [number, number];

/**
 * Rings are closed, do not cross, and turn as RFC 7946 wants: an outline against the clock, its holes with it.
 */
export type MultiPolygon = { type: "MultiPolygon"; coordinates: Position[][][] };

export type ContourNeighbourhood = {
  code: string;
  name: string;
  /** INSEE codes, Paris, Lyon and Marseille as whole communes. Empty in the file of 2015, which only names them. */
  communeCodes: string[];
  /** As the file writes them, sometimes more of them than of codes. May be empty when there are codes. */
  communeNames: string[];
  geometry: MultiPolygon;
  /** The file's own contour crossed itself or was otherwise not the edge of a surface: this one is mended. */
  isRepaired: boolean;
};

/** Neighbourhoods in the order of the file, each once. */
export type Contours = {
  generation: Generation;
  neighbourhoods: ContourNeighbourhood[];
  overlaps: Overlaps;
};

/** Neighbourhoods of one file whose contours share ground. `isWhole`: there are no others. */
export type Overlaps = {
  pairs: { codes: [string, string]; squareMetres: number }[];
  isWhole: boolean;
};

/** A file that cannot be trusted: `message` says in French what is wrong and where, `problems` one sentence each. */
export class ContoursRefused extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join(" "));
  }
}

/** More values than two are heights, or measures, that nobody needs. */
const position = z.array(z.number()).min(2);
const rings = z.array(z.array(position)).min(1);

/** The surfaces of GeoJSON, as their list of polygons. */
export const surfaceSchema = z.discriminatedUnion("type", [
  z
    .object({ type: z.literal("Polygon"), coordinates: rings })
    .transform((surface) => [surface.coordinates]),
  z
    .object({ type: z.literal("MultiPolygon"), coordinates: z.array(rings).min(1) })
    .transform((surface) => surface.coordinates),
]);

export const featureSchema = z.object({
  type: z.literal("Feature"),
  properties: z.record(z.string(), z.unknown()),
  geometry: z.unknown(),
});
