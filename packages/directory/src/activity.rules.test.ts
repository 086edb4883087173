import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPlaces, checkResources } from "./activity.rules.ts";
import { adviceForActivity, missingFromActivity } from "./publication.rules.ts";
import { slugCandidates, slugOf } from "./slug.rules.ts";

const place = (communeCode: string, transferredFromCode: string | null = null) => ({
  communeCode,
  transferredFromCode,
});

describe("checkPlaces", () => {
  it("follows an activity from place to place", () => {
    expect(checkPlaces([place("C", "B"), place("B", "A"), place("A"), place("D", "A")])).toEqual(
      {},
    );
  });

  it("refuses loops, at each place that turns in one", () => {
    expect(Object.keys(checkPlaces([place("A", "B"), place("B", "A"), place("C", "A")]))).toEqual([
      "locations.0.transferredFrom",
      "locations.1.transferredFrom",
    ]);
  });

  it("accepts exactly the lineages in which every place leads back to a beginning", () => {
    const code = fc.constantFrom("A", "B", "C", "D", "E");
    const row = fc.record({ communeCode: code, transferredFromCode: fc.option(code) });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: (one) => one.communeCode }), (places) => {
        const origin = new Map<string, string | null>(
          places.map((one) => [one.communeCode, one.transferredFromCode]),
        );
        const leadsBack = ({ communeCode }: { communeCode: string }) => {
          let current: string | null = communeCode;
          for (let steps = 0; steps <= places.length; steps += 1) {
            if (!origin.has(current)) return false;
            current = origin.get(current) ?? null;
            if (current === null) return true;
          }
          return false;
        };
        expect(Object.keys(checkPlaces(places)).length === 0).toBe(places.every(leadsBack));
      }),
    );
  });
});

describe("checkResources", () => {
  it("wants known resources, each once", () => {
    const rows = ["a", "x", "a"].map((openResourceId) => ({ openResourceId }));
    expect(Object.keys(checkResources(rows, new Set(["a"])))).toEqual([
      "resources.1.openResourceId",
      "resources.2.openResourceId",
    ]);
  });
});

describe("publication", () => {
  it("asks for limits and advantages, and only advises the rest", () => {
    const texts = { summary: "S", advantages: "", limits: "" };
    expect(Object.keys(missingFromActivity(texts))).toEqual(["advantages", "limits"]);
    const advice = adviceForActivity({
      description: "D",
      steps: [{}],
      requirements: "R",
      startupCostMinCents: 0,
      monthlyCostMinCents: null,
      peopleMin: 1,
      firstIncomeMinMonths: null,
      maturity: "tried",
      income: "I",
      resources: [{ status: "draft", name: "CoopCycle" }],
      locations: [{}],
    });
    expect(advice).toEqual([
      "Il reste à indiquer\u202f: le coût par mois, le délai avant un premier revenu.",
      "«\u202fCoopCycle\u202f» est un brouillon\u202f: l’annuaire public ne la montre pas.",
    ]);
  });
});

describe("slugOf", () => {
  it.each([
    ["L’épicerie & co", "l-epicerie-et-co"],
    ["CoopCycle", "coopcycle"],
    ["Œuvres à vélo — Lille", "oeuvres-a-velo-lille"],
    ["…", "activite"],
    ["日本", "activite"],
  ])("%s → %s", (title, slug) => {
    expect(slugOf(title, "activite")).toBe(slug);
  });

  it("always fits the address", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (title) => {
        const slug = slugOf(title, "activite");
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slug.length).toBeLessThanOrEqual(80);
      }),
    );
    expect(slugOf("a".repeat(120), "x")).toHaveLength(80);
    expect(slugOf("mot ".repeat(40), "x")).toMatch(/mot$/);
  });

  it("tries -2, -3…", () => {
    expect([...slugCandidates("a", 3)]).toEqual(["a", "a-2", "a-3"]);
  });
});
