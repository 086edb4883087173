import { Readable } from "node:stream";
import { CsvError, type Options, parse } from "csv-parse";
import { parse as parseWhole } from "csv-parse/sync";
import { type Cell, RowBuilder, type SheetEvent, textCell } from "./cell.ts";
import { decodeText } from "./encoding.ts";
import { MOST_COLUMNS, MOST_SEPARATORS } from "./limits.ts";
import { Unreadable, unreadable } from "./unreadable.ts";

/** Characters looked at to find what separates the columns. */
const SAMPLE = 64 * 1024;
const separators = [";", ",", "\t", "|"];

const common: Options = {
  relax_column_count: true,
  // A quote in the middle of a word is only a quote.
  relax_quotes: true,
  skip_empty_lines: false,
  // All of them: lines pasted from elsewhere may end otherwise than the first.
  record_delimiter: ["\r\n", "\n", "\r"],
};

/**
 * Opens a CSV file. Its one sheet is read record after record, each counted as a row as a spreadsheet would.
 * @throws Unreadable when it is no text
 */
export function openCsv(bytes: Uint8Array) {
  const decoded = decodeText(bytes);
  const { encoding } = decoded;
  const { text, separator } = announcedSeparator(decoded.text.replace(/^\ufeff/, ""));
  if (text.trim() === "") throw new Unreadable(unreadable.empty);
  if (/\0/.test(text)) throw new Unreadable(unreadable.notSpreadsheet);
  // A page or an XML document that bears the name of a spreadsheet.
  if (/^\s*<[!?a-z]/i.test(text)) throw new Unreadable(unreadable.oldFormat);
  const delimiter = separator ?? guessSeparator(text);
  refuseEndless(text, delimiter);
  return {
    format: "csv" as const,
    is1904: false,
    encoding,
    async *events(only = 0): AsyncGenerator<SheetEvent> {
      if (only !== 0) return;
      yield { kind: "sheet", sheet: 0, name: "", isHidden: false };
      yield* rows(text, delimiter);
    },
  };
}

/** A record of millions of fields would fill the memory before it is known to be too wide. */
function refuseEndless(text: string, delimiter: string): void {
  const separator = delimiter.charCodeAt(0);
  let line = 1;
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === separator) count += 1;
    else if (letter === 10 || letter === 13) {
      count = 0;
      line += 1;
    }
    if (count < MOST_SEPARATORS) continue;
    throw new Unreadable(
      `La ligne ${line} a plus de 20\u202f000 colonnes\u202f: on en lit ${MOST_COLUMNS} au plus. Ne gardez que celles qui parlent des personnes.`,
    );
  }
}

/** Excel lets a first line say `sep=;`, and then does not show it. */
function announcedSeparator(text: string): { text: string; separator: string | null } {
  const [line = "", separator] = /^"?sep=(.)"?\r?\n/i.exec(text) ?? [];
  return separator ? { text: text.slice(line.length), separator } : { text, separator: null };
}

/** The separator that cuts the first lines into as many columns each, and into the most. */
function guessSeparator(text: string): string {
  const isWhole = text.length <= SAMPLE;
  const sample = isWhole ? text : text.slice(0, text.lastIndexOf("\n", SAMPLE) + 1 || SAMPLE);
  let best = { separator: ";", score: 0 };
  for (const separator of separators) {
    const score = evenness(sample, separator);
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}

/** The share of lines that have the commonest number of columns, then how many columns that is. */
function evenness(sample: string, delimiter: string): number {
  let records: string[][];
  try {
    records = parseWhole(sample, { ...common, delimiter, to: 50 });
  } catch {
    return 0;
  }
  const widths = records
    .filter((record) => record.some((field) => field.trim()))
    .map((r) => r.length);
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width = 0, lines = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  return width < 2 ? 0 : (lines / widths.length) * 10 + Math.min(width, 99) / 100;
}

async function* rows(text: string, delimiter: string): AsyncGenerator<SheetEvent> {
  const parser = Readable.from(slices(text)).pipe(parse({ ...common, delimiter }));
  const row = new RowBuilder();
  let number = 0;
  let usual = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      number += 1;
      usual ||= record.length > 1 ? record.length : 0;
      for (const [index, field] of record.entries()) {
        if (holdsLines(field, delimiter, usual)) throw new Unreadable(whyOpen(number));
        row.put(index + 1, shownCell(field));
      }
      const event = row.take(0, number, false);
      if (event) yield event;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Unreadable(whyOpen(Number(error.records ?? number) + 1));
  }
}

const whyOpen = (row: number) =>
  `Ligne ${row}\u202f: un guillemet y est ouvert et n’est jamais fermé. Corrigez cette ligne, puis renvoyez le fichier.`;

/** Did a quote that was never closed swallow whole lines, up to the next quote of the file? */
function holdsLines(field: string, delimiter: string, usual: number): boolean {
  if (usual < 3 || !/[\r\n]/.test(field)) return false;
  const [, ...lines] = field.split(/\r\n|\r|\n/);
  return lines.some((line) => line.split(delimiter).length >= usual);
}

/** What a spreadsheet writes for a formula that fails, in English and in French. */
const failed =
  /^(#(REF!|N\/A|DIV\/0!|NAME\?|NOM\?|VALUE!|VALEUR!|NULL!|NUL!|NUM!|NOMBRE!)|Err:\d{3})$/;

function shownCell(field: string): Cell | undefined {
  const text = field.trim();
  return failed.test(text) ? { kind: "error", text } : textCell(field);
}

function* slices(text: string): Generator<string> {
  for (let from = 0; from < text.length; from += SAMPLE) yield text.slice(from, from + SAMPLE);
}
