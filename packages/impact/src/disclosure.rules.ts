/**
 * Disclosure control: what may be said about how many people there are, to somebody outside the team.
 * The method, its guarantee and its limits are written in docs/DISCLOSURE.md.
 */

/** Fewer people than this in a class, none included, and the class is not shown. */
export const THRESHOLD = 5;

export type Breakdown = "residence" | "kind";

/** A way of cutting a breakdown: each inner list is a class shown as one figure. */
type Cut = readonly (readonly string[])[];

/**
 * The cuts of each breakdown, from the finest to the coarsest. Each one only merges classes of the one
 * before: a choice between cuts that are not nested would itself say which cell is small.
 */
export const cuts: Record<Breakdown, readonly Cut[]> = {
  residence: [
    [["priority"], ["outside"], ["unknown"]],
    [["priority"], ["outside", "unknown"]],
  ],
  kind: [
    [["platform_worker"], ["commons_contributor"], ["both"]],
    [["platform_worker"], ["commons_contributor", "both"]],
  ],
};

/** People of one grant by each breakdown. Both add up to the same people. */
export type PeopleCounts = Record<Breakdown, Readonly<Record<string, number>>>;

export type PeopleClass = { cells: readonly string[]; people: number };

/** What is shown; null is withheld. Holds no figure that is withheld. */
export type ShownPeople = {
  total: number | null;
  residence: PeopleClass[] | null;
  kind: PeopleClass[] | null;
};

export const nobodyShown: ShownPeople = { total: null, residence: null, kind: null };

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, people) => total + people, 0);

function classesOf(cut: Cut, counts: Readonly<Record<string, number>>): PeopleClass[] {
  return cut.map((cells) => ({
    cells,
    people: cells.reduce((total, cell) => total + (counts[cell] ?? 0), 0),
  }));
}

/** The finest cut of which every class holds at least `threshold` people, or null when there is none. */
function protectBreakdown(
  breakdown: Breakdown,
  counts: Readonly<Record<string, number>>,
  threshold: number,
): PeopleClass[] | null {
  for (const cut of cuts[breakdown]) {
    const classes = classesOf(cut, counts);
    if (classes.every(({ people }) => people >= threshold)) return classes;
  }
  return null;
}

/** What a funder may see of the people of one grant. */
export function protectPeople(counts: PeopleCounts, threshold = THRESHOLD): ShownPeople {
  const total = sum(counts.residence);
  if (total < threshold) return nobodyShown;
  return {
    total,
    residence: protectBreakdown("residence", counts.residence, threshold),
    kind: protectBreakdown("kind", counts.kind, threshold),
  };
}

/** Everything, in the same shape: for the team, which reads the people's files anyway. */
export function exactPeople(counts: PeopleCounts): ShownPeople {
  return {
    total: sum(counts.residence),
    residence: classesOf(cuts.residence[0] ?? [], counts.residence),
    kind: classesOf(cuts.kind[0] ?? [], counts.kind),
  };
}

/** The figure of one cell, when it is shown by itself. */
export function shownCell(classes: PeopleClass[] | null, cell: string): number | null {
  const found = classes?.find(({ cells }) => cells.length === 1 && cells[0] === cell);
  return found?.people ?? null;
}

/** A declared number of people (an estimate, no file behind it): the same threshold. */
export function protectDeclaredPeople(people: number | null, threshold = THRESHOLD): number | null {
  return people !== null && people >= threshold ? people : null;
}

const monthOf = (day: string) => day.slice(0, 7);

type Period = { id: string; startsOn: string; endsOn: string };

/**
 * Which grants of one funder show figures of people. Two periods that share a month are never both shown,
 * unless they are the same period: the difference would count the few who came in between. Months rather
 * than days, since declared figures are counted by month. The choice
 * rests on the periods alone, first come first served, so that it says nothing about people and a later
 * grant never takes back what was shown.
 * @param grants all those the funder may see, in the order in which they were created
 * @returns for each grant, the one whose figures stand in for its own; null when it shows its own
 */
export function decideOverlaps(grants: readonly Period[]): Map<string, string | null> {
  const decided = new Map<string, string | null>();
  const shown: Period[] = [];
  for (const grant of grants) {
    const standIn = shown.find(
      (other) =>
        monthOf(other.startsOn) <= monthOf(grant.endsOn) &&
        monthOf(grant.startsOn) <= monthOf(other.endsOn) &&
        !(other.startsOn === grant.startsOn && other.endsOn === grant.endsOn),
    );
    decided.set(grant.id, standIn?.id ?? null);
    if (!standIn) shown.push(grant);
  }
  return decided;
}
