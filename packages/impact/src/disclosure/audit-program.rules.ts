import { peopleOf } from "./primary.rules.ts";
import type { PeopleClass } from "./release.schema.ts";
import type { LinearProgram } from "./solver.ts";

/** What one breakdown showed at one cut-off; null: the total alone. */
export type Shown = { total: number; classes: readonly PeopleClass[] | null };

/**
 * For each release, the first one of its epoch. A figure that fell, of a class that nobody leaves, says that files were
 * corrected: from there on people are counted anew.
 */
export function epochsOf(shown: readonly Shown[], left: string | undefined): number[] {
  const epochs: number[] = [];
  for (const [to, { total, classes }] of shown.entries()) {
    const start = epochs[to - 1] ?? 0;
    const before = shown.slice(start, to);
    const fell =
      before.some((one) => one.total > total) ||
      classes?.some(
        ({ cells, people }) =>
          !cells.includes(left ?? "") &&
          before.some((one) => (peopleOf(one.classes, cells) ?? 0) > people),
      );
    epochs.push(fell ? to : start);
  }
  return epochs;
}

// The variables are, of each release, those who came into each cell since the one before, or since ever when an epoch
// begins. People of a cell at a cut-off are the sum of them since the epoch began.
export const at = (release: number, cell: number, width: number) => release * width + cell;

/** People of a cell at a cut-off, less those of it at an earlier one. */
export type Quantity = { cell: number; from: number | null; to: number };

/** What the variables cost when quantities do. */
export function costsOf(
  wanted: readonly (readonly [Quantity, number])[],
  width: number,
  epochs: readonly number[],
): number[] {
  const costs = new Array<number>(epochs.length * width).fill(0);
  const add = (release: number, cell: number, cost: number) => {
    costs[at(release, cell, width)] = (costs[at(release, cell, width)] ?? 0) + cost;
  };
  for (const [{ cell, from, to }, sign] of wanted) {
    add(to, cell, sign);
    if (from !== null) add(from, cell, -sign);
  }
  for (let release = epochs.length - 1; release > 0; release--) {
    if (epochs[release] === release) continue;
    for (let cell = 0; cell < width; cell++) {
      add(release - 1, cell, costs[at(release, cell, width)] ?? 0);
    }
  }
  return costs;
}

/** People of each cell at each cut-off. */
export function peopleIn(
  solution: readonly number[],
  width: number,
  epochs: readonly number[],
): number[] {
  const people = [...solution];
  for (const [release, epoch] of epochs.entries()) {
    if (epoch === release) continue;
    for (let cell = 0; cell < width; cell++) {
      const index = at(release, cell, width);
      people[index] = (people[index] ?? 0) + (people[index - width] ?? 0);
    }
  }
  return people;
}

export function valueIn(people: readonly number[], { cell, from, to }: Quantity, width: number) {
  const before = from === null ? 0 : (people[at(from, cell, width)] ?? 0);
  return (people[at(to, cell, width)] ?? 0) - before;
}

/** All that was shown, as equations. */
export function programOf(
  shown: readonly Shown[],
  cells: readonly string[],
  left: string | undefined,
  epochs: readonly number[],
): LinearProgram {
  const columns = shown.flatMap((_, release) =>
    cells.map((cell) =>
      cell === left && epochs[release] !== release ? Number.NEGATIVE_INFINITY : 0,
    ),
  );
  const rows: LinearProgram["rows"][number][] = [];
  const add = (names: readonly string[], to: number, least: number, most: number) => {
    const terms = new Map<number, number>();
    for (const name of names) {
      for (const release of range(epochs[to] ?? 0, to)) {
        terms.set(at(release, cells.indexOf(name), cells.length), 1);
      }
    }
    rows.push({ terms, least, most });
  };
  for (const [to, { total, classes }] of shown.entries()) {
    if (left) add([left], to, 0, Number.POSITIVE_INFINITY);
    const figures = classes ?? [{ cells, people: total }];
    for (const figure of figures) add(figure.cells, to, figure.people, figure.people);
  }
  return { columns, rows };
}

export const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
