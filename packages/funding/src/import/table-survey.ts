import { type Cell, type Cells, cellText } from "@essaim/territory/spreadsheet/cell";
import { MOST_COLUMNS, MOST_ROWS } from "@essaim/territory/spreadsheet/limits";
import { openSpreadsheet } from "@essaim/territory/spreadsheet/open";
import { blank, wordKey } from "@essaim/territory/text/word.rules";
import { cutText } from "./text.rules.ts";

export type TableColumn = {
  /** From 1. */
  column: number;
  title: string;
  /** At most three different cells. */
  samples: string[];
  filled: number;
  /** Its different words; null when they are too many to be matched one by one. */
  words: { key: string; text: string; count: number }[] | null;
};

/** What was found in a table: the first sheet that holds something. */
export type TableReading = {
  kind: "table";
  format: "xlsx" | "ods" | "csv";
  encoding: string | null;
  is1904: boolean;
  sheet: number;
  /** The row of the titles, from 1. */
  headerRow: number;
  rowCount: number;
  columns: TableColumn[];
};

/** Words that may be matched one by one. */
const MOST_WORDS = 100;

export type TableRow = { row: number; cells: Cells };

/**
 * Finds the titles of a table and what its columns hold. The titles are the first row with two texts or more and no
 * number; what is above it is a heading.
 * @returns what is there, or why it cannot be taken over
 * @throws Unreadable
 */
export async function surveyTable(
  bytes: Uint8Array,
): Promise<{ ok: true; reading: TableReading } | { ok: false; message: string }> {
  const file = await openSpreadsheet(bytes);
  const { format, encoding, is1904 } = file;
  let found: { sheet: number; headerRow: number } | null = null;
  let rowCount = 0;
  const columns = new Map<number, TableColumn>();
  for await (const event of file.events()) {
    if (event.kind !== "row") continue;
    if (found && event.sheet !== found.sheet) break;
    if (!found) {
      if (!isTitles(event.cells)) continue;
      found = { sheet: event.sheet, headerRow: event.row };
      for (const [index, cell] of event.cells.entries()) {
        const title = cutText(cellText(cell), 80);
        if (title) columns.set(index + 1, newColumn(index + 1, title));
      }
      continue;
    }
    if (event.width > MOST_COLUMNS) {
      return {
        ok: false,
        message: `Ce tableau a plus de ${MOST_COLUMNS} colonnes\u202f: ne gardez que les utiles.`,
      };
    }
    rowCount += 1;
    if (rowCount > MOST_ROWS) {
      return {
        ok: false,
        message:
          "Ce tableau a plus de 20\u202f000 lignes\u202f: envoyez-le en plusieurs fichiers, une année à la fois par exemple.",
      };
    }
    for (const [index, cell] of event.cells.entries()) {
      if (cell) take(columns, index + 1, cell);
    }
  }
  if (!found) {
    return {
      ok: false,
      message:
        "Aucune ligne de titres n’a été trouvée\u202f: nommez chaque colonne au-dessus des lignes.",
    };
  }
  if (rowCount === 0) return { ok: false, message: "Ce tableau n’a aucune ligne sous ses titres." };
  const reading: TableReading = {
    kind: "table",
    format,
    encoding,
    is1904,
    ...found,
    rowCount,
    columns: [...columns.values()].sort((a, b) => a.column - b.column),
  };
  return { ok: true, reading };
}

/** The rows under the titles. @throws Unreadable */
export async function* rowsOfTable(
  bytes: Uint8Array,
  { sheet, headerRow }: Pick<TableReading, "sheet" | "headerRow">,
): AsyncGenerator<TableRow> {
  const file = await openSpreadsheet(bytes);
  for await (const event of file.events(sheet)) {
    if (event.kind === "row" && event.row > headerRow) yield { row: event.row, cells: event.cells };
  }
}

function isTitles(cells: Cells): boolean {
  const filled = cells.filter((cell) => cell !== undefined);
  return (
    filled.length > 1 && filled.every((cell) => cell.kind === "text" && /\p{L}/u.test(cell.text))
  );
}

const newColumn = (column: number, title: string): TableColumn => ({
  column,
  title,
  samples: [],
  filled: 0,
  words: [],
});

function take(columns: Map<number, TableColumn>, number: number, cell: Cell): void {
  const column = columns.get(number) ?? newColumn(number, "");
  columns.set(number, column);
  const text = cutText(cellText(cell), 60);
  column.filled += 1;
  if (column.samples.length < 3 && !column.samples.includes(text)) column.samples.push(text);
  if (!column.words) return;
  const key = wordKey(blank(text));
  const known = column.words.find((word) => word.key === key);
  if (known) known.count += 1;
  else if (column.words.length < MOST_WORDS) column.words.push({ key, text, count: 1 });
  else column.words = null;
}
