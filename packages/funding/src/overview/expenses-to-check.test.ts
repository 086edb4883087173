import { expect, test } from "vitest";
import type { Eligibility, EligibilityRule } from "../spending/eligibility.rules.ts";
import { type CheckedExpense, expensesToCheck, gravestFirst } from "./expenses-to-check.rules.ts";

const ceiling: EligibilityRule = {
  kind: "ceiling",
  accounts: [],
  maxCents: 1_000,
  maxShare: null,
  daysBefore: null,
  daysAfter: null,
  severity: "refuse",
  reason: "",
};
/** As it stands once everything is spent, closed and told. */
const known = (spentCents: number, rules: EligibilityRule[] = []): Eligibility => ({
  lines: new Map([
    [
      "l",
      {
        label: "Achats",
        account: "60",
        startsOn: "2026-01-01",
        endsOn: "2026-12-31",
        isClosed: true,
        leftCents: 1_000 - spentCents,
        grantId: "g",
      },
    ],
  ]),
  grants: new Map([
    [
      "g",
      {
        state: {
          title: "Communs",
          status: "closed",
          startsOn: "2026-01-01",
          endsOn: "2026-12-31",
          amountCents: 1_000,
          spent: [{ account: "606", cents: spentCents }],
          sentReports: [{ label: "Bilan", from: "2026-01-01", to: "2026-12-31" }],
        },
        rules,
      },
    ],
  ]),
});
const expense = (id: string, change: Partial<CheckedExpense> = {}): CheckedExpense => ({
  id,
  label: "Un achat",
  supplier: "",
  account: "606",
  incurredOn: `2026-03-0${id}`,
  amountCents: 400,
  isPaid: true,
  hasEvidence: true,
  parts: [{ budgetLineId: "l", amountCents: 400 }],
  ...change,
});
const check = (expenses: CheckedExpense[], rules?: EligibilityRule[]) =>
  expensesToCheck(expenses, known(400 * expenses.length, rules), "2026-05-01");

test("only what passes a ceiling or a line is told, in the order of the days", () => {
  const three = [expense("3"), expense("1"), expense("2")];
  const found = check(three, [ceiling]);
  expect(found.map(({ id }) => id)).toEqual(["3"]);
  expect(found[0]?.refusals).toHaveLength(1);
  expect(found[0]?.warnings).toEqual([expect.stringContaining("dépassée")]);
});

test("what lacks evidence, waits to be paid or is out of the period is told", () => {
  expect(check([expense("1")])).toEqual([]);
  expect(check([expense("1", { hasEvidence: false })])).toMatchObject([{ lacksEvidence: true }]);
  expect(check([expense("1", { isPaid: false })])).toMatchObject([{ isUnpaidForLong: true }]);
  expect(check([expense("1", { isPaid: false, incurredOn: "2026-04-20" })])).toEqual([]);
  const [before] = check([expense("1", { incurredOn: "2025-12-31" })]);
  expect(before?.refusals).toHaveLength(1);
});

test("what is against a rule comes first", () => {
  const found = check(
    [expense("1", { hasEvidence: false }), expense("2", { account: "671" })],
    [{ ...ceiling, kind: "no_accounts", accounts: ["67"], maxCents: null }],
  );
  expect(gravestFirst(found).map(({ id }) => id)).toEqual(["2", "1"]);
});
