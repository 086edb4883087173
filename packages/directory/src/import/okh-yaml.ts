import { z } from "zod";
import type { Change } from "./manifest.schema.ts";
import { optionalText, optionalTexts, optionalUrl, placeIn, text } from "./manifest-fields.ts";
import {
  type Draft,
  firstSentences,
  type Link,
  languageName,
  listed,
  oneLine,
  paragraphs,
} from "./record.ts";

const documents = z.preprocess(
  (value) => (value === undefined || value === null || value === "" ? [] : [value].flat()),
  z.array(
    z.union(
      [
        z.object({ path: text, title: optionalText }),
        // A path alone, where the specification wants « path » and « title ».
        z.string().transform((path) => ({ path: path.trim(), title: "" })),
      ],
      "On attend une liste de documents\u202f: path, puis title.",
    ),
    "On attend une liste de documents\u202f: path, puis title.",
  ),
);

/** The three parts of a licence; a text alone, seen in the wild, stands for all of them. */
const licenceSchema = z.preprocess(
  (value) => (typeof value === "string" && value.trim() ? { hardware: value } : value),
  z
    .object(
      { hardware: optionalText, documentation: optionalText, software: optionalText },
      "On attend la licence\u202f: license, puis hardware, documentation ou software.",
    )
    .refine(
      ({ hardware, documentation, software }) => Boolean(hardware || documentation || software),
      "Indiquez au moins une licence\u202f: hardware, documentation ou software.",
    ),
);

/**
 * The fields of an Open Know-How manifest that a record takes; the others are not judged. Authors, contacts and
 * licensors are people: they are never read.
 * Source: The Open Know-How Manifest Specification, version 1.0.
 */
export const okhYamlSchema = z
  .object({
    title: text,
    description: text,
    "intended-use": optionalText,
    "health-safety-notice": optionalText,
    keywords: optionalTexts,
    "project-link": optionalUrl,
    "documentation-home": optionalText,
    "archive-download": optionalText,
    version: optionalText,
    "development-stage": optionalText,
    "manifest-language": optionalText,
    license: licenceSchema,
    "design-files": documents,
    schematics: documents,
    bom: optionalText,
    "tool-list": optionalText,
    "making-instructions": documents,
    "operating-instructions": documents,
    "maintenance-instructions": documents,
    software: documents,
  })
  .refine((file) => Boolean(file["project-link"] || file["documentation-home"]), {
    path: ["project-link"],
    error:
      "Indiquez l’adresse du projet (project-link) ou de sa documentation (documentation-home).",
    // Told along with what is wrong elsewhere, but once: an address that is badly written has said so.
    when: ({ issues }) => !issues.some(({ path }) => path?.[0] === "project-link"),
  });

type OkhYaml = z.output<typeof okhYamlSchema>;

const forge =
  /^https:\/\/(?:github\.com|codeberg\.org|gitlab\.|git\.|framagit\.org|bitbucket\.org)/;

/** What an Open Know-How 1.0 manifest says of a machine or an object. */
export function fromOkhYaml(file: OkhYaml): { draft: Draft; changes: Change[] } {
  const changes: Change[] = [];
  const project = file["project-link"];
  const repository = project && forge.test(project) ? project : null;
  const place = (written: string) => (written ? placeIn(repository, written) : null);
  const language = file["manifest-language"].toLowerCase();
  if (!/^(?:fr|french|français)/.test(language)) {
    const said = /^[a-z]{2}(?:[-_]|$)/.test(language)
      ? languageName(language)
      : file["manifest-language"];
    changes.push({
      field: "Langue",
      text: said
        ? `Textes en «\u202f${oneLine(said).slice(0, 40)}\u202f», à traduire avant de publier.`
        : "La langue des textes n’est pas dite\u202f: vérifiez-la avant de publier.",
    });
  }
  const lists: [keyof OkhYaml, Link["kind"], string][] = [
    ["making-instructions", "sheet", "Instructions de fabrication"],
    ["operating-instructions", "sheet", "Mode d’emploi"],
    ["maintenance-instructions", "sheet", "Entretien"],
    ["schematics", "other", "Schémas"],
    ["software", "other", "Logiciel"],
  ];
  const links = lists.flatMap(([field, kind, usual]) =>
    (file[field] as OkhYaml["software"]).flatMap(({ path, title }): Link[] => {
      const address = place(path);
      return address ? [{ kind, title: oneLine(title) || usual, url: address }] : [];
    }),
  );
  for (const [field, title] of [
    ["bom", "Nomenclature"],
    ["tool-list", "Outils"],
    ["archive-download", "Archive à télécharger"],
  ] as const) {
    const address = place(file[field]);
    if (address) links.push({ kind: "other", title, url: address });
  }
  const designs = file["design-files"].map(({ path }) => place(path)).find((one) => one !== null);
  const documentation = place(file["documentation-home"]);
  if (file["documentation-home"] && !documentation) {
    changes.push({
      field: "Documentation",
      text: "Son adresse est un chemin du projet, sans adresse complète\u202f: laissée vide.",
    });
  }
  const { hardware, documentation: documents, software } = file.license;
  const licences = [
    { of: "matériel", text: hardware },
    { of: "documentation", text: documents },
    { of: "logiciel", text: software },
  ].filter((licence) => licence.text !== "");
  return {
    changes,
    draft: {
      kind: "hardware",
      name: file.title,
      summary: firstSentences(file.description, 300),
      description: paragraphs(
        file.description,
        file["intended-use"] && `### À quoi il sert\n\n${file["intended-use"]}`,
        file["health-safety-notice"] && `### Sécurité\n\n${file["health-safety-notice"]}`,
        file["development-stage"] &&
          `Stade de développement\u202f: ${oneLine(file["development-stage"])}.`,
        listed("Mots clés", file.keywords.slice(0, 30)),
      ),
      licences: licences.length === 1 ? licences.map(({ text }) => ({ of: null, text })) : licences,
      websiteUrl: project,
      sourceUrl: repository ?? designs ?? null,
      documentationUrl: documentation,
      contributionGuide: "",
      governance: "",
      links,
      english: null,
    },
  };
}
