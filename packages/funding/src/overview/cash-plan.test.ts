import { daysAfter } from "@essaim/database/today";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cashPlanOf } from "./cash-plan.rules.ts";
import { cashPlanSchema, PLAN_MONTHS } from "./cash-plan.schema.ts";
import { monthAfter } from "./grant-money.rules.ts";
import type { GrantFacts } from "./grant-money.schema.ts";

const day = "2026-11-29";
const grant = (change: Partial<GrantFacts> = {}): GrantFacts => ({
  id: "g",
  title: "Communs accessibles",
  status: "awarded",
  funderId: "f",
  funderName: "Fondation",
  programmeId: "p",
  programmeName: "Communs",
  startsOn: "2026-01-01",
  endsOn: "2027-01-31",
  applyBy: null,
  askedCents: null,
  awardedCents: 1_000,
  receivedCents: 0,
  plannedCents: 0,
  paidCents: 500,
  committedCents: 400,
  toDateCents: 0,
  lineCount: 0,
  overspentLineCount: 0,
  lateOn: null,
  lateCents: 0,
  ...change,
});
const payment = (expectedOn: string, amountCents: number) => ({
  id: "i",
  grantId: "g",
  grantTitle: "Communs accessibles",
  funderName: "Fondation",
  label: "Solde",
  expectedOn,
  amountCents,
});

test("each month says what comes in, what goes out, and what is then in the bank", () => {
  const plan = cashPlanOf({
    day,
    openingCents: 1_000,
    expected: [payment("2026-10-01", 50), payment("2026-12-15", 500), payment("2029-01-01", 7)],
    committed: [
      { month: "2026-09-01", amountCents: 150 },
      { month: "2026-12-01", amountCents: 250 },
    ],
    grants: [grant()],
  });
  expect(plan.months.slice(0, 3)).toEqual([
    // What is late is told now; 100 left over three months, the odd cent first.
    {
      month: "2026-11-01",
      expectedCents: 50,
      committedCents: 150,
      forecastCents: 34,
      balanceCents: 866,
    },
    {
      month: "2026-12-01",
      expectedCents: 500,
      committedCents: 250,
      forecastCents: 33,
      balanceCents: 1_083,
    },
    {
      month: "2027-01-01",
      expectedCents: 0,
      committedCents: 0,
      forecastCents: 33,
      balanceCents: 1_050,
    },
  ]);
  expect(plan.months).toHaveLength(PLAN_MONTHS);
  expect(plan.late).toHaveLength(1);
  expect(plan.coming).toHaveLength(1);
  expect(plan.laterExpectedCents).toBe(7);
  expect(plan.withoutInstalment).toMatchObject([{ grantId: "g", amountCents: 443 }]);
});

test("what is left of a grant that is over is told, and guessed in no month", () => {
  const plan = cashPlanOf({
    day,
    openingCents: 0,
    expected: [],
    committed: [],
    grants: [grant({ endsOn: "2026-10-31" }), grant({ id: "s", committedCents: 900 })],
  });
  expect(plan.leftAfterEnd).toMatchObject([{ grantId: "g", amountCents: 100 }]);
  expect(plan.months.map(({ forecastCents }) => forecastCents)).toEqual(
    Array.from({ length: PLAN_MONTHS }, () => 0),
  );
});

test("no cent is lost between the months, what is after them and what none holds", () => {
  const cents = fc.integer({ min: 1, max: 999_999 });
  const offset = fc.integer({ min: -400, max: 1_200 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ offset, cents }), { maxLength: 10 }),
      fc.array(fc.record({ offset: fc.integer({ min: -20, max: 40 }), cents }), { maxLength: 10 }),
      fc.array(fc.record({ offset, length: fc.nat(900), cents }), { maxLength: 5 }),
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      (payments, promises, rows, openingCents) => {
        const grants = rows.map(({ offset: from, length, cents: awardedCents }, index) =>
          grant({
            id: String(index),
            startsOn: daysAfter(day, from),
            endsOn: daysAfter(day, from + length),
            awardedCents,
            paidCents: 0,
            committedCents: 0,
          }),
        );
        const plan = cashPlanOf({
          day,
          openingCents,
          expected: payments.map((one) => payment(daysAfter(day, one.offset), one.cents)),
          committed: promises.map((one) => ({
            month: monthAfter(day, one.offset),
            amountCents: one.cents,
          })),
          grants,
        });
        const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
        const of = (name: "expectedCents" | "committedCents" | "forecastCents") =>
          sum(plan.months.map((month) => month[name]));
        expect(of("expectedCents") + plan.laterExpectedCents).toBe(
          sum(payments.map((one) => one.cents)),
        );
        expect(of("committedCents") + plan.laterCommittedCents).toBe(
          sum(promises.map((one) => one.cents)),
        );
        expect(
          of("forecastCents") +
            plan.laterForecastCents +
            sum(plan.leftAfterEnd.map((one) => one.amountCents)),
        ).toBe(sum(rows.map((one) => one.cents)));
        expect(plan.months.at(-1)?.balanceCents).toBe(
          openingCents + of("expectedCents") - of("committedCents") - of("forecastCents"),
        );
      },
    ),
  );
});

test("an overdraft is read as well as a balance, and nonsense is not", () => {
  const read = (solde: string) => cashPlanSchema.safeParse({ solde });
  expect(read("1 234,50 €").data).toEqual({ openingCents: 123_450 });
  expect(read("−50").data).toEqual({ openingCents: -5_000 });
  expect(read("--50").success).toBe(false);
  expect(read("beaucoup").success).toBe(false);
  expect(cashPlanSchema.parse({})).toEqual({ openingCents: 0 });
});
