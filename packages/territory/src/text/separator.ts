import type { Options } from "csv-parse";
import { parse } from "csv-parse/sync";

/** Characters looked at to find what separates the columns. */
const SAMPLE = 64 * 1024;
const separators = [";", ",", "\t", "|"];

/** How a CSV file is read, whoever wrote it. */
export const csvOptions: Options = {
  relax_column_count: true,
  // A quote in the middle of a word is only a quote.
  relax_quotes: true,
  skip_empty_lines: false,
  // All of them: lines pasted from elsewhere may end otherwise than the first.
  record_delimiter: ["\r\n", "\n", "\r"],
};

/**
 * What separates the columns of a CSV file. Excel lets a first line say it, `sep=;`, and then does not show that line:
 * it is left out of `text`, as is the mark of UTF-8. Otherwise it is what cuts the first lines into as many columns
 * each, and into the most.
 */
export function separatorOf(whole: string): { text: string; separator: string } {
  const text = whole.replace(/^\ufeff/, "");
  const [line = "", separator] = /^"?sep=(.)"?\r?\n/i.exec(text) ?? [];
  return separator
    ? { text: text.slice(line.length), separator }
    : { text, separator: guessSeparator(text) };
}

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
  const options = { ...csvOptions, delimiter, to: 50 };
  let records: string[][];
  try {
    records = parse(sample, options);
  } catch {
    // A quote is never closed: its line is told by whoever reads the rows, between the right separators.
    records = parse(sample, { ...options, quote: false });
  }
  const widths = records
    .filter((record) => record.some((field) => field.trim()))
    .map((r) => r.length);
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width = 0, lines = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  return width < 2 ? 0 : (lines / widths.length) * 10 + Math.min(width, 99) / 100;
}

/**
 * A record of millions of fields would fill the memory before it is known to be too wide.
 * @returns the first line that holds `most` separators or more, from 1
 */
export function findEndlessLine(text: string, separator: string, most: number): number | null {
  const code = separator.charCodeAt(0);
  let line = 1;
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === code) count += 1;
    else if (letter === 10 || letter === 13) {
      count = 0;
      line += 1;
    }
    if (count >= most) return line;
  }
  return null;
}
