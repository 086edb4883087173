import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decideReading,
  isReadingDay,
  monthOfReading,
  monthsOfReadings,
} from "./month-views.rules.ts";

const views = (readings: [string, number][], publishedOn = "2026-01-10") =>
  monthsOfReadings(
    readings.map(([on, total]) => ({ on, total })),
    publishedOn,
  );

describe("readings of a total", () => {
  test("a month is what came between two readings, and a reading of the 1st closes the month before", () => {
    const { intervals, before } = views([
      ["2026-01-12", 10],
      ["2026-02-01", 60],
      ["2026-02-16", 100],
      ["2026-03-01", 160],
    ]);
    expect(before).toBe(0);
    expect(intervals.map(({ month, views: seen }) => [month, seen])).toEqual([
      ["2026-01-01", 10],
      ["2026-01-01", 50],
      ["2026-02-01", 40],
      ["2026-02-01", 60],
    ]);
  });

  test("a page published on a 1st was not viewed in the month before", () => {
    const { intervals } = views([["2026-03-01", 4]], "2026-03-01");
    expect(intervals).toMatchObject([{ month: "2026-03-01", views: 4 }]);
    expect(views([["2026-03-01", 4]], "2026-02-28").intervals).toMatchObject([
      { month: "2026-02-01" },
    ]);
  });

  test("months without a reading are not guessed: all is in the month of the next one, between two days", () => {
    expect(
      views([
        ["2026-01-20", 10],
        ["2026-05-04", 90],
      ]).intervals.at(-1),
    ).toEqual({
      from: "2026-01-20",
      to: "2026-05-04",
      views: 80,
      month: "2026-05-01",
    });
  });

  test("what came before the first reading of an old page belongs to no month", () => {
    expect(
      views([
        ["2026-05-04", 900],
        ["2026-05-11", 950],
      ]),
    ).toEqual({
      before: 900,
      intervals: [{ from: "2026-05-04", to: "2026-05-11", views: 50, month: "2026-05-01" }],
    });
  });

  test("nothing is lost nor counted twice, and no month is negative", () => {
    const day = fc
      .date({ min: new Date("2025-01-01"), max: new Date("2027-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const readings = fc.uniqueArray(fc.record({ on: day, total: fc.nat({ max: 1e6 }) }), {
      selector: ({ on }) => on,
      maxLength: 30,
    });
    fc.assert(
      fc.property(readings, day, (all, publishedOn) => {
        const { intervals, before } = monthsOfReadings(all, publishedOn);
        const sum = before + intervals.reduce((so, one) => so + one.views, 0);
        expect(sum).toBe(Math.max(0, ...all.map(({ total }) => total)) * Number(all.length > 0));
        for (const one of intervals) {
          expect(one.views).toBeGreaterThanOrEqual(0);
          const isBorn = one.from === null && publishedOn >= one.to;
          expect(one.month).toBe(isBorn ? `${one.to.slice(0, 7)}-01` : monthOfReading(one.to));
        }
      }),
    );
  });

  test("the house reads on Mondays and on the 1st", () => {
    expect(["2026-11-30", "2026-12-01", "2026-12-02"].map(isReadingDay)).toEqual([
      true,
      true,
      false,
    ]);
    expect(monthOfReading("2026-01-01")).toBe("2025-12-01");
  });

  test("a total that goes down is no reading", () => {
    expect(decideReading({ on: "2026-01-01", total: 10 }, 9)).toEqual({
      ok: false,
      problem: "lower",
    });
    expect(decideReading({ on: "2026-01-01", total: 10 }, 10)).toEqual({ ok: true });
    expect(decideReading(null, 0)).toEqual({ ok: true });
  });
});
