import { expect, test } from "vitest";
import type { ReleaseContent } from "../release/release.schema.ts";
import { peopleNumbers } from "./people-numbers.rules.ts";

const released = {
  content: {
    people: {
      total: { people: 1204, asOf: "2026-06-30" },
      tables: { residence: { classes: [{ cells: ["priority"], people: 13 }], asOf: "2026-06-30" } },
      neighbourhoods: { people: { QN1: 7 }, names: {}, asOf: "2026-06-30" },
    },
    figures: [{ counted: "people", value: 369, target: 500, milestones: [] }],
  } as unknown as ReleaseContent,
  details: { figures: [] } as never,
};
const wordsIn = (text: string) =>
  peopleNumbers([{ place: "ici", text }], released).map(({ words }) => words);

test.each([
  ["Nous avons suivi 2 femmes du Secteur Sud.", ["2 femmes"]],
  ["Trois jeunes et une salariée sont partis.", ["Trois jeunes", "une salariée"]],
  [
    "Quatre autres personnes, puis 12\u00a0livreurs.",
    ["Quatre autres personnes", "12\u00a0livreurs"],
  ],
  ["Un travailleur·se a repris l’activité.", ["Un travailleur·se"]],
])("a number of people that no figure says is found: %s", (text, words) => {
  expect(wordsIn(text)).toEqual(words);
});

test.each([
  "1\u202f204 personnes, dont 13 femmes et 7 habitants, 369 bénéficiaires sur 500 personnes.",
  "Deux ateliers, 3 vélos et 40\u00a0% des personnes.",
  "Chacune des personnes, aucun homme seul.",
  "En 2026, personne n’est parti.",
])("what a figure says, or counts nobody, is not: %s", (text) => {
  expect(wordsIn(text)).toEqual([]);
});
