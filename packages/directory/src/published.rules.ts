/** Characters of a search that are read. */
export const longestSearch = 200;

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
