import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BESIDE, effectOf, type MonthKnown, monthFrom, monthsOfCampaign } from "./effect.rules.ts";

const campaign = { startsOn: "2026-04-20", endsOn: "2026-05-03" };
const told = (month: string, views: number, change: Partial<MonthKnown> = {}): MonthKnown => ({
  month: `${month}-01`,
  views,
  told: 2,
  published: 2,
  ...change,
});
const whole = [
  told("2026-01", 100),
  told("2026-02", 110),
  told("2026-03", 90),
  told("2026-04", 160),
  told("2026-05", 140),
  told("2026-06", 120),
  told("2026-07", 130),
  told("2026-08", 110),
];

test("the months that a campaign touches count as a whole, with three on each side", () => {
  expect(monthsOfCampaign(campaign.startsOn, campaign.endsOn)).toEqual(
    ["01", "02", "03", "04", "05", "06", "07", "08"].map((month, at) => ({
      month: `2026-${month}-01`,
      phase: at < 3 ? "before" : at < 5 ? "during" : "after",
    })),
  );
});

describe("the audience around a campaign", () => {
  test("is compared by the month", () => {
    const { means, during, after } = effectOf(campaign, whole, "2026-11-30");
    expect(means.before).toEqual({ months: 3, counted: 3, mean: 100 });
    expect(means.during).toEqual({ months: 2, counted: 2, mean: 150 });
    expect(means.after).toEqual({ months: 3, counted: 3, mean: 120 });
    expect(during).toEqual({ by: 50, part: 0.5 });
    expect(after).toEqual({ by: 20, part: 0.2 });
  });

  test("a month that is not over is said, and left out", () => {
    const { months, means } = effectOf(campaign, whole, "2026-06-30");
    expect(months.slice(5).map(({ state }) => state)).toEqual(["running", "ahead", "ahead"]);
    expect(means.after).toEqual({ months: 3, counted: 0, mean: null });
    expect(effectOf(campaign, whole, "2026-07-01").means.after.mean).toBe(120);
  });

  test("a month that nobody told is not zero", () => {
    const known = whole.map((one) => (one.month === "2026-02-01" ? { ...one, told: 0 } : one));
    const { months, means } = effectOf(campaign, known, "2026-11-30");
    expect(months[1]).toMatchObject({ state: "untold", views: null });
    expect(means.before).toEqual({ months: 3, counted: 2, mean: 95 });
  });

  test("before anything was published there is nothing to compare with", () => {
    const known = whole.map((one) =>
      one.month < "2026-04-01" ? { ...one, views: 0, told: 0, published: 0 } : one,
    );
    const { months, during } = effectOf(campaign, known, "2026-11-30");
    expect(months[0]?.state).toBe("unpublished");
    expect(during).toBeNull();
  });

  test("a month of which a piece is missing says so, and counts what is told", () => {
    const known = whole.map((one) => (one.month === "2026-04-01" ? { ...one, told: 1 } : one));
    const { months, means } = effectOf(campaign, known, "2026-11-30");
    expect(months[3]).toMatchObject({ state: "partial", views: 160 });
    expect(means.during.counted).toBe(2);
  });

  test("a true zero counts, and nothing is a part of it", () => {
    const known = whole.map((one) => (one.month < "2026-04-01" ? { ...one, views: 0 } : one));
    expect(effectOf(campaign, known, "2026-11-30").during).toEqual({ by: 150, part: null });
  });
});

const day = fc
  .integer({ min: 0, max: 365 * 8 })
  .map((days) => new Date(Date.UTC(2022, 0, 1 + days)).toISOString().slice(0, 10));
const span = fc
  .tuple(day, day)
  .map(([one, other]) =>
    one < other ? { startsOn: one, endsOn: other } : { startsOn: other, endsOn: one },
  );
const knownOf = ({ startsOn, endsOn }: typeof campaign) =>
  fc
    .tuple(
      ...monthsOfCampaign(startsOn, endsOn).map(({ month }) =>
        fc.record({
          month: fc.constant(month),
          views: fc.nat({ max: 1_000_000 }),
          told: fc.nat({ max: 3 }),
          published: fc.nat({ max: 3 }),
        }),
      ),
    )
    .map((months): MonthKnown[] => months);
const known = span.chain((campaign) =>
  fc.record({ campaign: fc.constant(campaign), known: knownOf(campaign), today: day }),
);

describe("whatever the campaign", () => {
  test("its months follow one another, and hold its days", () => {
    fc.assert(
      fc.property(span, ({ startsOn, endsOn }) => {
        const months = monthsOfCampaign(startsOn, endsOn);
        months.slice(1).forEach(({ month }, at) => {
          expect(month).toBe(monthFrom(months[at]?.month ?? "", 1));
        });
        const during = months.filter(({ phase }) => phase === "during");
        expect(during[0]?.month.slice(0, 7)).toBe(startsOn.slice(0, 7));
        expect(during.at(-1)?.month.slice(0, 7)).toBe(endsOn.slice(0, 7));
        for (const phase of ["before", "after"]) {
          expect(months.filter((one) => one.phase === phase)).toHaveLength(BESIDE);
        }
      }),
    );
  });

  test("each mean lies between the lowest and the highest of what it is made of", () => {
    fc.assert(
      fc.property(known, ({ campaign, known, today }) => {
        const { months, means } = effectOf(campaign, known, today);
        for (const phase of ["before", "during", "after"] as const) {
          const views = months
            .filter((one) => one.phase === phase && ["known", "partial"].includes(one.state))
            .map((one) => one.views ?? Number.NaN);
          const { mean, counted } = means[phase];
          expect(counted).toBe(views.length);
          if (mean === null) expect(views).toEqual([]);
          else {
            expect(mean).toBeGreaterThanOrEqual(Math.min(...views));
            expect(mean).toBeLessThanOrEqual(Math.max(...views));
          }
        }
      }),
    );
  });

  test("what is not over or not told weighs nothing", () => {
    fc.assert(
      fc.property(known, fc.nat({ max: 1_000_000 }), ({ campaign, known, today }, views) => {
        const changed = known.map((one) =>
          one.told === 0 || monthFrom(one.month, 1) > today ? { ...one, views } : one,
        );
        const { means } = effectOf(campaign, changed, today);
        expect(means).toEqual(effectOf(campaign, known, today).means);
      }),
    );
  });
});
