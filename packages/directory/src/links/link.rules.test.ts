import { describe, expect, test } from "vitest";
import { decideLinkState, type LinkOutcome, type LinkState, linksOf } from "./link.rules.ts";

const fresh: LinkState = { failures: 0, failedOn: null, problem: null, deadOn: null };

const after = (...nights: [day: string, outcome: LinkOutcome][]) =>
  nights.reduce((state, [day, outcome]) => decideLinkState(state, outcome, day), fresh);

describe("a link that does not answer", () => {
  test("is dead after three days, not before", () => {
    expect(after(["2026-03-01", "slow"], ["2026-03-02", "absent"]).deadOn).toBeNull();
    expect(
      after(["2026-03-01", "slow"], ["2026-03-02", "absent"], ["2026-03-03", "absent"]),
    ).toEqual({ failures: 3, failedOn: "2026-03-03", problem: "absent", deadOn: "2026-03-03" });
  });

  test("fails once a day, however often it is asked", () => {
    const state = after(["2026-03-01", "slow"], ["2026-03-01", "slow"], ["2026-03-01", "absent"]);
    expect(state).toMatchObject({ failures: 1, problem: "absent", deadOn: null });
  });

  test("keeps the day it died, and lives again with one answer", () => {
    const dead = after(
      ["2026-03-01", "absent"],
      ["2026-03-02", "absent"],
      ["2026-03-03", "absent"],
      ["2026-03-04", "absent"],
    );
    expect(dead.deadOn).toBe("2026-03-03");
    expect(decideLinkState(dead, "alive", "2026-03-05")).toEqual(fresh);
  });

  test("a site that will not say changes nothing, either way", () => {
    const state = after(["2026-03-01", "absent"], ["2026-03-02", "unsure"]);
    expect(state).toMatchObject({ failures: 1, failedOn: "2026-03-01" });
  });
});

describe("the links of a document", () => {
  test("are found in its fields, its rows and its texts, each once", () => {
    const content = {
      websiteUrl: "https://coopcycle.org/",
      sourceUrl: null,
      links: [{ url: "https://exemple.fr/video?x=1" }],
      description:
        'Voir [le site](https://coopcycle.org/), <http://exemple.fr/a> et [la page](https://exemple.fr/p "titre").',
      english: { description: "See [it](https://example.org/en)." },
    };
    expect(linksOf(content)).toEqual([
      "https://coopcycle.org/",
      "https://exemple.fr/video?x=1",
      "http://exemple.fr/a",
      "https://exemple.fr/p",
      "https://example.org/en",
    ]);
  });

  test("are web addresses only", () => {
    expect(
      linksOf({ a: "mailto:x@exemple.fr", b: "[x](javascript:alert(1))", c: "ftp://exemple.fr" }),
    ).toEqual([]);
    expect(linksOf({ a: `https://exemple.fr/${"x".repeat(3000)}` })).toEqual([]);
  });
});
