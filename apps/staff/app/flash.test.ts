import { expect, test } from "vitest";
import { flashOf } from "./flash.ts";

const shell = { fullName: "Camille Vasseur", role: "Accompagnement" };
const person = { person: { name: "Océane Petit" } };

test.each([
  ["cree", "/personnes/1", [shell, person], "La fiche d’Océane Petit est créée."],
  ["cree", "/personnes/1", [{ person: { name: "Maëlle" } }], "La fiche de Maëlle est créée."],
  ["enregistre", "/personnes/1", [shell, person], "La fiche d’Océane Petit est enregistrée."],
  [
    "enregistre",
    "/personnes/1/situation",
    [person, { worker: { givenName: "Océane", familyName: "Petit" } }],
    "La situation d’Océane Petit est enregistrée.",
  ],
  [
    "compte-rendu-enregistre",
    "/personnes/1",
    [person, null],
    "Le compte rendu de la rencontre avec Océane Petit est enregistré.",
  ],
  [
    "cree",
    "/ateliers/1",
    [{ workshop: { title: "Fixer ses prix" } }],
    "La séance «\u202fFixer ses prix\u202f» est prévue.",
  ],
  ["enregistre", "/financements/1", [undefined], "Le financement est enregistré."],
  ["enregistre", "/ailleurs", [person], "C’est enregistré."],
  ["constructor", "/personnes/1", [person], undefined],
])("« %s » on %s names what it is about", (key, pathname, data, expected) => {
  expect(flashOf(`?fait=${key}`, { pathname, data })).toBe(expected);
});
