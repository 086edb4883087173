import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { erasableOn, isToErase } from "./retention.rules.ts";
import { durationInWords } from "./retention.schema.ts";

describe("the day from which a file may be erased", () => {
  test.each([
    ["2025-01-31", 1, "2025-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2023-02-28", 12, "2024-02-28"],
    ["2025-08-31", 6, "2026-02-28"],
    ["2025-12-31", 36, "2028-12-31"],
    // The nights when the clocks change in France.
    ["2026-02-28", 1, "2026-03-28"],
    ["2026-02-28", 8, "2026-10-28"],
  ])("%s and %i months: %s", (exit, months, day) => {
    expect(erasableOn(exit, months)).toBe(day);
  });

  const day = fc
    .date({ min: new Date("1990-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const months = fc.integer({ min: 1, max: 36 });
  const monthsOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));

  test("falls exactly that many months later, on the same day or the last of the month", () => {
    fc.assert(
      fc.property(day, months, (exit, kept) => {
        const erasable = erasableOn(exit, kept);
        expect(monthsOf(erasable) - monthsOf(exit)).toBe(kept);
        const lastOfMonth = new Date(
          Date.UTC(Number(erasable.slice(0, 4)), Number(erasable.slice(5, 7)), 0),
        ).getUTCDate();
        expect(Number(erasable.slice(8))).toBe(Math.min(Number(exit.slice(8)), lastOfMonth));
      }),
    );
  });

  test("never comes sooner for who left later, nor for a longer duration", () => {
    fc.assert(
      fc.property(day, day, months, months, (one, other, short, long) => {
        const [first, last] = one <= other ? [one, other] : [other, one];
        expect(erasableOn(first, short) <= erasableOn(last, short)).toBe(true);
        expect(
          erasableOn(first, Math.min(short, long)) <= erasableOn(first, Math.max(short, long)),
        ).toBe(true);
      }),
    );
  });
});

test.each([
  ["who left long ago", { supportedUntil: "2024-01-31", isAnonymised: false }, 12, true],
  ["on the very day", { supportedUntil: "2025-03-15", isAnonymised: false }, 12, true],
  ["the eve", { supportedUntil: "2025-03-16", isAnonymised: false }, 12, false],
  ["who is still there, or came back", { supportedUntil: null, isAnonymised: false }, 1, false],
  ["who is erased already", { supportedUntil: "2020-01-01", isAnonymised: true }, 1, false],
  ["while nothing is decided", { supportedUntil: "2000-01-01", isAnonymised: false }, null, false],
])("%s", (_, worker, months, expected) => {
  expect(isToErase(worker, months, "2026-03-15")).toBe(expected);
});

test.each([
  [1, "1 mois"],
  [12, "1 an"],
  [18, "1 an et 6 mois"],
  [36, "3 ans"],
])("%i months are said %s", (months, words) => {
  expect(durationInWords(months)).toBe(words);
});
