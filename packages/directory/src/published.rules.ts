/** Characters of a search that are read. */
export const longestSearch = 200;
/** Words of a search that are read. */
const mostWords = 16;

const markBefore = "\ue000";
const markAfter = "\ue001";
/** What ts_headline puts around the words found: characters that no text of the directory holds. */
export const highlightOptions = (words: { most: number; least: number; fragments?: number }) =>
  `StartSel=${markBefore}, StopSel=${markAfter}, MaxWords=${words.most}, MinWords=${words.least}, ` +
  `ShortWord=2, MaxFragments=${words.fragments ?? 0}`;
export const highlightMarks = markBefore + markAfter;

/** A piece of text, marked when it is what was searched for. React escapes it like any other. */
export type Part = { text: string; found: boolean };

/** Cuts what ts_headline answered into its parts. */
export function splitHighlight(marked: string): Part[] {
  return marked
    .split(new RegExp(`(${markBefore}[^${markAfter}]*${markAfter})`))
    .map((piece) => ({
      text: piece.replaceAll(markBefore, "").replaceAll(markAfter, ""),
      found: piece.startsWith(markBefore),
    }))
    .filter((part) => part.text !== "");
}

export const isHighlighted = (parts: readonly Part[]) => parts.some((part) => part.found);

type Term = { words: string[]; not: boolean; or: boolean; phrase: boolean };

/**
 * Turns a search into the text of a tsquery. It knows "exact words" in quotes or guillemets, -without and
 * OU / OR; everything else is words that must all be there, the last one being perhaps unfinished.
 * @returns "" when nothing is left to look for. It is always well formed, whatever was typed.
 */
export function toTsQuery(search: string, match: "all" | "any" = "all"): string {
  const terms = readTerms(search.slice(0, longestSearch));
  const last = terms.at(-1);
  let query = "";
  for (const term of terms) {
    const unfinished = term === last && !term.phrase && !term.not;
    const operands = term.words.map((word, index) =>
      term.phrase ? word : eitherNumber(word, unfinished && index === term.words.length - 1),
    );
    const joined = operands.join(term.phrase ? " <-> " : match === "any" ? " | " : " & ");
    const operand = `${term.not ? "!" : ""}(${joined})`;
    const operator = term.or || (match === "any" && !term.not) ? " | " : " & ";
    query += query === "" ? operand : operator + operand;
  }
  return query;
}

function readTerms(search: string): Term[] {
  const terms: Term[] = [];
  let left = mostWords;
  let or = false;
  for (const [, minus, quoted, plain] of search.matchAll(
    /(?<!\S)(-)?(?:["«“]([^"»”]*)["»”]?|(\S+))/gu,
  )) {
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

/** Letters and digits only: nothing that PostgreSQL could read as an operator. */
function wordsOf(text: string): string[] {
  // A site's name is one word for PostgreSQL.
  if (/^[\p{L}\p{N}]+([.@][\p{L}\p{N}]+)+$/u.test(text)) return [`'${text}'`];
  return text.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Small words that PostgreSQL's French list forgot, and single letters: « l’atelier », « a velo ». */
function says(word: string): boolean {
  return !/^(\p{L}|les|leurs|cet|cette|chez)$/iu.test(word);
}

/** The French stemmer leaves « vélos » and « clous » as they are: it is asked for both numbers. */
function eitherNumber(word: string, unfinished: boolean): string {
  const forms = [word];
  if (/[aiouéè]s$/iu.test(word) && word.length > 3) forms.push(word.slice(0, -1));
  else if (/[aiouéè]$/iu.test(word) && word.length > 2) forms.push(`${word}s`);
  if (unfinished && /^\p{L}{3,}$/u.test(word)) forms.push(`${word}:*`);
  return forms.length === 1 ? word : `(${forms.join(" | ")})`;
}

/** Lower case, no accent, single spaces: « Villeneuve-d’Ascq » → « villeneuve d ascq ». */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll(/œ/giu, "oe")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * Takes the names of places out of a search: « livraison vélo roubaix » is « livraison vélo », at Roubaix.
 * A quoted, excluded or alternative word is left alone.
 * @param places places where something of the directory works
 */
export function readPlaces<Place extends { name: string }>(
  search: string,
  places: readonly Place[],
): { rest: string; places: Place[] } {
  if (/["«“]|(^|\s)-|\b(OU|OR)\b/u.test(search)) return { rest: search, places: [] };
  // The words stay as they were typed: « à » is a stop word, « a » is not.
  let words: string[] = search.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const found: Place[] = [];
  // The longest first, so that « Villeneuve-d’Ascq » is not read as a « Villeneuve ».
  const longestFirst = [...places].sort((a, b) => b.name.length - a.name.length);
  for (const place of longestFirst) {
    const name = fold(place.name).split(" ");
    const start = words.findIndex((_, at) =>
      name.every((part, n) => fold(words[at + n] ?? "") === part),
    );
    if (start === -1) continue;
    // « à Roubaix » goes as a whole.
    const from = /^(a|en|sur|dans|vers|in|at)$/.test(fold(words[start - 1] ?? ""))
      ? start - 1
      : start;
    words = [...words.slice(0, from), ...words.slice(start + name.length)];
    found.push(place);
  }
  return found.length === 0
    ? { rest: search, places: [] }
    : { rest: words.join(" "), places: found };
}

export type WorkingPlace = {
  commune: { code: string; name: string };
  sinceYear: number | null;
  transferredFrom: string | null;
  description: string;
};
export type LineageNode = WorkingPlace & { heirs: LineageNode[] };

/**
 * How an activity travelled: the places where it was born, each with those that it went to.
 * Oldest first. Two places that name each other as their origin are both shown, once.
 */
export function lineage(places: readonly WorkingPlace[]): LineageNode[] {
  const byAge = [...places].sort(
    (a, b) =>
      (a.sinceYear ?? Number.POSITIVE_INFINITY) - (b.sinceYear ?? Number.POSITIVE_INFINITY) ||
      a.commune.name.localeCompare(b.commune.name, "fr"),
  );
  const known = new Set(byAge.map((place) => place.commune.code));
  const placed = new Set<string>();
  const grow = (place: WorkingPlace): LineageNode => {
    placed.add(place.commune.code);
    const heirs = byAge.filter((other) => other.transferredFrom === place.commune.code);
    return {
      ...place,
      heirs: heirs.flatMap((heir) => (placed.has(heir.commune.code) ? [] : [grow(heir)])),
    };
  };
  const origins = byAge.filter(
    (place) => place.transferredFrom === null || !known.has(place.transferredFrom),
  );
  const roots = origins.map(grow);
  for (const place of byAge) if (!placed.has(place.commune.code)) roots.push(grow(place));
  return roots;
}
