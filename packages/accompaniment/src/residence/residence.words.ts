import { doubtSentences } from "@essaim/territory/geocoding/score.rules";
import { residenceLabels } from "../worker/worker.schema.ts";
import type { ResidenceAnswer, ResidenceDoubt } from "./residence.schema.ts";

/** What each doubt is, to whoever looks at an answer. */
export const residenceDoubtSentences: Record<ResidenceDoubt, string> = {
  ...doubtSentences,
  not_found: "Le service d’adresses ne connaît pas cette adresse.",
  unavailable:
    "Le service d’adresses n’a pas encore répondu\u202f: il sera interrogé de nouveau cette nuit.",
  not_covered: "Les contours des quartiers de ce département ne sont pas dans Essaim.",
  approximate_contours: "Contours approximatifs, inventés pour la démonstration.",
  neighbourhood_ended:
    "Le quartier de 2015 choisi n’est plus en vigueur\u202f: cherchez l’adresse ou répondez de nouveau.",
};

/** « Secteur Sud », « Hors quartier prioritaire », « Non localisé ». */
export function answerInWords(
  said: Pick<ResidenceAnswer, "answer" | "neighbourhoodCode" | "neighbourhoodName">,
): string {
  return said.neighbourhoodName ?? said.neighbourhoodCode ?? residenceLabels[said.answer];
}
