import { describe, expect, it } from "vitest";
import { peopleRows } from "./people-labels.ts";
import { peopleSentence, periodSentence, targetsSentence } from "./sentences.ts";

const figure = (actual: number | null, target: number, withheld: "small" | null = null) => ({
  indicatorKey: "video_views",
  actual,
  target,
  withheld,
});
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("what the drawing of targets shows", () => {
  it.each([
    [[figure(1, 2), figure(0, 2)], "Entre 0 % et 50 % de chaque objectif est réalisé."],
    [
      [figure(2, 2), figure(null, 2), figure(null, 13, "small")],
      "1 objectif sur 3 est atteint, 1 est masqué, 1 n’a pas encore de chiffre.",
    ],
    [
      [figure(2, 2), figure(5, 2), figure(1, 2)],
      "2 objectifs sur 3 sont atteints, 1 l’est à 50 %.",
    ],
    [[figure(2, 2), figure(5, 2)], "Les 2 objectifs sont atteints."],
    [[figure(999, 1000), figure(999, 1000)], "99 % de chaque objectif est réalisé."],
    [
      [figure(1, 2), figure(3, 4), figure(null, 9, "small")],
      "2 objectifs sur 3 sont réalisés entre 50 % et 75 %, 1 est masqué.",
    ],
    [
      [figure(null, 2, "small"), figure(null, 9, "small")],
      "Aucun des 2 objectifs n’a de chiffre à montrer, 2 sont masqués.",
    ],
    [[figure(null, 2, "small")], "Le seul objectif de ce financement est masqué."],
    [[figure(0, 2)], "Le seul objectif de ce financement est réalisé à 0 %."],
  ])("is said of %j", (figures, sentence) => {
    expect(plain(targetsSentence(figures))).toBe(sentence);
  });
});

describe("where a grant is in its period", () => {
  it.each([
    ["2026-01-01", "2026-12-31", "2026-11-24", "11 mois sur 12"],
    ["2026-01-01", "2026-12-31", "2026-12-31", "12 mois sur 12"],
    ["2026-01-15", "2027-01-14", "2026-02-14", "1 mois sur 12"],
    ["2026-01-31", "2026-02-10", "2026-02-05", "1 mois sur 1"],
    ["2026-01-01", "2026-12-31", "2027-01-01", "Période terminée"],
    ["2026-01-01", "2026-12-31", "2025-12-31", "Période à venir"],
  ])("%s to %s, on %s: %s", (startsOn, endsOn, day, said) => {
    expect(plain(periodSentence(startsOn, endsOn, day))).toBe(said);
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
