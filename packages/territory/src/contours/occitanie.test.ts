import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import proj4 from "proj4";
import { describe, expect, test } from "vitest";
import { ContoursRefused, type Position } from "./contours.schema.ts";
import { createLocator } from "./locate.ts";
import { readContours } from "./read-contours.ts";

/** The real contours of a region, kept beside the repository by whoever has them: never part of it. */
const file = fileURLToPath(
  new URL("../../../../../shared/data/qpv/qpv-2015-occitanie-polygons.geojson", import.meta.url),
);

describe.skipIf(!existsSync(file))("the real contours of Occitanie", () => {
  type Collection = {
    crs?: unknown;
    features: { properties: { code_qp: string }; geometry: { coordinates: Position[][] } }[];
  };
  const text = () => readFileSync(file, "utf8");
  const collection = () => JSON.parse(text()) as Collection;
  const read = (written: string) =>
    readContours(new TextEncoder().encode(written), { generation: 2015, isPartial: true });
  const refusal = (written: string) =>
    read(written).then(
      () => "taken",
      (error: unknown) =>
        error instanceof ContoursRefused ? error.message : Promise.reject(error),
    );
  /** The file with its coordinates written otherwise, and no word of it. */
  function moved(move: (point: Position) => number[]): string {
    const { crs: _, ...all } = collection();
    for (const { geometry } of all.features) {
      geometry.coordinates = geometry.coordinates.map((ring) => ring.map(move) as Position[]);
    }
    return JSON.stringify(all);
  }

  test("are 105, some of them mended", async () => {
    const { neighbourhoods } = await read(text());
    expect(neighbourhoods).toHaveLength(105);
    expect(neighbourhoods.filter((one) => one.isRepaired)).toHaveLength(32);
    expect(neighbourhoods.every((one) => one.communeCodes.length === 1)).toBe(true);
  });

  test("hold their own middle, when it is inside, and each of their own points", async () => {
    const { neighbourhoods } = await read(text());
    const { locate } = createLocator(neighbourhoods);
    let inside = 0;
    for (const { properties, geometry } of collection().features) {
      const [ring = []] = geometry.coordinates;
      const [x, y] = middle(ring);
      if (isInside(ring, x, y)) inside += 1;
      expect(locate(x, y), properties.code_qp).toBe(
        isInside(ring, x, y) ? properties.code_qp : null,
      );
      expect(locate(x + 0.5, y + 0.5)).toBeNull();
    }
    expect(inside).toBeGreaterThan(80);
    for (const { code, geometry } of neighbourhoods) {
      for (const [x, y] of geometry.coordinates.flat(2)) {
        expect(locate(x, y), code).not.toBeNull();
      }
    }
  });

  test("are refused once cut, spoiled, turned round, or in metres, with the reason", async () => {
    const whole = text();
    expect(await refusal(whole.slice(0, 200_000))).toContain("coupé");
    expect(await refusal(whole.replace('"QP030016"', '"QP030016'))).toContain("JSON");
    expect(await refusal(whole.replace('"QP030016"', '"QP3"'))).toContain("élément 2 (QP3)");
    expect(await refusal(moved(([x, y]) => [y, x]))).toContain(
      "Les coordonnées sont inversées, la latitude avant la longitude\u202f: 105 éléments",
    );
    const lambert =
      "+proj=lcc +lat_1=49 +lat_2=44 +lat_0=46.5 +lon_0=3 +x_0=700000 +y_0=6600000 +ellps=GRS80";
    expect(await refusal(moved((point) => proj4(lambert, point)))).toContain(
      "Lambert-93 (EPSG:2154), et non en longitude et latitude (WGS84)\u202f: 105 éléments",
    );
    expect(await refusal(moved((point) => proj4("EPSG:3857", point)))).toContain(
      "Web Mercator (EPSG:3857)",
    );
    expect(await refusal(moved(([x, y]) => [x + 9, y]))).toContain("hors de France");
  });
});

function middle(ring: Position[]): Position {
  const [x0, y0] = ring[0] as Position;
  let [area, x, y] = [0, 0, 0];
  for (let index = 1; index < ring.length; index++) {
    const [x1, y1] = ring[index - 1] as Position;
    const [x2, y2] = ring[index] as Position;
    const cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
    area += cross;
    x += cross * (x1 + x2 - 2 * x0);
    y += cross * (y1 + y2 - 2 * y0);
  }
  return [x0 + x / (3 * area), y0 + y / (3 * area)];
}

/** By crossing the edges to the east of the point. */
function isInside(ring: Position[], x: number, y: number): boolean {
  let crossings = 0;
  for (let index = 1; index < ring.length; index++) {
    const [x1, y1] = ring[index - 1] as Position;
    const [x2, y2] = ring[index] as Position;
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)) crossings += 1;
  }
  return crossings % 2 === 1;
}
