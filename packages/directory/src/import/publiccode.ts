import { z } from "zod";
import type { Change } from "./manifest.schema.ts";
import { optionalText, optionalTexts, optionalUrl, text, url } from "./manifest-fields.ts";
import {
  type Draft,
  type Link,
  languageName,
  languageToRead,
  listed,
  oneLine,
  paragraphs,
} from "./record.ts";

/** Versions 0.2 to 0.5 of the standard: the fields that a record takes keep their names and their meaning. */
const readableVersion = /^0\.[2-5](?:\.\d+)?$/;

const descriptionSchema = z.object(
  {
    localisedName: optionalText,
    genericName: optionalText,
    shortDescription: text,
    longDescription: optionalText,
    documentation: optionalUrl,
    apiDocumentation: optionalUrl,
    features: optionalTexts,
    videos: z.preprocess((value) => value ?? [], z.array(url, "On attend une liste d’adresses.")),
  },
  "On attend les textes d’une langue\u202f: shortDescription, longDescription…",
);

/**
 * The fields of publiccode.yml that a record takes; the others are not judged. Contacts and contractors are people:
 * they are never read.
 * Source: https://yml.publiccode.tools/schema.core.html
 */
export const publiccodeSchema = z.object({
  publiccodeYmlVersion: text.refine(
    (version) => readableVersion.test(version),
    "Seules les versions 0.2 à 0.5 se lisent.",
  ),
  name: text,
  url,
  landingURL: optionalUrl,
  roadmap: optionalUrl,
  softwareVersion: optionalText,
  developmentStatus: optionalText,
  usedBy: optionalTexts,
  description: z
    .record(z.string(), descriptionSchema, "On attend une langue (fr, en…) puis ses textes.")
    .refine((texts) => Object.keys(texts).length > 0, "Ce champ est obligatoire."),
  legal: z.object(
    { license: text, mainCopyrightOwner: optionalText, repoOwner: optionalText },
    "On attend la licence\u202f: legal, puis license.",
  ),
  maintenance: z.object({ type: optionalText }).catch({ type: "" }),
});

const maintenances: Record<string, string> = {
  internal: "Entretenu par l’organisation qui le publie.",
  contract: "Entretenu par un prestataire.",
  community: "Entretenu par une communauté.",
  none: "Personne ne l’entretient.",
};

/** What a publiccode.yml says of a software. */
export function fromPubliccode(file: z.output<typeof publiccodeSchema>): {
  draft: Draft;
  changes: Change[];
} {
  const changes: Change[] = [];
  const tags = Object.keys(file.description);
  const tag = languageToRead(tags) as string;
  const read = file.description[tag] as z.output<typeof descriptionSchema>;
  const isFrench = /^fr/i.test(tag);
  if (!isFrench) {
    changes.push({
      field: "Langue",
      text: `Textes en ${languageName(tag)}, à traduire avant de publier.`,
    });
  }
  const englishTag = isFrench ? tags.find((one) => /^en/i.test(one)) : undefined;
  const english = englishTag ? file.description[englishTag] : undefined;
  if (file.developmentStatus === "obsolete") {
    changes.push({ field: "État", text: "Le fichier dit que ce logiciel n’est plus entretenu." });
  }
  const owner = file.legal.mainCopyrightOwner || file.legal.repoOwner;
  const links: Link[] = [
    ...read.videos.map((video) => ({ kind: "video" as const, title: "Vidéo", url: video })),
    ...(read.apiDocumentation
      ? [{ kind: "other" as const, title: "Documentation de l’API", url: read.apiDocumentation }]
      : []),
    ...(file.roadmap
      ? [{ kind: "other" as const, title: "Feuille de route", url: file.roadmap }]
      : []),
  ];
  const anyDocumentation = Object.values(file.description).find((one) => one.documentation);
  return {
    changes,
    draft: {
      kind: "software",
      name: read.localisedName || file.name,
      summary: read.shortDescription,
      description: paragraphs(
        unfolded(read.longDescription),
        listed("Ce qu’il fait", read.features),
        listed("Qui s’en sert", file.usedBy.slice(0, 30)),
      ),
      licences: [{ of: null, text: file.legal.license }],
      websiteUrl: file.landingURL,
      sourceUrl: file.url,
      documentationUrl: read.documentation ?? anyDocumentation?.documentation ?? null,
      contributionGuide: "",
      governance: paragraphs(
        owner ? `Publié par ${oneLine(owner)}.` : "",
        maintenances[file.maintenance.type] ?? "",
      ),
      links,
      english: english
        ? {
            name: english.localisedName || file.name,
            summary: english.shortDescription,
            description: paragraphs(
              unfolded(english.longDescription),
              listed("Features", english.features),
            ),
          }
        : null,
    },
  };
}

/** Lines that a folded block (`>`) left indented would be shown as code. */
const unfolded = (markdown: string) => markdown.replace(/^[ \t]{4,}(?=\S)/gm, "");
