import Flatbush from "flatbush";
import pointInPolygon from "point-in-polygon-hao";
import { boxAround } from "./box.rules.ts";
import type { MultiPolygon } from "./contours.schema.ts";

export type Locator = {
  /** @returns the code of the neighbourhood around the point (degrees, WGS84), or null outside of them all */
  locate(lon: number, lat: number): string | null;
  /** Neighbourhoods. */
  size: number;
};

/**
 * An index of contours, in memory: built once per process and generation.
 *
 * A point on a border is inside. A border that follows a street follows its axis (arrêté du 19 janvier 2018 and the ANCT's
 * notice), where nobody lives: a point that falls on it is an address of one side or the other, rounded, and it must not
 * be lost between two neighbourhoods that touch.
 *
 * A point in several contours belongs to the one that holds it inside rather than on its border, then to the first code
 * in alphabetical order: contours overlap by errors of drawing of a few metres, and the answer must be the same whatever
 * the order of the file.
 *
 * @param neighbourhoods with valid rings, such as `readContours` gives
 */
export function createLocator(
  neighbourhoods: readonly { code: string; geometry: MultiPolygon }[],
): Locator {
  const polygons = neighbourhoods.flatMap(({ code, geometry }) =>
    geometry.coordinates.map((rings) => ({ code, rings })),
  );
  const size = neighbourhoods.length;
  if (polygons.length === 0) return { locate: () => null, size };
  const index = new Flatbush(polygons.length);
  for (const { rings } of polygons) index.add(...boxAround(rings[0] ?? []));
  index.finish();

  return {
    size,
    locate(lon, lat) {
      if (!Number.isFinite(lon) || !Number.isFinite(lat)) return null;
      let inside: string | null = null;
      let onBorder: string | null = null;
      for (const found of index.search(lon, lat, lon, lat)) {
        const polygon = polygons[found];
        if (!polygon) continue;
        const where = pointInPolygon([lon, lat], polygon.rings);
        if (where === true) inside = first(inside, polygon.code);
        else if (where === 0) onBorder = first(onBorder, polygon.code);
      }
      return inside ?? onBorder;
    },
  };
}

const first = (known: string | null, code: string) =>
  known === null || code < known ? code : known;
