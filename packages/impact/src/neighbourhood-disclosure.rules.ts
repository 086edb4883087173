import { THRESHOLD } from "./disclosure.rules.ts";

/** People by the code of their neighbourhood. */
export type NeighbourhoodCounts = Readonly<Record<string, number>>;

/** Where each neighbourhood is: its intercommunalities, or its départements where it has none. */
export type Places = ReadonlyMap<string, readonly string[]>;

/**
 * How many people live in each neighbourhood, as far as somebody outside the team may know. A neighbourhood that is not
 * in the answer is withheld, be it empty or not.
 *
 * One is shown from `threshold` people on. What is left, which anybody can compute since the people of all priority
 * neighbourhoods are shown together, must say nothing of any one of those that are withheld: at least `threshold` people,
 * and few enough for any of them to be empty while none of the others reaches the threshold. Otherwise the smallest ones
 * that are shown are withheld too, equal ones together, until at least twice the threshold are left; and when that is
 * never so, nothing is shown. Those withheld are counted in the places of the shown ones alone, where whoever knows the
 * cooperative looks for its people. Where the others live has no part in it, or the page would tell it.
 * @param places every neighbourhood that people of the grant could live in, whether or not somebody does
 * @param priority people who live in one, when that figure is itself shown; null shows nothing
 */
export function protectNeighbourhoods(
  counts: NeighbourhoodCounts,
  places: Places,
  priority: number | null,
  threshold = THRESHOLD,
): NeighbourhoodCounts {
  if (priority === null) return {};
  const peopleOf = (code: string) => counts[code] ?? 0;
  let shown = [...places.keys()].filter((code) => peopleOf(code) >= threshold);
  for (let least = threshold; shown.length > 0; least = 2 * threshold) {
    const left = shown.reduce((rest, code) => rest - peopleOf(code), priority);
    const most = (withheldAround(shown, places) - 1) * (threshold - 1);
    if (left >= least && left <= most) {
      return Object.fromEntries(shown.map((code) => [code, peopleOf(code)]));
    }
    const smallest = Math.min(...shown.map(peopleOf));
    shown = shown.filter((code) => peopleOf(code) > smallest);
  }
  return {};
}

/** How many others are in the places of the shown ones. */
function withheldAround(shown: readonly string[], places: Places): number {
  const around = new Set(shown.flatMap((code) => places.get(code) ?? []));
  const others = [...places].filter(
    ([code, those]) => !shown.includes(code) && those.some((place) => around.has(place)),
  );
  return others.length;
}
