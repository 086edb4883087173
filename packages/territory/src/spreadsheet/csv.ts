import { decodeText } from "../text/encoding.ts";
import { OpenQuote, recordsOf } from "../text/records.ts";
import { findEndlessLine, separatorOf } from "../text/separator.ts";
import { type Cell, RowBuilder, type SheetEvent, textCell } from "./cell.ts";
import { MOST_COLUMNS, MOST_SEPARATORS } from "./limits.ts";
import { Unreadable, unreadable } from "./unreadable.ts";

/**
 * Opens a CSV file. Its one sheet is read record after record, each counted as a row as a spreadsheet would.
 * @throws Unreadable when it is no text
 */
export function openCsv(bytes: Uint8Array) {
  const decoded = decodeText(bytes);
  const { encoding } = decoded;
  const { text, separator: delimiter } = separatorOf(decoded.text);
  if (text.trim() === "") throw new Unreadable(unreadable.empty);
  if (/\0/.test(text)) throw new Unreadable(unreadable.notSpreadsheet);
  // A page or an XML document that bears the name of a spreadsheet.
  if (/^\s*<[!?a-z]/i.test(text)) throw new Unreadable(unreadable.oldFormat);
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
  const line = findEndlessLine(text, delimiter, MOST_SEPARATORS);
  if (line === null) return;
  throw new Unreadable(
    `La ligne ${line} a plus de 20\u202f000 colonnes\u202f: on en lit ${MOST_COLUMNS} au plus. Ne gardez que les colonnes utiles.`,
  );
}

async function* rows(text: string, delimiter: string): AsyncGenerator<SheetEvent> {
  const row = new RowBuilder();
  let number = 0;
  let usual = 0;
  try {
    for await (const record of recordsOf(text, delimiter)) {
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
    throw error instanceof OpenQuote ? new Unreadable(whyOpen(error.line)) : error;
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
