import { versionSchema } from "@essaim/database/version.schema";
import { lineSchema } from "@essaim/directory/publication.schema";
import { z } from "zod";

export const sheetLanguages = ["fr", "en"] as const;
export type SheetLanguage = (typeof sheetLanguages)[number];
export const sheetLanguageLabels: Record<SheetLanguage, string> = {
  fr: "Français",
  en: "Anglais",
};

/** Licences under which a sheet may be given: free ones, since it is made to be taken elsewhere. */
export const sheetLicences = ["CC-BY-SA-4.0", "CC-BY-4.0", "CC0-1.0", "CC-BY-SA-3.0"] as const;
export const sheetLicenceLabels: Record<(typeof sheetLicences)[number], string> = {
  "CC-BY-SA-4.0": "CC BY-SA 4.0 (celle des pages publiques)",
  "CC-BY-4.0": "CC BY 4.0",
  "CC0-1.0": "CC0 1.0 (domaine public)",
  "CC-BY-SA-3.0": "CC BY-SA 3.0 (celle de nombreux wikis)",
};

/** Characters of a sheet's text. */
export const longestBody = 100_000;

const content = {
  title: lineSchema(
    200,
    "Donnez un titre à cette fiche.",
    "Écrivez un titre d’au plus 200 caractères.",
  ),
  /** Markdown. */
  body: z
    .string("Écrivez le texte de la fiche.")
    .max(
      longestBody,
      "Ce texte dépasse 100\u202f000 caractères\u202f: faites-en plusieurs fiches.",
    ),
  language: z.enum(sheetLanguages, "Choisissez la langue."),
  licenceExpression: z.enum(sheetLicences, "Choisissez la licence."),
};

/** `parentId`: the sheet below which it begins; null at the root. */
export const newSheetSchema = z.object({
  ...content,
  parentId: z
    .uuid("Choisissez une fiche de la liste.")
    .optional()
    .transform((value) => value ?? null),
});
export type NewSheetInput = z.output<typeof newSheetSchema>;

const noteSchema = z
  .string()
  .trim()
  .max(300, "Écrivez au plus 300 caractères.")
  .optional()
  .transform((value) => value ?? "");

/** `note`: what is said of the change, for everybody to read once it is published. */
export const sheetEditSchema = z.object({ ...content, note: noteSchema, version: versionSchema });
export const editSheetSchema = sheetEditSchema.extend({ id: z.uuid() });
export type SheetEdit = z.output<typeof sheetEditSchema>;

/** What is done to the version that somebody has read. */
export const sheetStepSchema = z.object({ id: z.uuid(), version: versionSchema });
/** `withWikiHistory`: whether the revisions that come from a wiki join the public history. */
export const publishSheetSchema = sheetStepSchema.extend({
  withWikiHistory: z.union([z.boolean(), z.literal("on").transform(() => true)]).optional(),
});
export const markMethodSchema = z.object({
  id: z.uuid(),
  isMethod: z.union([z.boolean(), z.stringbool()]),
});
export const revertSheetSchema = sheetStepSchema.extend({ number: z.coerce.number().int().min(1) });

export const sheetMoves = ["up", "down", "indent", "outdent"] as const;
export type SheetMove = (typeof sheetMoves)[number];
export const sheetMoveLabels: Record<SheetMove, string> = {
  up: "Monter",
  down: "Descendre",
  indent: "Mettre sous la fiche précédente",
  outdent: "Sortir d’un niveau",
};

export const moveSheetSchema = z.object({ id: z.uuid(), move: z.enum(sheetMoves) });
/** Where a sheet is dropped, by the mouse: beside another one or under it. */
export const sheetDrops = ["before", "inside", "after"] as const;
export type SheetDrop = (typeof sheetDrops)[number];
export const dropSheetSchema = z.object({
  id: z.uuid(),
  targetId: z.uuid(),
  where: z.enum(sheetDrops),
});
/** `parentId` absent: to the root. */
export const placeSheetSchema = z.object({
  id: z.uuid(),
  parentId: z
    .uuid("Choisissez une fiche de la liste.")
    .optional()
    .transform((value) => value ?? null),
});

/** What was shown of the bin when its button was pressed: « id.version », one after the other. */
export const emptyBinSchema = z.object({
  sheets: z
    .string()
    .trim()
    .regex(/^[0-9a-f-]{36}\.\d{1,9}( [0-9a-f-]{36}\.\d{1,9})*$/)
    .transform((shown) => shown.split(" ")),
});

/** Why a change of the tree, or of what is public, is refused. */
export const sheetRefusals = {
  first: "Cette fiche est déjà la première.",
  last: "Cette fiche est déjà la dernière.",
  nothing_before: "Aucune fiche ne la précède\u202f: rien sous quoi la mettre.",
  at_root: "Cette fiche est déjà à la racine.",
  below_itself:
    "Une fiche ne peut pas aller sous elle-même, ni sous une de celles qu’elle contient.",
  parent_unknown: "Cette fiche n’existe plus. Choisissez-en une autre.",
  parent_unpublished:
    "La fiche au-dessus n’est pas publiée\u202f: publiez-la d’abord, ou choisissez une autre place.",
  children_published:
    "Des fiches publiées sont sous celle-ci\u202f: retirez-les d’abord, ou déplacez-les.",
  has_children: "Des fiches sont sous celle-ci\u202f: déplacez-les ou supprimez-les d’abord.",
  empty: "Écrivez un texte avant de publier.",
} as const;
export type SheetRefusal = keyof typeof sheetRefusals;

/** What the public list of sheets can be asked. */
export const sheetsQuerySchema = z.object({
  q: z.string().trim().max(200).default(""),
  page: z.coerce.number().int().min(1).max(500).default(1),
});

export const versionsPerPage = 20;
export const historyQuerySchema = z.object({ avant: z.coerce.number().int().min(2).optional() });
