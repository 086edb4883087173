import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sumGiven } from "./giving.rules.ts";

const count = fc.integer({ min: 0, max: 1_000_000 });
const given = fc.array(
  fc.record({
    year: fc.integer({ min: 2020, max: 2026 }),
    kind: fc.constantFrom("gift", "code", "time"),
    entries: count,
    amountCents: count,
    minutes: count,
  }),
);

test("sums by year and by kind are the same money, time and contributions, whatever the order", () => {
  fc.assert(
    fc.property(given, (rows) => {
      const total = (list: readonly { entries: number; amountCents: number; minutes: number }[]) =>
        (["entries", "amountCents", "minutes"] as const).map((name) =>
          list.reduce((sum, one) => sum + one[name], 0),
        );
      expect(total(sumGiven(rows, "year"))).toEqual(total(rows));
      expect(total(sumGiven(rows, "kind"))).toEqual(total(rows));
      expect(sumGiven([...rows].reverse(), "year")).toEqual(sumGiven(rows, "year"));
    }),
  );
});
