import { versionSchema } from "@essaim/database/version.schema";
import { lineSchema } from "@essaim/directory/publication.schema";
import { z } from "zod";
import { sheetLicences } from "../sheet/sheet.schema.ts";

/** A bot's password goes through it: in clear on this machine only. */
const isSafe = (url: string) => {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || hostname === "localhost" || hostname === "127.0.0.1";
};

const fields = {
  name: lineSchema(120, "Donnez un nom à ce wiki."),
  apiUrl: z
    .url({
      protocol: /^https?$/,
      error:
        "Donnez l’adresse complète de son api.php, par exemple https://wiki.exemple.fr/w/api.php.",
    })
    .max(500, "Cette adresse est trop longue.")
    .refine((url) => new URL(url).pathname.endsWith("/api.php"), {
      error: "Cette adresse doit finir par /api.php.",
      abort: true,
    })
    .refine(isSafe, "Cette adresse doit commencer par https://."),
  /** What the titles of our pages begin with there. */
  pagePrefix: z
    .string()
    .max(100, "Écrivez au plus 100 caractères.")
    .regex(/^[^#<>[\]|{}_]*$/, "Un titre de wiki ne peut contenir # < > [ ] | { } _.")
    .optional()
    .transform((value) => (value ?? "").trimStart()),
  accountName: z
    .string()
    .trim()
    .max(255, "Écrivez au plus 255 caractères.")
    .optional()
    .transform((value) => value ?? ""),
  /** Left empty, the one that is kept stays. */
  password: z
    .string()
    .max(500, "Écrivez au plus 500 caractères.")
    .optional()
    .transform((value) => value ?? null),
};

export const wikiFormSchema = z.object(fields);
export type WikiForm = z.output<typeof wikiFormSchema>;
export const wikiEditFormSchema = z.object({ ...fields, version: versionSchema });

/** `sealedPassword`: null leaves the one that is kept. */
export const wikiSchema = wikiFormSchema
  .omit({ password: true })
  .extend({ sealedPassword: z.string().nullable() });
export const editWikiSchema = wikiSchema.extend({ id: z.uuid(), version: versionSchema });

/** `path`: of the branch; empty for the whole tree. */
export const askPushSchema = z.object({
  path: z
    .string()
    .max(4000)
    .optional()
    .transform((value) => value ?? ""),
});

export const wikiImportSchema = z.object({
  wikiId: z.uuid("Choisissez un wiki."),
  pageTitle: lineSchema(255, "Donnez le titre de la page, comme le wiki l’écrit."),
  parentId: z
    .uuid("Choisissez une fiche de la liste.")
    .optional()
    .transform((value) => value ?? null),
  licenceExpression: z.enum(sheetLicences, "Choisissez la licence que ce wiki annonce."),
});
export type WikiImport = z.output<typeof wikiImportSchema>;

export const pageStates = ["pushed", "settled", "conflict", "failed"] as const;
export type PageState = (typeof pageStates)[number];
export const pageStateLabels: Record<PageState, string> = {
  pushed: "Envoyée",
  settled: "Prête à repartir",
  conflict: "Conflit",
  failed: "Refusée",
};

/** Why a push or an import is not asked for. */
export const wikiRefusals = {
  nothing_published:
    "Rien de cette branche n’est publié\u202f: seul ce qui est public part sur un wiki.",
  no_password: "Donnez d’abord le compte et le mot de passe du robot de ce wiki.",
  parent_unknown: "Cette fiche n’existe plus. Choisissez-en une autre.",
  not_in_conflict: "Cette page n’est plus en conflit\u202f: rechargez la page.",
  too_long: "Le texte du wiki est trop long pour une fiche.",
  of_the_directory:
    "Cette fiche est faite par l’annuaire\u202f: corrigez plutôt la ressource dont elle parle.",
} as const;
