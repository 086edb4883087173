import type { Located } from "./place.schema.ts";

/** Under this, an answer is « à vérifier ». */
export const SURE_SCORE = 0.8;

/** Why an answer is not taken as it is. */
export type Doubt =
  | "coarse"
  | "low_score"
  | "no_commune"
  | "other_commune"
  | "rival"
  | "street_only";

export const doubtSentences: Record<Doubt, string> = {
  coarse: "Seule la commune ou le lieu-dit a été trouvé.",
  low_score: "L’adresse trouvée ressemble peu à celle qui est écrite.",
  no_commune:
    "Ni commune ni code postal ne sont écrits\u202f: une rue de ce nom peut être ailleurs.",
  other_commune: "L’adresse trouvée est dans une autre commune.",
  rival: "Une autre adresse ressemble autant à celle qui est écrite.",
  street_only: "Le numéro n’a pas été trouvé, seule la rue l’est.",
};

/**
 * What an answer is worth as proof of a neighbourhood. `unproven`: a locality or a commune is a surface, whose middle
 * says nothing of where somebody lives. `to_check`: somebody looks at it first. A street is one of these, for it may go
 * in and out of a neighbourhood; so is a commune other than the one written.
 */
export function weigh(
  located: Pick<Located, "score" | "type" | "communeCode" | "hasRival">,
  written: { communeCode: string | null; postcode: string | null },
): { verdict: "sure" | "to_check" | "unproven"; doubts: Doubt[] } {
  const isCoarse = located.type === "locality" || located.type === "municipality";
  const doubts: Doubt[] = [];
  if (isCoarse) doubts.push("coarse");
  if (located.type === "street") doubts.push("street_only");
  if (located.score < SURE_SCORE) doubts.push("low_score");
  if (!written.communeCode && !written.postcode) doubts.push("no_commune");
  if (written.communeCode && written.communeCode !== located.communeCode) {
    doubts.push("other_commune");
  }
  if (located.hasRival) doubts.push("rival");
  const verdict = isCoarse ? "unproven" : doubts.length > 0 ? "to_check" : "sure";
  return { verdict, doubts };
}
