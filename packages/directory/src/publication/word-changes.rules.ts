import { diffArrays } from "diff";

/** Two texts side by side: what both say, or what one says in the place of the other. */
export type WordChange = { same: string } | { removed: string; added: string };

/**
 * Words and spaces taken away or added past which comparing word by word costs more than it tells: the cost grows with
 * their square, and a page compares many fields.
 */
const mostEdits = 200;

/** Words in a row that read by themselves, whatever changed around them. */
const phrase = 8;

/** A whole amount, its spaces and its sign are one word: of « 9 500 € » nobody wants to read which digits changed. */
const amount =
  /(?<![\p{L}\p{M}\p{N}_])[€$£]?(?:\d{1,3}(?:[ \u00a0\u202f,.]\d{3})+|\d+)(?:[.,]\d+)?(?:[ \u00a0\u202f]?(?:€|%|euros?))?(?![\p{L}\p{M}\p{N}_])/u;
const pieces = new RegExp(
  `${amount.source}|[\\p{L}\\p{M}\\p{N}_]+|\\r?\\n|[^\\S\\r\\n]+|[^\\p{L}\\p{M}\\p{N}_\\s]`,
  "gu",
);

const piecesOf = (text: string) => text.match(pieces) ?? [];
const wordCount = (text: string) =>
  piecesOf(text).filter((piece) => /[\p{L}\p{N}]/u.test(piece)).length;

/**
 * What changed from one text to another, word by word, in the order in which it is read. Few words in common between
 * two changes are told with them: a sentence that was rewritten is read as it was, then as it is.
 * @returns null when the texts share so little that each is better read whole
 */
export function wordChanges(before: string, after: string): WordChange[] | null {
  const found = diffArrays(piecesOf(before), piecesOf(after), { maxEditLength: mostEdits });
  if (!found) return null;
  let changes: WordChange[] = [];
  for (const { added, removed, value } of found) {
    const text = value.join("");
    if (added) changes = joined(changes, { removed: "", added: text });
    else if (removed) changes = joined(changes, { removed: text, added: "" });
    else changes.push({ same: text });
  }
  changes = withoutScraps(changes);
  const shared = changes.reduce((sum, one) => sum + ("same" in one ? wordCount(one.same) : 0), 0);
  // A text that only grew or shrank shares all that the shorter one says.
  return shared * 2 < Math.min(wordCount(before), wordCount(after)) ? null : changes;
}

/** Gives each short stretch that did not change to the changes around it, when both are as long as it. */
function withoutScraps(changes: WordChange[]): WordChange[] {
  let kept: WordChange[] = [];
  for (const [index, one] of changes.entries()) {
    const isScrap =
      "same" in one &&
      isShortBeside(one.same, kept.at(-1)) &&
      isShortBeside(one.same, changes[index + 1]);
    if (isScrap) kept = joined(kept, { removed: one.same, added: one.same });
    else kept = "same" in one ? [...kept, one] : joined(kept, one);
  }
  // What grew by a scrap may now be as long as the next one.
  return kept.length < changes.length ? withoutScraps(kept) : kept;
}

function isShortBeside(same: string, change: WordChange | undefined): boolean {
  if (!change || "same" in change) return false;
  const count = wordCount(same);
  return count < phrase && count <= Math.max(wordCount(change.removed), wordCount(change.added));
}

/** One more change, told with the one just before it if any. */
function joined(changes: WordChange[], next: { removed: string; added: string }): WordChange[] {
  const last = changes.at(-1);
  if (!last || "same" in last) return [...changes, next];
  const both = { removed: last.removed + next.removed, added: last.added + next.added };
  return [...changes.slice(0, -1), both];
}
