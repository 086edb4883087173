import { centsFromText, textFromCents } from "@essaim/database/money.schema";
import { z } from "zod";
import { type Label, lineSchema, textSchema } from "./publication.schema.ts";

/** A document writes null where a form leaves a field empty. */
const nullAsMissing = (value: unknown) => value ?? undefined;

/** Typed in euros, or in cents already when it comes from a document. Null when left empty. */
export const centsSchema = z
  .preprocess(
    (typed) => (typeof typed === "number" ? textFromCents(typed) : nullAsMissing(typed)),
    centsFromText.optional(),
  )
  .transform((cents) => cents ?? null);

/** A whole number. Null when left empty. */
export const countSchema = (least: number, most: number, wrong: string) =>
  z
    .preprocess(
      nullAsMissing,
      z.coerce.number(wrong).int(wrong).min(least, wrong).max(most, wrong).optional(),
    )
    .transform((count) => count ?? null);

/** A web address, http or https only: it becomes a link that anybody may follow. */
export const optionalUrlSchema = z.preprocess(
  nullAsMissing,
  z
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
    }),
);

const urlSchema = optionalUrlSchema.transform((url, context): string => {
  if (url !== null) return url;
  context.addIssue({ code: "custom", message: "Indiquez l’adresse, ou videz la ligne." });
  return z.NEVER;
});

export const linkKinds = ["video", "audio", "article", "sheet", "other"] as const;
export type LinkKind = (typeof linkKinds)[number];

export const linkKindLabels: Record<LinkKind, Label> = {
  video: { fr: "Vidéo", en: "Video" },
  audio: { fr: "Émission ou podcast", en: "Radio or podcast" },
  article: { fr: "Article", en: "Article" },
  sheet: { fr: "Fiche de savoir", en: "Knowledge sheet" },
  other: { fr: "Autre page", en: "Other page" },
};

/** Rows of each of the lists that are not the heart of a record. */
const mostLinks = 20;

/** Elsewhere: what can be seen, heard or read about it. */
export const linksSchema = z
  .array(
    z.object({
      kind: z.enum(linkKinds, "Choisissez la nature de ce lien."),
      title: lineSchema(200, "Dites en quelques mots ce que l’on y trouve."),
      url: urlSchema,
    }),
  )
  .max(mostLinks)
  .default([]);
export type RecordLink = z.output<typeof linksSchema>[number];

/** Images are sent apart; the form tells them, orders them and takes them out. */
export const imagesSchema = z
  .array(
    z.object({
      id: z.uuid(),
      alt: lineSchema(300, "Dites ce que montre l’image, pour qui ne la voit pas."),
      credit: textSchema(200),
    }),
  )
  .max(mostLinks)
  .default([]);
export type RecordImage = z.output<typeof imagesSchema>[number];
