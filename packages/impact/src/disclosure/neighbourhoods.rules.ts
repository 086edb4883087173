/** People by the code of their neighbourhood. */
export type NeighbourhoodCounts = Readonly<Record<string, number>>;

/** Where each neighbourhood is: its intercommunalities, or its départements where it has none. */
export type Places = ReadonlyMap<string, readonly string[]>;

/** A map as a release showed it, and the people of all priority neighbourhoods at the same cut-off. */
export type MapShown = { people: NeighbourhoodCounts; priority: number };

type Decision = {
  /** Maps shown before of the same ledger, in order of cut-off. */
  history: readonly MapShown[];
  counts: NeighbourhoodCounts;
  /** Every neighbourhood that people of the grant could live in, whether or not somebody does. */
  places: Places;
  /** People who live in one, when this very release shows that figure by itself; otherwise null, and nothing is shown. */
  priority: number | null;
  threshold: number;
};

/**
 * The map of a release, or null: the former one stays, with its day, if there is one. A map after others names the same
 * neighbourhoods, each with at least `threshold` more people, and leaves at least `2 * threshold - 1` more to all others:
 * who came into a withheld one may then be anybody, and from none to all of them.
 */
export function decideNeighbourhoods({
  history,
  counts,
  places,
  priority,
  threshold,
}: Decision): NeighbourhoodCounts | null {
  if (priority === null) return null;
  const last = history.at(-1);
  if (!last) {
    const first = protectNeighbourhoods(counts, places, priority, threshold);
    return Object.keys(first).length > 0 ? first : null;
  }
  const codes = Object.keys(last.people);
  const people = Object.fromEntries(codes.map((code) => [code, counts[code] ?? 0]));
  const isFar = codes.every((code) => (people[code] ?? 0) - (last.people[code] ?? 0) >= threshold);
  const left = leftOf(people, priority);
  const hasRoom =
    left - leftOf(last.people, last.priority) >= 2 * threshold - 1 &&
    left <= mostHidden(codes, places, threshold);
  return isFar && hasRoom ? people : null;
}

/**
 * How many people live in each neighbourhood, as far as somebody outside the team may know who reads no other map of
 * them. A neighbourhood that is not in the answer is withheld, be it empty or not.
 *
 * One is shown from `threshold` people on. What is left, which anybody can compute since the people of all priority
 * neighbourhoods are shown together, must say nothing of any one of those that are withheld: at least `2 * threshold - 1`
 * people, and few enough for any of them to be empty while none of the others reaches the threshold. Otherwise the smallest
 * ones that are shown are withheld too, equal ones together, until it holds; and when it never does, nothing is shown.
 * Those withheld are counted in the places of the shown ones alone, where whoever knows the cooperative looks for its
 * people. Where the others live has no part in it, or the page would tell it.
 */
export function protectNeighbourhoods(
  counts: NeighbourhoodCounts,
  places: Places,
  priority: number,
  threshold: number,
): NeighbourhoodCounts {
  const peopleOf = (code: string) => counts[code] ?? 0;
  let codes = [...places.keys()].filter((code) => peopleOf(code) >= threshold);
  while (codes.length > 0) {
    const people = Object.fromEntries(codes.map((code) => [code, peopleOf(code)]));
    const left = leftOf(people, priority);
    if (left >= 2 * threshold - 1 && left <= mostHidden(codes, places, threshold)) return people;
    const smallest = Math.min(...codes.map(peopleOf));
    codes = codes.filter((code) => peopleOf(code) > smallest);
  }
  return {};
}

const leftOf = (people: NeighbourhoodCounts, priority: number) =>
  Object.values(people).reduce((left, one) => left - one, priority);

/** How many people the others in the places of the shown ones may hold, one of them empty and none at the threshold. */
function mostHidden(shown: readonly string[], places: Places, threshold: number): number {
  const around = new Set(shown.flatMap((code) => places.get(code) ?? []));
  const others = [...places].filter(
    ([code, those]) => !shown.includes(code) && those.some((place) => around.has(place)),
  );
  return (others.length - 1) * (threshold - 1);
}
