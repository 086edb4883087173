import { communeCodePattern } from "../communes/department.rules.ts";
import { neighbourhoodCodePattern } from "../contours/generation.rules.ts";
import {
  type Dictionary,
  type Figure,
  IndicatorsRefused,
  type TerritoryIndicator,
} from "./indicator.schema.ts";
import { openTable, type TableRow, type TableSource } from "./table.ts";
import { readFigure } from "./written-figure.rules.ts";

/** What is known of one place: by the code of the dictionary, each indicator that is in the file. */
export type PlaceFigures = { place: string; values: Record<string, Figure> };

/** Figures kept of one file: as many as fit in memory, and five times what the national file holds. */
const MOST_FIGURES = 1_000_000;
/** Places named in one sentence. */
const NAMED = 3;

/** Titles of the column that says where: those of INSEE and of the ANCT, and those that people give it. */
const placeTitles = [
  "code_qp",
  "codeqp",
  "code_qpv",
  "codeqpv",
  "codgeo",
  "geo",
  "code_insee",
  "code_commune",
  "codcom",
  "depcom",
  "com",
  "code",
  "qp",
  "qpv",
];

type Options = {
  dictionary: Dictionary;
  /** Is it a neighbourhood or a commune of the register? */
  isKnown: (place: string) => boolean;
  /** Is the register that of a region? Then a place that is not in it is left aside, not a mistake. */
  isPartial?: boolean;
};

type Reading = {
  figures: PlaceFigures[];
  /** Indicators of the dictionary that the file has, in its order. */
  indicators: TerritoryIndicator[];
  /** Lines left aside: places that the register does not know. Empty unless `isPartial`. */
  unknownPlaces: { line: number; place: string }[];
  /** Titles left aside, which the dictionary does not know. */
  unknownColumns: string[];
};

/**
 * Reads the whole file of indicators before anything is written: one line per neighbourhood or commune, one column per
 * indicator.
 * @param source at most 16 MB, in any encoding, with any separator
 * @throws IndicatorsRefused
 */
export async function readIndicators(
  source: TableSource,
  { dictionary, isKnown, isPartial = false }: Options,
): Promise<Reading> {
  const { titles, rows } = await openTable(source);
  const { placeAt, columns, unknownColumns } = columnsOf(titles, dictionary);
  const figures: PlaceFigures[] = [];
  const unknownPlaces: { line: number; place: string }[] = [];
  const lineOf = new Map<string, number>();
  for await (const row of rows) {
    const place = placeOf(row, placeAt);
    const before = lineOf.get(place);
    if (before) {
      throw new IndicatorsRefused(
        `Ligne ${row.line}\u202f: ${place} est déjà à la ligne ${before}.`,
      );
    }
    lineOf.set(place, row.line);
    const isPlace = neighbourhoodCodePattern.test(place) || communeCodePattern.test(place);
    if (!isPlace || !isKnown(place)) {
      unknownPlaces.push({ line: row.line, place });
      continue;
    }
    if ((figures.length + 1) * columns.length > MOST_FIGURES) {
      throw new IndicatorsRefused(
        `Ligne ${row.line}\u202f: le fichier a plus d’un million de valeurs. Gardez les communes et les indicateurs utiles.`,
      );
    }
    figures.push({ place, values: valuesOf(row, columns) });
  }
  if (unknownPlaces.length > 0 && !isPartial) {
    throw new IndicatorsRefused(unknownSentence(unknownPlaces));
  }
  if (figures.length === 0) {
    throw new IndicatorsRefused(
      "Le fichier ne contient aucun quartier ni aucune commune du registre.",
    );
  }
  const indicators = columns.map((column) => column.indicator);
  return { figures, indicators, unknownPlaces, unknownColumns };
}

type Column = { at: number; title: string; indicator: TerritoryIndicator };

function columnsOf(titles: string[], dictionary: Dictionary) {
  const folded = titles.map((title) => title.toLowerCase());
  for (const [at, title] of folded.entries()) {
    const first = folded.indexOf(title);
    if (title && first < at) {
      throw new IndicatorsRefused(
        `Les colonnes ${first + 1} et ${at + 1} ont le même titre, «\u202f${titles[at]}\u202f».`,
      );
    }
  }
  const placeName = placeTitles.find((name) => folded.includes(name));
  if (placeName === undefined) {
    throw new IndicatorsRefused(
      "Aucune colonne ne donne le code du quartier\u202f: son titre est «\u202fcode_qp\u202f», «\u202fCODGEO\u202f» ou «\u202fcode\u202f».",
    );
  }
  const placeAt = folded.indexOf(placeName);
  const byCode = new Map(dictionary.indicators.map((one) => [one.code.toLowerCase(), one]));
  const texts = new Set(dictionary.texts.map((one) => one.code.toLowerCase()));
  const columns: Column[] = [];
  const unknownColumns: string[] = [];
  for (const [at, title] of titles.entries()) {
    const key = title.toLowerCase();
    const indicator = byCode.get(key);
    if (at === placeAt || texts.has(key)) continue;
    if (indicator) columns.push({ at, title, indicator });
    else unknownColumns.push(title || `(colonne ${at + 1} sans titre)`);
  }
  if (columns.length === 0) {
    throw new IndicatorsRefused(
      "Aucune colonne du fichier n’est un indicateur du dictionnaire\u202f: ce n’est pas le dictionnaire de ce fichier.",
    );
  }
  return { placeAt, columns, unknownColumns };
}

function placeOf({ line, fields }: TableRow, placeAt: number): string {
  const written = (fields[placeAt] ?? "").toUpperCase();
  if (!written) {
    throw new IndicatorsRefused(
      `Ligne ${line}\u202f: le code du quartier ou de la commune manque.`,
    );
  }
  // A spreadsheet took the code of a commune of the Ain for a number.
  return /^\d{4}$/.test(written) ? `0${written}` : written;
}

function valuesOf({ line, fields }: TableRow, columns: Column[]): Record<string, Figure> {
  return Object.fromEntries(
    columns.map(({ at, title, indicator }) => {
      const read = readFigure(fields[at] ?? "", indicator);
      if (read.ok) return [indicator.code, read.figure];
      throw new IndicatorsRefused(
        `Ligne ${line}, colonne «\u202f${title}\u202f»\u202f: ${read.why}`,
      );
    }),
  );
}

function unknownSentence(places: { line: number; place: string }[]): string {
  const named = places
    .slice(0, NAMED)
    .map(({ line, place }) => `ligne ${line}, ${place.slice(0, 40)}`);
  const others = places.length - named.length;
  const more = others > 0 ? `\u202f; et ${others} ${others > 1 ? "autres" : "autre"}` : "";
  return `Le registre ne connaît pas ces quartiers ou communes\u202f: ${named.join("\u202f; ")}${more}.`;
}
