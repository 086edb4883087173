import { contentInWords, type Language, type Names } from "./content-words.rules.ts";
import type { RecordKind } from "./record.schema.ts";
import type { Content } from "./record.ts";
import { wordChanges } from "./word-changes.rules.ts";

/** A stretch of a field, in the order in which it is read. */
export type DiffPart = { kind: "same" | "removed" | "added" | "cut"; text: string };

/** A field that two documents do not tell alike. */
export type FieldChange = { key: string; label: string; parts: DiffPart[] };

/** Characters left on each side of a change, where a long text stays the same. */
const around = 80;

/**
 * What differs between two documents of one kind, field by field and word by word; a long stretch that did not
 * change is cut (`cut`, without text).
 * @param before null when there is none to compare with: then every field that says something is told whole, as `same`
 * @param names of what either of them cites
 */
export function compareContents(
  kind: RecordKind,
  before: Content | null,
  after: Content,
  names: Names,
  language: Language = "fr",
): FieldChange[] {
  const old = before && contentInWords(kind, before, names, language);
  return contentInWords(kind, after, names, language).flatMap(({ key, label, text }, index) => {
    const earlier = old?.[index]?.text ?? "";
    if (earlier === text) return [];
    const parts: DiffPart[] = old ? compareWords(earlier, text) : [{ kind: "same", text }];
    return [{ key, label, parts }];
  });
}

/** Two texts, word by word; one after the other when they share little. */
export function compareWords(before: string, after: string): DiffPart[] {
  const changes = before && after ? wordChanges(before, after) : null;
  const told = changes ?? [{ removed: before, added: after }];
  return told
    .flatMap((change, index): DiffPart[] =>
      "same" in change
        ? cutShort(change.same, index === 0, index === told.length - 1)
        : [
            { kind: "removed", text: change.removed },
            { kind: "added", text: change.added },
          ],
    )
    .filter(({ kind, text }) => kind === "cut" || text !== "");
}

/** Keeps of an unchanged stretch what stands beside a change. */
function cutShort(text: string, isFirst: boolean, isLast: boolean): DiffPart[] {
  const head = isFirst ? 0 : around;
  const tail = isLast ? 0 : around;
  if (text.length <= head + tail + around) return [{ kind: "same", text }];
  return [
    { kind: "same", text: text.slice(0, head) },
    { kind: "cut", text: "" },
    { kind: "same", text: tail === 0 ? "" : text.slice(-tail) },
  ];
}
