import damerauLevenshtein from "damerau-levenshtein";
import { fold, longestSearch } from "../published.rules.ts";

/** Words of a search that are read. */
const mostWords = 16;
/** Words in a row that may be one place or one synonym: « Villeneuve d Ascq » are three. */
const mostTogether = 6;

/** What is typed between spaces or in quotes. */
type Term = { words: string[]; not: boolean; or: boolean; phrase: boolean };

/**
 * One thing to be found: a word with its other forms, or several words together.
 * Texts of tsquery, well formed whatever was typed.
 */
export type Slot = {
  /** What was typed, its bad spelling mended. */
  main: string;
  /** What else would do, and serves a little less. */
  others: string[];
  /** Its words one by one, when they are several: each would be a beginning. */
  parts: string[];
  not: boolean;
  /** Records that hold it, at most; null when that is not known. */
  records: number | null;
};

/** What the directory knows of a word, from `readWords`. */
export type KnownWord = {
  /** Says nothing: « le », « pour ». */
  isStop: boolean;
  /** Published records that hold it in some form. */
  records: number;
  /** Words that begin with it, when it is the last one and nothing holds it: it was not finished. */
  begun: string[];
};
export type Synonym = { words: string; terms: string };

/** A search cut into its terms: "exact words", -without, OU / OR, and plain words. */
export function readTerms(search: string): Term[] {
  const terms: Term[] = [];
  let left = mostWords;
  let or = false;
  for (const [, minus, quoted, plain] of search
    .slice(0, longestSearch)
    .matchAll(/(?<!\S)(-)?(?:["«“]([^"»”]*)["»”]?|(\S+))/gu)) {
    if (plain && /^(OU|OR)$/.test(plain)) {
      or = terms.length > 0;
      continue;
    }
    const words = (
      quoted === undefined ? wordsOf(plain ?? "").filter(says) : wordsOf(quoted)
    ).slice(0, left);
    if (words.length === 0) continue;
    left -= words.length;
    terms.push({ words, not: minus === "-", or, phrase: quoted !== undefined });
    or = false;
  }
  return terms;
}

/** Are they words alone, each wanted? Then places and words that go together are looked for among them. */
export const isPlain = (terms: readonly Term[]) =>
  terms.every((term) => !term.not && !term.or && !term.phrase);

/** Letters and digits only: nothing that PostgreSQL could read as an operator. */
function wordsOf(text: string): string[] {
  // A site's name is one word for PostgreSQL.
  if (/^[\p{L}\p{N}]+([.@][\p{L}\p{N}]+)+$/u.test(text)) return [`'${text}'`];
  return text.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Small words that PostgreSQL's French list forgot, and single letters: « l’atelier », « a velo ». */
function says(word: string): boolean {
  return !/^(\p{L}|les|leurs|cet|cette|chez|entre)$/iu.test(word);
}

/** The French stemmer leaves « vélos » and « clous » as they are: it is asked for both numbers. */
export function numbersOf(word: string): string[] {
  if (/[aiouéè]s$/iu.test(word) && word.length > 3) return [word, word.slice(0, -1)];
  if (/[aiouéè]$/iu.test(word) && word.length > 2) return [word, `${word}s`];
  return [word];
}

function anyForm(word: string, begun: readonly string[] = []): string {
  const forms = [...numbersOf(word), ...begun];
  return forms.length === 1 ? word : `(${forms.join(" | ")})`;
}

/** A term of an editor's list as the text of a tsquery: several words are a phrase; "" when it says nothing. */
export function termQuery(term: string): string {
  // Small words keep their place: « groupement d’achat » has one between its two.
  const words = wordsOf(term.replace(/[.@']/g, " "));
  return words.map((word) => anyForm(word)).join(" <-> ");
}

/** Every run of neighbouring words, up to six, by where it begins and how many they are. */
export function runsOf(words: readonly string[]): { at: number; size: number; text: string }[] {
  return words.flatMap((_, at) =>
    Array.from({ length: Math.min(mostTogether, words.length - at) }, (_, more) => ({
      at,
      size: more + 1,
      text: words.slice(at, at + more + 1).join(" "),
    })),
  );
}

/** « Villeneuve-d’Ascq » as the index of communes holds it: « villeneuve d ascq ». */
export const communeKey = (words: string) =>
  fold(words)
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

/**
 * A search typed as plain words, as what must be found.
 * @param words as they will be searched for: mended, and without those that name a place
 * @param known by word
 * @param synonyms groups that a run of these words belongs to
 */
export function slotsOfWords(
  words: readonly string[],
  known: ReadonlyMap<string, KnownWord>,
  synonyms: readonly Synonym[],
): { slots: Slot[]; used: { typed: string; others: string[] }[] } {
  const slots: Slot[] = [];
  const used: { typed: string; others: string[] }[] = [];
  const groups = new Map<string, string[]>();
  for (const { words: run, terms } of synonyms) {
    const others = termsOf(terms).filter((term) => !isSameTerm(term, run));
    groups.set(run, [...new Set([...(groups.get(run) ?? []), ...others])]);
  }
  const isSilent = (word: string | undefined) => word === undefined || known.get(word)?.isStop;
  const runs = runsOf(words)
    .filter(({ at, size }) => !isSilent(words[at]) && !isSilent(words[at + size - 1]))
    .sort((a, b) => b.size - a.size);
  const formsOf = (word: string) => anyForm(word, known.get(word)?.begun);
  const recordsOf = (word: string) => known.get(word)?.records ?? 0;
  let at = 0;
  while (at < words.length) {
    const run = runs.find((one) => one.at === at && groups.has(one.text));
    const size = run?.size ?? 1;
    const typed = words.slice(at, at + size);
    const joined = fold(words.slice(at, at + 2).join(""));
    if (!run && at + 1 < words.length && recordsOf(joined) > 0) {
      // « fab lab » is « fablab ».
      const parts = words.slice(at, at + 2).map(formsOf);
      slots.push({
        main: `${joined} | (${parts.join(" & ")})`,
        others: [],
        parts,
        not: false,
        records: recordsOf(joined),
      });
      at += 2;
      continue;
    }
    const said = typed.filter((word) => !isSilent(word));
    if (said.length > 0) {
      const others = run ? (groups.get(run.text) ?? []) : [];
      slots.push({
        main: together(typed.map(formsOf)),
        others: others.map(termQuery).filter((query) => query !== ""),
        parts: said.length > 1 ? said.map(formsOf) : [],
        not: false,
        records: Math.min(...said.map(recordsOf)),
      });
      if (others.length > 0) used.push({ typed: typed.join(" "), others });
    }
    at += size;
  }
  return { slots, used };
}

/** Words side by side, a small word between them perhaps: « groupement d’achat ». */
function together(words: readonly string[]): string {
  const [first = "", second] = words;
  if (second === undefined) return first;
  if (words.length > 2) return words.join(" & ");
  return `(${first} <-> ${second}) | (${first} <2> ${second})`;
}

/** « vélo-cargo, triporteur » → its terms. */
export const termsOf = (terms: string) =>
  terms
    .split(",")
    .map((term) => term.trim())
    .filter((term) => term !== "");

function isSameTerm(term: string, run: string): boolean {
  const forms = (text: string) =>
    communeKey(text)
      .split(" ")
      .map((word) => word.replace(/[sx]$/, ""));
  return forms(term).join(" ") === forms(run).join(" ");
}

/** A search that says more than words: each term is one thing to be found, or to be left out. */
export function slotsOfTerms(terms: readonly Term[]): Slot[] {
  const slots: Slot[] = [];
  for (const term of terms) {
    const main = term.words
      .map((word) => (term.phrase ? word : anyForm(word)))
      .join(term.phrase ? " <-> " : " & ");
    const before = slots.at(-1);
    if (term.or && before && before.not === term.not) before.main = `(${before.main}) | (${main})`;
    else slots.push({ main, others: [], parts: [], not: term.not, records: null });
  }
  return slots;
}

const whole = ({ main, others }: Slot) => [main, ...others].map((one) => `(${one})`).join(" | ");

/** The tsquery of records that have all of it. "" when nothing is to be looked for. */
export const allOf = (slots: readonly Slot[]) =>
  slots.map((slot) => `${slot.not ? "!" : ""}(${whole(slot)})`).join(" & ");

/** The tsquery of records that have some of it; what is to be left out is not looked at. */
export const someOf = (slots: readonly Slot[]): string =>
  slots
    .filter((slot) => !slot.not)
    .flatMap((slot) => [`(${whole(slot)})`, ...slot.parts.map((part) => `(${part})`)])
    .join(" | ");

/** How many letters of a word may be wrong: one in four, and none in words of three. */
export const mostEdits = (word: string) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/**
 * The word that was meant, or null when none is near enough. Of words equally near, the one of more records.
 * @param typed without accents
 */
export function mend(
  typed: string,
  candidates: readonly { word: string; records: number }[],
): string | null {
  const most = mostEdits(typed);
  const near = candidates
    .map((one) => ({ ...one, edits: damerauLevenshtein(typed, one.word).steps }))
    .filter(({ edits }) => edits > 0 && edits <= most)
    // The first letter is seldom the wrong one.
    .sort(
      (a, b) =>
        a.edits - b.edits ||
        Number(a.word[0] !== typed[0]) - Number(b.word[0] !== typed[0]) ||
        b.records - a.records ||
        a.word.localeCompare(b.word, "fr"),
    );
  return near[0]?.word ?? null;
}

/** The same tsquery, where only words of that weight answer. */
export const withWeight = (query: string, weight: "A" | "B" | "C" | "D") =>
  query.replace(/<\d>|'[^']*'|[\p{L}\p{N}]+/gu, (word) =>
    word.startsWith("<") ? word : `${word}:${weight}`,
  );
