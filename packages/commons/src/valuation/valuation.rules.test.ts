import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contributionKinds } from "../contribution/contribution.schema.ts";
import { sumBy, type ValuationRule, type Valued, worthOf } from "./valuation.rules.ts";

const work = (change: Partial<Valued> = {}): Valued => ({
  kind: "code",
  contributedOn: "2026-05-01",
  amountCents: null,
  minutes: 90,
  ...change,
});
const perHour = (validFrom: string, centsPerHour: number, kind: ValuationRule["kind"] = null) => ({
  kind,
  centsPerHour,
  centsEach: null,
  validFrom,
});

describe("what a contribution is worth", () => {
  it("is what was paid, whatever the rules say of its hours", () => {
    const paid = work({ amountCents: 50_000 });
    expect(worthOf(paid, [perHour("2020-01-01", 3_000)])).toEqual({ how: "paid", cents: 50_000 });
  });

  it("is its hours by the rule in force on its day, its own kind's before that of every kind", () => {
    const rules = [
      perHour("2020-01-01", 3_000),
      perHour("2026-06-01", 9_000),
      perHour("2021-01-01", 4_000, "code"),
    ];
    expect(worthOf(work(), rules)).toMatchObject({ cents: 6_000, validFrom: "2021-01-01" });
    expect(worthOf(work({ kind: "test" }), rules)).toMatchObject({ cents: 4_500 });
    expect(worthOf(work({ kind: "test", contributedOn: "2026-06-01" }), rules)).toMatchObject({
      cents: 13_500,
    });
  });

  it("is unknown before any rule, or without a duration to count", () => {
    const rules = [perHour("2026-06-01", 3_000)];
    expect(worthOf(work(), rules)).toEqual({ how: "no_rule", cents: null });
    const undated = work({ contributedOn: "2026-07-01", minutes: null });
    expect(worthOf(undated, rules)).toEqual({ how: "no_duration", cents: null });
    const each = { kind: null, centsPerHour: null, centsEach: 2_000, validFrom: "2026-07-01" };
    expect(worthOf(undated, [...rules, each])).toMatchObject({ how: "each", cents: 2_000 });
  });
});

const day = fc.integer({ min: 0, max: 3_000 }).map((after) => {
  const date = new Date(Date.UTC(2020, 0, 1 + after));
  return date.toISOString().slice(0, 10);
});
const cents = fc.integer({ min: 1, max: 10_000_000 });
const anyContribution = fc.record({
  kind: fc.constantFrom(...contributionKinds),
  contributedOn: day,
  amountCents: fc.option(cents),
  minutes: fc.option(fc.integer({ min: 1, max: 600_000 })),
});
const anyRule = fc.record({
  kind: fc.option(fc.constantFrom("code" as const, "time" as const)),
  centsPerHour: fc.option(cents),
  validFrom: day,
});

it("totals whole cents, the same in any order and by any cut", () => {
  const rulesOf = (
    some: { kind: "code" | "time" | null; centsPerHour: number | null; validFrom: string }[],
  ) =>
    // One rule by kind and day, as the database keeps them.
    [...new Map(some.map((rule) => [`${rule.kind}${rule.validFrom}`, rule])).values()].map(
      (rule): ValuationRule => ({ ...rule, centsEach: rule.centsPerHour === null ? 500 : null }),
    );
  fc.assert(
    fc.property(
      fc
        .array(anyContribution, { maxLength: 30 })
        .chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
      fc.array(anyRule, { maxLength: 8 }),
      ([written, shuffled], some) => {
        const rules = rulesOf(some);
        const whole = sumBy(written, rules, () => "all").get("all");
        expect(sumBy(shuffled, rules.toReversed(), () => "all").get("all")).toEqual(whole);
        const years = [...sumBy(shuffled, rules, (one) => one.contributedOn.slice(0, 4)).values()];
        const total = years.reduce((sum, one) => sum + one.cents, 0);
        expect(total).toBe(whole?.cents ?? 0);
        expect(Number.isSafeInteger(total)).toBe(true);
      },
    ),
  );
});
