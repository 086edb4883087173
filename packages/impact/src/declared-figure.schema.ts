import { versionSchema } from "@essaim/database/version.schema";
import { countFromText } from "@essaim/territory/text/written-count.schema";
import { monthFromText } from "@essaim/territory/text/written-month.schema";
import { z } from "zod";
import { declaredKeys } from "./registry/indicator.schema.ts";
import { ownKeySchema } from "./registry/own-indicator.schema.ts";

/** Platforms that a source may name, as `audience_platforms` of the database reads them. */
const platformWords = [
  /peer\s*tube/i,
  /you\s*tube/i,
  /podcast/i,
  /wiki/i,
  /\bblog/i,
  /\bessaim\b/i,
];

/** A total of two platforms would be counted besides the pieces of the second. */
export const namesOnePlatform = ({
  indicatorKey,
  source,
}: {
  indicatorKey: string;
  source: string;
}) =>
  !["video_views", "text_audio_visits"].includes(indicatorKey) ||
  platformWords.filter((word) => word.test(source)).length <= 1;

/** Of the registry, or of the organisation's own. */
const declaredKeySchema = z.union([z.enum(declaredKeys), ownKeySchema], {
  error: "Dites ce que vous comptez.",
});

const fields = z.object({
  indicatorKey: declaredKeySchema,
  /** 'YYYY-MM-01' */
  month: monthFromText,
  source: z
    .string({ error: "Dites d’où vient ce chiffre." })
    .trim()
    .min(1, "Dites d’où vient ce chiffre.")
    .max(120, "Écrivez au plus 120 caractères.")
    .refine(
      (source) => !source.endsWith("(contenu par contenu)"),
      "Ce nom est celui de l’addition des contenus du média\u202f: choisissez-en un autre.",
    ),
  value: z
    .string({ error: "Indiquez le chiffre. S’il n’y a rien eu ce mois-là, écrivez 0." })
    .pipe(countFromText),
  evidence: z
    .string({ error: "Notez la preuve\u202f: où et comment retrouver ce chiffre." })
    .trim()
    .min(1, "Notez la preuve\u202f: où et comment retrouver ce chiffre.")
    .max(1000, "Écrivez au plus 1\u202f000 caractères."),
});

const onePlatform = {
  path: ["source"],
  error:
    "Cette source nomme deux plateformes\u202f: déclarez un chiffre pour chacune, pour que rien ne compte deux fois.",
};

export const declaredFigureSchema = fields.refine(namesOnePlatform, onePlatform);
export type DeclaredFigureInput = z.output<typeof declaredFigureSchema>;

export const declaredFigureEditSchema = fields
  .extend({ version: versionSchema })
  .refine(namesOnePlatform, onePlatform);
export const editDeclaredFigureSchema = fields
  .extend({ version: versionSchema, id: z.uuid() })
  .refine(namesOnePlatform, onePlatform);

export const declaredFigureRefusals = {
  indicator_unknown: {
    field: "indicatorKey",
    message: "Cet indicateur ne se déclare pas ou n’existe plus. Choisissez-en un autre.",
  },
  indicator_retired: {
    field: "indicatorKey",
    message: "Cet indicateur n’est plus suivi. Choisissez-en un autre.",
  },
  already_declared: {
    field: "month",
    message:
      "Cette source a déjà un chiffre pour ce mois. Modifiez-le plutôt que d’en déclarer un second.",
  },
} as const;

export const FIGURES_PER_PAGE = 50;

export const declaredFigureFilterSchema = z
  .object({
    indicateur: declaredKeySchema.optional(),
    annee: z.coerce.number().int().min(1990).max(2100).optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ indicateur, annee, page }) => ({ indicatorKey: indicateur, year: annee, page }));
