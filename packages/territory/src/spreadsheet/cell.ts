import { cut } from "../text/word.rules.ts";
import { LONGEST_CELL, MOST_COLUMNS } from "./limits.ts";

/** What a cell holds. `day` is `YYYY-MM-DD`; a cell that holds nothing, or blanks alone, is absent. */
export type Cell =
  | { kind: "text"; text: string }
  | { kind: "number"; value: number }
  | { kind: "day"; day: string }
  /** What the spreadsheet shows instead of a result: « #REF! ». */
  | { kind: "error"; text: string };

/** The cells of a row: the first is column A. */
export type Cells = readonly (Cell | undefined)[];

/** What is met while a file is read, in its order. Sheets count from 0; rows and columns from 1. */
export type SheetEvent =
  | { kind: "sheet"; sheet: number; name: string; isHidden: boolean }
  /** Columns that the spreadsheet does not show. */
  | { kind: "hidden"; sheet: number; from: number; to: number }
  /**
   * A row that holds something. `width`: its last column, though only the first MOST_COLUMNS are kept. `isHidden`: the
   * spreadsheet does not show it, because of a filter or of somebody.
   */
  | { kind: "row"; sheet: number; row: number; cells: Cells; width: number; isHidden: boolean }
  | { kind: "merge"; sheet: number; top: number; left: number; bottom: number; right: number };

/** An open file. Reading it may throw Unreadable at any moment. */
export type Spreadsheet = {
  format: "xlsx" | "ods" | "csv";
  /** Days are counted from 1904, as the first Macintosh did. */
  is1904: boolean;
  /** How the text of a CSV file was written; null for the others. */
  encoding: string | null;
  /** Everything in the file, or in one of its sheets. May be called again. */
  events(only?: number): AsyncGenerator<SheetEvent>;
};

/** What is in a text and nobody sees: controls, and the marks around a number copied from a telephone. */
const unseen =
  /(?![\t\n\r])\p{Cc}|[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** A text cell as it is seen, accents and letters in one piece; nothing when there is nothing to read in it. */
export function textCell(text: string): Cell | undefined {
  const kept = cut(text, LONGEST_CELL)
    .replace(/\p{Cs}/gu, "\ufffd")
    .replace(unseen, "")
    .normalize("NFC");
  return kept.trim() === "" ? undefined : { kind: "text", text: kept };
}

/** A row as it is filled from left to right. */
export class RowBuilder {
  private cells: (Cell | undefined)[] = [];
  private width = 0;

  put(column: number, cell: Cell | undefined): void {
    if (!cell) return;
    if (column > this.width) this.width = column;
    if (column > MOST_COLUMNS) return;
    while (this.cells.length < column) this.cells.push(undefined);
    this.cells[column - 1] = cell;
  }

  /** The row, or null when nothing was put in it; the builder is ready for the next one. */
  take(sheet: number, row: number, isHidden: boolean): Extract<SheetEvent, { kind: "row" }> | null {
    if (this.width === 0) return null;
    const { cells, width } = this;
    const event = { kind: "row" as const, sheet, row, cells, width, isHidden };
    this.cells = [];
    this.width = 0;
    return event;
  }
}

/** A cell as somebody would read it. */
export function cellText(cell: Cell | undefined): string {
  if (!cell) return "";
  if (cell.kind === "number") return String(cell.value).replace(".", ",");
  return cell.kind === "day" ? cell.day.split("-").reverse().join("/") : cell.text;
}

/** The letters of a column: 1 is A, 27 is AA. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** Row and column of a reference such as « AB12 »; null when it is none. */
export function readReference(reference: string): { row: number; column: number } | null {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})$/.exec(reference) ?? [];
  if (!letters || !digits) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(digits), column };
}
