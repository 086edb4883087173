import { describe, expect, it } from "vitest";
import { peopleRows } from "./people-labels.ts";
import { peopleSentence, targetsSentence } from "./sentences.ts";

const figure = (actual: number | null, target: number, withheld: "small" | null = null) => ({
  indicatorKey: "video_views",
  actual,
  target,
  withheld,
});
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("what the drawing of targets shows", () => {
  it.each([
    [[figure(1, 2), figure(0, 2)], "Aucun des 2 objectifs n’est atteint."],
    [
      [figure(2, 2), figure(null, 2), figure(null, 13, "small")],
      "1 objectif sur 3 est atteint, 1 est masqué, 1 n’a pas encore de chiffre.",
    ],
    [[figure(2, 2), figure(5, 2), figure(1, 2)], "2 objectifs sur 3 sont atteints."],
    [[figure(null, 2, "small")], "Le seul objectif de ce financement est masqué."],
    [[figure(0, 2)], "Le seul objectif de ce financement n’est pas atteint."],
  ])("is said of %j", (figures, sentence) => {
    expect(plain(targetsSentence(figures))).toBe(sentence);
  });
});

describe("what is said of people", () => {
  const residence = [
    { cells: ["priority"], people: 13 },
    { cells: ["outside", "unknown"], people: 12 },
  ];

  it("rests on what is shown alone", () => {
    expect(plain(peopleSentence({ total: 25, residence, kind: null }))).toBe(
      "25 personnes accompagnées pendant la période, dont 13 en quartier prioritaire (52 %).",
    );
    expect(plain(peopleSentence({ total: 25, residence: null, kind: null }))).toBe(
      "25 personnes accompagnées pendant la période.",
    );
    expect(peopleSentence({ total: null, residence: null, kind: null })).toMatch(/masqué/);
  });

  it("names merged classes and keeps the rows of a withheld table", () => {
    expect(peopleRows("residence", residence)[1]).toEqual({
      label: "Hors quartier prioritaire, ou adresse inconnue",
      people: 12,
    });
    expect(peopleRows("kind", null).map((row) => row.people)).toEqual([null, null, null]);
  });
});
