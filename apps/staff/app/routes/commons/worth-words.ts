import type { Worth } from "@essaim/commons/valuation/valuation.rules";
import { formatCents, formatDate, formatDuration } from "@essaim/ui/format";

/** How the value of a contribution is counted, in words: « 1 h 30 à 30,00 € l’heure ». */
export function worthFormula(worth: Worth): string {
  switch (worth.how) {
    case "paid":
      return "Ce qui a été payé.";
    case "hours":
      return `${formatDuration(worth.minutes)} à ${formatCents(worth.centsPerHour)} l’heure, par la règle du ${formatDate(worth.validFrom)}.`;
    case "each":
      return `${formatCents(worth.cents)} la contribution, par la règle du ${formatDate(worth.validFrom)}.`;
    case "no_duration":
      return "Pas encore calculée\u202f: indiquez le temps passé, que la règle compte à l’heure.";
    case "no_rule":
      return "Aucune règle de valorisation ne vaut pour elle ce jour-là.";
  }
}
