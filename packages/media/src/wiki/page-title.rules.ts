/** Bytes of a title, as MediaWiki counts them. */
const longestTitle = 255;

/**
 * The title of a page of a wiki: what begins them all, then the titles from the root down, as subpages. A trail that
 * is too long keeps its end.
 * @param taken titles of pages that belong to other sheets
 */
export function pageTitleOf(
  prefix: string,
  trail: readonly string[],
  taken: ReadonlySet<string>,
): string {
  for (let from = 0; ; from += 1) {
    const title = clean(prefix + trail.slice(from).map(cleanPart).join("/"));
    if (Buffer.byteLength(title) > longestTitle && from < trail.length - 1) continue;
    const short = cut(title, longestTitle - 6);
    for (let number = 1; ; number += 1) {
      const candidate = number === 1 ? short : `${short} (${number})`;
      if (!taken.has(candidate)) return candidate;
    }
  }
}

/** Signs that no title may hold (https://www.mediawiki.org/wiki/Manual:Page_title), and the one that makes subpages. */
const cleanPart = (part: string) => part.replaceAll("/", "-");

function clean(title: string): string {
  const readable = title
    .replace(/[[{<]/g, "(")
    .replace(/[\]}>]/g, ")")
    .replace(/[#|]/g, " ")
    .replace(/~{3,}/g, "~")
    .replace(/[\s_\p{Cc}]+/gu, " ")
    .replace(/%(?=[0-9a-f]{2})/gi, "% ")
    .replace(/&(?=[a-z0-9#]+;)/gi, "& ")
    .trim()
    .replace(/^[:/ ]+/, "");
  // MediaWiki writes the first letter in capitals by itself, and two titles that differ by it are one.
  const named = readable === "" || /^\.{1,2}$/.test(readable) ? "Fiche" : readable;
  return named.charAt(0).toUpperCase() + named.slice(1);
}

function cut(title: string, bytes: number): string {
  let kept = title;
  while (Buffer.byteLength(kept) > bytes) kept = [...kept].slice(0, -1).join("");
  return kept.trimEnd();
}
