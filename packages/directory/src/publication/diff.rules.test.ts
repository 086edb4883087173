import { describe, expect, test } from "vitest";
import { contentInWords } from "./content-words.rules.ts";
import { compareContents, compareWords, type DiffPart } from "./diff.rules.ts";

const names = {
  resources: new Map([["r1", "CoopCycle"]]),
  communes: new Map([
    ["59350", "Lille"],
    ["59512", "Roubaix"],
  ]),
};
const activity = {
  title: "Livrer à vélo",
  summary: "Porter des colis.",
  sector: "delivery",
  startupCostMinCents: 150_000,
  startupCostMaxCents: 300_050,
  steps: [{ text: "Trouver un vélo", days: 2, tools: "cargo" }],
  resources: [{ openResourceId: "r1", usage: "pour les courses" }],
  locations: [{ commune: "59512", sinceYear: 2021, transferredFrom: "59350", description: "" }],
  english: { title: "Bike delivery", summary: "Carrying parcels." },
};

const said = (key: string, content: object = activity) =>
  contentInWords("activity", { ...content }, names, "fr").find((field) => field.key === key)?.text;

const kept = (parts: DiffPart[], without: DiffPart["kind"]) =>
  parts.flatMap(({ kind, text }) => (kind === without ? [] : [text])).join("");

describe("a document in words", () => {
  test("amounts, steps, places and resources are said as a person reads them", () => {
    expect(said("startupCost")?.replace(/\s/g, " ")).toBe("1 500 € à 3 000,50 €");
    expect(said("steps")).toBe("1. Trouver un vélo (2 jours, cargo)");
    expect(said("locations")).toBe("Roubaix, depuis 2021, venue de Lille");
    expect(said("resources")).toBe("CoopCycle\u202f: pour les courses");
    expect(said("english")).toBe("Titre\u202f: Bike delivery\n\nRésumé\u202f: Carrying parcels.");
  });

  test("what a document does not tell is empty, and nothing breaks on it", () => {
    expect(contentInWords("activity", {}, names, "en").every(({ text }) => text === "")).toBe(true);
    expect(contentInWords("resource", {}, names, "fr").every(({ text }) => text === "")).toBe(true);
  });
});

describe("two documents compared", () => {
  test("only the fields that differ, in the order of the form", () => {
    const after = { ...activity, sector: "craft", title: "Livrer à vélo-cargo" };
    expect(compareContents("activity", activity, after, names).map(({ label }) => label)).toEqual([
      "Titre",
      "Secteur",
    ]);
    expect(compareContents("activity", activity, { ...activity }, names)).toEqual([]);
  });

  test("the order of keys and a number written otherwise are no change", () => {
    const { title, ...rest } = activity;
    expect(compareContents("activity", activity, { ...rest, title }, names)).toEqual([]);
  });

  test("without anything to compare with, what a document says is told and nothing is marked", () => {
    const told = compareContents("activity", null, { title: "Livrer", summary: "" }, names);
    expect(told).toEqual([
      { key: "title", label: "Titre", parts: [{ kind: "same", text: "Livrer" }] },
    ]);
  });

  test("both texts can be read again from what is shown", () => {
    const before = "On livre le matin, à vélo, dans le centre.";
    const after = "On livre le soir, à vélo-cargo, dans le centre.";
    const parts = compareWords(before, after);
    expect(kept(parts, "added")).toBe(before);
    expect(kept(parts, "removed")).toBe(after);
    expect(parts).toContainEqual({ kind: "removed", text: "matin" });
  });

  test("a long text that stays the same is cut around the change", () => {
    const long = "mot ".repeat(500);
    const parts = compareWords(`${long}avant ${long}`, `${long}après ${long}`);
    expect(parts.map(({ kind }) => kind)).toEqual([
      "cut",
      "same",
      "removed",
      "added",
      "same",
      "cut",
    ]);
    expect(parts.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(300);
  });

  test("an amount is one word, with its spaces and its sign", () => {
    const costs = (most: number) => ({ startupCostMinCents: 50_000, startupCostMaxCents: most });
    const [change] = compareContents("activity", costs(800_000), costs(950_000), names);
    const told = change?.parts.map(({ kind, text }) => [kind, text.replace(/\s/g, " ")]);
    expect(told).toEqual([
      ["same", "500 € à "],
      ["removed", "8 000 €"],
      ["added", "9 500 €"],
    ]);
    expect(compareWords("En 2021 500 colis, soit 12 %", "En 2021 700 colis, soit 15 %")).toEqual([
      { kind: "same", text: "En 2021 " },
      { kind: "removed", text: "500" },
      { kind: "added", text: "700" },
      { kind: "same", text: " colis, soit " },
      { kind: "removed", text: "12 %" },
      { kind: "added", text: "15 %" },
    ]);
  });

  test("a sentence that was rewritten is read as it was, then as it is", () => {
    const before =
      "Les voisins apportent leurs objets en panne et repartent avec de quoi les réparer.";
    const after =
      "Chaque samedi, des bénévoles ouvrent leurs outils à qui veut les emprunter, et de bon cœur.";
    const kinds = compareWords(before, after).map(({ kind }) => kind);
    expect(kinds).toEqual(["removed", "added"]);
    const kept = "L’atelier est ouvert toute la semaine à qui pousse la porte.";
    expect(compareWords(`${kept} ${before} ${kept}`, `${kept} ${after} ${kept}`)).toEqual([
      { kind: "same", text: `${kept} ` },
      { kind: "removed", text: before.slice(0, -1) },
      { kind: "added", text: after.slice(0, -1) },
      { kind: "same", text: `. ${kept}` },
    ]);
  });

  test("a text that grew to many times its length keeps what it said", () => {
    const parts = compareWords(
      "Un atelier de vélos.",
      `Un atelier de vélos. ${"Encore un mot. ".repeat(9)}`,
    );
    expect(parts.map(({ kind }) => kind)).toEqual(["same", "added"]);
  });

  test("two texts without a word in common are shown one after the other, fast", () => {
    const one = Array.from({ length: 4000 }, (_, n) => `a${n}`).join(" ");
    const two = Array.from({ length: 4000 }, (_, n) => `b${n}`).join(" ");
    const start = performance.now();
    expect(compareWords(one, two).map(({ kind }) => kind)).toEqual(["removed", "added"]);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test("so are two texts rewritten from end to end with the same words", () => {
    const shuffled = (step: number) =>
      Array.from({ length: 1300 }, (_, n) => `m${(n * step) % 977}`).join(" ");
    expect(compareWords(shuffled(7), shuffled(13)).map(({ kind }) => kind)).toEqual([
      "removed",
      "added",
    ]);
    const words = shuffled(7).split(" ");
    const fifty = words.map((word, n) => (n % 26 === 0 ? `${word}-bis` : word)).join(" ");
    const parts = compareWords(shuffled(7), fifty);
    expect(parts.filter(({ kind }) => kind === "added")).toHaveLength(50);
  });
});
