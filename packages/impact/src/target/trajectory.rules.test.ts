import { daysAfter } from "@essaim/database/today";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedOn, faultOf, type Milestone, type Promised } from "./trajectory.rules.ts";

const startsOn = "2026-01-01";

/** A target, and milestones that lie on the way to it, in any order. */
const promised: fc.Arbitrary<Promised> = fc
  .record({
    length: fc.integer({ min: 60, max: 1200 }),
    value: fc.integer({ min: 10, max: 100_000 }),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 58 }), { maxLength: 4 }),
    values: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }),
    turn: fc.boolean(),
  })
  .map(({ length, value, days, values, turn }) => {
    const sorted = [...values].sort((a, b) => a - b);
    const milestones = [...days]
      .sort((a, b) => a - b)
      .map((day, at): Milestone => ({ dueOn: daysAfter(startsOn, day), value: sorted[at] ?? 1 }));
    if (turn) milestones.reverse();
    return { value, milestones, startsOn, endsOn: daysAfter(startsOn, length) };
  });

describe("the way to a target", () => {
  it("passes by every milestone, from nothing to the target", () => {
    fc.assert(
      fc.property(promised, (one) => {
        expect(expectedOn(one, daysAfter(startsOn, -1))).toBe(0);
        expect(expectedOn(one, daysAfter(startsOn, -400))).toBe(0);
        for (const { dueOn, value } of one.milestones) expect(expectedOn(one, dueOn)).toBe(value);
        expect(expectedOn(one, one.endsOn)).toBe(one.value);
        expect(expectedOn(one, daysAfter(one.endsOn, 400))).toBe(one.value);
      }),
    );
  });

  it("never goes back, and bends at milestones alone", () => {
    fc.assert(
      fc.property(promised, fc.integer({ min: 0, max: 1198 }), (one, day) => {
        const [before, at, after] = [day - 1, day, day + 1].map((n) =>
          expectedOn(one, daysAfter(startsOn, n)),
        ) as [number, number, number];
        expect(at).toBeGreaterThanOrEqual(before);
        const isBend =
          daysAfter(startsOn, day) >= one.endsOn ||
          one.milestones.some(({ dueOn }) => dueOn === daysAfter(startsOn, day));
        if (!isBend) expect(after - at).toBeCloseTo(at - before, 6);
      }),
    );
  });
});

describe("milestones", () => {
  const of = (...milestones: [dueOn: string, value: number][]) =>
    faultOf({
      value: 25,
      startsOn,
      endsOn: "2026-12-31",
      milestones: milestones.map(([dueOn, value]) => ({ dueOn, value })),
    });

  it("that lie on the way are right in any order", () => {
    fc.assert(
      fc.property(promised, (one) => {
        expect(faultOf(one)).toBeNull();
      }),
    );
  });

  it.each([
    ["before the period", [["2025-12-31", 5]], { at: 0, fault: "outside_period" }],
    [
      "the last day, which is the target's",
      [["2026-12-31", 5]],
      { at: 0, fault: "outside_period" },
    ],
    ["as much as the target", [["2026-06-30", 25]], { at: 0, fault: "not_increasing" }],
    [
      "twice one day",
      [
        ["2026-06-30", 5],
        ["2026-06-30", 6],
      ],
      { at: 1, fault: "same_day" },
    ],
    [
      "less, later",
      [
        ["2026-06-30", 12],
        ["2026-09-30", 11],
      ],
      { at: 1, fault: "not_increasing" },
    ],
    [
      "as much, earlier, in another order",
      [
        ["2026-09-30", 12],
        ["2026-06-30", 12],
      ],
      { at: 1, fault: "not_increasing" },
    ],
  ] as [string, [string, number][], object][])("are refused: %s", (_, milestones, fault) => {
    expect(of(...milestones)).toMatchObject(fault);
  });
});
