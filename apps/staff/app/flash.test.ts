import { expect, test } from "vitest";
import { doubtLinkOf, flashOf } from "./flash.ts";

const shell = { fullName: "Camille Vasseur", role: "Accompagnement" };
const person = { person: { name: "Océane Petit" } };

test.each([
  [
    "hors-quartier",
    undefined,
    "La fiche d’Océane Petit est créée. Adresse hors quartier prioritaire.",
  ],
  [
    "prioritaire",
    "Secteur Sud",
    "La fiche d’Océane Petit est créée. Adresse en quartier prioritaire\u202f: Secteur Sud.",
  ],
  ["constructor", undefined, "La fiche d’Océane Petit est créée."],
])("an address that is « %s » is told after the file", (found, neighbourhoodName, expected) => {
  const data = [{ person: { name: "Océane Petit", neighbourhoodName } }];
  const page = { pathname: "/personnes/1", data };
  expect(flashOf(`?fait=cree&adresse=${found}`, page)).toBe(expected);
  expect(doubtLinkOf(`?fait=cree&adresse=${found}`, "/personnes/1")).toBeUndefined();
  expect(doubtLinkOf("?fait=cree&adresse=a-verifier", "/personnes/1")).toBe(
    "/personnes/1/quartier",
  );
});

test.each([
  [
    "version-masquee",
    "/activites/1/historique",
    [shell],
    "Ce que disait cette version est effacé de l’historique, pour tout le monde.",
  ],
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
  ["enregistre", "/financements/fonds-propres", [undefined], "La ligne est enregistrée."],
  ["enregistre", "/financements/cooperative", [undefined], "La coopérative est enregistrée."],
  ["enregistre", "/ailleurs", [person], "C’est enregistré."],
  ["constructor", "/personnes/1", [person], undefined],
])("« %s » on %s names what it is about", (key, pathname, data, expected) => {
  expect(flashOf(`?fait=${key}`, { pathname, data })).toBe(expected);
});
