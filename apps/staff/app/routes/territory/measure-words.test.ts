import type { TerritoryIndicator } from "@essaim/territory/indicators/indicator.schema";
import type { Shade } from "@essaim/territory/map/classes.rules";
import { describe, expect, it } from "vitest";
import { extremesSentence } from "./measure-words";

const poverty: TerritoryIndicator = {
  ...{ code: "tp60", label: "Taux de pauvreté", unit: "%", kind: "rate" },
  ...{ source: "Insee, Filosofi", year: 2021 },
};
const sentence = (...shades: Shade[]) =>
  extremesSentence(
    poverty,
    shades.map((shade, index) => ({ name: `Quartier ${index + 1}`, shade })),
  );

describe("the lowest and the highest figure of a map", () => {
  it("are told with their places", () => {
    expect(sentence({ value: 40 }, { value: 20 })).toBe(
      "De 20\u202f% (Quartier 2) à 40\u202f% (Quartier 1).",
    );
  });

  it("are one, wherever it is known", () => {
    expect(sentence({ value: 40 }, { value: 40 })).toBe("40\u202f% partout.");
    expect(sentence({ value: 40 }, { value: 40 }, "secret")).toBe(
      "40\u202f% partout où c’est connu.",
    );
    expect(sentence({ value: 40 }, "unknown")).toBe(
      "40\u202f% (Quartier 1), seul quartier où c’est connu.",
    );
    expect(sentence({ value: 40 })).toBe("40\u202f% (Quartier 1).");
  });
});
