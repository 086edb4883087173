import {
  folded,
  isNo,
  isUnknown,
  isYes,
  partsOf,
  wordKey,
} from "@essaim/territory/text/word.rules";
import { fieldOf, importFields } from "./import-field.schema.ts";
import { type Choice, type Choices, NOTHING } from "./mapping.schema.ts";
import type { ColumnReading, Look, Word } from "./reading.schema.ts";
import { codeOfWord, columnSynonyms } from "./synonym.rules.ts";

/** How sure a guess is. */
export type Confidence = "sure" | "likely" | "doubtful";

export type ColumnGuess = { field: string | null; confidence: Confidence; score: number };

/** What the cells of a field must look like for its title to be believed. */
const expectedLooks: Readonly<Record<string, readonly Look[]>> = {
  email: ["email"],
  phone: ["phone"],
  postcode: ["postcode"],
  birth: ["day", "number"],
  dependants: ["number"],
};

/** What the cells alone suggest, when the title says nothing. */
const suggestedByLook: readonly [Look, string][] = [
  ["email", "email"],
  ["phone", "phone"],
  ["neighbourhood", "residence"],
  ["postcode", "postcode"],
];

/**
 * What each column most likely is, by its title and by what its cells look like. A field that only one column may say
 * goes to the best of them.
 * @returns one guess by column, in their order
 */
export function guessColumns(columns: readonly ColumnReading[], choices: Choices): ColumnGuess[] {
  const guesses = columns.map((column) => guessColumn(column, choices));
  const taken = new Map<string, number>();
  for (const [index, { field, score }] of guesses.entries()) {
    if (!field || fieldOf(field).isShared) continue;
    const other = taken.get(field);
    if (other === undefined || (guesses[other]?.score ?? 0) < score) taken.set(field, index);
  }
  const kept = guesses.map((guess, index): ColumnGuess => {
    const { field } = guess;
    const isTaken = field && !fieldOf(field).isShared && taken.get(field) !== index;
    return isTaken ? { field: null, confidence: "doubtful", score: 0 } : guess;
  });
  return withWholeNames(kept, columns);
}

/** « Nom » is the whole name when no column holds the given names and most cells hold several words. */
function withWholeNames(guesses: ColumnGuess[], columns: readonly ColumnReading[]): ColumnGuess[] {
  const fields = new Set(guesses.map((guess) => guess.field));
  if (fields.has("givenName") || fields.has("fullName")) return guesses;
  return guesses.map((guess, index) => {
    const { filled = 0, looks } = columns[index] ?? {};
    const isWhole = guess.field === "familyName" && (looks?.name ?? 0) > filled / 2;
    return isWhole ? { ...guess, field: "fullName", confidence: "likely" } : guess;
  });
}

function guessColumn(column: ColumnReading, choices: Choices): ColumnGuess {
  const byTitle = guessByTitle(column.title, choices);
  if (byTitle.field) {
    if (isBelievable(byTitle.field, column)) return byTitle;
    return { ...byTitle, confidence: "doubtful", score: byTitle.score * 0.35 };
  }
  for (const [look, field] of suggestedByLook) {
    // Under a title that says something else, five figures are a turnover rather than a postcode.
    if (look === "postcode" && column.title !== "") continue;
    if (share(column, look) >= 0.8) return { field, confidence: "likely", score: 0.4 };
  }
  return guessByWords(column, choices);
}

/** A title without what only says how to answer: « QPV O/N », « Né(e) le (jj/mm/aaaa) ». */
function bareTitle(title: string): string {
  return folded(title).replace(/ (o n|oui non|oui ou non|jj mm aa(aa)?)$/, "");
}

/** « Nom commercial » is nobody's name. */
const otherNames =
  /\b(commercial|entreprise|societe|structure|activite|(?<!porteur (de )?)projet|enseigne|marque|conseillere?|referente?|accompagnat\w*|prescripteur|conjointe?|employeur)\b/;
const nameFields = new Set(["familyName", "givenName", "fullName"]);

function guessByTitle(title: string, choices: Choices): ColumnGuess {
  const said = bareTitle(title);
  const isOther = otherNames.test(said);
  let best: ColumnGuess = { field: null, confidence: "doubtful", score: 0 };
  if (!said) return best;
  for (const [field, synonyms] of Object.entries(columnSynonyms)) {
    for (const synonym of synonyms) {
      const score = likeness(said, synonym);
      if (score < 1 && isOther && nameFields.has(field)) continue;
      if (score > best.score) best = { field, confidence: score === 1 ? "sure" : "likely", score };
    }
  }
  if (best.score === 1) return best;
  // « RSA » as a title: the column says who has it.
  const list = listNamed(said, choices);
  return list && best.score < 0.9 ? { field: list.field, confidence: "likely", score: 0.9 } : best;
}

/** 1 for the same words; less when the title only holds them. */
function likeness(title: string, synonym: string): number {
  if (title === synonym) return 1;
  const isHeld = ` ${title} `.includes(` ${synonym} `);
  const weight = synonym.split(" ").length / title.split(" ").length;
  return isHeld && weight >= 0.4 ? 0.5 + 0.4 * weight : 0;
}

/** The list of several answers that has a value of this name. */
function listNamed(title: string, choices: Choices): { field: string; choice: Choice } | null {
  for (const [field, { isShared, moment, list }] of Object.entries(importFields)) {
    if (!isShared || !list || moment === "entry") continue;
    const choice = choiceOf(field, title, choices[field] ?? []);
    if (choice) return { field, choice };
  }
  return null;
}

/** Is the title borne out by the cells? */
function isBelievable(field: string, column: ColumnReading): boolean {
  if (column.filled === 0) return true;
  const { kind } = fieldOf(field);
  if (kind === "words") return column.words !== null || column.parts !== null;
  const looks = expectedLooks[field] ?? (kind === "day" ? (["day", "number"] as const) : []);
  return looks.length === 0 || looks.some((look) => share(column, look) >= 0.3);
}

/** The list whose values most of the cells are. */
function guessByWords(column: ColumnReading, choices: Choices): ColumnGuess {
  const none: ColumnGuess = { field: null, confidence: "doubtful", score: 0 };
  const { words } = column;
  if (!words || column.filled < 3) return none;
  let best = none;
  for (const [field, { kind, moment }] of Object.entries(importFields)) {
    if (kind !== "words" || moment === "entry") continue;
    let known = 0;
    for (const { text, count } of words) {
      // « oui » and « 3 » say nothing of what was asked.
      if (isYes(text) || isNo(text) || text.length < 3) continue;
      if (choiceOf(field, text, choices[field] ?? [])) known += count;
    }
    const score = (known / column.filled) * 0.5;
    if (score >= 0.35 && score > best.score) best = { field, confidence: "doubtful", score };
  }
  return best;
}

function share({ filled, looks }: ColumnReading, look: Look): number {
  return filled === 0 ? 0 : (looks[look] ?? 0) / filled;
}

export type WordGuess = Word & {
  /** The id of the choice; NOTHING for « non renseigné »; null when nobody knows. */
  choice: string | null;
};

/** The words of a column that need a meaning: its answers one by one when a cell may list several. */
export function wordsToMatch(column: ColumnReading, field: string): Word[] | null {
  const { isMultiple } = fieldOf(field);
  return isMultiple ? (column.parts ?? column.words) : column.words;
}

/** What each word of a column most likely means. */
export function guessWords(column: ColumnReading, field: string, choices: Choices): WordGuess[] {
  const offered = choices[field] ?? [];
  const named = fieldOf(field).isShared ? listNamed(bareTitle(column.title), choices) : null;
  return (wordsToMatch(column, field) ?? []).map((word) => {
    if (named && named.field.replace(/^entry_/, "") === field.replace(/^entry_/, "")) {
      if (isYes(word.text)) return { ...word, choice: named.choice.id };
      if (isNo(word.text)) return { ...word, choice: NOTHING };
    }
    const choice = choiceOf(field, word.text, offered);
    if (choice) return { ...word, choice: choice.id };
    return { ...word, choice: isUnknown(word.text) ? NOTHING : null };
  });
}

/** The choice that a word stands for: by its label first, then by what people write for it. */
function choiceOf(field: string, word: string, offered: readonly Choice[]): Choice | undefined {
  const key = wordKey(word);
  const same = offered.find(
    ({ label, aliases }) =>
      wordKey(label) === key || aliases?.some((alias) => wordKey(alias) === key),
  );
  if (same) return same;
  const code = codeOfWord(fieldOf(field).list ?? field, word);
  return code === null ? undefined : offered.find((choice) => choice.code === code);
}

/** The meanings of the words of one cell; null for a word that has none yet. */
export function choicesInCell(
  text: string,
  isMultiple: boolean,
  words: Readonly<Record<string, string>>,
): (string | null)[] {
  // « constructor » is on every object, though nobody answered so.
  const said = (word: string) =>
    Object.hasOwn(words, wordKey(word)) ? words[wordKey(word)] : undefined;
  const whole = said(text);
  if (whole !== undefined) return [whole];
  if (!isMultiple) return [null];
  return partsOf(text).map((part) => said(part) ?? null);
}
