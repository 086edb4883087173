import { isGarbled } from "../text/encoding.ts";
import { type Dictionary, IndicatorsRefused } from "./indicator.schema.ts";
import { kindOf, yearOfLabel } from "./kind.rules.ts";
import { openTable, type TableRow, type TableSource } from "./table.ts";

/** Titles of a dictionary: those it is asked to have, those of INSEE, and those of files made after them. */
const titlesOf = {
  code: ["code", "colonne", "variable", "cod_var", "indicateur"],
  label: ["label", "libelle", "description", "lib_var_long", "lib_var"],
  unit: ["unit", "unite"],
  source: ["source"],
  year: ["year", "annee", "millesime"],
  type: ["type_valeur", "type", "type_var"],
} as const;
/** Known, and of no use here. */
const leftAside = ["exemple", "example", "long_var"];

type Field = keyof typeof titlesOf;
type Columns = Partial<Record<Field, number>>;
type Options = { source?: string; year?: number };

/**
 * Reads what the columns of a file of indicators mean, before anything is written.
 * @param options what the dictionary does not say: where the figures come from, and of which year they are
 * @returns the indicators in the order of the dictionary, the columns of texts, and the titles that are not understood
 * @throws IndicatorsRefused
 */
export async function readDictionary(
  source: TableSource,
  options: Options = {},
): Promise<Dictionary & { unknownColumns: string[] }> {
  const { titles, rows } = await openTable(source);
  const { columns, unknownColumns } = columnsOf(titles);
  const dictionary: Dictionary = { indicators: [], texts: [] };
  const lineOf = new Map<string, number>();
  for await (const row of rows) {
    const { code, label } = namesOf(row, columns);
    const before = lineOf.get(code.toLowerCase());
    if (before) refuse(row.line, `«\u202f${code}\u202f» est déjà à la ligne ${before}.`);
    lineOf.set(code.toLowerCase(), row.line);
    const field = fieldsOf(row, columns);
    const told = kindOf({ unit: field("unit"), type: field("type"), label });
    if (!told) {
      refuse(
        row.line,
        `rien ne dit l’unité de «\u202f${label}\u202f». Ajoutez une colonne «\u202funité\u202f» avec %, €, indice ou ce qui est compté.`,
      );
    }
    const { kind, unit } = told;
    if (kind === "text") {
      dictionary.texts.push({ code, label });
      continue;
    }
    const source = sourceOf(row, code, field("source"), options);
    const year = yearOf(row, code, label, field("year"), options);
    dictionary.indicators.push({ code, label, unit, source, year, kind });
  }
  if (dictionary.indicators.length === 0) {
    throw new IndicatorsRefused("Le dictionnaire ne décrit aucun indicateur.");
  }
  return { ...dictionary, unknownColumns };
}

function columnsOf(titles: string[]): { columns: Columns; unknownColumns: string[] } {
  const plain = titles.map(fold);
  const columns: Columns = {};
  for (const [field, names] of Object.entries(titlesOf) as [Field, readonly string[]][]) {
    const name = names.find((one) => plain.includes(one));
    if (name) columns[field] = plain.indexOf(name);
  }
  if (columns.code === undefined || columns.label === undefined) {
    throw new IndicatorsRefused(
      `Le dictionnaire doit avoir une colonne «\u202fcode\u202f» et une colonne «\u202flibellé\u202f»\u202f; les siennes sont ${listed(titles)}.`,
    );
  }
  const known = new Set<string>([...Object.values(titlesOf).flat(), ...leftAside]);
  return { columns, unknownColumns: titles.filter((_, at) => !known.has(plain[at] ?? "")) };
}

const fieldsOf = (row: TableRow, columns: Columns) => (name: Field) =>
  row.fields[columns[name] ?? -1] ?? "";

function namesOf(row: TableRow, columns: Columns): { code: string; label: string } {
  const field = fieldsOf(row, columns);
  const code = field("code");
  if (!code) refuse(row.line, "le code manque.");
  if (!/^[\w.-]{1,60}$/.test(code)) {
    refuse(row.line, `«\u202f${code.slice(0, 60)}\u202f» n’est pas un code d’indicateur.`);
  }
  const label = typographic(field("label"));
  if (!label) refuse(row.line, `le libellé de «\u202f${code}\u202f» manque.`);
  if (label.length > 300) refuse(row.line, `le libellé de «\u202f${code}\u202f» est trop long.`);
  if (isGarbled(label)) {
    refuse(
      row.line,
      "le libellé n’est pas lisible, le fichier a le mauvais encodage. Enregistrez-le de nouveau en UTF-8.",
    );
  }
  return { code, label };
}

function sourceOf({ line }: TableRow, code: string, written: string, options: Options): string {
  const source = typographic(written || options.source || "");
  if (source) return source;
  refuse(
    line,
    `rien ne dit la source de «\u202f${code}\u202f». Donnez-la, ou ajoutez une colonne «\u202fsource\u202f».`,
  );
}

/** Of its column, then of its label, which is of one indicator; the year given is of the whole file. */
function yearOf(
  { line }: TableRow,
  code: string,
  label: string,
  written: string,
  options: Options,
): number {
  const year = written ? Number(written) : (yearOfLabel(label) ?? options.year);
  if (year === undefined) {
    refuse(
      line,
      `rien ne dit de quelle année est «\u202f${code}\u202f». Donnez-la, ou ajoutez une colonne «\u202fannée\u202f».`,
    );
  }
  if (Number.isInteger(year) && year >= 1990 && year <= 2100) return year;
  refuse(line, `«\u202f${written || year}\u202f» n’est pas une année entre 1990 et 2100.`);
}

function refuse(line: number, why: string): never {
  throw new IndicatorsRefused(`Dictionnaire, ligne ${line}\u202f: ${why}`);
}

/** A title as it is compared: accents and capitals aside. */
const fold = (title: string) => title.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const listed = (titles: string[]) =>
  titles
    .slice(0, 10)
    .map((title) => `«\u202f${title.slice(0, 40)}\u202f»`)
    .join(", ");

/** Written as the pages write: ’, no-break spaces, one space between words, no point at the end. */
const typographic = (text: string) =>
  text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/\.$/, "")
    .replaceAll("'", "’")
    .replace(/ ([;:!?»])/g, "\u202f$1")
    .replace(/« /g, "«\u202f");
