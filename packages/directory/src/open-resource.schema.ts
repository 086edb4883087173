import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { imagesSchema, linksSchema, optionalUrlSchema } from "./content.schema.ts";
import { nestFields } from "./form-rows.ts";
import {
  type Label,
  lineSchema,
  listSchema,
  listSorts,
  longestMarkdown,
  textSchema,
} from "./publication.schema.ts";

export const resourceKinds = [
  "software",
  "hardware",
  "knowledge",
  "data",
  "platform",
  "place",
] as const;
export type ResourceKind = (typeof resourceKinds)[number];

export const resourceKindLabels: Record<ResourceKind, Label> = {
  software: { fr: "Logiciel", en: "Software" },
  hardware: { fr: "Matériel", en: "Hardware" },
  knowledge: { fr: "Savoir", en: "Knowledge" },
  data: { fr: "Données", en: "Data" },
  platform: { fr: "Plateforme coopérative", en: "Cooperative platform" },
  place: { fr: "Lieu partagé", en: "Shared place" },
};

const englishSchema = z
  .object({
    name: lineSchema(120, "Donnez aussi le nom, traduit ou non."),
    summary: lineSchema(300, "Traduisez aussi le résumé."),
    description: textSchema(longestMarkdown),
    usageGuide: textSchema(longestMarkdown),
    contributionGuide: textSchema(longestMarkdown),
  })
  .nullable();

const openResourceFields = z.object({
  kind: z.enum(resourceKinds, "Choisissez la nature de la ressource."),
  name: lineSchema(120, "Donnez le nom de la ressource."),
  summary: lineSchema(300, "Résumez la ressource en une ou deux phrases."),
  description: textSchema(longestMarkdown),
  /** An SPDX expression; the command checks it against the SPDX list. */
  licenceExpression: z
    .string()
    .trim()
    .max(200)
    .nullish()
    .transform((expression) => expression || null),
  licenceNote: textSchema(1000),
  /** As it is written in the file that the resource was imported from. */
  licenceOriginal: textSchema(1000),
  websiteUrl: optionalUrlSchema,
  sourceUrl: optionalUrlSchema,
  documentationUrl: optionalUrlSchema,
  usageGuide: textSchema(longestMarkdown),
  contributionGuide: textSchema(longestMarkdown),
  governance: textSchema(longestMarkdown),
  needs: textSchema(longestMarkdown),
  links: linksSchema,
  images: imagesSchema,
  english: englishSchema,
});

/**
 * The form of an open resource, and its document (what was published of it). Markdown: description, usageGuide,
 * contributionGuide, governance, needs. Rows (`links.0.url`) go through `compactRows` first.
 */
export const openResourceSchema = z.preprocess(nestFields, openResourceFields);
export type OpenResourceInput = z.output<typeof openResourceSchema>;

/** What `editOpenResource` takes: the form, the record, and the version that the form was made from. */
export const editOpenResourceSchema = z.preprocess(
  nestFields,
  openResourceFields.extend({ id: z.uuid(), version: versionSchema }),
);

export const openResourceFilterSchema = z.object({
  ...listSchema,
  kind: z.enum(resourceKinds).optional(),
  sort: z.enum(listSorts).default("-updated"),
});
