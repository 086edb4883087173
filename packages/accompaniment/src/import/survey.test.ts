import {
  csvFile,
  lyingZipBomb,
  odsFile,
  type TestCell,
  xlsxFile,
  zipBomb,
} from "@essaim/territory/spreadsheet/testing/files";
import { unreadable } from "@essaim/territory/spreadsheet/unreadable";
import { expect, test, vi } from "vitest";
import { surveySpreadsheet } from "./survey.ts";
import {
  FIRST_MESSY_ROW,
  garbledRows,
  messyRows,
  messyTitles,
  wideRows,
} from "./testing/messy-workbook.ts";

// Workbooks of hundreds of rows are made first.
vi.setConfig({ testTimeout: 30_000 });

async function reading(bytes: Uint8Array, headerRows?: Record<number, number>) {
  const survey = await surveySpreadsheet(bytes, { headerRows });
  if (!survey.ok) throw new Error(survey.message);
  return survey.reading;
}

async function refusal(bytes: Uint8Array): Promise<string> {
  const survey = await surveySpreadsheet(bytes);
  return survey.ok ? "read" : survey.message;
}

const rows = messyRows(300);

test("a messy workbook is read the same in every format", async () => {
  const files = [
    await xlsxFile([{ name: "Suivi", rows }]),
    odsFile([{ name: "Suivi", rows }]),
    csvFile(rows),
    csvFile(rows, { encoding: "windows-1252", separator: "," }),
    csvFile(rows, { encoding: "utf16le", separator: "\t" }),
  ];
  for (const file of files) {
    const [sheet] = (await reading(file)).sheets;
    expect(sheet).toMatchObject({ headerRow: FIRST_MESSY_ROW - 1, rowCount: 300, faults: [] });
    expect(sheet?.columns.map((column) => column.title)).toEqual(messyTitles);
    const [name, , , phone, mail] = sheet?.columns ?? [];
    expect(name).toMatchObject({ filled: 300, words: null });
    expect(name?.samples).toHaveLength(3);
    expect(phone?.looks.phone).toBe(300);
    expect(mail).toMatchObject({ filled: 250, looks: { email: 250 } });
  }
});

test("words are gathered once, however they are spelt, and one by one where a cell lists several", async () => {
  const [sheet] = (
    await reading(
      csvFile([
        ["Nom", "Prénom", "Langues", "Entrée"],
        ["Petit", "Ali", "Français, arabe", "03/25/2024"],
        ["Gros", "Ali", "FRANCAIS", "1/1/2024"],
        ["Long", "Ali", "arabe", ""],
      ]),
    )
  ).sheets;
  const [, , languages, entered] = sheet?.columns ?? [];
  expect(languages?.words?.map((word) => [word.text, word.count])).toEqual([
    ["Français, arabe", 1],
    ["FRANCAIS", 1],
    ["arabe", 1],
  ]);
  expect(languages?.parts?.map((word) => [word.text, word.count])).toEqual([
    ["Français", 2],
    ["arabe", 2],
  ]);
  expect(entered?.monthFirstRow).toBe(2);
});

test("every fault is told with its row and column, and quotes nobody", async () => {
  const sheet = { name: "Suivi", rows };
  const merged = await xlsxFile([{ ...sheet, merges: ["A1:F1", "B12:B14", "H20:I20"] }]);
  expect(await refusal(merged)).toMatch(
    /B12:B14 \(ligne 12, colonne B\)\u202f; H20:I20 \(ligne 20, colonne H\)\. Défusionnez-les/,
  );
  expect(await refusal(odsFile([{ ...sheet, merges: ["B12:B14"] }]))).toContain(
    "(ligne 12, colonne B)",
  );

  expect(await refusal(csvFile(garbledRows(rows)))).toMatch(
    /mauvais encodage\u202f: ligne 3, colonne B\u202f; .*et \d+ autres/,
  );
  expect(await refusal(csvFile(garbledRows(rows)))).not.toContain("Ã");
  expect(await refusal(await xlsxFile([{ name: "S", rows: garbledRows(rows) }]))).toContain(
    "mauvais encodage",
  );

  for (const bytes of [
    await xlsxFile([{ name: "S", rows: wideRows(5, 500) }]),
    csvFile(wideRows(5, 500)),
  ]) {
    expect(await refusal(bytes)).toContain("jusqu’à la colonne SF (500 colonnes, ligne 3)");
  }
  const many = Array.from({ length: 20_002 }, (_, index) => [`Petit${index}`, "Ali"]);
  expect(await refusal(csvFile([["Nom", "Prénom"], ...many]))).toContain(
    "ligne 20002 est la première de trop",
  );
  expect(await refusal(csvFile(rows.slice(3)))).toMatch(/Aucune ligne de titres.*ligne 1/);
  expect(await refusal(csvFile(rows.slice(0, 3)))).toContain(
    "Aucune personne sous les titres de la ligne 3",
  );
  expect(await refusal(zipBomb())).toBe(unreadable.bomb);
  expect(await refusal(lyingZipBomb())).toBe(unreadable.bomb);
});

test("a merge above the titles or beside the people harms nobody", async () => {
  const bytes = await xlsxFile([{ name: "S", rows, merges: ["A1:F1", "Z1:Z400"] }]);
  expect(await refusal(bytes)).toBe("read");
});

test("one sheet that holds is enough; hidden and empty ones are told apart", async () => {
  const { sheets } = await reading(
    await xlsxFile([
      { name: "Notes", rows: [] },
      { name: "Abîmée", rows, merges: ["B12:B14"] },
      { name: "Archives", rows, isHidden: true },
    ]),
  );
  expect(sheets.map(({ name, isHidden, faults }) => [name, isHidden, faults.length])).toEqual([
    ["Abîmée", false, 1],
    ["Archives", true, 0],
  ]);
});

test("what the spreadsheet keeps from sight is read, and told", async () => {
  const hidden = { name: "S", rows, hiddenRows: [5, 6, 7], hiddenColumns: [3] };
  for (const bytes of [await xlsxFile([hidden]), odsFile([hidden])]) {
    const [sheet] = (await reading(bytes)).sheets;
    expect(sheet).toMatchObject({ rowCount: 300, hiddenRows: { count: 3, first: 5 } });
    expect(sheet?.columns.filter((one) => one.isHidden).map((one) => one.column)).toEqual([3]);
  }
  const [sheet] = (await reading(csvFile(rows))).sheets;
  expect(sheet?.hiddenRows).toEqual({ count: 0, first: null });
});

test("a title that is there twice is read with what is merged above it", async () => {
  const two: TestCell[][] = [
    ["Identité", "", "CAPE", "", "CESA", ""],
    ["Nom", "Prénom", "Début", "Fin", "Début", "Avenant"],
    ["Petit", "Ali", "01/01/2024", "31/12/2024", "01/01/2025", ""],
  ];
  const bytes = await xlsxFile([{ name: "S", rows: two, merges: ["A1:B1", "C1:D1", "E1:F1"] }]);
  const [sheet] = (await reading(bytes)).sheets;
  expect(sheet).toMatchObject({ headerRow: 2, faults: [] });
  expect(sheet?.columns.map((column) => column.title)).toEqual([
    "Nom",
    "Prénom",
    "Début (CAPE)",
    "Fin (CAPE)",
    "Début (CESA)",
    "Avenant (CESA)",
  ]);
});

test("a sample is never cut through a letter, which the database would refuse", async () => {
  const [sheet] = (
    await reading(
      csvFile([
        ["Nom", "Prénom", "Remarque"],
        ["Petit", "Ali", `${"x".repeat(119)}😀`],
      ]),
    )
  ).sheets;
  expect(sheet?.columns[2]?.samples).toEqual(["x".repeat(119)]);
});

test("somebody may say which row holds the titles", async () => {
  const bytes = csvFile([
    ["Nom", "Prénom", "Tél."],
    ["usage", "courant", "portable"],
    ["Petit", "Ali", "0612345678"],
  ]);
  expect((await reading(bytes)).sheets[0]).toMatchObject({ headerRow: 1, rowCount: 2 });
  const [sheet] = (await reading(bytes, { 0: 2 })).sheets;
  expect(sheet).toMatchObject({ headerRow: 2, rowCount: 1 });
  expect(sheet?.columns[0]?.title).toBe("usage");
});

test("titles that nobody knows are titles all the same; columns without one are read", async () => {
  const [sheet] = (
    await reading(
      csvFile([
        ["Alpha", "", "Gamma"],
        ["Petit", "x", "0612345678"],
      ]),
    )
  ).sheets;
  expect(sheet).toMatchObject({ headerRow: 1, faults: [] });
  expect(sheet?.columns.map((column) => column.title)).toEqual(["Alpha", "", "Gamma"]);
});
