/** Kinds of pages that are counted. */
export const visitedPages = [
  "home",
  "search",
  "activities",
  "activity",
  "resources",
  "resource",
  "meetings",
  "pieces",
  "piece",
  "other",
] as const;
export type VisitedPage = (typeof visitedPages)[number];

export type VisitPlace = { page: VisitedPage; slug: string };

const folders: Record<string, [many: VisitedPage, one: VisitedPage]> = {
  activites: ["activities", "activity"],
  activities: ["activities", "activity"],
  ressources: ["resources", "resource"],
  resources: ["resources", "resource"],
  mediatheque: ["pieces", "piece"],
  "media-library": ["pieces", "piece"],
};
const words: Record<string, VisitedPage> = {
  recherche: "search",
  search: "search",
  rencontres: "meetings",
  meetings: "meetings",
};
/** What programs read, and what is shown in pages of other sites. */
const notPages =
  /^\/(api|donnees\/.|integrer\/|images\/|sitemap|assets\/|healthz|readyz)|\.(xml|txt|css|svg|ico|js|json|atom|rss|vtt)$/;

/**
 * Which page a path is, whatever its language; null for what is not a page to read.
 * The slug of a record is kept; nothing else of the address is.
 */
export function visitPlaceOf(pathname: string): VisitPlace | null {
  if (notPages.test(pathname)) return null;
  const [word = "", slug = ""] = pathname
    .replace(/^\/en(?=\/|$)/, "")
    .split("/")
    .filter(Boolean);
  if (word === "") return { page: "home", slug: "" };
  const folder = Object.hasOwn(folders, word) ? folders[word] : undefined;
  if (folder) {
    if (slug === "") return { page: folder[0], slug: "" };
    return /^[a-z0-9-]{1,200}$/.test(slug) ? { page: folder[1], slug } : null;
  }
  return { page: Object.hasOwn(words, word) ? (words[word] as VisitedPage) : "other", slug: "" };
}
