import { type Breakdown, cuts, type PeopleClass } from "@essaim/impact/disclosure.rules";

/** The words of each class of people that may be shown, merged ones included; keyed by their cells. */
const labels: Record<Breakdown, Record<string, string>> = {
  residence: {
    priority: "En quartier prioritaire",
    outside: "Hors quartier prioritaire",
    unknown: "Quartier non renseigné",
    "outside+unknown": "Hors quartier prioritaire, ou adresse inconnue",
  },
  kind: {
    platform_worker: "Travail de plateforme",
    commons_contributor: "Contribution à un commun",
    both: "Plateforme et commun",
    "commons_contributor+both": "Contribution à un commun, avec ou sans plateforme",
  },
};

export const breakdownTitles: Record<Breakdown, string> = {
  residence: "Où vivent ces personnes\u202f?",
  kind: "Comment travaillent-elles\u202f?",
};

export type PeopleRow = { label: string; people: number | null };

/** The rows of a table of people; a withheld breakdown has its classes, without a figure. */
export function peopleRows(breakdown: Breakdown, classes: PeopleClass[] | null): PeopleRow[] {
  const label = (cells: readonly string[]) =>
    labels[breakdown][cells.join("+")] ?? cells.join(", ");
  if (classes) return classes.map(({ cells, people }) => ({ label: label(cells), people }));
  return (cuts[breakdown][0] ?? []).map((cells) => ({ label: label(cells), people: null }));
}
