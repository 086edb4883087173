import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
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

/** A web address, http or https only: it becomes a link that anybody may follow. */
export const optionalUrlSchema = z
  .string()
  .trim()
  .max(500)
  .optional()
  .transform((typed, context): string | null => {
    if (!typed) return null;
    const url = URL.canParse(typed) ? new URL(typed) : null;
    if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url.href;
    context.addIssue({
      code: "custom",
      message: "Indiquez une adresse complète, par exemple https://exemple.fr.",
    });
    return z.NEVER;
  });

/** The form of an open resource. Markdown: description, contributionGuide. */
export const openResourceSchema = z.object({
  kind: z.enum(resourceKinds, "Choisissez la nature de la ressource."),
  name: lineSchema(120, "Donnez le nom de la ressource."),
  summary: lineSchema(300, "Résumez la ressource en une ou deux phrases."),
  description: textSchema(longestMarkdown),
  /** An SPDX expression; the command checks it against the SPDX list. */
  licenceExpression: z
    .string()
    .trim()
    .max(200)
    .optional()
    .transform((expression) => expression || null),
  licenceNote: textSchema(1000),
  websiteUrl: optionalUrlSchema,
  sourceUrl: optionalUrlSchema,
  documentationUrl: optionalUrlSchema,
  contributionGuide: textSchema(longestMarkdown),
});
export type OpenResourceInput = z.output<typeof openResourceSchema>;

/** What `editOpenResource` takes: the form, the record, and the version that the form was made from. */
export const editOpenResourceSchema = openResourceSchema.extend({
  id: z.uuid(),
  version: versionSchema,
});

export const openResourceFilterSchema = z.object({
  ...listSchema,
  kind: z.enum(resourceKinds).optional(),
  sort: z.enum(listSorts).default("-updated"),
});
