import type { Mapping } from "./mapping.schema.ts";
import type { Reading } from "./reading.schema.ts";
import { columnLetters } from "./spreadsheet/cell.ts";
import type { Trial } from "./trial.schema.ts";

/** A field of CSV: in quotes, and never one that a spreadsheet would compute. */
function field(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** The problems of a dry run, one by line, for a French spreadsheet: a byte order mark and semicolons. */
export function problemsCsv(
  { problems }: Pick<Trial, "problems">,
  reading: Reading | null,
  mapping: Mapping | null,
): string {
  const sheet = reading?.sheets.find((one) => one.sheet === mapping?.sheet);
  const titleOf = (column: number) =>
    sheet?.columns.find((one) => one.column === column)?.title ?? "";
  const lines = problems.map(({ row, column, message, shown }) => [
    String(row),
    column === null ? "" : columnLetters(column),
    column === null ? "" : titleOf(column),
    shown,
    message,
  ]);
  const all = [["Ligne", "Colonne", "Titre", "Dans la case", "Ce qui ne va pas"], ...lines];
  return `\ufeff${all.map((line) => line.map(field).join(";")).join("\r\n")}\r\n`;
}
