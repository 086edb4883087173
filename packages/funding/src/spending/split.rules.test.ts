import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divide, type Share } from "./split.rules.ts";

const line = (index: number) => `line-${index}`;
const percents = (...hundredths: number[]): Share[] =>
  hundredths.map((value, index) => ({ budgetLineId: line(index), hundredths: value }));
const amounts = (...cents: number[]): Share[] =>
  cents.map((value, index) => ({ budgetLineId: line(index), cents: value }));
const centsOf = (amount: number, shares: Share[]) => {
  const split = divide(amount, shares);
  return split.ok ? split.parts.map((part) => part.amountCents) : split.reason;
};

describe("splitting an expense", () => {
  it("gives the cents that thirds leave to those that lose most, the first of them first", () => {
    expect(centsOf(10_000, percents(3333, 3333, 3334))).toEqual([3333, 3333, 3334]);
    expect(centsOf(100, percents(3333, 3333, 3334))).toEqual([33, 33, 34]);
    expect(centsOf(5, percents(5000, 5000))).toEqual([3, 2]);
  });

  it("refuses a hundredth above the whole, even of one cent", () => {
    expect(centsOf(1, percents(5000, 5001))).toBe("beyond_whole");
    expect(centsOf(123_456, percents(10_000))).toEqual([123_456]);
    expect(centsOf(1_000, amounts(600, 401))).toBe("beyond_whole");
  });

  it("takes amounts and percentages together, of the whole", () => {
    const shares: Share[] = [
      { budgetLineId: "a", cents: 400 },
      { budgetLineId: "b", hundredths: 6000 },
    ];
    expect(divide(1_000, shares)).toMatchObject({ ok: true, ownCents: 0 });
    expect(divide(999, shares)).toEqual({ ok: false, reason: "beyond_whole" });
  });

  it("gives back what a credit note takes back, with its sign", () => {
    expect(centsOf(-1_001, percents(5000, 5000))).toEqual([-501, -500]);
    expect(divide(-1_000, amounts(400))).toMatchObject({ ownCents: -600 });
    expect(divide(-1_000, percents(10_000))).toEqual({
      ok: true,
      parts: [{ budgetLineId: line(0), amountCents: -1_000 }],
      ownCents: 0,
    });
  });

  it("gives to one line all that the others leave", () => {
    const rest = (budgetLineId: string): Share => ({ budgetLineId, isRest: true });
    expect(centsOf(1_001, [...percents(3333), rest("r")])).toEqual([334, 667]);
    expect(divide(1_000, [rest("r")])).toMatchObject({ ownCents: 0 });
    expect(centsOf(1_000, [...amounts(1_000), rest("r")])).toBe("share_of_nothing");
    expect(centsOf(1_000, [rest("q"), rest("r")])).toBe("two_rests");
  });

  it("refuses a line named twice, and a part of nothing", () => {
    const twice = { budgetLineId: "a", cents: 1 };
    expect(divide(10, [twice, twice])).toEqual({ ok: false, reason: "line_twice" });
    expect(centsOf(100, percents(1))).toBe("share_of_nothing");
    expect(centsOf(100, amounts(0))).toBe("share_of_nothing");
  });

  const amount = fc.integer({ min: 1, max: 999_999_999_999 });
  const sign = fc.constantFrom(1, -1);

  it("loses no cent and makes none, and strays from the exact share by less than one", () => {
    const shares = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amount, sign, shares, (whole, s, hundredths) => {
        const split = divide(s * whole, percents(...hundredths));
        const total = hundredths.reduce((sum, value) => sum + value, 0);
        if (total > 10_000) expect(split).toEqual({ ok: false, reason: "beyond_whole" });
        if (!split.ok) return;
        const given = split.parts.reduce((sum, part) => sum + part.amountCents, split.ownCents);
        expect(given).toBe(s * whole);
        for (const cents of [...split.parts.map((part) => part.amountCents), split.ownCents]) {
          expect(cents * s).toBeGreaterThanOrEqual(0);
        }
        if (total === 10_000) expect(split.ownCents).toBe(0);
        split.parts.forEach((part, index) => {
          const off =
            BigInt(Math.abs(part.amountCents)) * 10_000n -
            BigInt(hundredths[index] ?? 0) * BigInt(whole);
          expect(off > -10_000n && off < 10_000n).toBe(true);
        });
      }),
    );
  });

  it("takes any amounts whose sum is within the expense, and those only", () => {
    const shares = fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), sign, shares, (whole, s, cents) => {
        const total = cents.reduce((sum, value) => sum + value, 0);
        const split = divide(s * whole, amounts(...cents));
        expect(split.ok).toBe(total <= whole);
        if (split.ok) expect(split.parts.map((part) => part.amountCents * s)).toEqual(cents);
      }),
    );
  });
});
