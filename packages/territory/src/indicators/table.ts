import { decodeText } from "../text/encoding.ts";
import { OpenQuote, recordsOf } from "../text/records.ts";
import { findEndlessLine, separatorOf } from "../text/separator.ts";
import { IndicatorsRefused } from "./indicator.schema.ts";

/** Bytes of a file: all the communes of France and sixty indicators come to twelve megabytes. */
export const MOST_BYTES = 16 * 1024 * 1024;
/** All the communes of France and all their neighbourhoods are 37,000. */
const MOST_ROWS = 50_000;
const MOST_COLUMNS = 2_000;

/** A file, or what comes of it as it is read. */
export type TableSource = Uint8Array | AsyncIterable<Uint8Array>;

/** A line counted as a spreadsheet does, from 1; as many fields as there are titles, without blanks at the ends. */
export type TableRow = { line: number; fields: string[] };

/**
 * Opens a CSV file, whatever its encoding and its separator. Rows come one by one, and only the text is held.
 * @throws IndicatorsRefused when it is too large or no table; while rows are read, when one is not as wide as the titles
 */
export async function openTable(
  source: TableSource,
): Promise<{ titles: string[]; rows: AsyncGenerator<TableRow> }> {
  const bytes = await bounded(source);
  const { text, separator } = separatorOf(decodeText(bytes).text);
  if (text.trim() === "") throw new IndicatorsRefused("Le fichier est vide.");
  if (/\0/.test(text) || /^\s*<[!?a-z]/i.test(text) || text.startsWith("PK")) {
    throw new IndicatorsRefused(
      "Ce n’est pas un fichier CSV. Dans votre tableur, choisissez «\u202fEnregistrer sous\u202f», puis CSV.",
    );
  }
  const endless = findEndlessLine(text, separator, MOST_COLUMNS);
  if (endless) {
    throw new IndicatorsRefused(`Ligne ${endless}\u202f: plus de 2\u202f000 colonnes.`);
  }
  const records = linesOf(text, separator);
  const first = await records.next();
  // Blank, it was refused above.
  const titles = first.done ? [] : first.value.fields;
  while (titles.at(-1) === "") titles.pop();
  return { titles, rows: ofWidth(titles.length, records) };
}

/** Rows cut or swollen are those of a file that was damaged, or of a separator left in a value. */
async function* ofWidth(
  width: number,
  records: AsyncGenerator<TableRow>,
): AsyncGenerator<TableRow> {
  let count = 0;
  for await (const { line, fields } of records) {
    count += 1;
    if (count > MOST_ROWS) {
      throw new IndicatorsRefused(
        `Ligne ${line}\u202f: c’est la première de trop, on en lit 50\u202f000 au plus.`,
      );
    }
    while (fields.length > width && fields.at(-1) === "") fields.pop();
    if (fields.length !== width) {
      const hint =
        fields.length < width
          ? "le fichier est peut-être coupé"
          : "une valeur contient peut-être le séparateur";
      throw new IndicatorsRefused(
        `Ligne ${line}\u202f: ${fields.length} colonnes au lieu de ${width}, ${hint}.`,
      );
    }
    yield { line, fields };
  }
}

/** Lines that hold something. */
async function* linesOf(text: string, separator: string): AsyncGenerator<TableRow> {
  let line = 0;
  try {
    for await (const record of recordsOf(text, separator)) {
      line += 1;
      const fields = record.map((field) => field.trim());
      if (fields.some(Boolean)) yield { line, fields };
    }
  } catch (error) {
    if (!(error instanceof OpenQuote)) throw error;
    throw new IndicatorsRefused(
      `Ligne ${error.line}\u202f: un guillemet y est ouvert et n’est jamais fermé.`,
    );
  }
}

async function bounded(source: TableSource): Promise<Uint8Array> {
  const tooLarge = () => new IndicatorsRefused("Le fichier pèse plus de 16 Mo.");
  if (source instanceof Uint8Array) {
    if (source.length > MOST_BYTES) throw tooLarge();
    return source;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > MOST_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
