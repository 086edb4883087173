import { type Effect, effectOf } from "@essaim/outreach/campaign/effect.rules";
import { describe, expect, test } from "vitest";
import { differenceInWords, effectInWords, missingInWords } from "./campaign-words";

const campaign = { startsOn: "2026-04-10", endsOn: "2026-04-20" };
const effect = (views: readonly number[], today = "2026-11-30"): Effect =>
  effectOf(
    campaign,
    views.map((value, at) => ({
      month: `2026-0${at + 1}-01`,
      views: value,
      told: 1,
      published: 1,
    })),
    today,
  );
const plain = (text: string) => text.replaceAll(/[\u202f\u00a0]/g, " ");

test.each([
  [200, 310, "110 de plus, soit +55 %"],
  [200, 150, "50 de moins, soit −25 %"],
  [281.5, 363, "81 de plus, soit +29 %"],
  [0, 12, "12 de plus"],
  [20.2, 19.8, "autant"],
])("from %d to %d: %s", (before, other, said) => {
  expect(plain(differenceInWords(before, other))).toBe(said);
});

describe("what is said of a campaign’s effect", () => {
  test("is the three means, when all is known", () => {
    const whole = effect([100, 100, 100, 150, 120, 120, 120]);
    expect(plain(effectInWords(whole))).toBe(
      "100 vues et visites par mois en moyenne avant la campagne, 150 pendant (50 de plus, soit +50 %), 120 après (20 de plus, soit +20 %).",
    );
    expect(missingInWords(whole)).toEqual([]);
  });

  test("is no comparison while nothing of it is over", () => {
    const begun = effect([100, 100, 100, 150], "2026-04-15");
    expect(effectInWords(begun)).toContain("Aucun mois de la campagne n’est encore");
    expect(missingInWords(begun).map(plain)).toEqual([
      "pendant : aucun mois sur 1 n’entre dans une moyenne",
      "après : aucun mois sur 3 n’entre dans une moyenne",
    ]);
  });

  test("is no comparison with what nobody knows", () => {
    expect(effectInWords(effect([]))).toContain("On ne peut encore rien comparer");
  });
});
