/** What stands in a cell: words as text, numbers and days as themselves, shown as `format` says (of Excel). */
export type WorkbookCell = { value: string | number | Date | null; format?: string };

export type WorkbookColumn = {
  header: string;
  align: "left" | "right";
  /** Is long text cut into lines, each cell read from its top? */
  wraps?: boolean;
};

export type WorkbookSheet = {
  /** At most 31 characters, without those that Excel refuses; each name once. */
  name: string;
  columns: readonly WorkbookColumn[];
  rows: readonly { cells: readonly WorkbookCell[]; isStrong?: boolean }[];
};

export type WorkbookText = {
  /** Who the file says made it. */
  creator: string;
  title: string;
  /** Printed above each page. */
  pageHeader?: string;
  sheets: readonly WorkbookSheet[];
};

/** A column is as wide as its longest words, between these, in characters. */
const widths = { least: 10, most: 60 };

/** Characters that XML cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const clean = (text: string) => text.replace(notInXml, "");
const bold = { name: "Calibri", size: 11, bold: true };

/** A workbook (XLSX) of sheets whose first row, their header, stays in sight; printed, all columns are on one page. */
export async function writeWorkbook(text: WorkbookText): Promise<Uint8Array> {
  // Half a megabyte that only such a file needs.
  const { default: ExcelJS } = await import("exceljs");
  const workbook = new ExcelJS.Workbook();
  workbook.creator = clean(text.creator);
  workbook.lastModifiedBy = workbook.creator;
  workbook.title = clean(text.title);
  for (const { name, columns, rows } of text.sheets) {
    const sheet = workbook.addWorksheet(name, {
      views: [{ state: "frozen", ySplit: 1 }],
      pageSetup: {
        paperSize: 9,
        orientation: "landscape",
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        printTitlesRow: "1:1",
      },
      headerFooter: text.pageHeader === undefined ? {} : { oddHeader: text.pageHeader },
    });
    sheet.columns = columns.map(({ header }, at) => ({
      header: clean(header),
      width: widthOf(header, rows, at),
    }));
    sheet.getRow(1).font = bold;
    columns.forEach(({ align, wraps }, at) => {
      sheet.getColumn(at + 1).alignment = {
        horizontal: align,
        ...(wraps === undefined ? {} : { vertical: "top", wrapText: wraps }),
      };
    });
    for (const { cells, isStrong } of rows) {
      const added = sheet.addRow(
        cells.map(({ value }) => (typeof value === "string" ? clean(value) : value)),
      );
      cells.forEach(({ value, format }, at) => {
        // Text stays text, whatever formula it looks like.
        if (value !== null)
          added.getCell(at + 1).numFmt = format ?? (typeof value === "string" ? "@" : "General");
      });
      if (isStrong) added.font = bold;
    }
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function widthOf(header: string, rows: WorkbookSheet["rows"], at: number): number {
  const lengths = rows.map(({ cells }) => shownLength(cells[at]));
  return Math.min(widths.most, Math.max(widths.least, header.length + 3, ...lengths));
}

function shownLength(cell: WorkbookCell | undefined): number {
  const value = cell?.value ?? "";
  // A number takes the room of its signs, and of what its format adds.
  return value instanceof Date ? 12 : String(value).length + (typeof value === "number" ? 4 : 3);
}
