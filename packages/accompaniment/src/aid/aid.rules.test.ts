import fc from "fast-check";
import { expect, test } from "vitest";
import { decidePayment, mayFollow, stepBack } from "./aid.rules.ts";
import { aidDecisionSchema, aidRequestSchema, aidStatuses } from "./aid.schema.ts";

const line = {
  leftCents: 20_000,
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
  isClosed: false,
};

test("a line pays to the last cent, on its first and last days, and no further", () => {
  expect(decidePayment(line, 20_000, "2026-01-01")).toEqual({ ok: true });
  expect(decidePayment(line, 20_000, "2026-12-31")).toEqual({ ok: true });
  expect(decidePayment(line, 20_001, "2026-06-01")).toMatchObject({ reason: "not_enough" });
  expect(decidePayment(line, 1, "2025-12-31")).toMatchObject({ reason: "line_out_of_period" });
  expect(decidePayment(line, 1, "2027-01-01")).toMatchObject({ reason: "line_out_of_period" });
  expect(decidePayment({ ...line, isClosed: true }, 1, "2026-06-01")).toMatchObject({
    reason: "line_closed",
  });
});

test("whatever is asked in whatever order, a line never promises more than it holds", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.array(fc.integer({ min: 1, max: 500_000 })),
      (amountCents, asked) => {
        let leftCents = amountCents;
        for (const cents of asked) {
          if (decidePayment({ ...line, leftCents }, cents, "2026-06-01").ok) leftCents -= cents;
          expect(leftCents).toBeGreaterThanOrEqual(0);
        }
      },
    ),
  );
});

test("what is taken back could have been done, and nothing else can", () => {
  for (const status of aidStatuses) {
    const back = stepBack(status);
    if (back) expect(mayFollow(back, status)).toBe(true);
  }
  expect(mayFollow("requested", "paid")).toBe(false);
  expect(mayFollow("withdrawn", "granted")).toBe(false);
  expect(stepBack("requested")).toBeNull();
});

test("a decision says why, and a grant says what pays it", () => {
  const base = { id: crypto.randomUUID(), version: "1", decision: "granted", reason: "Utile" };
  const refusal = aidDecisionSchema.safeParse(base);
  expect(refusal.error?.issues[0]?.path).toEqual(["budgetLineId"]);
  expect(aidDecisionSchema.safeParse({ ...base, decision: "refused" }).success).toBe(true);
  expect(aidDecisionSchema.safeParse({ ...base, decision: "refused", reason: " " }).success).toBe(
    false,
  );
});

test("an amount that is missing or mistyped is asked for in words", () => {
  const said = (amountCents?: string) =>
    aidRequestSchema
      .safeParse({ amountCents, purpose: "Un vélo" })
      .error?.issues.map((issue) => issue.message)[0];
  expect(said()).toBe("Indiquez un montant, par exemple 150\u00a0€.");
  expect(said("12,5 0 euros")).toMatch(/par exemple/);
  expect(said("0")).toMatch(/supérieur à zéro/);
  expect(said("10 000,01")).toMatch(/va jusqu’à/);
  expect(said("1 250 euros")).toBeUndefined();
});
