import initGeos from "geos-wasm";
import { geojsonToGeosGeom, geosGeomToGeojson } from "geos-wasm/helpers";
import type { Position } from "./contours.schema.ts";

export type Surface = { polygons: Position[][][]; isRepaired: boolean };

/** Square degrees: less than ten square metres is a line badly drawn, not a neighbourhood. */
const smallestArea = 1e-9;
/** Of latitude. */
const metresInDegree = 111_200;

type Geos = Awaited<ReturnType<typeof initGeos>>;

let loading: Promise<Geos> | undefined;

/** Checks and mends surfaces with GEOS, the library of PostGIS and QGIS: what is valid here is valid there. */
export async function loadSurveyor(): Promise<Surveyor> {
  loading ??= initGeos({
    noticeHandler: () => {},
    errorHandler: (message) => {
      throw new Error(message);
    },
  });
  return new Surveyor(await loading);
}

export class Surveyor {
  readonly #geos: Geos;

  constructor(geos: Geos) {
    this.#geos = geos;
  }

  /**
   * A valid surface: rings closed, crossings resolved, spikes and what has no area dropped.
   * @param written polygons of a file, as lists of rings; its open rings are closed and its repeated points dropped, which
   *   is no repair since the surface stays the same
   * @returns null when no area is left
   */
  mend(written: number[][][][]): Surface | null {
    const clean = written.map((rings) => rings.map(closed));
    const withArea = clean.flatMap(([outline, ...holes]) =>
      outline && isRing(outline) ? [[outline, ...holes.filter(isRing)]] : [],
    );
    const isCut = count(withArea) < count(clean);
    if (withArea.length === 0) return null;
    const polygons = this.#using(withArea, (surface, keep) => {
      const geos = this.#geos;
      if (geos.GEOSisValid(surface) === 1) return withArea;
      const parameters = geos.GEOSMakeValidParams_create();
      // By structure: what two outlines cover is covered, what a hole covers is not, lines are dropped.
      geos.GEOSMakeValidParams_setMethod(
        parameters,
        geos.GEOSMakeValidMethods.GEOS_MAKE_VALID_STRUCTURE,
      );
      geos.GEOSMakeValidParams_setKeepCollapsed(parameters, 0);
      const valid = keep(geos.GEOSMakeValidWithParams(surface, parameters));
      geos.GEOSMakeValidParams_destroy(parameters);
      return polygonsOf(geosGeomToGeojson(valid, geos));
    });
    if (!polygons || areaOf(polygons) < smallestArea) return null;
    return { polygons: oriented(polygons), isRepaired: isCut || polygons !== withArea };
  }

  /** Do two valid surfaces cover the same ground, whatever the order of their points? */
  isSame(one: Position[][][], other: Position[][][]): boolean {
    const apart = this.#areaOf("GEOSSymDifference", one, other);
    return apart !== null && apart < smallestArea;
  }

  /** Square metres that two valid surfaces share, to a percent or so. Nought when GEOS cannot tell. */
  sharedGround(one: Position[][][], other: Position[][][]): number {
    const shared = this.#areaOf("GEOSIntersection", one, other);
    const latitude = one[0]?.[0]?.[0]?.[1] ?? 0;
    return (shared ?? 0) * metresInDegree ** 2 * Math.cos((latitude * Math.PI) / 180);
  }

  /** Square degrees of what is made of two surfaces; null when GEOS cannot tell. */
  #areaOf(
    operation: "GEOSSymDifference" | "GEOSIntersection",
    one: Position[][][],
    other: Position[][][],
  ): number | null {
    return this.#using(one, (surface, keep) => {
      const second = keep(geojsonToGeosGeom(multiPolygon(other), this.#geos));
      const made = keep(this.#geos[operation](surface, second));
      return areaOf(polygonsOf(geosGeomToGeojson(made, this.#geos)));
    });
  }

  /** Gives what was allocated back, and null for what GEOS cannot compute. */
  #using<T>(
    polygons: Position[][][],
    work: (surface: number, keep: (geometry: number) => number) => T,
  ): T | null {
    const kept: number[] = [];
    const keep = (geometry: number) => {
      if (geometry) kept.push(geometry);
      return geometry;
    };
    try {
      return work(keep(geojsonToGeosGeom(multiPolygon(polygons), this.#geos)), keep);
    } catch {
      return null;
    } finally {
      for (const geometry of kept) this.#geos.GEOSGeom_destroy(geometry);
    }
  }
}

const multiPolygon = (coordinates: Position[][][]) => ({
  type: "MultiPolygon" as const,
  coordinates,
});

const count = (polygons: Position[][][]) =>
  polygons.reduce((total, rings) => total + rings.length, 0);

/** Without repeated points, and ending where it began. */
function closed(ring: number[][]): Position[] {
  const points: Position[] = [];
  for (const [x = 0, y = 0] of ring) {
    const last = points.at(-1);
    if (last?.[0] !== x || last[1] !== y) points.push([x, y]);
  }
  const [first] = points;
  const last = points.at(-1);
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) {
    points.push([first[0], first[1]]);
  }
  return points;
}

/** A triangle at least, with its first point twice. */
const isRing = (ring: Position[]) => ring.length >= 4;

function polygonsOf(geometry: unknown): Position[][][] {
  const { type, coordinates, geometries } = geometry as {
    type: string;
    coordinates: never;
    geometries?: unknown[];
  };
  if (type === "Polygon") return (coordinates as Position[][]).length > 0 ? [coordinates] : [];
  if (type === "MultiPolygon") return coordinates;
  return (geometries ?? []).flatMap(polygonsOf);
}

function oriented(polygons: Position[][][]): Position[][][] {
  return polygons.map((rings) =>
    rings.map((ring, index) => (signedArea(ring) > 0 === (index === 0) ? ring : ring.toReversed())),
  );
}

const areaOf = (polygons: Position[][][]) =>
  polygons.reduce(
    (total, [outline = [], ...holes]) =>
      total +
      Math.abs(signedArea(outline)) -
      holes.reduce((sum, hole) => sum + Math.abs(signedArea(hole)), 0),
    0,
  );

/** In square degrees, positive against the clock. */
function signedArea(ring: Position[]): number {
  // From its first point, or small surfaces far from the origin lose their digits.
  const [x0, y0] = ring[0] ?? [0, 0];
  let twice = 0;
  for (let index = 1; index < ring.length; index++) {
    const [x1, y1] = ring[index - 1] as Position;
    const [x2, y2] = ring[index] as Position;
    twice += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
  }
  return twice / 2;
}
