import ExcelJS from "exceljs";
import { strToU8, type Zippable, zipSync } from "fflate";
import { decode, encode } from "iconv-lite";
import { columnLetters } from "../cell.ts";

// Spreadsheets as people send them, made for tests: XLSX by another library than the one that reads them, ODS and
// CSV by hand.

/** A date is a day cell; the rest is what it looks like. */
export type TestCell =
  | string
  | number
  | boolean
  | null
  | Date
  | { formula: string; result?: string | number }
  | { error: "#REF!" | "#N/A" | "#DIV/0!" };

export type TestSheet = {
  name: string;
  rows: readonly (readonly TestCell[])[];
  isHidden?: boolean;
  /** « B3:B5 » */
  merges?: readonly string[];
  /** From 1. */
  hiddenRows?: readonly number[];
  hiddenColumns?: readonly number[];
};

/** An XLSX file. */
export async function xlsxFile(
  sheets: readonly TestSheet[],
  { is1904 = false, format = "dd/mm/yyyy" } = {},
): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.properties.date1904 = is1904;
  for (const { name, rows, isHidden, merges, hiddenRows, hiddenColumns } of sheets) {
    const sheet = workbook.addWorksheet(name, { state: isHidden ? "hidden" : "visible" });
    for (const [rowIndex, cells] of rows.entries()) {
      for (const [columnIndex, content] of cells.entries()) {
        if (content === null) continue;
        const cell = sheet.getCell(rowIndex + 1, columnIndex + 1);
        cell.value = valueFor(content);
        if (content instanceof Date) cell.numFmt = format;
      }
    }
    for (const range of merges ?? []) sheet.mergeCells(range);
    for (const row of hiddenRows ?? []) sheet.getRow(row).hidden = true;
    for (const column of hiddenColumns ?? []) sheet.getColumn(column).hidden = true;
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function valueFor(content: Exclude<TestCell, null>): ExcelJS.CellValue {
  if (typeof content !== "object" || content instanceof Date) return content;
  if ("error" in content) return { error: content.error };
  // Without a result, the workbook was never computed.
  return content.result === undefined
    ? ({ formula: content.formula } as ExcelJS.CellFormulaValue)
    : { formula: content.formula, result: content.result };
}

const odsNamespaces = [
  "office",
  "table",
  "text",
  "style",
  "calcext:urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
]
  .map((name) => {
    const [prefix, ...rest] = name.split(":");
    const uri = rest.join(":") || `urn:oasis:names:tc:opendocument:xmlns:${prefix}:1.0`;
    return `xmlns:${prefix}="${uri}"`;
  })
  .join(" ");

/** An ODS file, written as LibreOffice does: repeated empty cells and rows to the end of the sheet, notes, styles. */
export function odsFile(sheets: readonly TestSheet[]): Uint8Array {
  const tables = sheets.map((sheet) => {
    const { name, rows, isHidden, merges = [], hiddenRows = [], hiddenColumns = [] } = sheet;
    const body = rows
      .map((cells, index) => odsRow(cells, index + 1, merges, hiddenRows.includes(index + 1)))
      .join("");
    const shown = (column: number) =>
      hiddenColumns.includes(column) ? ' table:visibility="collapse"' : "";
    const columns = Array.from({ length: 20 }, (_, at) => `<table:table-column${shown(at + 1)}/>`);
    return `<table:table table:name="${xml(name)}" table:style-name="${isHidden ? "ta2" : "ta1"}">
      ${columns.join("")}<table:table-column table:number-columns-repeated="16364"/>${body}
      <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
    </table:table>`;
  });
  const style = (name: string, display: boolean) =>
    `<style:style style:name="${name}" style:family="table"><style:table-properties table:display="${display}"/></style:style>`;
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${odsNamespaces}>
    <office:automatic-styles>${style("ta1", true)}${style("ta2", false)}</office:automatic-styles>
    <office:body><office:spreadsheet>${tables.join("")}</office:spreadsheet></office:body></office:document-content>`;
  return zipSync({
    mimetype: [strToU8("application/vnd.oasis.opendocument.spreadsheet"), { level: 0 }],
    "META-INF/manifest.xml": strToU8('<manifest:manifest xmlns:manifest="m"/>'),
    "content.xml": strToU8(content),
  });
}

function odsRow(
  cells: readonly TestCell[],
  row: number,
  merges: readonly string[],
  isFiltered: boolean,
): string {
  const written = cells.map((cell, index) => {
    const range = merges.find((merge) => merge.startsWith(`${columnLetters(index + 1)}${row}:`));
    const span = range ? ` table:number-rows-spanned="${spanOf(range)}"` : "";
    return odsCell(cell, span);
  });
  const shown = isFiltered ? ' table:visibility="filter"' : "";
  return `<table:table-row${shown}>${written.join("")}<table:table-cell table:number-columns-repeated="${16384 - cells.length}"/></table:table-row>`;
}

function spanOf(range: string): number {
  const [from = 1, to = 1] = [...range.matchAll(/\d+/g)].map(([row]) => Number(row));
  return to - from + 1;
}

function odsCell(cell: TestCell, span: string): string {
  const make = (attributes: string, shown: string) =>
    `<table:table-cell${span} ${attributes}><office:annotation><text:p>Une note</text:p></office:annotation>${shown
      .split("\n")
      .map((line) => `<text:p>${xml(line)}</text:p>`)
      .join("")}</table:table-cell>`;
  if (cell === null) return `<table:table-cell${span}/>`;
  if (typeof cell === "number") {
    return make(`office:value-type="float" office:value="${cell}"`, String(cell));
  }
  if (typeof cell === "boolean") {
    return make(
      `office:value-type="boolean" office:boolean-value="${cell}"`,
      cell ? "VRAI" : "FAUX",
    );
  }
  if (cell instanceof Date) {
    const day = cell.toISOString().slice(0, 10);
    return make(`office:value-type="date" office:date-value="${day}"`, day);
  }
  if (typeof cell === "string") return make('office:value-type="string"', cell);
  if ("error" in cell) {
    return make(
      'office:value-type="string" calcext:value-type="error" office:string-value=""',
      cell.error,
    );
  }
  return odsCell(cell.result ?? null, span);
}

function xml(text: string): string {
  return text.replace(/[<>&"]/g, (one) => `&#${one.charCodeAt(0)};`);
}

type CsvOptions = {
  separator?: string;
  encoding?: "utf8" | "utf8-bom" | "utf16le" | "windows-1252" | "mac" | "dos";
};

/** A CSV file, fields in quotes where they need to be. */
export function csvFile(
  rows: readonly (readonly TestCell[])[],
  { separator = ";", encoding = "utf8-bom" }: CsvOptions = {},
): Uint8Array {
  const text = rows
    .map((cells) => cells.map((cell) => csvField(cell, separator)).join(separator))
    .join("\r\n");
  return encoded(text, encoding);
}

function csvField(cell: TestCell, separator: string): string {
  const text =
    cell === null
      ? ""
      : cell instanceof Date
        ? cell.toISOString().slice(0, 10).split("-").reverse().join("/")
        : typeof cell === "object"
          ? "error" in cell
            ? cell.error
            : String(cell.result ?? "")
          : String(cell);
  const needsQuotes = text.includes(separator) || /["\r\n]/.test(text);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The bytes of a text in an encoding. */
export function encoded(text: string, encoding: NonNullable<CsvOptions["encoding"]>): Uint8Array {
  if (encoding === "utf8") return strToU8(text);
  if (encoding === "utf8-bom") return strToU8(`\ufeff${text}`);
  if (encoding === "utf16le") return new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
  const names = { "windows-1252": "windows1252", mac: "macroman", dos: "cp850" };
  return new Uint8Array(encode(text, names[encoding]));
}

/** What UTF-8 becomes when a tool takes it for Windows-1252: « Ã© » for « é ». */
export function garbled(text: string): string {
  return decode(strToU8(text), "windows1252");
}

const bareWorkbook: Zippable = {
  "[Content_Types].xml": strToU8("<Types/>"),
  "_rels/.rels": strToU8(
    '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  ),
  "xl/workbook.xml": strToU8(
    '<workbook xmlns:r="r"><sheets><sheet name="Feuille" sheetId="1" r:id="r1"/></sheets></workbook>',
  ),
  "xl/_rels/workbook.xml.rels": strToU8(
    '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  ),
};

/** An XLSX file whose one sheet is this XML. */
export function xlsxOfXml(sheetXml: string | Uint8Array, more: Zippable = {}): Uint8Array {
  const sheet = typeof sheetXml === "string" ? strToU8(sheetXml) : sheetXml;
  return zipSync({ ...bareWorkbook, "xl/worksheets/sheet1.xml": sheet, ...more });
}

/** A few kilobytes that a careless reader would turn into 16 megabytes of blanks. */
export function zipBomb(): Uint8Array {
  return xlsxOfXml(new Uint8Array(16 * 1024 * 1024).fill(32));
}

/** The same, announcing that it holds next to nothing. */
export function lyingZipBomb(): Uint8Array {
  const bytes = zipBomb();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Central directory: signature PK 01 02, the uncompressed size 24 bytes on.
  for (let at = 0; at + 46 < bytes.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1_000_000) {
      view.setUint32(at + 24, 1000, true);
    }
  }
  return bytes;
}

/** An ODS file whose sheets hold this XML. @param before what the document says ahead of them */
export function odsOfXml(tables: string, before = ""): Uint8Array {
  return zipSync({
    mimetype: [strToU8("application/vnd.oasis.opendocument.spreadsheet"), { level: 0 }],
    "content.xml": strToU8(
      `<office:document-content ${odsNamespaces}><office:body><office:spreadsheet>${before}${tables}</office:spreadsheet></office:body></office:document-content>`,
    ),
  });
}

/** Archives within an archive. */
export function nestedZipBomb(): Uint8Array {
  let inner = zipSync({ "zeros.bin": new Uint8Array(4 * 1024 * 1024) });
  for (let depth = 0; depth < 4; depth++) {
    inner = zipSync(
      Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`${index}.zip`, inner])),
    );
  }
  return inner;
}
