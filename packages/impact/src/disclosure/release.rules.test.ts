import { beforeAll, describe, expect, it } from "vitest";
import { type Breakdown, breakdowns, cellsOf, tableOf } from "./breakdown.rules.ts";
import { decideRelease } from "./release.rules.ts";
import type { PeopleCounts, ReleaseShown } from "./release.schema.ts";
import { loadSolver, type Solver } from "./solver.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** Counts in the order of the cells; breakdowns that are not given have everybody in their first cell. */
function countsOf(given: Partial<Record<Breakdown, readonly number[]>>): PeopleCounts {
  const [some = []] = Object.values(given);
  const total = some.reduce((sum, people) => sum + people, 0);
  return Object.fromEntries(
    breakdowns.map((breakdown) => [
      breakdown,
      Object.fromEntries(
        cellsOf(breakdown).map((cell, index) => [
          cell,
          given[breakdown] ? (given[breakdown][index] ?? 0) : index === 0 ? total : 0,
        ]),
      ),
    ]),
  ) as PeopleCounts;
}

/** What each release shows, one after the other. */
function releases(breakdown: Breakdown, series: readonly (readonly number[])[], threshold = 5) {
  const history: ReleaseShown[] = [];
  return series.map((values, index) => {
    const counts = countsOf({ [breakdown]: values });
    const release = decideRelease({ history, counts, threshold, solver });
    const { total, tables, kept } = release;
    history.push({ cutOffOn: `2026-0${index + 1}-01`, total, tables });
    const classes = tables[breakdown]?.map(
      ({ cells, people }) => [cells.join("+"), people] as const,
    );
    const why = { total: kept.total, table: kept[breakdown] };
    return { total, table: classes ? Object.fromEntries(classes) : null, why };
  });
}

describe.each(breakdowns)("the cuts of %s", (breakdown) => {
  it("cover the cells, each merging the one before", () => {
    let before: readonly (readonly string[])[] | null = null;
    for (const cut of tableOf(breakdown).cuts) {
      expect(cut.flat().sort()).toEqual([...cellsOf(breakdown)].sort());
      for (const cells of before ?? []) {
        expect(cut.some((merged) => cells.every((cell) => merged.includes(cell)))).toBe(true);
      }
      if (before) expect(cut.length).toBeLessThan(before.length);
      before = cut;
    }
  });
});

describe("a first release", () => {
  it("shows all when every class is large enough", () => {
    expect(releases("residence", [[13, 7, 5]])).toEqual([
      { total: 25, table: { priority: 13, outside: 7, unknown: 5 }, why: {} },
    ]);
  });

  it("merges a small class with its neighbour, which must then be large enough for both", () => {
    expect(releases("residence", [[13, 10, 2]])[0]?.table).toEqual({
      priority: 13,
      "outside+unknown": 12,
    });
    expect(releases("residence", [[13, 6, 2]])[0]).toEqual({
      total: 21,
      table: null,
      why: { table: "small" },
    });
  });

  it("takes nobody for a small number", () => {
    expect(releases("residence", [[25, 0, 0]])[0]?.table).toBeNull();
    expect(releases("mentoring", [[25, 0]])[0]?.table).toBeNull();
  });

  it("shows nothing of a total that would leave a small cell no room", () => {
    expect(releases("mentoring", [[8, 0]])[0]?.total).toBeNull();
    expect(releases("mentoring", [[9, 0]])[0]?.total).toBe(9);
  });

  it("refuses counts that leave somebody out", () => {
    const counts = { ...countsOf({ residence: [20] }), gender: { woman: 19 } };
    expect(() => decideRelease({ history: [], counts, threshold: 5, solver })).toThrow(/gender/);
  });
});

describe("a release after others", () => {
  it("keeps everything until enough people came, a table until enough came into each class", () => {
    const [, few, uneven, even] = releases("mentoring", [
      [10, 10],
      [14, 14],
      [12, 19],
      [21, 29],
    ]);
    expect(few).toEqual({
      total: null,
      table: null,
      why: { total: "close", table: "total" },
    });
    expect(uneven).toEqual({ total: 31, table: null, why: { table: "close" } });
    expect(even).toEqual({ total: 50, table: { paired: 21, unpaired: 29 }, why: {} });
  });

  it("merges a cell that stays as it was, so that nobody knows that it did", () => {
    const [, second] = releases("residence", [
      [10, 8, 6],
      [20, 18, 6],
    ]);
    expect(second?.table).toEqual({ priority: 20, "outside+unknown": 24 });
  });

  it("does not show by itself a cell that was hidden and is not large enough to hide what it was", () => {
    const [first, second] = releases("residence", [
      [20, 6, 4],
      [30, 14, 8],
    ]);
    expect(first?.table).toEqual({ priority: 20, "outside+unknown": 10 });
    // 8 people whose residence is unknown would say that there were at most 8 before, where 9 must be possible.
    expect(second?.table).toEqual({ priority: 30, "outside+unknown": 22 });
  });

  it("never says that a figure fell by a few", () => {
    const [, fewer, farFewer] = releases("residence", [
      [20, 20, 20],
      [17, 40, 40],
      [14, 40, 40],
    ]);
    expect(fewer).toEqual({ total: 97, table: null, why: { table: "close" } });
    expect(farFewer?.total).toBeNull();
  });

  it("begins anew once every class is far from what was shown", () => {
    const [, anew, after] = releases("residence", [
      [20, 20, 20],
      [12, 40, 40],
      [26, 51, 52],
    ]);
    expect(anew?.table).toEqual({ priority: 12, outside: 40, unknown: 40 });
    expect(after?.table).toEqual({ priority: 26, outside: 51, unknown: 52 });
  });

  it("lets people leave those still supported", () => {
    const [, second] = releases("outcome", [
      [5, 6, 30],
      [15, 16, 20],
    ]);
    expect(second?.table).toEqual({ sustainable: 15, other_exit: 16, supported: 20 });
  });
});
