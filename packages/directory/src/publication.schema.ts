import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

/** A text of the directory in the two languages of its interface. */
export type Label = { fr: string; en: string };

export const publicationStatuses = ["draft", "published"] as const;
export type PublicationStatus = (typeof publicationStatuses)[number];

/** Activities and resources are both feminine in French. */
export const publicationStatusLabels: Record<PublicationStatus, Label> = {
  draft: { fr: "Brouillon", en: "Draft" },
  published: { fr: "Publiée", en: "Published" },
};

/** Publishing is asked for what was read: the version says so. `note`: what is said of it, for everybody to read. */
export const publicationSchema = z.object({
  id: z.uuid(),
  version: versionSchema,
  note: z.string().trim().max(300).optional(),
});

/**
 * One line, at least one visible character.
 * @param missing what is said when nothing is written, naming the field
 */
export const lineSchema = (maximum: number, missing: string, tooLong?: string) =>
  z
    .string(missing)
    .transform((text) => text.replace(/\s+/gu, " ").trim())
    .pipe(z.string().min(1, missing).max(maximum, tooLong));

/** A text of several lines, Markdown where the page says so. Emptied, it is the empty string. */
export const textSchema = (maximum: number, tooLong?: string) =>
  z
    .string()
    .optional()
    .transform((text) => (text ?? "").trim())
    .pipe(z.string().max(maximum, tooLong));

/** Characters of a Markdown text; its full-text index holds one megabyte for all the texts of a record. */
export const longestMarkdown = 20_000;

/** What every list of the directory can be asked. */
export const pageSize = 25;
export const listSchema = {
  search: z.string().trim().max(200).optional(),
  status: z.enum(publicationStatuses).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
};
export const listSorts = ["-updated", "updated", "name", "-name"] as const;
export type ListSort = (typeof listSorts)[number];
