import { daysAfter } from "@essaim/database/today";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  alertsOf,
  elapsedShare,
  everyMonth,
  forecastOf,
  moneyOf,
  monthAfter,
  totalsOf,
} from "./grant-money.rules.ts";
import type { GrantFacts } from "./grant-money.schema.ts";

const facts = (change: Partial<GrantFacts> = {}): GrantFacts => ({
  id: "g",
  title: "Communs accessibles",
  status: "awarded",
  funderId: "f",
  funderName: "Fondation",
  programmeId: "p",
  programmeName: "Communs",
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
  applyBy: null,
  askedCents: 1_200_000,
  awardedCents: 1_000_000,
  receivedCents: 0,
  plannedCents: 900_000,
  paidCents: 300_000,
  committedCents: 200_000,
  toDateCents: 500_000,
  lineCount: 2,
  overspentLineCount: 0,
  lateOn: null,
  lateCents: 0,
  ...change,
});
const kinds = (change: Partial<GrantFacts>, day: string) =>
  moneyOf(facts(change), day).alerts.map(({ kind }) => kind);

describe("where the money of a grant stands", () => {
  it("leaves what is neither paid nor committed, and tells what no line holds", () => {
    expect(moneyOf(facts(), "2026-07-02")).toMatchObject({
      leftCents: 500_000,
      undividedCents: 100_000,
      spent: 0.5,
      alerts: [],
    });
    expect(moneyOf(facts({ status: "applied", awardedCents: null }), "2026-07-02")).toMatchObject({
      leftCents: null,
      undividedCents: 300_000,
      spent: null,
      forecastCents: null,
    });
  });

  it("has nothing to divide of a grant that is not awarded", () => {
    const grants = [facts(), facts({ status: "applied", awardedCents: null })];
    const totals = totalsOf(grants.map((one) => moneyOf(one, "2026-07-02")));
    expect(totals.undividedCents).toBe(100_000);
  });

  it("counts the days of the period, the first and the last included", () => {
    const period = { startsOn: "2026-01-01", endsOn: "2026-01-10" };
    expect(elapsedShare(period, "2025-12-31")).toBe(0);
    expect(elapsedShare(period, "2026-01-01")).toBe(0.1);
    expect(elapsedShare(period, "2026-01-10")).toBe(1);
    expect(elapsedShare(period, "2027-01-10")).toBe(1);
  });

  it("forecasts the pace so far, never less than what is promised, and says nothing too soon", () => {
    const spent = { paidCents: 100, committedCents: 0, toDateCents: 100 };
    expect(forecastOf(spent, 0.19)).toBe(null);
    expect(forecastOf(spent, 0.25)).toBe(400);
    expect(forecastOf(spent, 1)).toBe(100);
    expect(forecastOf({ ...spent, committedCents: 900, toDateCents: 100 }, 0.5)).toBe(1_000);
    const closed = facts({ status: "closed", toDateCents: 90_000 });
    expect(moneyOf(closed, "2026-07-02").forecastCents).toBe(null);
  });

  it("tells spending that goes faster or slower than time, and what is left once it is over", () => {
    expect(
      kinds({ toDateCents: 900_000, paidCents: 900_000, committedCents: 0 }, "2026-07-02"),
    ).toEqual(["ahead"]);
    expect(kinds({ toDateCents: 600_000 }, "2026-07-02")).toEqual(["forecast_over"]);
    expect(kinds({ toDateCents: 200_000 }, "2026-07-02")).toEqual(["behind"]);
    expect(kinds({ toDateCents: 200_000 }, "2026-02-01")).toEqual([]);
    expect(kinds({}, "2027-01-01")).toEqual(["unspent"]);
    expect(kinds({ paidCents: 900_000 }, "2026-07-02")).toEqual(["overspent"]);
    expect(kinds({ status: "closed", paidCents: 900_000 }, "2026-07-02")).toEqual([]);
  });

  it("puts what is grave first", () => {
    expect(
      kinds({ lateOn: "2026-06-01", lateCents: 1, toDateCents: 200_000 }, "2026-07-02"),
    ).toEqual(["instalment_late", "behind"]);
    expect(kinds({ overspentLineCount: 1 }, "2027-01-01")).toEqual(["lines_overspent", "unspent"]);
  });

  it("tells a report within thirty days of its day, and until it is sent", () => {
    const of = (dueOn: string) =>
      moneyOf(facts(), "2026-07-02", {
        reports: [{ id: "r", grantId: "g", label: "Bilan", dueOn }],
      }).alerts.map(({ kind }) => kind);
    expect(of("2026-07-01")).toEqual(["report_late"]);
    expect(of("2026-07-02")).toEqual(["report_due"]);
    expect(of("2026-08-01")).toEqual(["report_due"]);
    expect(of("2026-08-02")).toEqual([]);
  });

  it("tells a call that closes while nothing is asked", () => {
    const call = { status: "envisaged" as const, awardedCents: null, applyBy: "2026-07-10" };
    expect(kinds(call, "2026-07-02")).toEqual(["call_closing"]);
    expect(kinds(call, "2026-07-11")).toEqual(["call_closed"]);
    expect(kinds({ ...call, status: "applied" }, "2026-07-02")).toEqual([]);
  });

  it("tells once a plan that several grants pay", () => {
    const plans = [
      { id: "plan", title: "Plan 2026", grantIds: ["a", "b"], gapCents: -5, inKindGapCents: 0 },
    ];
    const all = ["a", "b"].map((id) => moneyOf(facts({ id }), "2026-07-02", { plans }));
    expect(all.map(({ alerts }) => alerts.length)).toEqual([1, 1]);
    expect(alertsOf(all)).toHaveLength(1);
  });

  it("adds up to the cent whatever the order, what is not known adding nothing", () => {
    const cents = fc.integer({ min: 0, max: 999_999_999_999 });
    const grant = fc.record({
      awardedCents: fc.option(cents),
      askedCents: fc.option(cents),
      receivedCents: cents,
      plannedCents: cents,
      paidCents: cents,
      committedCents: cents,
    });
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 20 }), (rows) => {
        const all = rows.map((row) => moneyOf(facts(row), "2026-07-02"));
        const totals = totalsOf(all);
        expect(totalsOf(all.toReversed())).toEqual(totals);
        const known = rows.filter(({ awardedCents }) => awardedCents !== null);
        const spent = known.reduce((sum, one) => sum + one.paidCents + one.committedCents, 0);
        expect(totals.leftCents).toBe(totals.awardedCents - spent);
      }),
    );
  });
});

describe("months and days", () => {
  it("go over the end of a year", () => {
    expect(monthAfter("2026-11-29", 0)).toBe("2026-11-01");
    expect(monthAfter("2026-11-29", 2)).toBe("2027-01-01");
    expect(monthAfter("2026-01-05", -1)).toBe("2025-12-01");
    expect(daysAfter("2026-12-20", 30)).toBe("2027-01-19");
  });

  it("are all told, those of nothing too", () => {
    const known = [{ month: "2026-12-01", paidCents: 5, committedCents: 0 }];
    expect(everyMonth("2026-11-01", "2027-01-01", known).map(({ paidCents }) => paidCents)).toEqual(
      [0, 5, 0],
    );
  });
});
