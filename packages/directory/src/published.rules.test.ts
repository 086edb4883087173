import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fold,
  isHighlighted,
  lineage,
  readPlaces,
  splitHighlight,
  toTsQuery,
  type WorkingPlace,
} from "./published.rules.ts";

describe("toTsQuery", () => {
  it("wants every word, the last one perhaps unfinished", () => {
    expect(toTsQuery("livraison vél")).toBe("(livraison) & ((vél | vél:*))");
  });

  it("asks for both numbers where the stemmer does not", () => {
    expect(toTsQuery("vélos livraison")).toBe("((vélos | vélo)) & ((livraison | livraison:*))");
    expect(toTsQuery("velo 12")).toBe("((velo | velos)) & (12)");
  });

  it("knows quotes, exclusion and alternatives", () => {
    expect(toTsQuery('"jardin partagé" -pelle')).toBe("(jardin <-> partagé) & !(pelle)");
    expect(toTsQuery("« achat groupé »")).toBe("(achat <-> groupé)");
    expect(toTsQuery("pain OU bière -12")).toBe("(pain) | (bière) & !(12)");
  });

  it("keeps the name of a site whole, and splits compound words", () => {
    expect(toTsQuery("tilios.fr")).toBe("('tilios.fr')");
    expect(toTsQuery("vélo-cargo 1")).toBe("((vélo | vélos) & (cargo | cargos)) & (1)");
  });

  it("widens to any word", () => {
    expect(toTsQuery("pain lune 3", "any")).toBe("(pain) | (lune) | (3)");
  });

  it("is empty when there is nothing to look for", () => {
    for (const nothing of ["", "   ", "&|!()", "' OR", '""', "-", "'; --", "\0"])
      expect(toTsQuery(nothing)).toBe("");
  });

  it("only ever holds words and operators, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (typed) => {
        expect(toTsQuery(typed)).toMatch(
          /^(?:[\p{L}\p{N}]+(?::\*)?|'[\p{L}\p{N}.@]+'|[&|!()<> -])*$/u,
        );
      }),
    );
  });
});

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

describe("readPlaces", () => {
  const places = [{ name: "Roubaix" }, { name: "Villeneuve" }, { name: "Villeneuve-d’Ascq" }];
  const read = (search: string) => {
    const { rest, places: found } = readPlaces(search, places);
    return [rest, found.map((place) => place.name)];
  };

  it("finds a place whatever its accents, hyphens and place in the search", () => {
    expect(read("livraison vélo ROUBAIX")).toEqual(["livraison vélo", ["Roubaix"]]);
    expect(read("jardin à villeneuve d'ascq")).toEqual(["jardin", ["Villeneuve-d’Ascq"]]);
    expect(read("roubaix")).toEqual(["", ["Roubaix"]]);
  });

  it("leaves a search without a place, or in quotes, as it is", () => {
    expect(read("Élève vélos")).toEqual(["Élève vélos", []]);
    expect(read('"roubaix"')).toEqual(['"roubaix"', []]);
    expect(read("pain -roubaix")).toEqual(["pain -roubaix", []]);
  });

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
