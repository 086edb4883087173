import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Position } from "../contours/contours.schema.ts";
import { readContours } from "../contours/read-contours.ts";
import { classesOf, type Shade, type Tone, toneOf } from "./classes.rules.ts";
import { drawMap, drawPoint, frameWidth } from "./draw.ts";
import { placeLabels } from "./labels.rules.ts";
import type { ContourOnMap } from "./map.schema.ts";

/** A square of `half` degrees around a place, against the clock as RFC 7946 wants. */
const square = (code: string, lon: number, lat: number, half: number): ContourOnMap => {
  const ring: Position[] = [
    [lon - half, lat - half],
    [lon + half, lat - half],
    [lon + half, lat + half],
    [lon - half, lat + half],
    [lon - half, lat - half],
  ];
  return { code, geometry: { type: "MultiPolygon", coordinates: [[ring]] } };
};
const numbersOf = (path: string) =>
  [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map((m) => [Number(m[1]), Number(m[2])]);

const somewhere = fc.record({
  lon: fc.double({ min: 2, max: 4, noNaN: true }),
  lat: fc.double({ min: 49, max: 51, noNaN: true }),
  half: fc.double({ min: 0.0001, max: 0.05, noNaN: true }),
});

describe("a map", () => {
  it("keeps every path, dot and point inside its frame, whichever way rings turn", () => {
    fc.assert(
      fc.property(
        fc.array(somewhere, { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        (places, turned) => {
          const contours = places.map(({ lon, lat, half }, index) => {
            const one = square(`QN${index}`, lon, lat, half);
            if (turned)
              for (const rings of one.geometry.coordinates)
                for (const ring of rings) ring.reverse();
            return one;
          });
          const map = drawMap(contours);
          expect(map.contours.map(({ code }) => code)).toEqual(contours.map(({ code }) => code));
          for (const { path, at } of map.contours) {
            for (const [x = Number.NaN, y = Number.NaN] of [
              [at.x, at.y],
              ...numbersOf(path ?? ""),
            ]) {
              expect(x).toBeGreaterThanOrEqual(0);
              expect(x).toBeLessThanOrEqual(frameWidth);
              expect(y).toBeGreaterThanOrEqual(0);
              expect(y).toBeLessThanOrEqual(map.height);
            }
          }
          expect(map.scale.length).toBeGreaterThan(frameWidth / 12);
          expect(map.scale.length).toBeLessThanOrEqual(frameWidth / 4);
        },
      ),
    );
  });

  it("has the north above, and a scale that is true", () => {
    // A hundredth of a degree of latitude is 1,112 m.
    const map = drawMap([square("south", 3, 50, 0.005), square("north", 3, 50.1, 0.005)]);
    const [south, north] = map.contours;
    const between = (south?.at.y ?? 0) - (north?.at.y ?? 0);
    expect(between).toBeGreaterThan(0);
    const metres = (between * map.scale.metres) / map.scale.length;
    expect(metres).toBeGreaterThan(10_900);
    expect(metres).toBeLessThan(11_400);
  });

  it("draws a hole as a ring of its path, and a speck as a dot that a finger can touch", () => {
    const around = square("hole", 3, 50, 0.02);
    around.geometry.coordinates[0]?.push(
      square("", 3, 50, 0.01).geometry.coordinates[0]?.[0] ?? [],
    );
    const [hole, speck] = drawMap([around, square("speck", 3.05, 50, 0.0002)]).contours;
    expect(hole?.path?.match(/M/g)).toHaveLength(2);
    expect(hole?.isSmall).toBe(false);
    expect(speck).toMatchObject({ path: null, isSmall: true });
    // Letters keep off the dot, which is larger than the contour.
    const [dot] = speck?.boxes ?? [];
    expect((dot?.right ?? 0) - (dot?.left ?? 0)).toBeCloseTo(7);
  });

  it("shows a point in its contours, and a point alone", () => {
    for (const contours of [[square("QN1", 3, 50, 0.002)], []]) {
      const { point, height } = drawPoint(contours, [3.001, 50]);
      expect(point.x).toBeGreaterThan(0);
      expect(point.x).toBeLessThan(frameWidth);
      expect(point.y).toBeGreaterThan(0);
      expect(point.y).toBeLessThan(height);
    }
  });

  const occitanie = fileURLToPath(
    new URL("../../../../../shared/data/qpv/qpv-2015-occitanie-polygons.geojson", import.meta.url),
  );
  it.runIf(existsSync(occitanie))("stays light for a real département", async () => {
    const { neighbourhoods } = await readContours(readFileSync(occitanie), {
      generation: 2015,
      isPartial: true,
    });
    const map = drawMap(neighbourhoods.filter(({ code }) => code.startsWith("QP031")));
    expect(map.contours.length).toBeGreaterThan(10);
    expect(JSON.stringify(map).length).toBeLessThan(60_000);
  });
});

const shade: fc.Arbitrary<Shade> = fc.oneof(
  fc.record({ value: fc.integer({ min: -3, max: 40 }) }),
  fc.constant("secret" as const),
  fc.constant("unknown" as const),
);

describe("classes of a choropleth", () => {
  it("hold every place in exactly one class, five at most, none of them empty", () => {
    fc.assert(
      fc.property(fc.array(shade, { maxLength: 60 }), (shades) => {
        const classes = classesOf(shades);
        expect(classes.length).toBeLessThanOrEqual(5);
        expect(new Set(classes.map(({ tone }) => tone)).size).toBe(classes.length);
        const told = new Set(classes.map(({ tone }) => tone));
        for (const one of shades) {
          const tone = toneOf(one, classes);
          if (typeof one !== "object") expect(tone).toBe(one);
          else if (one.value === 0) expect(tone).toBe("none");
          else {
            const inside = classes.filter(({ from, to }) => one.value >= from && one.value <= to);
            expect(inside.map((each) => each.tone)).toEqual([tone]);
            told.delete(tone as Tone);
          }
        }
        expect(told.size).toBe(0);
      }),
    );
  });

  it("are one for each value when these are few, and spread over the shades", () => {
    const classes = classesOf([{ value: 7 }, { value: 0 }, { value: 1 }, { value: 7 }, "secret"]);
    expect(classes).toEqual([
      { tone: 2, from: 1, to: 1 },
      { tone: 4, from: 7, to: 7 },
    ]);
  });

  it("hold about as many places each otherwise", () => {
    const classes = classesOf(Array.from({ length: 50 }, (_, value) => ({ value: value + 1 })));
    expect(classes.map(({ from, to }) => to - from + 1)).toEqual([10, 10, 10, 10, 10]);
  });
});

describe("names on a map", () => {
  it("never touch, and stay in the frame", () => {
    const wanted = ["Lille", "Roubaix", "Tourcoing", "Villeneuve-d’Ascq", "Loos", "Hem"].map(
      (text, index) => ({
        text,
        at: { x: 100 + 12 * index, y: 100 + 5 * index },
      }),
    );
    const placed = placeLabels(wanted, { height: 200 });
    expect(placed.length).toBeGreaterThan(3);
    const narrow = placed.filter((one) => !one.isWide);
    for (const [index, one] of narrow.entries()) {
      for (const other of narrow.slice(index + 1)) {
        const apart =
          Math.abs(one.at.y - other.at.y) >= 11 ||
          Math.abs(one.at.x - other.at.x) >= ((one.text.length + other.text.length) / 2) * 6;
        expect(apart, `${one.text} ${other.text}`).toBe(true);
      }
    }
    const around = { left: 80, top: 80, right: 120, bottom: 120 };
    const numbered = placeLabels([{ text: "7", around: [around] }], { height: 200 });
    expect(numbered).toMatchObject([{ isValue: true, isWide: true }]);
    expect(
      placeLabels([{ text: "Bailleul", at: { x: 0, y: 100 } }], { height: 200 })[0]?.at.x,
    ).toBeGreaterThan(20);
  });

  it("put a number on another part of its contour where the largest has no room", () => {
    const largest = { left: 40, top: 40, right: 100, bottom: 100 };
    const second = { left: 200, top: 40, right: 230, bottom: 70 };
    const neighbour = { left: 60, top: 60, right: 80, bottom: 80 };
    const placed = placeLabels([{ text: "7", around: [largest, second] }], { height: 200 }, [
      largest,
      second,
      neighbour,
    ]);
    expect(placed[0]?.at.x).toBe(215);
    const alone = placeLabels([{ text: "7", around: [largest] }], { height: 200 }, [largest]);
    expect(alone[0]?.at.x).toBe(70);
  });
});
