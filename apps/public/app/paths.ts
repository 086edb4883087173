import type { RecordKind } from "@essaim/directory/publication/record.schema";
import type { LibrarySearch } from "@essaim/media/library/library.schema";
import type { Locale } from "@essaim/ui/locale";
import { libraryQueryString, type PieceQuery, pieceQueryString } from "./library-query";
import { type ListQuery, queryString } from "./list-query";

const segments = {
  fr: {
    search: "recherche",
    activities: "activites",
    resources: "ressources",
    meetings: "rencontres",
    library: "mediatheque",
    series: "series",
    about: "a-propos",
    preview: "apercu",
    propose: "proposer",
    contact: "mise-en-relation",
    stillTrue: "toujours-vrai",
    letter: "lettre",
    accessibility: "accessibilite",
    ecodesign: "ecoconception",
    data: "donnees",
    embed: "integrer",
    verify: "verifier",
    impact: "impact",
    sheets: "fiches",
    methods: "methodes",
  },
  en: {
    search: "search",
    activities: "activities",
    resources: "resources",
    meetings: "meetings",
    library: "media-library",
    series: "series",
    about: "about",
    preview: "preview",
    propose: "propose",
    contact: "contact",
    stillTrue: "still-true",
    letter: "letter",
    accessibility: "accessibility",
    ecodesign: "eco-design",
    data: "data",
    embed: "embed",
    verify: "verify",
    impact: "impact",
    sheets: "sheets",
    methods: "methods",
  },
} as const;
/** What follows the first word of an address is the same in every language. */
export const kindWords: Record<RecordKind, { one: string; many: string }> = {
  activity: { one: "activite", many: "activites" },
  resource: { one: "ressource", many: "ressources" },
};
const segmentOf = { activity: "activities", resource: "resources" } as const;
const starts: Record<Locale, string> = { fr: "", en: "/en" };

export function pathsIn(locale: Locale) {
  const start = starts[locale];
  const words = segments[locale];
  return {
    home: start || "/",
    about: `${start}/${words.about}`,
    accessibility: `${start}/${words.accessibility}`,
    ecodesign: `${start}/${words.ecodesign}`,
    data: `${start}/${words.data}`,
    embed: `${start}/${words.embed}`,
    verify: `${start}/${words.verify}`,
    impacts: `${start}/${words.impact}`,
    impact: (slug: string) => `${start}/${words.impact}/${slug}`,
    impactEmbed: (slug: string) => `${start}/${words.impact}/${slug}/integrer`,
    /** For a frame of another site. */
    impactFrame: (slug: string) => `${start}/${words.impact}/${slug}/cadre`,
    /** For an image in a page of another site, light or dark. */
    impactDrawing: (slug: string, ground: "clair" | "sombre") =>
      `${start}/${words.impact}/${slug}/dessin-${ground}.svg`,
    search: (query: ListQuery = {}) => `${start}/${words.search}${queryString(query)}`,
    activities: (query: ListQuery = {}) => `${start}/${words.activities}${queryString(query)}`,
    activity: (slug: string) => `${start}/${words.activities}/${slug}`,
    resources: (query: ListQuery = {}) => `${start}/${words.resources}${queryString(query)}`,
    resource: (slug: string) => `${start}/${words.resources}/${slug}`,
    record: (kind: RecordKind, slug: string) => `${start}/${words[segmentOf[kind]]}/${slug}`,
    /** `before`: the version to go on from. */
    history: (kind: RecordKind, slug: string, before?: number | null) =>
      `${start}/${words[segmentOf[kind]]}/${slug}/historique${before ? `?avant=${before}` : ""}`,
    giving: (slug: string) => `${start}/${words.resources}/${slug}/ce-que-nous-rendons`,
    sheets: `${start}/${words.sheets}`,
    /** Those that hold the words. */
    foundSheets: (q: string, page = 1) =>
      `${start}/${words.sheets}?q=${encodeURIComponent(q)}${page > 1 ? `&page=${page}` : ""}`,
    sheetTree: (organisation: string) => `${start}/${words.sheets}/${organisation}`,
    /** `path`: the slugs from the root down. */
    sheet: (organisation: string, path: string) =>
      `${start}/${words.sheets}/${organisation}/${path}`,
    /** `before`: the version to go on from. */
    sheetHistory: (organisation: string, path: string, before?: number | null) =>
      `${start}/${words.sheets}/${organisation}/historique/${path}${before ? `?avant=${before}` : ""}`,
    /** A branch as files to keep; the whole tree for an empty path. */
    sheetExport: (organisation: string, path: string, format: string) =>
      `${start}/${words.sheets}/${organisation}/export/${path}?format=${format}`,
    proposeSheet: (organisation: string, path: string) =>
      `${start}/${words.sheets}/${organisation}/proposer/${path}`,
    methods: `${start}/${words.methods}`,
    /** What a method holds, to be taken over. */
    method: (organisation: string, path: string) =>
      `${start}/${words.methods}/${organisation}/${path}`,
    meetings: `${start}/${words.meetings}`,
    meeting: (id: string) => `${start}/${words.meetings}/${id}`,
    library: (query: Partial<LibrarySearch> = {}) =>
      `${start}/${words.library}${libraryQueryString(query)}`,
    /** `query`: the player to open, from when, and what to look for in what is said. */
    piece: (slug: string, query: PieceQuery = {}) =>
      `${start}/${words.library}/${slug}${pieceQueryString(query)}`,
    series: (slug: string) => `${start}/${words.series}/${slug}`,
    propose: `${start}/${words.propose}`,
    proposeRecord: (kind: RecordKind) => `${start}/${words.propose}/${kindWords[kind].one}`,
    proposeCorrection: (kind: RecordKind, slug: string) =>
      `${start}/${words.propose}/correction/${kindWords[kind].many}/${slug}`,
    proposeExperience: (slug: string) => `${start}/${words.propose}/experience/${slug}`,
    contact: (experienceId: string) => `${start}/${words.contact}/${experienceId}`,
  };
}
/** The figures of an organisation to be used again, in both languages at once. */
export const impactFile = (slug: string, kind: "csv" | "json") =>
  `/impact/${slug}/indicateurs.${kind}`;
/** A method whole, in both languages at once. */
export const methodArchive = (organisation: string, path: string) =>
  `/${segments.fr.methods}/${organisation}/${path}.zip`;
/** A file that a sheet carries. */
export const sheetFile = (id: string) => `/fichiers/${id}`;
/** What is said in a piece, in both languages at once. */
export const subtitlesFile = (slug: string, language: string) =>
  `/${segments.fr.library}/${slug}/sous-titres/${language}.vtt`;
export const transcriptFile = (slug: string) => `/${segments.fr.library}/${slug}/transcription.txt`;
export const podcastFile = (slug: string) => `/${segments.fr.series}/${slug}/podcast.rss`;
export const libraryFeed = `/${segments.fr.library}/flux.atom`;
/** Meetings for calendars, in both languages at once: all of them, those of a cooperative, or one. */
export const agendaFeed = (organisation?: string) =>
  `/${segments.fr.meetings}.ics${organisation ? `?organisation=${organisation}` : ""}`;
export const meetingFile = (id: string) => `/${segments.fr.meetings}/${id}/rencontre.ics`;
export type Paths = ReturnType<typeof pathsIn>;

export function localeOf(pathname: string): Locale {
  return /^\/en(\/|$)/.test(pathname) ? "en" : "fr";
}

/** The same page in another language; its front page when this one is none of ours. */
export function pathIn(locale: Locale, address: string, search = ""): string {
  const pathname = address.replace(/\/+$/, "") || "/";
  const from = localeOf(pathname);
  if (from === locale) return pathname + search;
  const [word = "", ...rest] = pathname.slice(starts[from].length + 1).split("/");
  const key = (Object.keys(segments[from]) as (keyof (typeof segments)["fr"])[]).find(
    (one) => segments[from][one] === word,
  );
  if (!key) return pathsIn(locale).home;
  return `${[starts[locale], segments[locale][key], ...rest].join("/")}${search}`;
}
