import { type Cell, type Cells, cellText } from "@essaim/territory/spreadsheet/cell";
import { MOST_COLUMNS, MOST_ROWS } from "@essaim/territory/spreadsheet/limits";
import { openSpreadsheet } from "@essaim/territory/spreadsheet/open";
import { blank, wordKey } from "@essaim/territory/text/word.rules";
import { countKnownTitles } from "./guess-columns.rules.ts";
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

/** Rows among which the titles are looked for: a bank writes who holds the account above them. */
const TITLES_WITHIN = 20;

/**
 * Finds the titles of a table and what its columns hold, in the first sheet that has some. The titles are the row of
 * texts alone that is most like those of expenses or hours; what is above it is a heading.
 * @returns what is there, or why it cannot be taken over
 * @throws Unreadable
 */
export async function surveyTable(
  bytes: Uint8Array,
): Promise<{ ok: true; reading: TableReading } | { ok: false; message: string }> {
  const file = await openSpreadsheet(bytes);
  const { format, encoding, is1904 } = file;
  const survey = new SheetSurvey();
  for await (const event of file.events()) {
    if (event.kind !== "row") continue;
    if (!survey.isOf(event.sheet)) {
      if (survey.titles()) break;
      survey.begin(event.sheet);
    }
    if (event.width > MOST_COLUMNS) {
      return refuse(
        `Ce tableau a plus de ${MOST_COLUMNS} colonnes\u202f: ne gardez que les utiles.`,
      );
    }
    survey.take({ row: event.row, cells: event.cells });
    if (survey.rowCount > MOST_ROWS) {
      return refuse(
        "Ce tableau a plus de 20\u202f000 lignes\u202f: envoyez-le en plusieurs fichiers, une année à la fois par exemple.",
      );
    }
  }
  const found = survey.titles();
  if (!found) {
    return refuse(
      "Aucune ligne de titres n’a été trouvée\u202f: nommez chaque colonne au-dessus des lignes.",
    );
  }
  const { rowCount, columns } = survey;
  if (rowCount === 0) return refuse("Ce tableau n’a aucune ligne sous ses titres.");
  const inOrder = [...columns.values()].sort((a, b) => a.column - b.column);
  const reading = { ...{ format, encoding, is1904, rowCount }, ...found, columns: inOrder };
  return { ok: true, reading: { kind: "table", ...reading } };
}

const refuse = (message: string) => ({ ok: false, message }) as const;

/** One sheet, row after row: its first rows wait until the titles are found among them. */
class SheetSurvey {
  rowCount = 0;
  readonly columns = new Map<number, TableColumn>();
  private sheet: number | null = null;
  private headerRow: number | null = null;
  private waiting: TableRow[] = [];

  isOf(sheet: number): boolean {
    return this.sheet === sheet;
  }

  begin(sheet: number): void {
    this.sheet = sheet;
    this.waiting = [];
  }

  take(row: TableRow): void {
    if (this.headerRow !== null) this.count(row);
    else if (this.waiting.length < TITLES_WITHIN) {
      this.waiting.push(row);
      if (this.waiting.length === TITLES_WITHIN) this.choose();
    }
  }

  /** Where the titles are, or null when no row of the sheet is like titles. */
  titles(): { sheet: number; headerRow: number } | null {
    if (this.headerRow === null) this.choose();
    return this.sheet === null || this.headerRow === null
      ? null
      : { sheet: this.sheet, headerRow: this.headerRow };
  }

  private choose(): void {
    const texts = (row: TableRow) => row.cells.map((cell) => cutText(cellText(cell), 80));
    const [best] = this.waiting
      .filter(({ cells }) => isTitles(cells))
      .map((row) => ({ row, known: countKnownTitles(texts(row)) }))
      .sort((a, b) => b.known - a.known || a.row.row - b.row.row);
    if (!best) return;
    this.headerRow = best.row.row;
    for (const [index, title] of texts(best.row).entries()) {
      if (title) this.columns.set(index + 1, newColumn(index + 1, title));
    }
    for (const row of this.waiting) if (row.row > best.row.row) this.count(row);
    this.waiting = [];
  }

  private count({ cells }: TableRow): void {
    this.rowCount += 1;
    for (const [index, cell] of cells.entries()) {
      if (cell) take(this.columns, index + 1, cell);
    }
  }
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
