import { z } from "zod";
import type { Change } from "./manifest.schema.ts";
import { optionalText, optionalTexts, placeIn, text, url } from "./manifest-fields.ts";
import {
  type Draft,
  firstSentences,
  type Link,
  languageName,
  oneLine,
  paragraphs,
} from "./record.ts";

const readableVersion = /^(?:OKH-LOSH)?v?[12](?:\.\d+)*$/i;

/** One expression by the specification; a table of parts is met too: `{ hardware = "…" }`. */
const licenceSchema = z.preprocess(
  (value) => (value === undefined || value === null ? "" : value),
  z.union(
    [
      text.transform((written) => [{ of: null as string | null, text: written }]),
      z
        .object({ hardware: optionalText, documentation: optionalText, software: optionalText })
        .transform(({ hardware, documentation, software }) =>
          [
            { of: "matériel" as string | null, text: hardware },
            { of: "documentation", text: documentation },
            { of: "logiciel", text: software },
          ].filter((part) => part.text !== ""),
        )
        .refine((parts) => parts.length > 0, "Ce champ est obligatoire."),
    ],
    "Indiquez la licence, par exemple CERN-OHL-S-2.0.",
  ),
);

const fields = z.object({
  okhv: text.refine(
    (version) => readableVersion.test(version),
    "Seules les versions 1 et 2 d’Open Know-How LOSH se lisent.",
  ),
  name: text,
  repo: url,
  license: licenceSchema,
  function: text,
  organization: optionalTexts,
  readme: optionalTexts,
  "contribution-guide": optionalTexts,
  "documentation-language": optionalTexts,
  "technology-readiness-level": optionalText,
  "documentation-readiness-level": optionalText,
  bom: optionalTexts,
  "manufacturing-instructions": optionalTexts,
  "user-manual": optionalTexts,
  release: optionalText,
});

/** Names that earlier versions and British spelling gave to the same fields. */
const otherNames: readonly [string, string][] = [
  ["spdx-license", "license"],
  ["alternative-license", "license"],
  ["licence", "license"],
  ["organisation", "organization"],
];

/**
 * The fields of an Open Know-How LOSH manifest that a record takes; the others are not judged. Licensors are people:
 * they are never read.
 * Source: https://github.com/iop-alliance/OpenKnowHow, src/schema/okh.schema.json, and OKH-LOSH 1.0.
 */
export const okhTomlSchema = z.preprocess((value) => {
  const file = { ...(value as Record<string, unknown>) };
  for (const [other, name] of otherNames) file[name] ??= file[other];
  return file;
}, fields);

const levels: Record<string, string> = {
  "OTRL-1": "idée décrite",
  "OTRL-2": "principe conçu",
  "OTRL-3": "prototype",
  "OTRL-4": "prototype éprouvé",
  "OTRL-5": "produit fini",
};

/** What an Open Know-How LOSH manifest says of a machine or an object. */
export function fromOkhToml(file: z.output<typeof okhTomlSchema>): {
  draft: Draft;
  changes: Change[];
} {
  const changes: Change[] = [];
  const places = (written: readonly string[]) =>
    written.flatMap((one) => placeIn(file.repo, one) ?? []);
  const [language] = file["documentation-language"];
  if (!language || !/^fr/i.test(language)) {
    changes.push({
      field: "Langue",
      text: language
        ? `Documentation en ${languageName(language)}\u202f: vérifiez la langue des textes avant de publier.`
        : "La langue des textes n’est pas dite\u202f: vérifiez-la avant de publier.",
    });
  }
  const manual = places(file["user-manual"]);
  const making = places(file["manufacturing-instructions"]);
  const readme = places(file.readme);
  const guide = places(file["contribution-guide"])[0];
  const isGuessed = [
    ...file["user-manual"],
    ...file["manufacturing-instructions"],
    ...file.readme,
  ].some((written) => !/^https?:/i.test(written) && placeIn(file.repo, written));
  if (isGuessed) {
    changes.push({
      field: "Documentation",
      text: "Les chemins du projet sont devenus des adresses de son dépôt\u202f: suivez-les une fois.",
    });
  }
  const links = [
    ...making.map(
      (address): Link => ({ kind: "sheet", title: "Instructions de fabrication", url: address }),
    ),
    ...manual.map((address): Link => ({ kind: "sheet", title: "Mode d’emploi", url: address })),
    ...places(file.bom).map(
      (address): Link => ({ kind: "other", title: "Nomenclature", url: address }),
    ),
  ];
  const level = levels[file["technology-readiness-level"].replace("*", "")];
  const organisations = file.organization.map(oneLine).filter(Boolean);
  return {
    changes,
    draft: {
      kind: "hardware",
      name: file.name,
      summary: firstSentences(file.function, 300),
      description: paragraphs(
        file.function,
        level ? `Avancement\u202f: ${level} (${file["technology-readiness-level"]}).` : "",
      ),
      licences: file.license,
      websiteUrl: null,
      sourceUrl: file.repo,
      documentationUrl: making[0] ?? manual[0] ?? readme[0] ?? null,
      contributionGuide: guide ? `[Guide de contribution](${guide})` : "",
      governance: organisations.length > 0 ? `Publié par ${organisations.join(", ")}.` : "",
      links,
      english: null,
    },
  };
}
