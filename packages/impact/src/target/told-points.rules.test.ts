import { describe, expect, test } from "vitest";
import { monthAfter } from "../team/period.rules.ts";
import { addUp, byYear, tellByYear, tellSummed } from "./told-points.rules.ts";

const monthsFrom = (first: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({ on: monthAfter(first, at), value: at + 1 }));

const told = (first: string, count: number, knownOn: string) =>
  tellByYear(monthsFrom(first, count), knownOn).map(({ on }) => on.slice(0, 7));

describe("a long series", () => {
  test("tells past years by their last month, and the running one month by month", () => {
    expect(told("2023-09-01", 35, "2026-07-14")).toEqual([
      ...["2023-12", "2024-12", "2025-12"],
      ...["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07"],
    ]);
  });

  test("tells the year before month by month too, while the running one has few months", () => {
    const first = told("2023-01-01", 37, "2026-01-31");
    expect(first.slice(0, 4)).toEqual(["2023-12", "2024-12", "2025-01", "2025-02"]);
    expect(first.at(-1)).toBe("2026-01");
    expect(told("2023-01-01", 42, "2026-06-30").slice(0, 4)).toEqual([
      ...["2023-12", "2024-12", "2025-12", "2026-01"],
    ]);
  });

  test("tells the years to come by their last month, and the end", () => {
    expect(told("2026-03-01", 30, "2026-02-28").slice(-3)).toEqual([
      ...["2026-12", "2027-12", "2028-08"],
    ]);
  });

  test("keeps the last point of a year that stops early, and the sum of everything", () => {
    const points = monthsFrom("2019-01-01", 9);
    expect(tellByYear(points, "2026-07-14")).toEqual(points.slice(-1));
    const all = monthsFrom("2017-01-01", 115);
    expect(tellByYear(all, "2026-07-31").at(-1)).toEqual(all.at(-1));
    expect(tellByYear([], "2026-07-14")).toEqual([]);
  });
});

test("a day is told by its year when that is neither of the six months before nor of those after", () => {
  const days = ["2024-12-31", "2025-01-01", "2026-12-31", "2027-01-01"];
  expect(days.map(byYear("2026-05-31"))).toEqual([true, false, false, true]);
});

describe("months that add up", () => {
  const months = (count: number) =>
    monthsFrom("2017-06-01", count).map(({ on, value }) => ({ month: on, value }));

  test("are each told by itself while they are few", () => {
    const few = addUp(months(24));
    expect(few.slice(0, 2)).toEqual([
      { on: "2017-06-01", value: 1, sum: 1 },
      { on: "2017-07-01", value: 2, sum: 3 },
    ]);
    expect(tellSummed(few)).toEqual(few.map((one) => ({ ...one, isYear: false })));
  });

  test("are told by years when they are many, and lose nothing", () => {
    const told = tellSummed(addUp(months(110)));
    expect(told[0]).toEqual({ on: "2017-12-01", value: 28, sum: 28, isYear: true });
    expect(told.length).toBeLessThan(24);
    expect(told.at(-1)).toMatchObject({ on: "2026-07-01", value: 110, isYear: false });
    expect(told.reduce((sum, { value }) => sum + value, 0)).toBe((110 * 111) / 2);
  });
});
