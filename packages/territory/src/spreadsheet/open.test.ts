import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test, vi } from "vitest";
import { cellText, columnLetters, readReference, type SheetEvent } from "./cell.ts";
import { openSpreadsheet } from "./open.ts";
import {
  csvFile,
  encoded,
  lyingZipBomb,
  nestedZipBomb,
  odsFile,
  odsOfXml,
  type TestCell,
  xlsxFile,
  xlsxOfXml,
  zipBomb,
} from "./testing/files.ts";
import { unreadable } from "./unreadable.ts";

// Bombs of many megabytes are made first.
vi.setConfig({ testTimeout: 30_000 });

async function eventsOf(bytes: Uint8Array, only?: number): Promise<SheetEvent[]> {
  const file = await openSpreadsheet(bytes);
  const events: SheetEvent[] = [];
  for await (const event of file.events(only)) events.push(event);
  return events;
}

/** Rows as they would be read, by their number. */
async function textOf(bytes: Uint8Array, only = 0): Promise<Record<number, string[]>> {
  const rows = (await eventsOf(bytes, only)).filter((event) => event.kind === "row");
  return Object.fromEntries(rows.map(({ row, cells }) => [row, cells.map((c) => cellText(c))]));
}

const refusal = (bytes: Uint8Array) =>
  eventsOf(bytes).then(
    () => "read",
    (error: Error) => error.message,
  );

const rows: TestCell[][] = [
  ["Nom", "Entrée", "Téléphone", null, "Remarque"],
  [],
  ["Lefèvre", new Date("2024-03-03T00:00:00Z"), 612345678, null, "deux\nlignes <&> d’un « texte »"],
  [null, new Date("1999-12-31T00:00:00Z"), 12.5, null, true],
  ["   ", null, { error: "#REF!" }],
  [{ formula: "A3", result: "Lefèvre" }, null, { formula: "1+1", result: 2 }],
];
const read = {
  1: ["Nom", "Entrée", "Téléphone", "", "Remarque"],
  3: ["Lefèvre", "03/03/2024", "612345678", "", "deux\nlignes <&> d’un « texte »"],
  4: ["", "31/12/1999", "12,5", "", "oui"],
  5: ["", "", "#REF!"],
  6: ["Lefèvre", "", "2"],
};

describe("workbooks", () => {
  test("XLSX: texts, days, numbers, formulas' results and errors, by the row they are on", async () => {
    const sheets = [
      { name: "Personnes", rows, merges: ["A8:A9"] },
      { name: "Cachée", rows: [["x"]], isHidden: true },
    ];
    const bytes = await xlsxFile(sheets);
    expect(await textOf(bytes)).toEqual(read);
    const events = await eventsOf(bytes);
    expect(events.filter((event) => event.kind !== "row")).toEqual([
      { kind: "sheet", sheet: 0, name: "Personnes", isHidden: false },
      { kind: "merge", sheet: 0, top: 8, left: 1, bottom: 9, right: 1 },
      { kind: "sheet", sheet: 1, name: "Cachée", isHidden: true },
    ]);
    expect(await textOf(bytes, 1)).toEqual({ 1: ["x"] });
  });

  test("XLSX: days of the Macintosh, which counts from 1904", async () => {
    const bytes = await xlsxFile([{ name: "F", rows }], {
      is1904: true,
      format: "[$-40C]d mmmm yyyy",
    });
    expect((await openSpreadsheet(bytes)).is1904).toBe(true);
    expect(await textOf(bytes)).toEqual(read);
  });

  test("XLSX: a formula that was never computed is an error, and says so", async () => {
    const bytes = await xlsxFile([{ name: "F", rows: [["Nom"], [{ formula: "B2" }]] }]);
    expect(await textOf(bytes)).toEqual({ 1: ["Nom"], 2: ["formule sans résultat"] });
  });

  test("XLSX: so is one whose result was left empty, unless it says that it is a text", async () => {
    const bytes = xlsxOfXml(
      `<worksheet><sheetData><row><c><f>A2</f><v></v></c><c t="str"><f>A2</f><v></v></c><c><v>1</v></c></row></sheetData></worksheet>`,
    );
    expect(await textOf(bytes)).toEqual({ 1: ["formule sans résultat", "", "1"] });
  });

  test("what nobody sees is not read: controls, marks of direction, half of a letter", async () => {
    const text = `\u202a06 12 34 56 78\u202c e\u0301te\u0301 _x0000__x0001_${"x".repeat(1979)}😀`;
    const bytes = xlsxOfXml(
      `<worksheet><sheetData><row><c t="str"><v>${text}</v></c></row></sheetData></worksheet>`,
    );
    const [[read = ""] = []] = Object.values(await textOf(bytes));
    expect(read.slice(0, 20)).toBe("06 12 34 56 78 été x");
    expect(JSON.stringify(read)).not.toContain("\\u");
  });

  test("ODS: days shown as numbers, counted from 1904", async () => {
    const table = '<table:table table:name="F"><table:table-row/></table:table>';
    const said = (day: string) =>
      `<table:calculation-settings><table:null-date table:date-value="${day}"/></table:calculation-settings>`;
    expect((await openSpreadsheet(odsOfXml(table, said("1904-01-01")))).is1904).toBe(true);
    expect((await openSpreadsheet(odsOfXml(table, said("1899-12-30")))).is1904).toBe(false);
    expect((await openSpreadsheet(odsOfXml(table))).is1904).toBe(false);
  });

  test("XLSX: rich texts, pronunciation left out, and cells without a reference", async () => {
    const bytes = xlsxOfXml(
      `<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:r><x:t>De </x:t></x:r><x:r><x:t>la Tour_x0041_</x:t></x:r><x:rPh><x:t>prononcé</x:t></x:rPh></x:is></x:c><x:c><x:v>4</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
    );
    expect(await textOf(bytes)).toEqual({ 1: ["De la TourA", "4"] });
  });

  test("ODS: the same, notes left out, repeated cells and rows to the end of the sheet", async () => {
    const bytes = odsFile([
      { name: "Personnes", rows, merges: ["A3:A4"] },
      { name: "Cachée", rows: [["x"]], isHidden: true },
    ]);
    expect(await textOf(bytes)).toEqual(read);
    expect((await eventsOf(bytes)).filter((event) => event.kind !== "row")).toEqual([
      { kind: "sheet", sheet: 0, name: "Personnes", isHidden: false },
      { kind: "merge", sheet: 0, top: 3, left: 1, bottom: 4, right: 1 },
      { kind: "sheet", sheet: 1, name: "Cachée", isHidden: true },
    ]);
    expect(await textOf(bytes, 1)).toEqual({ 1: ["x"] });
  });

  test("a column past those that are kept is counted", async () => {
    const wide = [Array.from({ length: 500 }, (_, index) => `Titre ${index}`)];
    for (const bytes of [
      await xlsxFile([{ name: "F", rows: wide }]),
      odsFile([{ name: "F", rows: wide }]),
      csvFile(wide),
    ]) {
      const [event] = (await eventsOf(bytes)).filter((one) => one.kind === "row");
      expect(event).toMatchObject({ width: 500, cells: { length: 200 } });
    }
  });
});

describe("what is refused", () => {
  test("zip bombs, whether they announce it, hide it or nest it", async () => {
    expect(await refusal(zipBomb())).toBe(unreadable.bomb);
    expect(await refusal(lyingZipBomb())).toBe(unreadable.bomb);
    expect(await refusal(nestedZipBomb())).toBe(unreadable.notSpreadsheet);
    const many = Object.fromEntries(
      Array.from({ length: 2500 }, (_, index) => [`${index}`, new Uint8Array()]),
    );
    expect(await refusal(zipSync(many))).toBe(unreadable.bomb);
  });

  test("entities that grow without end", async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`;
    expect(await refusal(xlsxOfXml(laughs))).toBe(unreadable.broken);
    expect(await refusal(xlsxOfXml("<worksheet><sheetData><row>"))).toBe(unreadable.broken);
  });

  test("a cell, a row or a text written once and repeated without end", async () => {
    const cell =
      '<table:table-cell table:number-columns-repeated="1000000" office:value-type="string"><text:p>x</text:p></table:table-cell>';
    const row = `<table:table-row table:number-rows-repeated="1000000">${cell.repeat(50)}</table:table-row>`;
    const ods = odsOfXml(`<table:table table:name="F">${row.repeat(200)}</table:table>`);
    const events = await eventsOf(ods);
    expect(events.length).toBeLessThan(21_000);
    expect(events.at(-1)).toMatchObject({ row: 199_000_001, width: 50_000_000 });
    const endless = `<worksheet><sheetData><row><c t="str"><v>${randomBytes(4 * 1024 * 1024).toString("hex")}</v></c></row></sheetData></worksheet>`;
    expect(await refusal(xlsxOfXml(endless))).toBe(unreadable.bomb);
  });

  test("a workbook whose parts are missing, or whose rows are not counted", async () => {
    const cells = '<c t="s"><v>0</v></c>';
    const sheet = (row: string) => `<worksheet><sheetData>${row}</sheetData></worksheet>`;
    expect(await refusal(xlsxOfXml(sheet(`<row>${cells}</row>`)))).toBe(unreadable.broken);
    for (const rows of ['<row r="x"/>', '<row r="5"/><row r="5"/>', '<row r="99999999999"/>']) {
      expect(await refusal(xlsxOfXml(sheet(rows))), rows).toBe(unreadable.broken);
    }
    const links = (target: string) => ({
      "xl/_rels/workbook.xml.rels": strToU8(
        `<Relationships><Relationship Id="r1" Type="t/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="t/externalLink" Target="${target}"/></Relationships>`,
      ),
    });
    // What a workbook refers to may have any address.
    expect(await refusal(xlsxOfXml(sheet(""), links("%E9")))).toBe("read");
    expect(await refusal(xlsxOfXml(sheet(""), links("//[")))).toBe("read");
    const lost = { "xl/_rels/workbook.xml.rels": strToU8("<Relationships/>") };
    expect(await refusal(xlsxOfXml(sheet(""), lost))).toBe(unreadable.broken);
  });

  test("locked, broken, former and other files, each by its name", async () => {
    const cfb = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    const locked = new Uint8Array([...cfb, ...Buffer.from("EncryptedPackage", "utf16le")]);
    expect(await refusal(locked)).toBe(unreadable.locked);
    expect(await refusal(cfb)).toBe(unreadable.oldFormat);
    const xlsx = await xlsxFile([{ name: "F", rows }]);
    expect(await refusal(xlsx.subarray(0, xlsx.length - 200))).toBe(unreadable.broken);
    const lockedOds = zipSync({
      mimetype: strToU8("application/vnd.oasis.opendocument.spreadsheet"),
      "META-INF/manifest.xml": strToU8('<m:m xmlns:m="m"><m:encryption-data/></m:m>'),
      "content.xml": strToU8("\u0001\u0002"),
    });
    expect(await refusal(lockedOds)).toBe(unreadable.locked);
    const letter = zipSync({
      "[Content_Types].xml": strToU8(""),
      "word/document.xml": strToU8(""),
    });
    expect(await refusal(letter)).toBe(unreadable.notSpreadsheet);
    const numbers = zipSync({ "Index/Document.iwa": strToU8("") });
    expect(await refusal(numbers)).toBe(unreadable.numbers);
    expect(await refusal(strToU8("%PDF-1.7"))).toBe(unreadable.notSpreadsheet);
    expect(await refusal(strToU8("<html><table>"))).toBe(unreadable.oldFormat);
    expect(await refusal(new Uint8Array())).toBe(unreadable.empty);
    expect(await refusal(strToU8("  \n "))).toBe(unreadable.empty);
    expect(await refusal(strToU8("a\0b"))).toBe(unreadable.notSpreadsheet);
  });

  test("whatever the bytes are, a sentence and no crash", async () => {
    const xlsx = await xlsxFile([{ name: "F", rows }]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(xlsx.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        async (changes) => {
          const damaged = new Uint8Array(xlsx);
          for (const [at, byte] of changes) damaged[at] = byte;
          const file = await openSpreadsheet(damaged).catch((error: Error) => error);
          if (file instanceof Error) {
            expect(file.constructor.name).toBe("Unreadable");
            return;
          }
          try {
            for await (const _ of file.events());
          } catch (error) {
            expect((error as Error).constructor.name).toBe("Unreadable");
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("CSV", () => {
  const table = [
    ["Prénom", "Nom", "Ville"],
    ["Chloé", "D'Haëne ; Çelik", "Saint-Étienne"],
    ["Élise", "de « Là »", "à\nla ligne, oui"],
  ];
  const expected = { 1: table[0], 2: table[1], 3: table[2] };

  test("every encoding that a spreadsheet writes, every separator", async () => {
    for (const separator of [";", ",", "\t"]) {
      for (const encoding of [
        "utf8",
        "utf8-bom",
        "utf16le",
        "windows-1252",
        "mac",
        "dos",
      ] as const) {
        const bytes = csvFile(table, { separator, encoding });
        expect(await textOf(bytes), `${separator} ${encoding}`).toEqual(expected);
      }
    }
    expect((await openSpreadsheet(csvFile(table, { encoding: "mac" }))).encoding).toBe("Mac");
    // What Latin-1 does not know.
    const windows = csvFile(
      [
        ["Nom", "Ville"],
        ["L’Œuvre", "sœur"],
      ],
      { encoding: "windows-1252" },
    );
    expect(await textOf(windows)).toMatchObject({ 2: ["L’Œuvre", "sœur"] });
    const bare = encoded(table.map((line) => line.join(";")).join("\n"), "utf16le").subarray(2);
    expect((await openSpreadsheet(bare)).encoding).toBe("UTF-16");
  });

  test("the line that names the separator is not counted", async () => {
    expect(await textOf(strToU8("sep=|\r\nNom|Ville\r\nPetit|Lille"))).toEqual({
      1: ["Nom", "Ville"],
      2: ["Petit", "Lille"],
    });
  });

  test("a quote that is never closed is told with its line; one in a word is a quote", async () => {
    expect(await refusal(strToU8('Nom;Ville\nPetit;Lille\nGros;"Roubaix\nx;y'))).toMatch(
      /^Ligne 3/,
    );
    expect(await textOf(strToU8('Nom;Taille\nPetit;12" \n'))).toEqual({
      1: ["Nom", "Taille"],
      2: ["Petit", '12" '],
    });
  });

  test("a quote that swallows lines up to the next one is told with its line", async () => {
    expect(
      await refusal(strToU8('Nom;Prénom;Ville\nPetit;Ali;"Lille\nGros;Zoé;Hem\nx;y;"z"')),
    ).toMatch(/^Ligne 2/);
    expect(await refusal(strToU8('Nom;Prénom;Note\nPetit;Ali;"une\nautre; ligne"\n'))).toBe("read");
  });

  test("lines may end in several ways, and failed formulas are errors", async () => {
    expect(await textOf(strToU8("Nom;Ville\r\nPetit;Lille\nGros;Hem\rx;#N/A"))).toEqual({
      1: ["Nom", "Ville"],
      2: ["Petit", "Lille"],
      3: ["Gros", "Hem"],
      4: ["x", "#N/A"],
    });
    const [event] = (await eventsOf(strToU8("Nom;Ville\nPetit;#VALEUR!"))).slice(-1);
    expect(event).toMatchObject({ cells: [{}, { kind: "error" }] });
  });

  test("a line without end is refused before it is held", async () => {
    expect(await refusal(strToU8(`Nom;Ville\n${";".repeat(20_000)}`))).toMatch(
      /^La ligne 2 a plus de 20\u202f000 colonnes/,
    );
  });

  test("any table comes back as it was", async () => {
    const cell = fc
      .string({ unit: "grapheme", maxLength: 12 })
      .map((text) => text.replace(/[\p{Cc}\p{Cf}\ufffd]/gu, "").normalize("NFC"))
      // A table of blanks has nothing to come back.
      .filter((text) => text.trim() !== "" && !/^\s*</.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(";", ",", "\t"),
        fc.integer({ min: 2, max: 5 }).chain((width) =>
          fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
            minLength: 1,
            maxLength: 6,
          }),
        ),
        async (separator, lines) => {
          // The separator is said, so that no guess is asked for.
          const said = new Uint8Array([
            ...strToU8(`sep=${separator}\r\n`),
            ...csvFile(lines, { separator, encoding: "utf8" }),
          ]);
          const back = Object.values(await textOf(said));
          expect(back).toEqual(lines);
        },
      ),
    );
  });
});

test("columns have letters", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16_384 }), (column) => {
      expect(readReference(`${columnLetters(column)}7`)).toEqual({ row: 7, column });
    }),
  );
  expect([1, 26, 27, 52, 703].map(columnLetters)).toEqual(["A", "Z", "AA", "AZ", "AAA"]);
});
