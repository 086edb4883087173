import type { TextDiffPart } from "./text-diff.tsx";

/**
 * What changed in a text, read as its page shows it: the signs of Markdown that make titles, quotes and stress are
 * left out, a list keeps its bullets and a link its address. Compared piece by piece, a text cannot be drawn as
 * Markdown: a sign may open in one piece and close in another. A change of signs alone stays as it was written, so
 * that it can be seen.
 */
export function withoutSigns(parts: readonly TextDiffPart[]): TextDiffPart[] {
  // The character before each piece, in the earlier text and in the later one.
  let before = { removed: "\n", added: "\n" };
  const plain: TextDiffPart[] = [];
  for (const { kind, text } of parts) {
    if (kind === "cut") {
      before = { removed: " ", added: " " };
      plain.push({ kind, text });
      continue;
    }
    const side = kind === "removed" ? "removed" : "added";
    const told = wordsOf(text, before[side]);
    const last = text.at(-1) ?? before[side];
    before = kind === "same" ? { removed: last, added: last } : { ...before, [side]: last };
    if (told !== "") plain.push({ kind, text: told });
  }
  return hasChange(parts) && !hasChange(plain) ? [...parts] : plain;
}

const hasChange = (parts: readonly TextDiffPart[]) =>
  parts.some(({ kind }) => kind === "removed" || kind === "added");

function wordsOf(text: string, before: string): string {
  // Stands for what comes before, without being a sign itself.
  const start = /[\n\p{L}\p{N}]/u.test(before) ? before : /[\s*_\\`]/.test(before) ? " " : ".";
  return (
    `${start}${text}`
      .replace(/(?<=\n) {0,3}#{1,6} +/g, "")
      .replace(/(?<=\n) {0,3}> ?/g, "")
      .replace(/(?<=\n)( *)[-*+] +(?=\S)/g, "$1• ")
      .replace(/\[([^\]\n]+)\]\(([^()\s]+)\)/g, "$1 ($2)")
      .replace(/\*{2,}|`+/g, "")
      // Alone, only where it touches a word on one side: « 2 * 3 » and « nom_de_fichier » say something.
      .replace(/(?<![\p{L}\p{N}*_\\])[*_](?=[^\s*_])|(?<=[^\s*_\\])[*_](?![\p{L}\p{N}*_])/gu, "")
      .slice(start.length)
  );
}
