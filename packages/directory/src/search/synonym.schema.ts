import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

/** Of one group, so that a search stays quick and its page readable. */
const mostTerms = 12;

/** « vélo-cargo, triporteur »: what an editor writes, each term once, in their order. */
const termsSchema = z
  .string("Écrivez deux mots ou plus, avec une virgule entre eux.")
  .max(300)
  .transform((written) => {
    const terms = written
      .split(/[,;\n]/)
      .map((term) => term.replace(/\s+/gu, " ").trim())
      .filter((term) => /[\p{L}\p{N}]/u.test(term));
    const once = new Map(terms.map((term) => [term.toLocaleLowerCase("fr"), term]));
    return [...once.values()];
  })
  .refine((terms) => terms.length >= 2, "Écrivez deux mots ou plus, avec une virgule entre eux.")
  .refine(
    (terms) => terms.length <= mostTerms,
    `Écrivez ${mostTerms} mots au plus\u202f: faites-en deux groupes.`,
  )
  .refine((terms) => terms.every((term) => term.length <= 60), "Un de ces mots est trop long.")
  .transform((terms) => terms.join(", "));

export const addSynonymSchema = z.object({ terms: termsSchema });
export const editSynonymSchema = z.object({
  id: z.uuid(),
  version: versionSchema,
  terms: termsSchema,
});
export const removeSynonymSchema = z.object({ id: z.uuid() });

export type SynonymRefusal = "says_nothing" | "already_there";
export const synonymRefusals: Record<SynonymRefusal, { field: string; message: string }> = {
  says_nothing: {
    field: "terms",
    message:
      "La recherche ne retient qu’un de ces mots\u202f: les autres sont trop courants, ou sont le même mot.",
  },
  already_there: {
    field: "terms",
    message: "Un de ces mots est déjà dans un autre groupe. Complétez ce groupe-là.",
  },
};
