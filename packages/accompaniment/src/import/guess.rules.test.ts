import { csvFile, type TestCell } from "@essaim/territory/spreadsheet/testing/files";
import { folded } from "@essaim/territory/text/word.rules";
import { expect, test } from "vitest";
import { guessColumns, guessWords } from "./guess.rules.ts";
import { fieldGroups, importFields, isImportField } from "./import-field.schema.ts";
import type { Choices } from "./mapping.schema.ts";
import type { ColumnReading } from "./reading.schema.ts";
import { surveySpreadsheet } from "./survey.ts";
import { columnSynonyms } from "./synonym.rules.ts";
import { messyRows, messyTitles } from "./testing/messy-workbook.ts";

/** A part of the lists that every organisation begins with. */
const choices: Choices = {
  gender: [
    { id: "w", code: "woman", label: "Femme" },
    { id: "m", code: "man", label: "Homme" },
  ],
  income_support: [
    { id: "rsa", code: "rsa", label: "RSA" },
    { id: "ass", code: "ass", label: "ASS" },
    { id: "no", code: "none", label: "Aucune allocation" },
  ],
  disability: [
    { id: "y", code: "yes", label: "RQTH reconnue" },
    { id: "n", code: "no", label: "Pas de RQTH" },
  ],
  prescriber: [
    { id: "ft", code: "france_travail", label: "France Travail" },
    { id: "ml", code: "mission_locale", label: "Mission locale" },
    { id: "own", code: null, label: "Bouche-à-oreille de la mairie" },
  ],
  language: [
    { id: "fr", code: "fr", label: "Français" },
    { id: "ar", code: "ar", label: "Arabe" },
  ],
  currentStage: [
    { id: "candidate", code: "candidate", label: "Candidature" },
    { id: "cape", code: "cape", label: "CAPE" },
  ],
  coach: [{ id: "c", label: "Maïlys Lefèvre", aliases: ["mailys@exemple.fr", "Lefèvre Maïlys"] }],
};

async function columnsOf(rows: TestCell[][]): Promise<ColumnReading[]> {
  const survey = await surveySpreadsheet(csvFile(rows));
  if (!survey.ok) throw new Error(survey.message);
  return survey.reading.sheets[0]?.columns ?? [];
}

async function guessed(rows: TestCell[][]) {
  const guesses = guessColumns(await columnsOf(rows), choices);
  return guesses.map(({ field, confidence }) => (field ? `${field} ${confidence}` : null));
}

test("the titles of a cooperative's spreadsheet are recognised", async () => {
  const guesses = guessColumns(await columnsOf(messyRows(60)), choices);
  expect(
    Object.fromEntries(guesses.map((guess, index) => [messyTitles[index], guess.field])),
  ).toEqual({
    NOM: "familyName",
    Prénom: "givenName",
    "Né(e) le": "birth",
    "Tél.": "phone",
    Mail: "email",
    Adresse: "addressLine",
    CP: "postcode",
    Ville: "commune",
    Civilité: "gender",
    "Date d'entrée": "supportedFrom",
    "Type de contrat": "currentStage",
    "Début CAPE": "cape",
    "Fin CAPE": "capeTerm",
    RSA: "income_support",
    RQTH: "disability",
    Prescripteur: "prescriber",
    Langues: "language",
    Remarques: null,
  });
});

test("a title is believed when its cells bear it out, and cells speak when it says nothing", async () => {
  const rows = (titles: string[], cells: TestCell[]) => [titles, cells, cells, cells];
  expect(
    await guessed(
      rows(["Nom et prénom", "Mail", "Zone"], ["Petit Ali", "a voir plus tard", "ali@exemple.fr"]),
    ),
  ).toEqual(["fullName sure", null, "email likely"]);
  expect(
    await guessed(rows(["Nom", "N° de téléphone portable"], ["Petit Ali", "0612345678"])),
  ).toEqual(["fullName likely", "phone likely"]);
  expect(await guessed(rows(["Nom", "Prénom", "Statut X"], ["Petit", "Ali", "RSA"]))).toEqual([
    "familyName sure",
    "givenName sure",
    "currentStage likely",
  ]);
  expect(await guessed(rows(["Nom", "Prénom", "Divers"], ["Petit", "Ali", "ASS"]))).toEqual([
    "familyName sure",
    "givenName sure",
    "income_support doubtful",
  ]);
  expect(
    await guessed(rows(["Nom de la structure prescriptrice", "Nom"], ["PLIE", "Petit"])),
  ).toEqual(["prescriber likely", "familyName sure"]);
});

test("what a title says of how to answer is not part of it; « Nom commercial » is nobody's", async () => {
  expect(
    await guessed([
      ["NOM Prénom", "QPV O/N", "RSA (oui/non)", "Né(e) le (jj/mm/aaaa)", "Nom commercial", "CA"],
      ["PETIT Ali", "O", "oui", "12/03/1985", "Chez Ali", "12000"],
      ["GROS Zoé", "N", "non", "12/03/1986", "Zoé Couture", "15000"],
      ["LONG Tom", "N", "non", "12/03/1987", "Tom Vélo", "18000"],
    ]),
  ).toEqual(["fullName sure", "residence sure", "income_support likely", "birth sure", null, null]);
});

test("a field that one column may say goes to the best of them", async () => {
  const rows = [
    ["Nom", "Prénom", "Date d'entrée", "Date d'entrée dans la CAE"],
    ["Petit", "Ali", "01/01/2024", "02/01/2024"],
  ];
  expect((await guessed(rows)).filter((one) => one?.startsWith("supportedFrom"))).toHaveLength(1);
});

test("each word is given what it most likely means", async () => {
  const columns = await columnsOf([
    ["Nom", "RSA", "Genre", "Prescripteur", "Langues", "Référent", "RQTH"],
    ["Petit", "oui", "F", "Pôle emploi", "français / arabe", "lefevre mailys", "x"],
    ["Gros", "non", "Mme", "bouche a oreille de la mairie", "Arabe", "mailys@exemple.fr", "?"],
    ["Long", "", "homme", "la voisine", "klingon", "Bob", "NR"],
  ]);
  const fields = [
    null,
    "income_support",
    "gender",
    "prescriber",
    "language",
    "coach",
    "disability",
  ];
  const words = columns.map((column, index) => {
    const field = fields[index];
    return field
      ? Object.fromEntries(
          guessWords(column, field, choices).map((word) => [word.text, word.choice]),
        )
      : {};
  });
  expect(words.slice(1)).toEqual([
    { oui: "rsa", non: "" },
    { F: "w", Mme: "w", homme: "m" },
    { "Pôle emploi": "ft", "bouche a oreille de la mairie": "own", "la voisine": null },
    { français: "fr", arabe: "ar", klingon: null },
    { "lefevre mailys": "c", "mailys@exemple.fr": "c", Bob: null },
    { x: "y", "?": "", NR: "" },
  ]);
});

test("every synonym is a field's, written as it is compared, and one field's only", () => {
  const all = Object.entries(columnSynonyms);
  expect(all.filter(([field]) => !isImportField(field))).toEqual([]);
  const words = all.flatMap(([, synonyms]) => synonyms);
  expect(words.filter((word) => folded(word) !== word)).toEqual([]);
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});

test("every field is in one group of the form", () => {
  const grouped = fieldGroups.flatMap((group) => group.fields);
  expect([...grouped].sort()).toEqual(Object.keys(importFields).sort());
});
