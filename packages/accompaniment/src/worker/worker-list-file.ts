import { PassThrough, Readable } from "node:stream";
import { byteOrderMark, csvLines } from "../french-csv.ts";
import type { WorkerRow } from "./worker-list.queries.ts";
import { type Cell, cellOf, hasMark, isMarked, markLabels } from "./worker-list-cell.rules.ts";
import {
  type ColumnContent,
  type ColumnKey,
  listColumnsByKey,
} from "./worker-list-columns.schema.ts";

type FileColumn = {
  header: string;
  content: ColumnContent;
  cell: (worker: WorkerRow) => Cell;
};

const word = (value: string): Cell => (value ? { type: "text", text: value } : { type: "empty" });

/** The columns of a file: the names, then all that the list shows, each of its marks in a column of its own. */
function fileColumns(shown: readonly ColumnKey[], day: string): FileColumn[] {
  return [
    { header: "Nom", content: "text", cell: (worker) => word(worker.familyName) },
    { header: "Prénom", content: "text", cell: (worker) => word(worker.givenName) },
    ...shown.flatMap((key): FileColumn[] => {
      const { header, content } = listColumnsByKey[key];
      const column: FileColumn = { header, content, cell: (worker) => cellOf(worker, key) };
      if (!isMarked(key, shown)) return [column];
      const mark: FileColumn = {
        header: markLabels[key],
        content: "text",
        cell: (worker) => word(hasMark(worker, key, day) ? "Oui" : ""),
      };
      return [column, mark];
    }),
  ];
}

/** « Lille, QPV Secteur Ouest », « Lille, hors quartier prioritaire ». */
function placeText({ commune, neighbourhood, answer }: Extract<Cell, { type: "place" }>): string {
  const where = neighbourhood ? `QPV ${neighbourhood}` : answer;
  if (!commune) return where ?? "";
  return where ? `${commune}, ${neighbourhood ? where : where.toLowerCase()}` : commune;
}

function csvText(cell: Cell): string {
  switch (cell.type) {
    case "empty":
      return "";
    case "day":
      return cell.day.split("-").reverse().join("/");
    case "year":
      return String(cell.year);
    case "phone":
      // With points, or a spreadsheet would drop the first zero.
      return cell.text.replace(
        /^(0[0-9])([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})$/,
        "$1.$2.$3.$4.$5",
      );
    case "place":
      return placeText(cell);
    default:
      return cell.text;
  }
}

/**
 * The list as CSV, its days as 31/12/2026.
 * @param day the day that the marks of the list are of
 */
export function csvFile(
  shown: readonly ColumnKey[],
  day: string,
  batches: AsyncIterable<readonly WorkerRow[]>,
): Readable {
  const columns = fileColumns(shown, day);
  async function* lines() {
    yield byteOrderMark + csvLines([columns.map(({ header }) => header)]);
    for await (const workers of batches) {
      yield csvLines(workers.map((worker) => columns.map(({ cell }) => csvText(cell(worker)))));
    }
  }
  return Readable.from(lines(), { objectMode: false });
}

/** Characters that XML cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function excelValue(cell: Cell): string | number | Date | null {
  switch (cell.type) {
    case "empty":
      return null;
    case "day":
      return new Date(`${cell.day}T00:00Z`);
    case "year":
      return cell.year;
    default:
      // A text cell: a formula would be an object.
      return (cell.type === "place" ? placeText(cell) : cell.text).replace(notInXml, "");
  }
}

/**
 * The list as a workbook of one sheet: days are days, telephones and whatever looks like a formula are text. Written
 * as it is read, a batch at a time: it never holds all of it.
 * @param day the day that the marks of the list are of
 */
export function workbookFile(
  shown: readonly ColumnKey[],
  day: string,
  batches: AsyncIterable<readonly WorkerRow[]>,
): Readable {
  const columns = fileColumns(shown, day);
  const file = new PassThrough();
  write().catch((error: unknown) => file.destroy(error as Error));
  return file;

  async function write() {
    const { default: ExcelJS } = await import("exceljs");
    const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: file, useStyles: true });
    const sheet = workbook.addWorksheet("Personnes", {
      views: [{ state: "frozen", ySplit: 1, xSplit: 2 }],
    });
    sheet.columns = columns.map(({ header, content }) => ({
      header,
      width: content === "date" ? 14 : Math.max(18, header.length + 4),
    }));
    const first = sheet.getRow(1);
    first.font = { bold: true };
    first.commit();
    for await (const workers of batches) {
      for (const worker of workers) {
        const row = sheet.addRow(columns.map(({ cell }) => excelValue(cell(worker))));
        row.eachCell((cell) => {
          if (cell.value instanceof Date) cell.numFmt = "dd/mm/yyyy";
          else if (typeof cell.value === "string") cell.numFmt = "@";
        });
        row.commit();
      }
    }
    sheet.autoFilter = {
      from: { row: 1, column: 1 },
      to: { row: 1, column: columns.length },
    };
    sheet.commit();
    await workbook.commit();
  }
}
