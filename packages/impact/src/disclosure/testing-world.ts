import { type Breakdown, breakdowns, cellsOf } from "./breakdown.rules.ts";
import type { NeighbourhoodCounts } from "./neighbourhoods.rules.ts";
import type { PeopleCounts } from "./release.schema.ts";

/** Where the people of a made-up world live, when they live in a priority neighbourhood. */
export const neighbourhoods = Array.from({ length: 9 }, (_, index) => `QN${index}`);

type Person = {
  cameOn: string;
  leftOn: string | null;
  exit: "sustainable" | "other_exit";
  pairedOn: string | null;
  neighbourhood: string;
  cells: Record<Exclude<Breakdown, "outcome" | "mentoring">, string>;
  /** From a day on, a file says otherwise. */
  corrected: { on: string; breakdown: keyof Person["cells"]; cell: string } | null;
  /** From a day on, a file is no longer there: it was somebody else's, or entered twice. */
  removedOn: string | null;
};

type Period = { from: string; to: string };

export type World = { people: Person[] };

/** Numbers from 0 to 1 that follow from a seed. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const dayOf = (index: number) =>
  new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);

/** People who come over `days` days. In some worlds answers are spread evenly, in others nearly all are the same. */
export function worldOf(options: {
  seed: number;
  people: number;
  days: number;
  withCorrections: boolean;
}): World {
  const roll = dice(options.seed);
  const day = () => dayOf(Math.floor(roll() * options.days));
  const skews = new Map(breakdowns.map((breakdown) => [breakdown, 1 + roll() * 4]));
  const skew = 1 + roll() * 3;
  const cellOf = (breakdown: Breakdown) => {
    const cells = cellsOf(breakdown);
    return cells[Math.floor(roll() ** (skews.get(breakdown) ?? 1) * cells.length)] ?? "";
  };
  const people = Array.from({ length: options.people }, (): Person => {
    const isCorrected = options.withCorrections && roll() < 0.2;
    const breakdown = (["residence", "kind", "gender", "age", "education"] as const)[
      Math.floor(roll() * 5)
    ];
    return {
      cameOn: day(),
      leftOn: roll() < 0.4 ? day() : null,
      exit: roll() < 0.6 ? "sustainable" : "other_exit",
      pairedOn: roll() < 0.5 ? day() : null,
      neighbourhood: neighbourhoods[Math.floor(roll() ** skew * neighbourhoods.length)] ?? "",
      cells: {
        residence: cellOf("residence"),
        kind: cellOf("kind"),
        gender: cellOf("gender"),
        age: cellOf("age"),
        education: cellOf("education"),
      },
      corrected:
        isCorrected && breakdown ? { on: day(), breakdown, cell: cellOf(breakdown) } : null,
      removedOn: options.withCorrections && roll() < 0.05 ? day() : null,
    };
  });
  return {
    people: people.map((one) =>
      one.leftOn && one.leftOn < one.cameOn ? { ...one, leftOn: null } : one,
    ),
  };
}

/** Who was supported on some day of a period, as the files say at its end. */
function peopleIn({ people }: World, { from, to }: Period): Person[] {
  return people.filter(
    (one) =>
      one.cameOn <= to &&
      (one.leftOn === null || one.leftOn >= from) &&
      (one.removedOn === null || one.removedOn > to),
  );
}

function cellAt(person: Person, breakdown: Breakdown, day: string): string {
  if (breakdown === "outcome") {
    return person.leftOn !== null && person.leftOn <= day ? person.exit : "supported";
  }
  if (breakdown === "mentoring") {
    return person.pairedOn !== null && person.pairedOn <= day ? "paired" : "unpaired";
  }
  const { corrected } = person;
  return corrected?.breakdown === breakdown && corrected.on <= day
    ? corrected.cell
    : person.cells[breakdown];
}

const isIn = (person: Person, breakdown: Breakdown, cell: string, day: string) =>
  neighbourhoods.includes(cell)
    ? cellAt(person, "residence", day) === "priority" && person.neighbourhood === cell
    : cellAt(person, breakdown, day) === cell;

/** People of one cell, which may be a neighbourhood. */
export const countCell = (world: World, period: Period, breakdown: Breakdown, cell: string) =>
  peopleIn(world, period).filter((person) => isIn(person, breakdown, cell, period.to)).length;

export function countsIn(world: World, period: Period): PeopleCounts {
  const people = peopleIn(world, period);
  return Object.fromEntries(
    breakdowns.map((breakdown) => [
      breakdown,
      Object.fromEntries(
        cellsOf(breakdown).map((cell) => [
          cell,
          people.filter((person) => isIn(person, breakdown, cell, period.to)).length,
        ]),
      ),
    ]),
  ) as PeopleCounts;
}

export function neighbourhoodsIn(world: World, period: Period): NeighbourhoodCounts {
  const people = peopleIn(world, period);
  return Object.fromEntries(
    neighbourhoods.map((code) => [
      code,
      people.filter((person) => isIn(person, "residence", code, period.to)).length,
    ]),
  );
}
