import type { ShownPeople } from "@essaim/impact/disclosure.rules";
import { shownCell } from "@essaim/impact/disclosure.rules";
import type { Figure } from "@essaim/impact/figures.rules";
import { formatNumber, formatPercent, plural } from "@essaim/ui/format";

/** « 2 objectifs sur 7 sont atteints, 3 avancent… »: what a drawing of targets against actuals shows. */
export function targetsSentence(figures: readonly Figure[]): string {
  const known = figures.filter((figure) => figure.actual !== null);
  const reached = known.filter((figure) => (figure.actual ?? 0) >= figure.target).length;
  const withheld = figures.filter((figure) => figure.withheld !== null).length;
  const silent = figures.length - known.length - withheld;
  const all = formatNumber(figures.length);
  const first =
    reached === 0
      ? `Aucun des ${plural(figures.length, "objectif", "objectifs")} n’est atteint`
      : reached === 1
        ? `1\u00a0objectif sur ${all} est atteint`
        : `${plural(reached, "objectif", "objectifs")} sur ${all} sont atteints`;
  const others = [
    withheld > 0 && (withheld === 1 ? "1\u00a0est masqué" : `${withheld} sont masqués`),
    silent > 0 && `${formatNumber(silent)} n’${silent === 1 ? "a" : "ont"} pas encore de chiffre`,
  ].filter(Boolean);
  if (figures.length === 1) {
    return oneTarget(figures[0], reached === 1, withheld === 1);
  }
  return [first, ...others].join(", ").concat(".");
}

function oneTarget(figure: Figure | undefined, isReached: boolean, isWithheld: boolean): string {
  if (isWithheld) return "Le seul objectif de ce financement est masqué.";
  if (isReached) return "Le seul objectif de ce financement est atteint.";
  return figure?.actual === null
    ? "Le seul objectif de ce financement n’a pas encore de chiffre."
    : "Le seul objectif de ce financement n’est pas atteint.";
}

/** « 25 personnes accompagnées, dont 13 en quartier prioritaire (52 %). », from what is shown alone. */
export function peopleSentence(people: ShownPeople): string {
  const { total } = people;
  if (total === null) return "Le nombre de personnes accompagnées est masqué.";
  if (total === 0) return "Personne n’a encore été accompagné pendant cette période.";
  const accompanied = plural(total, "personne accompagnée", "personnes accompagnées");
  const priority = shownCell(people.residence, "priority");
  if (priority === null) return `${accompanied} pendant la période.`;
  const share = formatPercent(priority / total);
  return `${accompanied} pendant la période, dont ${formatNumber(priority)} en quartier prioritaire (${share}).`;
}
