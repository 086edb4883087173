import { describe, expect, it } from "vitest";
import { peopleSentence, periodSentence, targetsSentence } from "./sentences.ts";

const figure = (actual: number | null, target: number) => ({ actual, target });
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("what the drawing of targets shows", () => {
  it.each([
    [[figure(1, 2), figure(0, 2)], "Entre 0 % et 50 % de chaque objectif est réalisé."],
    [
      [figure(2, 2), figure(null, 2), figure(null, 13)],
      "1 objectif sur 3 est atteint, 2 n’ont pas encore de chiffre.",
    ],
    [
      [figure(2, 2), figure(5, 2), figure(1, 2)],
      "2 objectifs sur 3 sont atteints, 1 l’est à 50 %.",
    ],
    [[figure(2, 2), figure(5, 2)], "Les 2 objectifs sont atteints."],
    [[figure(999, 1000), figure(999, 1000)], "99 % de chaque objectif est réalisé."],
    [
      [figure(1, 2), figure(3, 4), figure(null, 9)],
      "2 objectifs sur 3 sont réalisés entre 50 % et 75 %, 1 n’a pas encore de chiffre.",
    ],
    [
      [figure(null, 2), figure(null, 9)],
      "Aucun des 2 objectifs n’a de chiffre à montrer, 2 n’ont pas encore de chiffre.",
    ],
    [[figure(null, 2)], "Le seul objectif de ce financement n’a pas encore de chiffre."],
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
  it.each([
    [
      { total: 25, priority: 13 },
      "25 personnes accompagnées pendant la période, dont 13 en quartier prioritaire (52 %).",
    ],
    [{ total: 0, priority: 0 }, "Personne n’a encore été accompagné pendant cette période."],
    [{ total: null, priority: null }, "Personne n’a encore été accompagné pendant cette période."],
  ])("%j", (people, sentence) => {
    expect(plain(peopleSentence(people))).toBe(sentence);
  });
});
