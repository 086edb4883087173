import type { Breakdown } from "@essaim/impact/disclosure/breakdown.rules";
import type { Kept } from "@essaim/impact/disclosure/release.rules";
import { tableTitle } from "@essaim/impact/release/release.words";

const reasons: Record<Kept, string> = {
  small: "trop peu de personnes dans une classe",
  close: "trop peu de changement depuis le dernier arrêté",
  deducible: "un petit nombre se retrouverait avec ce qui a déjà été montré",
  total: "un autre financement montre les personnes de ces mois",
};

/** Why each table, or the number of people, is not shown anew. */
export function keptSentences(kept: Partial<Record<"total" | Breakdown, Kept>>): string[] {
  const { total } = kept;
  if (total) {
    return [
      `Le nombre de personnes et toutes ses répartitions restent ceux du dernier arrêté, ou masqués\u202f: ${reasons[total]}.`,
    ];
  }
  return Object.entries(kept).map(
    ([what, why]) => `«\u202f${tableTitle(what as Breakdown)}\u202f»\u202f: ${reasons[why]}.`,
  );
}
