import { describe, expect, test } from "vitest";
import { contoursOf } from "./contours.queries.ts";
import type { MultiPolygon } from "./contours.schema.ts";

const lille = "59350";
const contour = (code: string, [west, east]: [number, number], isApproximate: boolean) => ({
  ...{ code, isApproximate, communeCodes: [lille] },
  geometry: {
    type: "MultiPolygon",
    coordinates: [
      [
        [
          [west, 0],
          [east, 0],
          [east, 1],
          [west, 1],
          [west, 0],
        ],
      ],
    ],
  } satisfies MultiPolygon,
});
const official = contour("QN05902M", [2, 3], false);
const invented = contour("QN05901M", [0, 1], true);

describe("a partial official file over invented contours", () => {
  const contours = contoursOf([invented, official], false);

  test("proves what is inside of its own, and nothing of the invented ones", () => {
    expect(contours.locate(2.5, 0.5)).toMatchObject({ code: "QN05902M", isApproximate: false });
    expect(contours.locate(0.5, 0.5)).toMatchObject({ code: "QN05901M", isApproximate: true });
  });

  test("leaves outside in doubt where one of the commune is still invented, and there alone", () => {
    expect(contours.isApproximate(lille)).toBe(true);
    expect(contours.covers("59512")).toBe(true);
    expect(contours.isApproximate("59512")).toBe(false);
  });

  test("leaves no doubt once all of the commune is drawn", () => {
    const drawn = { ...invented, isApproximate: false };
    expect(contoursOf([drawn, official], false).isApproximate(lille)).toBe(false);
  });

  test("wins over an invented contour that covers it", () => {
    const wide = contour("QN05901M", [0, 3], true);
    const { locate } = contoursOf([wide, official], false);
    expect(locate(2.5, 0.5)).toMatchObject({ code: "QN05902M" });
    expect(locate(1.5, 0.5)).toMatchObject({ code: "QN05901M", isApproximate: true });
  });
});
