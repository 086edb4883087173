import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expenseSchema, parsePart } from "./expense.schema.ts";

const lineId = "0190a0a0-0000-7000-8000-000000000001";
const typed = {
  kind: "purchase",
  label: "Deux casques",
  account: "6064",
  incurredOn: "2026-03-01",
  amountCents: "120,50 €",
};
const parse = (change: object = {}) => expenseSchema.parse({ ...typed, ...change });
const errorsOf = (change: object) =>
  Object.fromEntries(
    (expenseSchema.safeParse({ ...typed, ...change }).error?.issues ?? []).map((issue) => [
      issue.path.join("."),
      issue.message,
    ]),
  );

describe("the form of an expense", () => {
  it("becomes whole cents, negative for a credit note", () => {
    expect(parse()).toMatchObject({ amountCents: 12_050, staff: null, paidOn: null, shares: [] });
    expect(parse({ kind: "credit_note" }).amountCents).toBe(-12_050);
    expect(parse({ account: "60 · Achats" }).account).toBe("60");
  });

  it("counts the hours of the team at their cost", () => {
    const hours = {
      kind: "staff_time",
      amountCents: undefined,
      staffMember: "Camille",
      minutes: "1 h 30",
      hourlyCents: "31,33",
    };
    expect(parse(hours)).toMatchObject({
      amountCents: 4_700,
      staff: { member: "Camille", minutes: 90, hourlyCents: 3_133 },
    });
    expect(errorsOf({ ...hours, minutes: "12" })).toEqual({
      minutes: expect.stringContaining("unité"),
    });
    expect(Object.keys(errorsOf({ kind: "staff_time" }))).toEqual([
      "staffMember",
      "minutes",
      "hourlyCents",
    ]);
    // What was typed for another kind is left aside.
    expect(parse({ staffMember: "Camille", minutes: "2 h" }).staff).toBeNull();
  });

  it.each([
    [{ account: "706" }, "account"],
    [{ account: "6" }, "account"],
    [{ amountCents: "-5" }, "amountCents"],
    [{ amountCents: undefined }, "amountCents"],
    [{ incurredOn: "0026-03-01" }, "incurredOn"],
    [{ paidOn: "2099-01-01" }, "paidOn"],
    [{ evidenceUrl: "javascript:alert(1)" }, "evidenceUrl"],
    [{ "shares.0.part": "10 %" }, "shares.0.line"],
    [{ "shares.1.line": lineId, "shares.1.part": "100,01 %" }, "shares.1.part"],
    [{ "shares.0.line": "Achats" }, "shares.0.line"],
    [{ "shares.0.line": lineId, "shares.0.part": `${"0".repeat(40)}60` }, "shares.0.part"],
  ])("refuses %j beside %s", (change, field) => {
    expect(Object.keys(errorsOf(change))).toEqual([field]);
  });

  it("says everything at once", () => {
    const change = { label: "", amountCents: undefined, account: "x", "shares.0.part": "1" };
    expect(Object.keys(errorsOf(change)).sort()).toEqual([
      "account",
      "amountCents",
      "label",
      "shares.0.line",
    ]);
  });

  it("reads its shares, rows left empty aside", () => {
    const shares = {
      "shares.0.line": lineId,
      "shares.0.part": "33,33 %",
      "shares.1.line": undefined,
      "shares.1.part": undefined,
      "shares.2.line": lineId,
      "shares.2.part": "1\u202f200,50",
      "shares.3.line": lineId,
    };
    expect(parse(shares).shares).toEqual([
      { budgetLineId: lineId, hundredths: 3_333 },
      { budgetLineId: lineId, cents: 120_050 },
      { budgetLineId: lineId, isRest: true },
    ]);
  });
});

it("a part is read as it was meant, or told why not", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.constantFrom(" %", "%", "\u202f%"),
      (n, sign) => {
        const text = `${Math.floor(n / 100)},${String(n % 100).padStart(2, "0")}${sign}`;
        expect(parsePart(text)).toEqual({ ok: true, part: { hundredths: n } });
      },
    ),
  );
  for (const text of ["0 %", "0", "-10", "33,333 %", "un tiers", "% 10"]) {
    expect(parsePart(text).ok).toBe(false);
  }
});
