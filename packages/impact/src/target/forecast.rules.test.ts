import { daysAfter } from "@essaim/database/today";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monthAfter } from "../team/period.rules.ts";
import {
  type ByMonth,
  FEWEST_MONTHS,
  type Forecast,
  forecast,
  isAlert,
  judge,
  MOST_MONTHS,
  wholeCounts,
} from "./forecast.rules.ts";

const startsOn = "2026-01-01";
const inMonths = (counts: readonly number[], from = startsOn): ByMonth => ({
  before: 0,
  unknown: 0,
  months: Object.fromEntries(
    // A month in which nothing happened has no row.
    counts.map((count, at) => [monthAfter(from, at), count]).filter(([, count]) => count !== 0),
  ),
});
const counts = fc.array(fc.integer({ min: 0, max: 40 }), {
  minLength: FEWEST_MONTHS,
  maxLength: 20,
});
const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
/** After so many whole months, of a period that lasts so many more. */
const after = (list: readonly number[], more: number) => {
  const knownOn = daysAfter(monthAfter(startsOn, list.length), -1);
  const endsOn = daysAfter(monthAfter(startsOn, list.length + more), -1);
  return { startsOn, knownOn, endsOn };
};
const known = (ahead: Forecast | null) =>
  ahead?.kind === "known" ? ahead : expect.fail("no forecast");

describe("whole months", () => {
  it("count those in which nothing happened, and neither the first nor the last when cut", () => {
    const by = inMonths([4, 0, 2, 0, 9]);
    expect(wholeCounts(by, { from: "2026-01-01", to: "2026-04-30" })).toEqual([4, 0, 2, 0]);
    expect(wholeCounts(by, { from: "2026-01-02", to: "2026-05-30" })).toEqual([0, 2, 0]);
    expect(wholeCounts(by, { from: "2026-01-02", to: "2026-01-20" })).toEqual([]);
    expect(wholeCounts(by, { from: "2026-02-01", to: "2026-01-20" })).toEqual([]);
  });
});

describe("a forecast", () => {
  it("never says less than what is done, and grows less sure with time", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 24 }), (list, more) => {
        const done = sum(list);
        const { points, end } = known(forecast(done, inMonths(list), after(list, more)));
        expect(points).toHaveLength(more);
        expect(points.at(-1)).toEqual(end);
        let width = 0;
        for (const { low, high } of points) {
          expect(low).toBeGreaterThanOrEqual(done);
          expect(high).toBeGreaterThanOrEqual(low);
          const likely = done + sum(list.slice(-MOST_MONTHS)) / Math.min(list.length, MOST_MONTHS);
          if (sum(list.slice(-MOST_MONTHS)) > 0)
            expect(high).toBeGreaterThanOrEqual(Math.floor(likely));
          // Rounding to whole things takes and gives one.
          expect(high - done).toBeGreaterThanOrEqual(width - 1);
          width = high - done;
        }
      }),
    );
  });

  it("is as sure of the same pace twelve times as large, counted in dozens, or less", () => {
    const steady = known(
      forecast(60, inMonths([10, 10, 10, 10, 10, 10]), after([1, 1, 1, 1, 1, 1], 6)),
    );
    const uneven = known(
      forecast(60, inMonths([0, 20, 0, 20, 0, 20]), after([1, 1, 1, 1, 1, 1], 6)),
    );
    expect(steady.perMonth).toBe(10);
    expect(uneven.perMonth).toBe(10);
    expect(uneven.end.high - uneven.end.low).toBeGreaterThan(steady.end.high - steady.end.low);
  });

  it("says what the formula says, worked by hand", () => {
    // Mean 4, variance 4 (2² + 0 + 2² over two), so the mean itself; a month is 365,25 / 12 days.
    const ahead = known(forecast(12, inMonths([2, 4, 6]), after([2, 4, 6], 3)));
    const months = 91 / (365.25 / 12);
    const swing = 1.886 * Math.sqrt(4 * (months + months ** 2 / 3));
    expect(ahead.end).toEqual({
      on: "2026-06-30",
      low: Math.max(12, Math.floor(12 + 4 * months - swing)),
      high: Math.ceil(12 + 4 * months + swing),
    });
  });

  it("holds four chances in five when months are alike and independent", () => {
    // Deterministic chance: the same worlds at every run.
    let seed = 20_260_101;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const poisson = (mean: number) => {
      let count = 0;
      for (let left = Math.exp(-mean), product = random(); product > left; product *= random())
        count++;
      return count;
    };
    let held = 0;
    const worlds = 2000;
    for (let world = 0; world < worlds; world++) {
      const past = Array.from({ length: 8 }, () => poisson(6));
      const future = sum(Array.from({ length: 4 }, () => poisson(6)));
      const { end } = known(forecast(sum(past), inMonths(past), after(past, 4)));
      const final = sum(past) + future;
      if (final >= end.low && final <= end.high) held++;
    }
    expect(held / worlds).toBeGreaterThan(0.8);
    expect(held / worlds).toBeLessThan(0.92);
  });

  it("says it is too early under three whole months, and nothing once the period is over", () => {
    const short = { startsOn, knownOn: "2026-03-30", endsOn: "2026-12-31" };
    expect(forecast(9, inMonths([4, 5]), short)).toEqual({ kind: "too_early", months: 2 });
    const over = { startsOn, knownOn: "2026-12-31", endsOn: "2026-12-31" };
    expect(forecast(9, inMonths([4, 5]), over)).toBeNull();
  });

  it("reads the pace of the last twelve months alone", () => {
    const list = [...Array<number>(6).fill(50), ...Array<number>(MOST_MONTHS).fill(0)];
    const ahead = known(forecast(sum(list), inMonths(list), after(list, 6)));
    expect(ahead.perMonth).toBe(0);
    expect(ahead.months).toBe(MOST_MONTHS);
    expect(ahead.end).toMatchObject({ low: 300, high: 300 });
  });

  it("leaves out what was there before the period", () => {
    const by = { ...inMonths([0, 0, 0, 0]), before: 40 };
    const ahead = known(forecast(40, by, after([0, 0, 0, 0], 4)));
    expect(ahead.end).toMatchObject({ low: 40, high: 40 });
  });
});

describe("how a target stands", () => {
  const endsOn = "2026-12-31";
  const promised = (value: number) => ({ value, milestones: [], startsOn, endsOn });
  const stands = (list: readonly number[], target: number) => {
    const knownOn = daysAfter(monthAfter(startsOn, list.length), -1);
    const ahead = forecast(sum(list), inMonths(list), { startsOn, endsOn, knownOn });
    return judge(sum(list), promised(target), ahead, knownOn);
  };

  it.each([
    [[2, 2, 2, 2, 2, 2], 100, "out_of_reach"],
    [[40, 40, 40, 40, 40, 40, 40, 40, 40, 40], 420, "likely"],
    [[4, 4, 4, 4], 48, "possible"],
    [[4, 4], 48, "too_early"],
    [[30, 20, 10], 48, "reached"],
  ] as const)("%j against %i: %s", (list, target, outlook) => {
    expect(stands(list, target)).toBe(outlook);
  });

  it("is behind when the gap is larger than chance explains, though the end is still within reach", () => {
    // Two a month lead to 24 and maybe 32, but 24 were promised by the middle of the year.
    const list = [2, 2, 2, 2, 2, 2];
    const knownOn = "2026-06-30";
    const ahead = forecast(12, inMonths(list), { startsOn, endsOn, knownOn });
    const early = { ...promised(25), milestones: [{ dueOn: knownOn, value: 24 }] };
    expect(judge(12, early, ahead, knownOn)).toBe("behind");
    expect(judge(12, promised(25), ahead, knownOn)).toBe("possible");
  });

  it("is missed once the period is over, and unknown without a figure", () => {
    expect(judge(9, promised(10), null, endsOn)).toBe("missed");
    expect(judge(10, promised(10), null, endsOn)).toBe("reached");
    expect(judge(null, promised(10), null, "2026-06-30")).toBe("unknown");
    expect(judge(4, promised(10), null, "2026-06-30")).toBe("unknown");
  });

  it("is behind without months when less than half of what was expected is done, not in the first ones", () => {
    expect(judge(2, promised(10), null, "2026-06-30")).toBe("behind");
    expect(judge(3, promised(10), null, "2026-06-30")).toBe("unknown");
    expect(judge(0, promised(10), null, "2026-03-31")).toBe("too_early");
    expect(judge(0, promised(10), null, endsOn)).toBe("missed");
  });

  it("alerts when the whole band ends under the target, and never when it ends over", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 800 }), (list, target) => {
        const period = after(list, 5);
        const ahead = forecast(sum(list), inMonths(list), period);
        const { end } = known(ahead);
        const outlook = judge(
          sum(list),
          { value: target, milestones: [], startsOn, endsOn: period.endsOn },
          ahead,
          period.knownOn,
        );
        if (end.high < target) expect(outlook).toBe("out_of_reach");
        if (end.low >= target) expect(isAlert(outlook)).toBe(false);
      }),
    );
  });
});
