import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestAmount, optionalAmountSchema, readAmount, writeAmount } from "./amount.schema.ts";

describe("readAmount", () => {
  it.each([
    ["0", 0],
    ["12", 1200],
    ["1 234,50", 123450],
    ["1\u202f234,50\u00a0€", 123450],
    ["1234.5 €", 123450],
    ["  800 euros ", 80000],
    ["12€", 1200],
    ["100 000 000", largestAmount],
  ])("%s", (typed, cents) => {
    expect(readAmount(typed)).toEqual({ cents });
  });

  it.each([
    "-5",
    "−5 €",
    "abc",
    "NaN",
    "Infinity",
    "1e3",
    "12,345",
    "1.234,50",
    "10 20",
    "1,2,3",
    "€",
    "",
    "0x10",
    "5 k€",
    "100 000 001",
    "9".repeat(400),
  ])("refuses %s with a sentence", (typed) => {
    const amount = readAmount(typed);
    expect("error" in amount && amount.error).toMatch(/\.$/);
  });

  const cents = fc.integer({ min: 0, max: largestAmount });

  it("reads back what it writes", () => {
    fc.assert(
      fc.property(cents, (amount) => {
        expect(readAmount(writeAmount(amount))).toEqual({ cents: amount });
      }),
    );
  });

  it("reads any French writing of an amount, whatever its spaces", () => {
    const space = fc.constantFrom(" ", "\u00a0", "\u202f", "\u2009", "");
    fc.assert(
      fc.property(cents, space, space, (amount, between, before) => {
        const euros = String(Math.trunc(amount / 100)).replace(/\B(?=(\d{3})+$)/g, between);
        const rest = String(amount % 100).padStart(2, "0");
        expect(readAmount(`${euros},${rest}${before}€`)).toEqual({ cents: amount });
      }),
    );
  });

  it("gives whole cents within bounds, or a sentence, for any text", () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const amount = readAmount(typed);
        if ("error" in amount) return;
        expect(Number.isSafeInteger(amount.cents)).toBe(true);
        expect(amount.cents).toBeGreaterThanOrEqual(0);
        expect(amount.cents).toBeLessThanOrEqual(largestAmount);
      }),
    );
  });
});

describe("optionalAmountSchema", () => {
  it("is null when nothing is typed", () => {
    expect(optionalAmountSchema.parse(undefined)).toBeNull();
    expect(optionalAmountSchema.parse("  ")).toBeNull();
    expect(optionalAmountSchema.parse("12,5")).toBe(1250);
    expect(optionalAmountSchema.safeParse("douze").success).toBe(false);
  });
});
