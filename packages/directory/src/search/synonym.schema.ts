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

export type SynonymRefusal =
  | { ok: false; reason: "says_nothing" }
  /** `term`, as it was typed, is in that group already. */
  | { ok: false; reason: "already_there"; term: string; group: { id: string; terms: string } };

/** What is said beside the field. */
export function synonymRefusal(refusal: SynonymRefusal): string {
  if (refusal.reason === "says_nothing") {
    return "La recherche ne retient qu’un de ces mots\u202f: les autres sont trop courants, ou sont le même mot.";
  }
  return `«\u202f${refusal.term}\u202f» est déjà dans le groupe «\u202f${refusal.group.terms}\u202f». Complétez ce groupe-là.`;
}
