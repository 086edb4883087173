import { columnLetters } from "@essaim/territory/spreadsheet/cell";
import { byteOrderMark, csvLines } from "../french-csv.ts";
import type { Mapping } from "./mapping.schema.ts";
import type { Reading } from "./reading.schema.ts";
import type { Trial } from "./trial.schema.ts";

/** The problems of a dry run as CSV, one by line. */
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
  const titles = ["Ligne", "Colonne", "Titre", "Dans la case", "Ce qui ne va pas"];
  return byteOrderMark + csvLines([titles, ...lines]);
}
