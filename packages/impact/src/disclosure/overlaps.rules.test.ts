import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findStandIn, type Span, sharesLedger } from "./overlaps.rules.ts";

const span = (startsOn: string, endsOn: string): Span => ({ startsOn, endsOn });

describe("releases whose months overlap", () => {
  const told = [span("2025-01-01", "2025-09-30"), span("2026-02-10", "2026-03-31")];

  it.each([
    ["goes on from the same day", span("2025-01-01", "2025-12-31"), null],
    ["begins inside another", span("2025-03-01", "2025-04-30"), told[0]],
    ["begins in its last month", span("2025-09-30", "2026-01-31"), told[0]],
    ["comes after one, before the other", span("2025-10-01", "2026-01-31"), null],
    ["reaches the month in which another begins", span("2025-10-01", "2026-02-01"), told[1]],
    ["begins earlier and goes beyond", span("2024-06-01", "2026-12-31"), told[0]],
  ])("one that %s", (_, asked, standIn) => {
    expect(findStandIn(asked, told)).toBe(standIn ?? null);
  });

  const day = fc.nat(400).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
  const spans = fc
    .array(
      fc.tuple(day, day).map((days) => {
        const [starts = "", ends = ""] = [...days].sort();
        return span(starts, ends);
      }),
      { maxLength: 12 },
    )
    .map((all) => {
      const shown: Span[] = [];
      for (const one of all) if (findStandIn(one, shown) === null) shown.push(one);
      return shown;
    });

  it("never shows two that share a month, unless they begin on the same day", () => {
    fc.assert(
      fc.property(spans, (shown) => {
        for (const [at, one] of shown.entries()) {
          for (const other of shown.slice(0, at)) {
            const [first, second] = one.startsOn < other.startsOn ? [one, other] : [other, one];
            expect(
              sharesLedger(one, other) || first.endsOn.slice(0, 7) < second.startsOn.slice(0, 7),
            ).toBe(true);
          }
        }
      }),
    );
  });
});
