import { csvFile, xlsxFile } from "@essaim/territory/spreadsheet/testing/files";
import { expect, test } from "vitest";
import { faultsOfMatching, likeliestSheet, wordsKept } from "./mapping.rules.ts";
import type { Mapping } from "./mapping.schema.ts";
import { surveySpreadsheet } from "./survey.ts";

const everybody = { kind: "both" as const, coachId: null, supportedFrom: "2024-01-01" };
const nobody = { kind: null, coachId: null, supportedFrom: null };

async function sheets(bytes: Uint8Array) {
  const survey = await surveySpreadsheet(bytes);
  if (!survey.ok) throw new Error(survey.message);
  return survey.reading;
}

test("a name, a way of working and a beginning are needed, from a column or for everybody", async () => {
  const [sheet] = (
    await sheets(
      csvFile([
        ["Nom", "Prénom", "Entrée"],
        ["Petit", "Ali", "01/01/2024"],
      ]),
    )
  ).sheets;
  if (!sheet) throw new Error("No sheet");
  const faults = (columns: Mapping["columns"], all: Mapping["everybody"] = everybody) =>
    faultsOfMatching(sheet, { columns, everybody: all });
  expect(faults({ 1: "familyName", 2: "givenName" })).toEqual({ errors: {} });
  expect(faults({ 1: "fullName" })).toEqual({ errors: {} });
  expect(faults({ 1: "familyName" }).formError).toContain("le nom et le prénom");
  expect(Object.keys(faults({ 1: "fullName" }, nobody).errors)).toEqual(["kind", "supportedFrom"]);
  expect(Object.keys(faults({ 1: "fullName", 3: "cape" }, nobody).errors)).toEqual(["kind"]);
  expect(faults({ 1: "familyName", 2: "givenName", 3: "familyName" }).errors).toEqual({
    "column.3": expect.stringContaining("déjà dit par la colonne A"),
  });
  expect(faults({ 1: "addressLine", 2: "fullName", 3: "addressLine" }).errors).toEqual({});
});

test("words too many to choose from are refused where they are", async () => {
  const rows = Array.from({ length: 150 }, (_, index) => [`Petit ${index}`, `mot ${index}`]);
  const [sheet] = (await sheets(csvFile([["Nom et prénom", "Prescripteur"], ...rows]))).sheets;
  if (!sheet) throw new Error("No sheet");
  const columns = { 1: "fullName", 2: "prescriber" };
  expect(faultsOfMatching(sheet, { columns, everybody }).errors).toEqual({
    "column.2": expect.stringContaining("plus de 100 réponses différentes"),
  });
});

test("the sheet proposed is the one whose titles are known; choices stay while a column means the same", async () => {
  const reading = await sheets(
    await xlsxFile([
      {
        name: "Légende",
        rows: [
          ["Mot", "Sens"],
          ["a", "b"],
        ],
      },
      {
        name: "Suivi",
        rows: [
          ["Nom", "Prénom", "Tél."],
          ["Petit", "Ali", 612345678],
        ],
      },
    ]),
  );
  expect(likeliestSheet(reading, {})?.name).toBe("Suivi");
  const before: Mapping = {
    sheet: 1,
    columns: { 1: "prescriber", 2: "gender" },
    words: { 1: { ml: "x" }, 2: { f: "y" } },
    everybody,
  };
  expect(wordsKept(before, { sheet: 1, columns: { 1: "prescriber", 2: "need" } })).toEqual({
    1: { ml: "x" },
  });
  expect(wordsKept(before, { ...before, sheet: 0 })).toEqual({});
});
