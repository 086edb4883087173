/** Fewer words say nothing of how a text reads. */
const fewestWords = 80;

export type Readability = {
  /** From 0, very hard, to 100, very easy. */
  score: number;
  wordsBySentence: number;
  label: string;
};

/** From the easiest; the bounds are Flesch's. */
const levels: readonly [least: number, label: string][] = [
  [70, "facile à lire"],
  [60, "assez facile à lire"],
  [50, "demande un peu d’attention"],
  [30, "difficile"],
  [0, "très difficile"],
];

/**
 * How a French text reads, by the formula of Kandel and Moles (« Application de l’indice de Flesch à la langue
 * française », Cahiers d’études de radio-télévision, 19, 1958): 207 − 1.015 × words by sentence − 73.6 × syllables by
 * word. It counts lengths and knows nothing of meaning: a hint, never a gate.
 * @param text Markdown
 * @returns null for a text too short to say
 */
export function readabilityOf(text: string): Readability | null {
  const plain = plainText(text);
  const words = plain.match(/\p{L}+/gu) ?? [];
  if (words.length < fewestWords) return null;
  const sentences = plain.split(/[.!?…\n]+/u).filter((part) => /\p{L}/u.test(part)).length;
  const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0);
  const wordsBySentence = words.length / Math.max(1, sentences);
  const raw = 207 - 1.015 * wordsBySentence - 73.6 * (syllables / words.length);
  const score = Math.round(Math.min(100, Math.max(0, raw)));
  const label = levels.find(([least]) => score >= least)?.[1] ?? "très difficile";
  return { score, wordsBySentence: Math.round(wordsBySentence), label };
}

/** Addresses and signs of Markdown are not read aloud. */
const plainText = (text: string) =>
  text
    .replace(/\]\([^)]*\)/g, "]")
    .replace(/https?:\/\/\S+/g, "")
    .replace(/^[#>*\-\d.\s]+/gmu, "")
    .replace(/[*_`[\]]/g, "");

/** Groups of vowels, without the « e » that ends a word in silence nor the « u » of « qu » and « gu ». */
export function countSyllables(word: string): number {
  const composed = word
    .normalize("NFC")
    .toLowerCase()
    .replace(/(?<=q)u|(?<=g)u(?=[eéèêi])/gu, "");
  const spoken = composed.length > 3 ? composed.replace(/(?<![éèêëiaou])es?$/u, "") : composed;
  const plain = spoken.normalize("NFD").replace(/\p{M}/gu, "");
  return Math.max(1, (plain.match(/[aeiouyœæ]+/gu) ?? []).length);
}
