import {
  type Cell,
  type Cells,
  cellText,
  columnLetters,
  type SheetEvent,
} from "@essaim/territory/spreadsheet/cell";
import { MOST_COLUMNS, MOST_ROWS, MOST_WORDS } from "@essaim/territory/spreadsheet/limits";
import { openSpreadsheet } from "@essaim/territory/spreadsheet/open";
import { Unreadable, unreadable } from "@essaim/territory/spreadsheet/unreadable";
import { isGarbled } from "@essaim/territory/text/encoding";
import { blank, cut, folded, partsOf, wordKey } from "@essaim/territory/text/word.rules";
import { isMonthFirst, looksLikeDay } from "@essaim/territory/text/written-day.rules";
import { normalisePhone } from "../worker/worker.rules.ts";
import { readPhoneCell } from "./cell-value.rules.ts";
import type { ColumnReading, Look, Reading, SheetReading, Word } from "./reading.schema.ts";
import { columnSynonyms } from "./synonym.rules.ts";

/** Rows among which the titles are looked for. */
const TOP = 20;
const SAMPLES = 3;
/** Longest answer, in characters: past it, a column holds prose. */
const LONGEST_WORD = 120;
/** Places named in one sentence. */
const PLACES = 5;

type Row = Extract<SheetEvent, { kind: "row" }>;
type Merge = Extract<SheetEvent, { kind: "merge" }>;
type Hidden = Extract<SheetEvent, { kind: "hidden" }>;

export type Survey = { ok: true; reading: Reading } | { ok: false; message: string };

/**
 * Reads a whole file once, keeping of it what helps to match its columns: titles, a few samples, words, and every
 * fault that keeps a sheet from being taken over.
 * @param options.headerRows the row of the titles of some sheets, when somebody says which
 * @param options.progress told of rows read
 */
export async function surveySpreadsheet(
  bytes: Uint8Array,
  options: {
    headerRows?: Readonly<Record<number, number>>;
    progress?: (rows: number) => Promise<void>;
  } = {},
): Promise<Survey> {
  try {
    const file = await openSpreadsheet(bytes);
    const surveys = new Map<number, SheetSurvey>();
    let rows = 0;
    for await (const event of file.events()) {
      if (event.kind === "sheet") {
        const { sheet, name, isHidden } = event;
        surveys.set(sheet, new SheetSurvey(sheet, name, isHidden, options.headerRows?.[sheet]));
        continue;
      }
      surveys.get(event.sheet)?.take(event);
      rows += 1;
      if (rows % 500 === 0) await options.progress?.(rows);
    }
    const sheets = [...surveys.values()]
      .filter((survey) => !survey.isEmpty)
      .map((survey) => survey.end());
    const { format, encoding, is1904 } = file;
    const reading = { format, encoding, is1904, sheets };
    const usable = sheets.some((sheet) => sheet.faults.length === 0);
    return usable ? { ok: true, reading } : { ok: false, message: whyNone(sheets) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, message: error.message };
    throw error;
  }
}

/** Why no sheet can be taken over: the faults of the first one in sight. */
function whyNone(sheets: readonly SheetReading[]): string {
  const shown = sheets.find((sheet) => !sheet.isHidden) ?? sheets[0];
  if (!shown) return unreadable.empty;
  const where = sheets.length > 1 && shown.name ? `Feuille «\u202f${shown.name}\u202f». ` : "";
  return where + shown.faults.join(" ");
}

/** Gathers what there is to say of one sheet. */
class SheetSurvey {
  private top: Row[] = [];
  private header: { row: number; titles: string[]; above: Row[] } | null = null;
  private columns = new Map<number, ColumnSurvey>();
  private merges: Merge[] = [];
  private garbled: string[] = [];
  private garbledCount = 0;
  private rowCount = 0;
  private lastRow = 0;
  private lastColumn = 0;
  private widest: { column: number; row: number } | null = null;
  private tooLongFrom: number | null = null;
  private hiddenColumns: Hidden[] = [];
  private hiddenRows: SheetReading["hiddenRows"] = { count: 0, first: null };

  constructor(
    private readonly sheet: number,
    private readonly name: string,
    private readonly isHidden: boolean,
    private readonly askedHeader: number | undefined,
  ) {}

  get isEmpty(): boolean {
    return this.top.length === 0 && this.header === null;
  }

  take(event: Row | Merge | Hidden): void {
    if (event.kind === "hidden") {
      if (this.hiddenColumns.length < MOST_COLUMNS) this.hiddenColumns.push(event);
      return;
    }
    if (event.kind === "merge") {
      // A sheet may hold as many as it likes; a thousand say enough.
      if (this.merges.length < 1000) this.merges.push(event);
      return;
    }
    if (event.width > MOST_COLUMNS && event.width > (this.widest?.column ?? 0)) {
      this.widest = { column: event.width, row: event.row };
    }
    if (this.header) {
      this.data(event);
      return;
    }
    this.top.push(event);
    if (this.top.length >= TOP) this.findHeader();
  }

  end(): SheetReading {
    if (!this.header) this.findHeader();
    const faults = this.faults();
    const columns = [...this.columns.values()].sort((a, b) => a.column - b.column);
    return {
      sheet: this.sheet,
      name: this.name,
      isHidden: this.isHidden,
      headerRow: this.header?.row ?? 1,
      rowCount: this.rowCount,
      hiddenRows: this.hiddenRows,
      columns: columns.map((one) => ({
        ...one.end(),
        title: this.titleOf(one.column),
        isHidden: this.isOutOfSight(one.column),
      })),
      faults,
    };
  }

  /**
   * The title of a column. One that is there several times (« Début », under « CAPE » and under « CESA ») is read with
   * what is merged above it: « Début (CAPE) ».
   */
  private titleOf(column: number): string {
    const { titles = [], above = [], row: header = 0 } = this.header ?? {};
    const title = titles[column - 1] ?? "";
    const over = this.merges.find(
      ({ bottom, left, right }) => bottom === header - 1 && left <= column && column <= right,
    );
    const group = over && above.find(({ row }) => row === over.top)?.cells[over.left - 1];
    if (!title || !group) return title;
    const whole = `${title} (${blank(cellText(group))})`;
    const isTwice = titles.filter((other) => folded(other) === folded(title)).length > 1;
    return isTwice || knownTitles.has(folded(whole)) ? whole : title;
  }

  private isOutOfSight(column: number): boolean {
    return this.hiddenColumns.some(({ from, to }) => from <= column && column <= to);
  }

  private findHeader(): void {
    const rows = this.top;
    const found =
      this.askedHeader === undefined
        ? findHeader(rows)
        : rows.find((row) => row.row === this.askedHeader);
    // Without titles everything is data, and the sheet is refused.
    const titles = (found?.cells ?? []).map((cell) => blank(cellText(cell)));
    const above = rows.filter(({ row }) => found && row < found.row);
    this.header = { row: found?.row ?? 0, titles, above };
    if (found) this.lookAtText(found);
    for (const [index, title] of titles.entries()) {
      if (title) this.column(index + 1);
    }
    for (const row of rows) if (row.row > this.header.row) this.data(row);
    this.top = [];
  }

  private data(row: Row): void {
    if (this.rowCount >= MOST_ROWS) {
      this.tooLongFrom ??= row.row;
      return;
    }
    this.rowCount += 1;
    this.lastRow = row.row;
    if (row.isHidden) {
      this.hiddenRows.count += 1;
      this.hiddenRows.first ??= row.row;
    }
    this.lookAtText(row);
    for (const [index, cell] of row.cells.entries()) {
      if (cell) this.column(index + 1).take(cell, row.row);
    }
  }

  private column(column: number): ColumnSurvey {
    const known = this.columns.get(column);
    if (known) return known;
    this.lastColumn = Math.max(this.lastColumn, column);
    const made = new ColumnSurvey(column);
    this.columns.set(column, made);
    return made;
  }

  private lookAtText({ cells, row }: Row): void {
    for (const [index, cell] of cells.entries()) {
      if (cell?.kind !== "text" || !isGarbled(cell.text)) continue;
      this.garbledCount += 1;
      if (this.garbled.length < PLACES) this.garbled.push(place(row, index + 1));
    }
  }

  private faults(): string[] {
    const { header, widest } = this;
    if (!header || header.row === 0) {
      return [
        `Aucune ligne de titres n’a été trouvée\u202f: la première, ligne ${firstRowOf(this.columns)}, contient déjà des données. Ajoutez au-dessus une ligne qui nomme chaque colonne (Nom, Prénom, Téléphone…).`,
      ];
    }
    const faults: string[] = [];
    if (widest) {
      faults.push(
        `Cette feuille va jusqu’à la colonne ${columnLetters(widest.column)} (${widest.column} colonnes, ligne ${widest.row})\u202f: on en lit ${MOST_COLUMNS} au plus. Ne gardez que celles qui parlent des personnes.`,
      );
    }
    if (this.tooLongFrom !== null) {
      faults.push(
        `Cette feuille compte plus de 20\u202f000 personnes\u202f: la ligne ${this.tooLongFrom} est la première de trop. Partagez-la en plusieurs fichiers.`,
      );
    }
    const merged = this.merges.filter(
      ({ bottom, top, left }) =>
        bottom >= header.row && top <= this.lastRow && left <= this.lastColumn,
    );
    if (merged.length > 0) {
      const places = merged
        .slice(0, PLACES)
        .map(
          ({ top, left, bottom, right }) =>
            `${columnLetters(left)}${top}:${columnLetters(right)}${bottom} (ligne ${top}, colonne ${columnLetters(left)})`,
        );
      faults.push(
        `Des cellules sont fusionnées\u202f: ${listed(places, merged.length)}. Défusionnez-les\u202f: chaque personne a besoin de sa ligne, et chaque case de son contenu.`,
      );
    }
    if (this.garbledCount > 0) {
      faults.push(
        `Des lettres sont illisibles, car le fichier a été enregistré dans un mauvais encodage\u202f: ${listed(this.garbled, this.garbledCount)}. Rouvrez l’original dans votre tableur et enregistrez-le en .xlsx, .ods ou «\u202fCSV UTF-8\u202f».`,
      );
    }
    if (this.rowCount === 0) {
      faults.push(`Aucune personne sous les titres de la ligne ${header.row}.`);
    }
    return faults;
  }
}

function firstRowOf(columns: ReadonlyMap<number, ColumnSurvey>): number {
  return Math.min(...[...columns.values()].map((column) => column.firstRow));
}

const place = (row: number, column: number) => `ligne ${row}, colonne ${columnLetters(column)}`;

function listed(places: readonly string[], total: number): string {
  const more = total - places.length;
  return places.join("\u202f; ") + (more > 0 ? `, et ${more} autres` : "");
}

/** The row of titles: the one with the most titles that are known, or else the first that could be one. */
function findHeader(rows: readonly Row[]): Row | undefined {
  const possible = rows.filter((row) => !holdsData(row.cells));
  let best: { row: Row; known: number } | undefined;
  for (const row of possible) {
    const known = row.cells.filter(
      (cell) => cell && knownTitles.has(folded(cellText(cell))),
    ).length;
    if (known > 0 && known > (best?.known ?? 0)) best = { row, known };
  }
  if (best && (best.known > 1 || rows.every((row) => row.width <= 2))) return best.row;
  const widest = Math.max(...rows.map((row) => filledCount(row.cells)));
  return possible.find(
    (row) => filledCount(row.cells) >= 2 && filledCount(row.cells) * 2 >= widest && isVaried(row),
  );
}

const knownTitles = new Set(Object.values(columnSynonyms).flat());

/** Numbers, dates, mails and telephones are nobody's titles. */
function holdsData(cells: Cells): boolean {
  return cells.some(
    (cell) =>
      cell &&
      (cell.kind !== "text" ||
        cell.text.length > 200 ||
        /\S@\S/.test(cell.text) ||
        looksLikeDay(cell.text) ||
        normalisePhone(cell.text) !== null),
  );
}

function isVaried({ cells }: Row): boolean {
  const titles = cells.flatMap((cell) => (cell ? [folded(cellText(cell))] : []));
  return new Set(titles).size * 2 > titles.length;
}

function filledCount(cells: Cells): number {
  return cells.filter((cell) => cell !== undefined).length;
}

/** Gathers what there is to say of one column. */
class ColumnSurvey {
  firstRow = 0;
  private samples: string[] = [];
  private filled = 0;
  private looks: Partial<Record<Look, number>> = {};
  private words = new WordSet();
  private parts = new WordSet();
  private hasParts = false;
  private monthFirstRow: number | null = null;

  constructor(readonly column: number) {}

  take(cell: Cell, row: number): void {
    this.firstRow ||= row;
    this.filled += 1;
    const text = blank(cellText(cell));
    const sample = cut(text, LONGEST_WORD);
    if (this.samples.length < SAMPLES && !this.samples.includes(sample)) this.samples.push(sample);
    for (const look of looksOf(cell, text)) this.looks[look] = (this.looks[look] ?? 0) + 1;
    if (cell.kind === "day" || cell.kind === "error") {
      this.words.giveUp();
      return;
    }
    if (this.monthFirstRow === null && cell.kind === "text" && isMonthFirst(text)) {
      this.monthFirstRow = row;
    }
    this.words.add(text);
    const parts = cell.kind === "text" ? partsOf(cell.text) : [text];
    if (parts.length > 1) this.hasParts = true;
    for (const part of parts) this.parts.add(part);
  }

  end(): Omit<ColumnReading, "title" | "isHidden"> {
    const { column, samples, filled, looks, monthFirstRow } = this;
    const words = this.words.list();
    const parts = this.hasParts ? this.parts.list() : null;
    return { column, samples, filled, looks, words, parts, monthFirstRow };
  }
}

function looksOf(cell: Cell, text: string): Look[] {
  if (cell.kind === "day") return ["day"];
  if (cell.kind === "error") return [];
  const looks: Look[] = cell.kind === "number" || /^\d+$/.test(text) ? ["number"] : [];
  if (/^\S+@\S+\.\S+$/.test(text)) looks.push("email");
  if (/\d/.test(text)) {
    if (normalisePhone(readPhoneCell(cell).value)) looks.push("phone");
    if (/^\d{4,5}$/.test(text)) looks.push("postcode");
    if (cell.kind === "text" && looksLikeDay(text)) looks.push("day");
    if (/^Q[PN][0-9A-Z]{6}$/.test(text)) looks.push("neighbourhood");
  } else if (/^\p{L}[\p{L}'’-]*( \p{L}[\p{L}'’-]*){1,4}$/u.test(text)) looks.push("name");
  return looks;
}

/** The different words of a column, until they are too many or too long to be chosen from. */
class WordSet {
  private words: Map<string, Word> | null = new Map();

  add(text: string): void {
    if (!this.words) return;
    const key = wordKey(text);
    const known = this.words.get(key);
    if (known) known.count += 1;
    else if (text.length > LONGEST_WORD || this.words.size >= MOST_WORDS) this.words = null;
    else this.words.set(key, { key, text, count: 1 });
  }

  giveUp(): void {
    this.words = null;
  }

  list(): Word[] | null {
    return this.words && [...this.words.values()];
  }
}
