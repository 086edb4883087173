import type { RecordLink } from "../content.schema.ts";
import {
  type OpenResourceInput,
  openResourceSchema,
  type ResourceKind,
} from "../open-resource.schema.ts";
import { longestMarkdown } from "../publication.schema.ts";
import { readLicenceText } from "./licence-text.rules.ts";
import type { Change } from "./manifest.schema.ts";

export type Link = RecordLink;

/** Characters of a licence's expression in a record. */
const longestLicence = 200;

/** Links taken from one file. */
const mostLinks = 20;

/** What a manifest says, in the words of the directory, before it is cut to what a record holds. */
export type Draft = {
  kind: ResourceKind;
  name: string;
  summary: string;
  description: string;
  /** As the file writes it, part by part: « matériel », « documentation »… */
  licences: { of: string | null; text: string }[];
  websiteUrl: string | null;
  sourceUrl: string | null;
  documentationUrl: string | null;
  contributionGuide: string;
  governance: string;
  links: Link[];
  english: { name: string; summary: string; description: string } | null;
};

/** The record that a draft makes, and what had to be changed for it. */
export function toRecord(draft: Draft): { resource: OpenResourceInput; changes: Change[] } {
  const changes: Change[] = [];
  const cut = (field: string, text: string, longest: number) => {
    if (text.length <= longest) return text;
    changes.push({ field, text: `Raccourci à ${longest} caractères.` });
    return shortened(text, longest);
  };
  const { licenceExpression, licenceOriginal } = readLicences(draft.licences, changes);
  const resource = openResourceSchema.parse({
    kind: draft.kind,
    name: cut("Nom", oneLine(draft.name), 120),
    summary: cut("Résumé", oneLine(draft.summary), 300),
    description: cut("Description", draft.description, longestMarkdown),
    licenceExpression: licenceExpression ?? undefined,
    licenceOriginal,
    websiteUrl: draft.websiteUrl ?? undefined,
    sourceUrl: draft.sourceUrl ?? undefined,
    documentationUrl: draft.documentationUrl ?? undefined,
    contributionGuide: draft.contributionGuide,
    governance: draft.governance,
    links: linksOf(draft.links),
    english: draft.english && {
      name: cut("Nom anglais", oneLine(draft.english.name), 120),
      summary: cut("Résumé anglais", oneLine(draft.english.summary), 300),
      description: cut("Description anglaise", draft.english.description, longestMarkdown),
    },
  });
  return { resource, changes };
}

/** Each address once, and no more than a record holds. */
function linksOf(links: readonly Link[]): Link[] {
  const byUrl = new Map(
    links.map((link) => [link.url, { ...link, title: shortened(link.title, 200) }]),
  );
  return [...byUrl.values()].slice(0, mostLinks);
}

function readLicences(licences: Draft["licences"], changes: Change[]) {
  const parts = licences.map((licence) => ({ ...licence, ...readLicenceText(licence.text) }));
  const original = parts.map(({ of, text }) => (of ? `${of}\u202f: ${text}` : text)).join(" ; ");
  for (const { of, text, expression, how } of parts) {
    const field = of ? `Licence (${of})` : "Licence";
    if (how === "rewritten") {
      changes.push({ field, text: `«\u202f${quoted(text)}\u202f» devient ${expression}.` });
    }
    if (how === "assumed") {
      changes.push({
        field,
        text: `«\u202f${quoted(text)}\u202f» ne dit pas tout\u202f: ${expression} est une supposition, à vérifier.`,
      });
    }
    if (how === "unknown") {
      changes.push({
        field,
        text: `«\u202f${quoted(text)}\u202f» n’est pas une licence que nous savons lire\u202f: laissée vide, le texte est gardé.`,
      });
    }
  }
  const expressions = [...new Set(parts.map(({ expression }) => expression))];
  // Part of it read is not the whole of it: what may be done with the resource stays unsaid.
  const isKnown = expressions.length > 0 && !expressions.includes(null);
  const joined = isKnown
    ? expressions.length === 1
      ? String(expressions[0])
      : expressions.map((one) => (/ /.test(String(one)) ? `(${one})` : one)).join(" AND ")
    : null;
  if (joined !== null && expressions.length > 1) {
    changes.push({
      field: "Licence",
      text: "Chaque partie a sa licence\u202f: toutes s’appliquent.",
    });
  }
  const licenceExpression = joined !== null && joined.length <= longestLicence ? joined : null;
  if (joined !== licenceExpression) {
    changes.push({
      field: "Licence",
      text: `Son expression dépasse ${longestLicence} caractères\u202f: laissée vide, le texte est gardé.`,
    });
  }
  return { licenceExpression, licenceOriginal: shortened(original, 1000) };
}

const quoted = (text: string) => shortened(oneLine(text), 120);

export const oneLine = (text: string) => text.replace(/\s+/gu, " ").trim();

/** The beginning of a text, ended at a word, with « … ». */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const start = text.slice(0, longest - 1).replace(/\p{Surrogate}$/u, "");
  const word = start.replace(/\s+\S*$/u, "");
  return `${word.length > longest / 2 ? word : start}…`;
}

/** The first sentences of a text that fit in a summary, without Markdown's list or title signs. */
export function firstSentences(text: string, longest: number): string {
  const paragraph = oneLine((text.split(/\n\s*\n/)[0] ?? "").replace(/^[#>*\-\s]+/gm, ""));
  if (paragraph.length <= longest) return paragraph;
  const sentences = paragraph.match(/[^.!?]+[.!?]+(?=\s|$)/g) ?? [];
  let kept = "";
  for (const sentence of sentences) {
    if (kept.length + sentence.length > longest) break;
    kept += sentence;
  }
  return kept.trim() || shortened(paragraph, longest);
}

/** Lines of a Markdown list, under a title; nothing when there is none. */
export function listed(title: string, lines: readonly string[]): string {
  const kept = lines.map(oneLine).filter(Boolean);
  return kept.length === 0 ? "" : `### ${title}\n\n${kept.map((line) => `- ${line}`).join("\n")}`;
}

/** Paragraphs, those that say something. */
export const paragraphs = (...texts: string[]) => texts.filter(Boolean).join("\n\n");

/** « anglais » for `en-GB`; the tag itself when no language answers to it. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames("fr", { type: "language" }).of(tag.replaceAll("_", "-")) ?? tag;
  } catch {
    return tag;
  }
}

/** The text to read first: French, then English, then whatever the file begins with. */
export function languageToRead(tags: readonly string[]): string | undefined {
  const of = (language: string) =>
    tags.find((tag) => tag.toLowerCase().split(/[-_]/)[0] === language);
  return of("fr") ?? of("en") ?? tags[0];
}
