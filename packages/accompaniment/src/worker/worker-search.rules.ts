import { squeezed } from "../privacy/trace.rules.ts";

/**
 * What the text of a name holds at least one of, when it is as alike a word as LIKENESS asks. Likeness counts shared
 * trigrams, of which a word of n letters has n + 1. Three of them are at its ends, which is enough for a word of up to
 * five letters; its beginning is then among them.
 * @returns letters and digits, after a space when they begin a word
 */
export function likenessPieces(word: string): string[] {
  const parts = word
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map(squeezed)
    .filter(Boolean);
  const pieces = parts.flatMap((part) => [
    ` ${part.slice(0, 2)}`,
    ...Array.from({ length: Math.max(0, part.length - 2) }, (_, at) => part.slice(at, at + 3)),
  ]);
  return [...new Set(pieces)];
}
