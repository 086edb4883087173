import { PassThrough, Readable } from "node:stream";
import { byteOrderMark, csvLines } from "../french-csv.ts";
import { listOf } from "../list/value-list.schema.ts";
import { situationLabels } from "../pathway/stage.schema.ts";
import { residenceLabels, workerKindLabels } from "./worker.schema.ts";
import type { WorkerRow } from "./worker-list.queries.ts";
import { type ColumnKey, isListColumn, listColumnsByKey } from "./worker-list-columns.schema.ts";

/** A day is `YYYY-MM-DD`, a year a number; a telephone is digits, which a spreadsheet must not count with. */
type Cell =
  | { type: "text"; text: string }
  | { type: "phone"; text: string }
  | { type: "day"; day: string }
  | { type: "year"; year: number }
  | { type: "empty" };

const empty: Cell = { type: "empty" };
const text = (value: string | null): Cell => (value ? { type: "text", text: value } : empty);
const day = (value: string | null): Cell => (value ? { type: "day", day: value } : empty);

/** The first line of an export: the names, then the columns shown. */
function headersOf(columns: readonly ColumnKey[]): string[] {
  return ["Nom", "Prénom", ...columns.map((key) => listColumnsByKey[key].header)];
}

/** A line of an export. What is not known is empty, or says so where that is an answer. */
function cellsOf(worker: WorkerRow, columns: readonly ColumnKey[]): Cell[] {
  return [
    text(worker.familyName),
    text(worker.givenName),
    ...columns.map((key) => cellOf(worker, key)),
  ];
}

function cellOf(worker: WorkerRow, key: ColumnKey): Cell {
  if (isListColumn(key)) {
    const said = worker.values[key] ?? [];
    return text(said.length > 0 ? said.join(listOf(key).isMultiple ? ", " : "") : NOT_KNOWN);
  }
  switch (key) {
    case "stage":
      return text(worker.stage ? situationLabels[worker.stage] : "À venir");
    case "kind":
      return text(workerKindLabels[worker.kind]);
    case "home":
      return text(residenceLabels[worker.residence]);
    case "commune":
      return text(
        worker.communeName ? `${worker.communeName} (${worker.departmentCode})` : NOT_KNOWN,
      );
    case "neighbourhood":
      return text(worker.neighbourhoodName);
    case "coach":
      return text(worker.coachName ?? "À attribuer");
    case "start":
      return day(worker.supportedFrom);
    case "end":
      return day(worker.supportedUntil);
    case "lastMeeting":
      return day(worker.lastMeetingOn);
    case "contractEnd":
      return day(worker.contractEndsOn);
    case "nextStep":
      return text(worker.nextStep);
    case "nextStepOn":
      return day(worker.nextStepOn);
    case "phone":
      return worker.phone ? { type: "phone", text: worker.phone } : empty;
    case "email":
      return text(worker.email);
    case "birth":
      if (worker.birthOn) return day(worker.birthOn);
      return worker.birthYear ? { type: "year", year: worker.birthYear } : empty;
    case "resources":
      return text(worker.resources.join(", "));
  }
}

const NOT_KNOWN = "Non renseigné";

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
    case "text":
      return cell.text;
  }
}

/** The list as CSV, its days as 31/12/2026. */
export function csvFile(
  columns: readonly ColumnKey[],
  batches: AsyncIterable<readonly WorkerRow[]>,
): Readable {
  async function* lines() {
    yield byteOrderMark + csvLines([headersOf(columns)]);
    for await (const workers of batches) {
      yield csvLines(workers.map((worker) => cellsOf(worker, columns).map(csvText)));
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
      return cell.text.replace(notInXml, "");
  }
}

/**
 * The list as a workbook of one sheet: days are days, telephones and whatever looks like a formula are text. Written
 * as it is read, a batch at a time: it never holds all of it.
 */
export function workbookFile(
  columns: readonly ColumnKey[],
  batches: AsyncIterable<readonly WorkerRow[]>,
): Readable {
  const file = new PassThrough();
  write().catch((error: unknown) => file.destroy(error as Error));
  return file;

  async function write() {
    const { default: ExcelJS } = await import("exceljs");
    const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: file, useStyles: true });
    const sheet = workbook.addWorksheet("Personnes", {
      views: [{ state: "frozen", ySplit: 1, xSplit: 2 }],
    });
    const contents = ["text", "text", ...columns.map((key) => listColumnsByKey[key].content)];
    sheet.columns = headersOf(columns).map((header, index) => ({
      header,
      width: contents[index] === "date" ? 14 : Math.max(18, header.length + 4),
    }));
    const first = sheet.getRow(1);
    first.font = { bold: true };
    first.commit();
    for await (const workers of batches) {
      for (const worker of workers) {
        const row = sheet.addRow(cellsOf(worker, columns).map(excelValue));
        row.eachCell((cell) => {
          if (cell.value instanceof Date) cell.numFmt = "dd/mm/yyyy";
          else if (typeof cell.value === "string") cell.numFmt = "@";
        });
        row.commit();
      }
    }
    sheet.autoFilter = {
      from: { row: 1, column: 1 },
      to: { row: 1, column: columns.length + 2 },
    };
    sheet.commit();
    await workbook.commit();
  }
}
