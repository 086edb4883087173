import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountClasses } from "./account.rules.ts";
import {
  chargesByAction,
  decideSettlement,
  grantCents,
  type PlanAmount,
  planGroups,
  planTotals,
} from "./plan.rules.ts";
import { planSchema } from "./plan.schema.ts";

const entry = (account: string, cents: number | null): PlanAmount => ({
  side: /^(6|86)/.test(account) ? "charge" : "product",
  account,
  cents,
});

describe("a funding plan", () => {
  it("balances to the cent, what is in kind apart", () => {
    const balanced = [entry("64", 100_000), entry("6226", 1), entry("74", 100_001)];
    expect(decideSettlement(planTotals(balanced))).toBeNull();
    const short = planTotals([...balanced, entry("60", 1)]);
    expect(short.gapCents).toBe(1);
    expect(decideSettlement(short)).toBe("unbalanced");
    const volunteers = planTotals([...balanced, entry("864", 5_000)]);
    expect(volunteers).toMatchObject({ gapCents: 0, inKindGapCents: 5_000 });
    expect(decideSettlement(volunteers)).toBe("unbalanced_in_kind");
    const both = planTotals([...balanced, entry("864", 5_000), entry("870", 5_000)]);
    expect(decideSettlement(both)).toBeNull();
  });

  it("is not settled while it is empty, or while a grant has no amount", () => {
    expect(decideSettlement(planTotals([]))).toBe("plan_empty");
    const totals = planTotals([entry("64", 1), entry("74", 1), entry("74", null)]);
    expect(decideSettlement(totals)).toBe("amount_unknown");
  });

  it("reads what a grant brings: awarded, else asked, nothing once declined", () => {
    const asked = { status: "applied", amountCents: null, askedCents: 500 } as const;
    expect(grantCents(asked)).toBe(500);
    expect(grantCents({ ...asked, status: "awarded", amountCents: 400 })).toBe(400);
    expect(grantCents({ ...asked, status: "declined" })).toBe(0);
    expect(grantCents({ ...asked, askedCents: null })).toBeNull();
  });

  it("puts every entry in one row of the form and every charge in one action, no cent lost", () => {
    const accounts = accountClasses.map((row) => row.account);
    const entries = fc.array(
      fc.record({
        account: fc
          .tuple(fc.constantFrom(...accounts), fc.constantFrom("", "1", "26"))
          .map((digits) => digits.join("")),
        cents: fc.integer({ min: 1, max: 10_000_000 }),
        actionId: fc.constantFrom("a", "b", "gone", null),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(entries, (drawn) => {
        const all = drawn.map(({ account, cents, actionId }) => ({
          ...entry(account, cents),
          actionId,
        }));
        const totals = planTotals(all);
        const sum = (side: "charge" | "product", inKind: boolean) =>
          planGroups(all, side, inKind).reduce((total, group) => total + group.cents, 0);
        expect(sum("charge", false)).toBe(totals.chargeCents);
        expect(sum("product", false)).toBe(totals.productCents);
        expect(sum("charge", true)).toBe(totals.inKindChargeCents);
        expect(sum("product", true)).toBe(totals.inKindProductCents);
        const actions = [
          { id: "a", name: "A" },
          { id: "b", name: "B" },
        ];
        const byAction = chargesByAction(all, actions).reduce((total, row) => total + row.cents, 0);
        expect(byAction).toBe(totals.chargeCents);
      }),
    );
  });
});

describe("the form of a plan", () => {
  const typed = {
    version: "1",
    title: "Communs 2026",
    startsOn: "2026-01-01",
    endsOn: "2026-12-31",
    grantIds: [],
  };
  const fieldsOf = (change: object) =>
    planSchema.safeParse({ ...typed, ...change }).error?.issues.map((one) => one.path.join("."));

  it("reads both columns", () => {
    const parsed = planSchema.parse({
      ...typed,
      "charges.0.label": "Salaires",
      "charges.0.account": "641",
      "charges.0.amountCents": "1 000",
      "products.0.label": "Ventes",
      "products.0.account": "70",
      "products.0.amountCents": "1000,00 €",
    });
    expect(parsed).toMatchObject({
      charges: [{ account: "641", amountCents: 100_000, actionId: null }],
      products: [{ account: "70", amountCents: 100_000 }],
    });
  });

  it("says beside each field what is wrong", () => {
    expect(
      fieldsOf({
        endsOn: "2025-12-31",
        "charges.0.label": "Ventes",
        "charges.0.account": "70",
        "charges.0.amountCents": "0",
        "products.0.account": "74",
      }),
    ).toEqual([
      "charges.0.account",
      "charges.0.amountCents",
      "products.0.label",
      "products.0.amountCents",
      "endsOn",
    ]);
  });
});
