import { describe, expect, it } from "vitest";
import {
  fold,
  isHighlighted,
  lineage,
  splitHighlight,
  type WorkingPlace,
} from "./published.rules.ts";

describe("splitHighlight", () => {
  it("marks what was found and leaves markup as text", () => {
    expect(splitHighlight("un \ue000vélo\ue001 <b>")).toEqual([
      { text: "un ", found: false },
      { text: "vélo", found: true },
      { text: " <b>", found: false },
    ]);
  });

  it("survives a mark without its pair", () => {
    expect(
      splitHighlight("un \ue000vélo")
        .map((part) => part.text)
        .join(""),
    ).toBe("un vélo");
    expect(isHighlighted(splitHighlight("rien"))).toBe(false);
  });
});

describe("fold", () => {
  it("folds like the database", () => {
    expect(fold("Œuvre d’ÉTÉ")).toBe("oeuvre d ete");
  });
});

describe("lineage", () => {
  const place = (
    name: string,
    sinceYear: number | null,
    transferredFrom: string | null = null,
  ): WorkingPlace => ({
    commune: { code: name, name },
    sinceYear,
    transferredFrom,
    description: "",
  });
  const names = (nodes: ReturnType<typeof lineage>): unknown[] =>
    nodes.map((node) => [node.commune.name, ...names(node.heirs)]);

  it("follows an activity from place to place, oldest first", () => {
    const places = [
      place("Tourcoing", 2022, "Roubaix"),
      place("Brest", null),
      place("Roubaix", 2020, "Lille"),
      place("Lille", 2018),
    ];
    expect(names(lineage(places))).toEqual([["Lille", ["Roubaix", ["Tourcoing"]]], ["Brest"]]);
  });

  it("shows every place once, even when they name each other or an unknown one", () => {
    const places = [place("A", 2019, "B"), place("B", 2018, "A"), place("C", 2020, "Z")];
    expect(names(lineage(places))).toEqual([["C"], ["B", ["A"]]]);
  });
});
