import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideRound, type PotAnswer, refuseProposal, suggestShares } from "./pot.rules.ts";

const cents = fc.integer({ min: 0, max: 10_000_000_000 });

test("a first proposal shares the wishes, or the whole pot to the cent, and never more than a wish", () => {
  fc.assert(
    fc.property(cents, fc.array(cents, { maxLength: 12 }), (pot, wishes) => {
      const shares = suggestShares(pot, wishes);
      const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
      expect(sum(shares)).toBe(Math.min(pot, sum(wishes)));
      for (const [place, share] of shares.entries()) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(wishes[place] ?? 0);
      }
    }),
  );
});

describe("consent", () => {
  const answers = fc.array(
    fc.constantFrom<PotAnswer | null>("consent", "objection", "aside", null),
  );

  test("is that everybody answered, nobody objected and somebody consented", () => {
    fc.assert(
      fc.property(answers, (all) => {
        const isConsented =
          all.includes("consent") && all.every((one) => one === "consent" || one === "aside");
        expect(decideRound(all) === "consented").toBe(isConsented);
        expect(decideRound(all) === "objected").toBe(all.includes("objection"));
      }),
    );
  });

  test.each([
    [["consent", "aside"], "consented"],
    [["aside", "aside"], "nobody_consents"],
    [["consent", null], "unanswered"],
    [["objection", null], "objected"],
    [[], "nobody_consents"],
  ] as const)("%j → %s", (all, outcome) => {
    expect(decideRound(all)).toBe(outcome);
  });
});

test.each([
  [
    [
      ["a", 60],
      ["b", 40],
    ],
    null,
  ],
  [
    [
      ["a", 60],
      ["b", 41],
    ],
    "beyond_pot",
  ],
  [
    [
      ["a", 0],
      ["b", 0],
    ],
    "nothing_shared",
  ],
  [[["a", 60]], "claims_changed"],
  [
    [
      ["a", 60],
      ["b", 1],
      ["c", 1],
    ],
    "claims_changed",
  ],
] as const)("a proposal of %j", (shares, refusal) => {
  expect(refuseProposal(100, ["a", "b"], new Map(shares))).toBe(refusal);
});
