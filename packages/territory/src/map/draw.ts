import { type GeoProjection, geoMercator } from "d3-geo";
import simplify from "simplify-js";
import { boxAround, outlinesOf } from "../contours/box.rules.ts";
import type { Position } from "../contours/contours.schema.ts";
import type { Box, ContourOnMap, DrawnContour, DrawnMap, ScaleBar, Spot } from "./map.schema.ts";

/** Every drawing is as wide as a narrow phone, and enlarged from there: a finger's width is then a number of units. */
export const frameWidth = 320;

/** A contour smaller than this, both ways, is drawn as a dot. */
const smallestSeen = 4;
/** Of such a dot, with its line. */
const dotRadius = 3.5;
/** Smaller than this one way, it cannot be touched without help. */
const smallestTouched = 24;
/** Around what is drawn: half a finger, so that what is touched stays inside. */
const margin = 16;
/** Less than the pixel of a large screen, on which a unit is three of them. */
const tolerance = 0.15;

/** Metres around the earth for a turn of Mercator's. */
const equator = 40_075_017;

type Options = {
  /** Of the drawing's height by its width; the drawing takes what it needs between the two. */
  flattest?: number;
  tallest?: number;
  /** At least so many metres on the ground from left to right: a neighbourhood alone is not a poster. */
  metresAtLeast?: number;
  /** Another point that must be in sight, in degrees. */
  point?: Position | null;
  /** Places to find on the drawing, in degrees: where their names would be written. */
  places?: readonly Position[];
};

/**
 * Contours as paths of an SVG, by Mercator's projection, which keeps their shapes: a map of one département or
 * intercommunality is too small for its distortion to show. Contours of an overseas département are drawn alone.
 * @param contours at least one, or a point
 */
export function drawMap(contours: readonly ContourOnMap[], options: Options = {}): DrawnMap {
  const { projection, height } = fit(contours, options);
  const spotOf = (position: Position): Spot | null => {
    const [x, y] = project(projection, position);
    const isInside = x >= 0 && x <= frameWidth && y >= 0 && y <= height;
    return isInside ? { x: tenth(x), y: tenth(y) } : null;
  };
  return {
    width: frameWidth,
    height,
    places: (options.places ?? []).map(spotOf),
    contours: contours.map((contour) => drawContour(contour, projection)),
    scale: scaleBar(projection, height),
  };
}

/** The same, and where a point falls on it. */
export function drawPoint(
  contours: readonly ContourOnMap[],
  point: Position,
): DrawnMap & { point: Spot } {
  const options = { point, metresAtLeast: 600, flattest: 0.5, tallest: 0.8 };
  const { projection } = fit(contours, options);
  const [x, y] = project(projection, point);
  return { ...drawMap(contours, options), point: { x: tenth(x), y: tenth(y) } };
}

/**
 * The projection that shows all of it. It is fitted to two corners rather than to surfaces: d3-geo's turn the other way
 * than those of RFC 7946, and would cover the rest of the earth.
 */
function fit(
  contours: readonly ContourOnMap[],
  { flattest = 0.55, tallest = 1.15, metresAtLeast = 0, point }: Options,
): { projection: GeoProjection; height: number } {
  const [west, south, east, north] = boxAround([
    ...contours.flatMap(({ geometry }) => outlinesOf(geometry)),
    ...(point ? [point] : []),
  ]);
  if (west > east) throw new Error("There is nothing to draw");
  const middle = (south + north) / 2;
  const metresInDegree = (equator / 360) * Math.cos((middle * Math.PI) / 180);
  // A point alone has no extent.
  const least = Math.max(metresAtLeast, 50) / metresInDegree / 2;
  const halfWidth = Math.max((east - west) / 2, least);
  const corners: Position[] = [
    [(west + east) / 2 - halfWidth, south],
    [(west + east) / 2 + halfWidth, north],
  ];
  const [left = 0, top = 0] = geoMercator()([corners[0]?.[0] ?? 0, north]) ?? [];
  const [right = 0, bottom = 0] = geoMercator()([corners[1]?.[0] ?? 0, south]) ?? [];
  const shape = (bottom - top) / (right - left);
  const inside = frameWidth - 2 * margin;
  const height = Math.round(
    Math.min(Math.max(shape * inside + 2 * margin, flattest * frameWidth), tallest * frameWidth),
  );
  const projection = geoMercator()
    // A tall thing is fitted by its height: nothing is then cut.
    .fitExtent(
      [
        [margin, margin],
        [frameWidth - margin, height - margin],
      ],
      { type: "MultiPoint", coordinates: corners },
    )
    .clipExtent(null);
  return { projection, height };
}

function project(projection: GeoProjection, position: Position): [number, number] {
  return projection(position) ?? [0, 0];
}

function drawContour({ code, geometry }: ContourOnMap, projection: GeoProjection): DrawnContour {
  const polygons = geometry.coordinates.map((rings) =>
    rings.map((ring) => ring.map((position) => project(projection, position))),
  );
  const boxes = polygons
    .map(([outline = []]): Box => {
      const [left, top, right, bottom] = boxAround(outline);
      return { left, top, right, bottom };
    })
    .sort((a, b) => areaOf(b) - areaOf(a));
  const [largest] = boxes;
  if (!largest) throw new Error(`A contour has parts: ${code}`);
  const at = {
    x: tenth((largest.left + largest.right) / 2),
    y: tenth((largest.top + largest.bottom) / 2),
  };
  const isSeen = boxes.some(
    ({ left, right, top, bottom }) => Math.max(right - left, bottom - top) >= smallestSeen,
  );
  const isSmall =
    Math.min(largest.right - largest.left, largest.bottom - largest.top) < smallestTouched;
  if (!isSeen) return { code, path: null, at, boxes: [dotBox(at)], isSmall };
  return { code, path: pathOf(polygons), at, boxes, isSmall };
}

const dotBox = ({ x, y }: Spot): Box => ({
  ...{ left: x - dotRadius, right: x + dotRadius },
  ...{ top: y - dotRadius, bottom: y + dotRadius },
});

const areaOf = ({ left, right, top, bottom }: Box) => (right - left) * (bottom - top);

/** Holes are rings of the same path, drawn with the even-odd rule. What is less than a pixel is left out. */
function pathOf(polygons: readonly [number, number][][][]): string {
  return polygons
    .flatMap((rings) =>
      rings.map((ring) => {
        const points = simplify(
          ring.map(([x, y]) => ({ x, y })),
          tolerance,
          true,
        );
        const written: string[] = [];
        for (const { x, y } of points) {
          const text = `${tenth(x)},${tenth(y)}`;
          if (written.at(-1) !== text) written.push(text);
        }
        // A closed ring says its first point twice.
        if (written.length > 1 && written[0] === written.at(-1)) written.pop();
        return written.length > 2 ? `M${written.join("L")}Z` : "";
      }),
    )
    .join("");
}

const tenth = (value: number) => Math.round(value * 10) / 10 + 0;

/** A round length of about a quarter of the drawing, true at its middle. */
function scaleBar(projection: GeoProjection, height: number): ScaleBar {
  const [, latitude = 0] = projection.invert?.([frameWidth / 2, height / 2]) ?? [];
  const metresInUnit =
    (equator * Math.cos((latitude * Math.PI) / 180)) / (2 * Math.PI * projection.scale());
  const wanted = (frameWidth / 4) * metresInUnit;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const metres = ([5, 2, 1].find((step) => step * power <= wanted) ?? 1) * power;
  return { length: tenth(metres / metresInUnit), metres };
}
