import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MultiPolygon, Position } from "./contours.schema.ts";
import { createLocator } from "./locate.ts";
import { loadSurveyor } from "./surface.ts";

const surveyor = await loadSurveyor();
const contour = (code: string, coordinates: Position[][][]) => ({
  code,
  geometry: { type: "MultiPolygon", coordinates } satisfies MultiPolygon,
});
const square = (x: number, y: number, side: number): Position[] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];

describe("a point", () => {
  const { locate, size } = createLocator([
    contour("QN05902M", [[square(0, 0, 10), square(4, 4, 2)], [square(20, 0, 5)]]),
    contour("QN05901M", [[square(10, 0, 10)]]),
    contour("QN05904M", [[square(30, 0, 10)]]),
    contour("QN05903M", [[square(35, 0, 10)]]),
  ]);

  test.each<[string, number, number, string | null]>([
    ["inside", 1, 1, "QN05902M"],
    ["inside the second part", 22, 2, "QN05902M"],
    ["in a hole", 5, 5, null],
    ["on the border of a hole", 4, 5, "QN05902M"],
    ["outside", 5, 11, null],
    ["on a border", 5, 10, "QN05902M"],
    ["on a corner", 0, 0, "QN05902M"],
    ["on the border of two", 10, 5, "QN05901M"],
    ["on the border of one, inside another", 35, 5, "QN05904M"],
    ["inside two", 37, 5, "QN05903M"],
    ["in no place", Number.NaN, 5, null],
    ["nowhere", Infinity, 5, null],
  ])("%s", (_, x, y, expected) => {
    expect(locate(x, y)).toBe(expected);
  });

  test("among no contours is in none", () => {
    expect(size).toBe(4);
    expect(createLocator([])).toMatchObject({ size: 0 });
    expect(createLocator([]).locate(3, 50)).toBeNull();
  });
});

/** Contours made of cells of a grid: who holds a point is read from the cells around it, and needs no geometry. */
const width = 6;
const codes = ["QN05901M", "QN05902M", "QN05903M"];
const grid = fc.array(fc.option(fc.constantFrom(...codes)), {
  minLength: width * width,
  maxLength: width * width,
});

function contoursOf(cells: (string | null)[]) {
  return codes.flatMap((code) => {
    const squares = cells.flatMap((owner, index) =>
      owner === code ? [[square(index % width, Math.floor(index / width), 1)]] : [],
    );
    // Squares side by side are no valid surface before they are mended into one.
    const surface = surveyor.mend(squares);
    return surface ? [contour(code, surface.polygons)] : [];
  });
}

/** @param x2 twice the coordinate, from -1 to twice the width and one */
function naive(cells: (string | null)[], x2: number, y2: number): string | null {
  const touched = (twice: number) =>
    twice % 2 === 0 ? [twice / 2 - 1, twice / 2] : [Math.floor(twice / 2)];
  const owners = touched(x2).flatMap((x) =>
    touched(y2).map((y) =>
      x < 0 || y < 0 || x >= width || y >= width ? null : (cells[y * width + x] ?? null),
    ),
  );
  return owners.filter((owner) => owner !== null).sort()[0] ?? null;
}

const everyPoint = Array.from({ length: (2 * width + 3) ** 2 }, (_, index) => [
  (index % (2 * width + 3)) - 1,
  Math.floor(index / (2 * width + 3)) - 1,
]) as Position[];

function expectNaive(cells: (string | null)[], contours: ReturnType<typeof contoursOf>) {
  const { locate } = createLocator(contours);
  const all = everyPoint.map(([x, y]) => locate(x / 2, y / 2));
  expect(all).toEqual(everyPoint.map(([x, y]) => naive(cells, x, y)));
}

describe("contours of any shape", () => {
  test("answer as their cells do: parts, holes, borders, corners, neighbours", () => {
    fc.assert(
      fc.property(grid, (cells) => expectNaive(cells, contoursOf(cells))),
      { numRuns: 200 },
    );
  });

  test("answer the same whichever way their rings turn, wherever they start, closed or not, in any order", () => {
    fc.assert(
      fc.property(grid, fc.nat(), fc.boolean(), fc.boolean(), (cells, shift, isTurned, isOpen) => {
        const contours = contoursOf(cells).map(({ code, geometry }) => {
          const rings = geometry.coordinates.map((polygon) =>
            polygon.map((ring) => {
              const points = ring.slice(1);
              const start = shift % points.length;
              const moved = [...points.slice(start), ...points.slice(0, start)];
              if (isTurned) moved.reverse();
              return isOpen ? moved : [...moved, moved[0] as Position];
            }),
          );
          // Closing is the reader's work.
          return contour(code, isOpen ? (surveyor.mend(rings)?.polygons ?? []) : rings);
        });
        expectNaive(cells, contours.reverse());
      }),
      { numRuns: 100 },
    );
  });

  test("hold their middle, and nothing beyond their farthest point", () => {
    const star = fc
      .record({
        x: fc.double({ min: -60, max: 60, noNaN: true }),
        y: fc.double({ min: -25, max: 52, noNaN: true }),
        radii: fc.array(fc.double({ min: 0.001, max: 0.05, noNaN: true }), {
          minLength: 3,
          maxLength: 60,
        }),
      })
      .map(({ x, y, radii }) => {
        const ring = radii.map((radius, index): Position => {
          const angle = (2 * Math.PI * index) / radii.length;
          return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
        });
        return { x, y, ring: [...ring, ring[0] as Position] };
      });
    fc.assert(
      fc.property(star, fc.double({ min: 0, max: 7, noNaN: true }), ({ x, y, ring }, angle) => {
        const { locate } = createLocator([contour("QN05901M", [[ring]])]);
        expect(locate(x, y)).toBe("QN05901M");
        expect(locate(x + 0.0501 * Math.cos(angle), y + 0.0501 * Math.sin(angle))).toBeNull();
        for (const [a, b] of ring) expect(locate(a, b)).toBe("QN05901M");
      }),
    );
  });
});
