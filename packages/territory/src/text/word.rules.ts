/**
 * A word or a title as it is compared: accents, capitals and punctuation aside. « N° de tél. » is « n de tel ». What
 * a sign of comparison says is kept: « < 6 mois » is « moins de 6 mois ».
 */
export function folded(text: string): string {
  return text
    .replace(/[<≤]/g, " moins de ")
    .replace(/[>≥]/g, " plus de ")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Written on one line, without blanks at the ends. */
export function blank(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The first characters of a text, never half of one: the database would refuse it. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

/** How the words of a column are compared: « + » and « - » alone are words too. */
export function wordKey(text: string): string {
  return folded(text) || blank(text);
}

/** What separates several answers in one cell. */
const separators = /\s*[;,/|+•\n\r]+\s*/;

/** The answers that a cell lists, one by one; a single one is itself. */
export function partsOf(text: string): string[] {
  return text
    .split(separators)
    .map(blank)
    .filter((part) => part !== "");
}

const yes = new Set("oui o yes y x vrai true 1 ok".split(" "));
const no = new Set("non n no faux false 0".split(" "));
const unknown = new Set([
  "",
  "nr",
  "n r",
  "nc",
  "n c",
  "na",
  "n a",
  "nsp",
  "non renseigne",
  "non renseignee",
  "non communique",
  "non connu",
  "inconnu",
  "inconnue",
  "ne sait pas",
  "sans reponse",
  "a attribuer",
  "a completer",
  "a renseigner",
  "a voir",
]);

export function isYes(word: string): boolean {
  return yes.has(folded(word));
}

export function isNo(word: string): boolean {
  return no.has(folded(word));
}

/** Does the word only say that nobody knows? */
export function isUnknown(word: string): boolean {
  return unknown.has(folded(word));
}
