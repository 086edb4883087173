import {
  costsOf,
  epochsOf,
  peopleIn,
  programOf,
  type Quantity,
  range,
  type Shown,
  valueIn,
} from "./audit-program.rules.ts";
import type { Table } from "./breakdown.rules.ts";
import { peopleOf } from "./primary.rules.ts";
import type { Solver } from "./solver.ts";
import { isTold, refusedOf } from "./told.rules.ts";

type Audit = {
  /** In order of cut-off, the release in question last. */
  shown: readonly Shown[];
  table: Table;
  threshold: number;
  solver: Solver;
};

/**
 * People of a cell at a cut-off, or how many more than at an earlier one, that no figure says by itself. As far as solutions
 * found until now go, it may be as little as `least` and as much as `most`.
 */
type Hidden = Quantity & {
  /** May it only be zero or more? */
  isCount: boolean;
  least: number;
  most: number;
};

/** So much more than anything else that nothing else matters. */
const foremost = 1_000;

/** Far below one person, far above what a solver rounds. */
const tolerance = 1e-6;

/**
 * Does all that was shown of one breakdown still hide its small numbers? A reader is taken to know the rule by heart, to
 * solve every equation, and to know that nobody leaves a cell unless it is the one that people leave, or a figure fell and so
 * says that files were corrected. Everything that no figure says by itself, people of a cell at a cut-off or between
 * two, must then be at least `threshold` for certain, or else possibly none and possibly `2 * threshold - 1`: whatever small
 * number it really is, it is not known from zero, nor to better than `threshold`. Possible is what is so in a world of
 * whole people of which the rule would have shown the very same.
 *
 * It looks at what is shown alone: that a table was refused here says nothing of what it would have hidden.
 */
export function isSafe({ shown, table, threshold, solver }: Audit): boolean {
  const cells = table.cuts[0].flat();
  const width = cells.length;
  const epochs = epochsOf(shown, table.left);
  const hidden = hiddenOf(shown, cells, table.left, epochs, threshold);
  if (hidden.length === 0) return true;

  const refused = refusedOf(shown, table, threshold);
  const enough = 2 * threshold - 1;
  const isHidden = ({ least, most, isCount }: Hidden) =>
    isCount ? least <= 0 && most >= enough : most - least >= enough;

  return solver(programOf(shown, cells, table.left, epochs), (minimise) => {
    let open = hidden;
    /** Looks for a world where these are as small as can be, or as large, and keeps what it shows of all the others. */
    const look = (wanted: readonly (readonly [Hidden, number])[]): number[] | null => {
      const solution = minimise(costsOf(wanted, width, epochs));
      if (!solution) return null;
      const people = peopleIn(solution, width, epochs);
      if (!solution.every(isWhole) || !isTold(people, width, refused)) return people;
      for (const one of open) {
        const value = Math.round(valueIn(people, one, width));
        if (value < one.least) one.least = value;
        if (value > one.most) one.most = value;
      }
      open = open.filter((one) => !isHidden(one));
      return people;
    };
    /** One cell as large as can be, all others as small. */
    const towards = (turn: number, those: readonly Hidden[]): (readonly [Hidden, number])[] =>
      those.map((one) => [one, one.cell === turn ? -1 : 1]);

    // One world proves many.
    for (const turn of cells.keys()) {
      if (open.some(({ cell }) => cell === turn) && !look(towards(turn, open))) return false;
    }
    while (open[0]) {
      const one = open[0];
      const smallest = look([[one, 1]]);
      const largest = smallest && look([[one, -1]]);
      if (!largest) return false;
      const isSurelyMore = valueIn(smallest, one, width) >= threshold - tolerance;
      const isSurelyLess = valueIn(largest, one, width) <= tolerance - threshold;
      if (!isSurelyMore && !isSurelyLess) {
        // Where the rule would have shown something else in the extreme worlds found, others are as extreme.
        for (let turn = 0; turn < width && !isHidden(one); turn++) {
          for (const sign of [foremost, -foremost]) look([[one, sign], ...towards(turn, hidden)]);
        }
        if (!isHidden(one)) return false;
      }
      open = open.filter((other) => other !== one);
    }
    return true;
  });
}

const isWhole = (value: number) => Math.abs(value - Math.round(value)) < tolerance;

function hiddenOf(
  shown: readonly Shown[],
  cells: readonly string[],
  left: string | undefined,
  epochs: readonly number[],
  threshold: number,
): Hidden[] {
  const hidden: Hidden[] = [];
  for (const [cell, name] of cells.entries()) {
    const figures = shown.map(({ classes }) => peopleOf(classes, [name]));
    const isLeft = name === left;
    for (const to of shown.keys()) {
      for (const from of [null, ...range(0, to - 1)]) {
        const isSaid = figures[to] !== null && (from === null || figures[from] !== null);
        const isCount = from === null || (!isLeft && epochs[from] === epochs[to]);
        if (isSaid || (isCount && !isLeft && isSurelyLarge(figures, epochs, from, to, threshold)))
          continue;
        hidden.push({
          cell,
          from,
          to,
          isCount,
          least: Number.POSITIVE_INFINITY,
          most: Number.NEGATIVE_INFINITY,
        });
      }
    }
  }
  return hidden;
}

/** Does a figure of the same cell inside the span say already that enough came? Saves asking the solver. */
function isSurelyLarge(
  figures: readonly (number | null)[],
  epochs: readonly number[],
  from: number | null,
  to: number,
  threshold: number,
): boolean {
  const start = from ?? epochs[to] ?? 0;
  const inside = figures.slice(start, to + 1).filter((figure) => figure !== null);
  const before = from === null ? 0 : inside[0];
  const after = inside.at(-1);
  return before !== undefined && after !== undefined && after - before >= threshold;
}
