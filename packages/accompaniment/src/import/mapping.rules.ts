import { columnLetters } from "@essaim/territory/spreadsheet/cell";
import { MOST_WORDS } from "@essaim/territory/spreadsheet/limits";
import { guessColumns, guessWords, type WordGuess, wordsToMatch } from "./guess.rules.ts";
import { fieldOf } from "./import-field.schema.ts";
import { type Choices, columnsByField, type Mapping, NOTHING } from "./mapping.schema.ts";
import type { ColumnReading, Reading, SheetReading } from "./reading.schema.ts";

/** Words that one form can ask about: well under the fields that a form may hold. */
const MOST_ASKED = 400;

/** Fields that say when a person's pathway begins. */
const beginnings = ["supportedFrom", "candidate", "diagnosis", "cape", "cesa", "currentFrom"];

/** What is wrong in a matching, by the name of its field (`column.3`), and for the whole form. */
export type MatchingFaults = { errors: Record<string, string>; formError?: string };

/** The name that the form gives to what a column is taken for. */
export const columnField = (column: number) => `column.${column}`;

/**
 * Can rows be read by such a matching? A name, a way of working and a beginning are needed; a field that one column
 * may say is said by one; the words of a column must be few enough to be given a meaning.
 */
export function faultsOfMatching(
  sheet: Pick<SheetReading, "columns">,
  { columns, everybody }: Pick<Mapping, "columns" | "everybody">,
): MatchingFaults {
  const errors: Record<string, string> = {};
  const byField = columnsByField({ columns });
  let asked = 0;
  for (const [field, taken] of byField) {
    const { label, isShared, kind } = fieldOf(field);
    const [first = 0, ...others] = taken;
    for (const other of isShared ? [] : others) {
      errors[columnField(other)] =
        `«\u202f${label}\u202f» est déjà dit par la colonne ${columnLetters(first)}. Gardez l’une des deux.`;
    }
    if (kind !== "words") continue;
    for (const number of taken) {
      const column = sheet.columns.find((one) => one.column === number);
      const words = column && wordsToMatch(column, field);
      asked += words?.length ?? 0;
      if (words) continue;
      errors[columnField(number)] =
        `Cette colonne contient des dates, des phrases ou plus de ${MOST_WORDS} réponses différentes\u202f: on ne peut pas en faire «\u202f${label}\u202f».`;
    }
  }
  const has = (...fields: string[]) => fields.every((field) => byField.has(field));
  if (!has("fullName") && !has("familyName", "givenName")) {
    return { errors, formError: "Dites quelles colonnes contiennent le nom et le prénom." };
  }
  if (asked > MOST_ASKED) {
    return {
      errors,
      formError: `Ces colonnes contiennent ${asked} réponses différentes, et l’on peut en associer ${MOST_ASKED}. Ignorez celles qui en ont le plus.`,
    };
  }
  if (!has("kind") && !everybody.kind) {
    errors.kind = "Dites comment ces personnes travaillent, ou quelle colonne le dit.";
  }
  if (!beginnings.some((field) => has(field)) && !everybody.supportedFrom) {
    errors.supportedFrom = "Dites quand leur accompagnement a commencé, ou quelle colonne le dit.";
  }
  return { errors };
}

/** The sheet to begin with: one in sight that holds, with the most titles recognised. */
export function likeliestSheet(reading: Reading, choices: Choices): SheetReading | null {
  const usable = reading.sheets.filter((sheet) => sheet.faults.length === 0);
  const shown = usable.filter((sheet) => !sheet.isHidden);
  const recognised = (sheet: SheetReading) =>
    guessColumns(sheet.columns, choices).filter(
      ({ confidence, field }) => field && confidence === "sure",
    ).length;
  const [best] = (shown.length > 0 ? shown : usable)
    .map((sheet) => ({ sheet, score: recognised(sheet) }))
    .sort((a, b) => b.score - a.score);
  return best?.sheet ?? null;
}

/** A column whose words are to be given a meaning. */
export type ColumnWords = { column: ColumnReading; field: string; words: WordGuess[] };

/** The words of every column that has some, with what was chosen for them, or else guessed. */
export function wordsOfMatching(
  sheet: Pick<SheetReading, "columns">,
  mapping: Pick<Mapping, "columns" | "words">,
  choices: Choices,
): ColumnWords[] {
  return sheet.columns.flatMap((column) => {
    const field = mapping.columns[String(column.column)];
    if (!field || fieldOf(field).kind !== "words") return [];
    const chosen = mapping.words[String(column.column)] ?? {};
    const words = guessWords(column, field, choices).map((word) => ({
      ...word,
      choice: chosen[word.key] ?? word.choice,
    }));
    return words.length === 0 ? [] : [{ column, field, words }];
  });
}

/**
 * The matching that every guess makes, as nobody has looked at it yet: a word that nobody knows is « non renseigné ».
 */
export function guessedMapping(
  sheet: Pick<SheetReading, "sheet" | "columns">,
  choices: Choices,
  everybody: Mapping["everybody"],
): Mapping {
  const columns: Mapping["columns"] = {};
  for (const [index, { field }] of guessColumns(sheet.columns, choices).entries()) {
    const column = sheet.columns[index]?.column;
    if (column && field) columns[String(column)] = field;
  }
  const words = wordsOfMatching(sheet, { columns, words: {} }, choices).map(
    ({ column, words: found }) => [
      String(column.column),
      Object.fromEntries(found.map(({ key, choice }) => [key, choice ?? NOTHING])),
    ],
  );
  return { sheet: sheet.sheet, columns, words: Object.fromEntries(words), everybody };
}

/**
 * The words already chosen for the columns that are still taken for the same thing.
 * @param before the matching that they were chosen in
 */
export function wordsKept(
  before: Mapping | null,
  after: Pick<Mapping, "sheet" | "columns">,
): Mapping["words"] {
  if (before?.sheet !== after.sheet) return {};
  return Object.fromEntries(
    Object.entries(before.words).filter(
      ([column]) => before.columns[column] === after.columns[column],
    ),
  );
}
