import { isSafe } from "./audit.rules.ts";
import { type Breakdown, breakdowns, cellsOf, type Table, tableOf } from "./breakdown.rules.ts";
import { classesOf, formerOf, leastOf, type Refused, refuse } from "./primary.rules.ts";
import type { PeopleClass, PeopleCounts, ReleaseShown, ShownTables } from "./release.schema.ts";
import type { Solver } from "./solver.ts";

/**
 * Why a figure is not shown anew. For the team alone: it says something of what is withheld.
 * - small: somewhere too few people
 * - close: somewhere too little changed since it was last shown
 * - deducible: with what was shown before, a small number would follow
 * - total: the total itself is not shown anew
 */
export type Kept = Refused | "deducible" | "total";

export type Release = {
  total: number | null;
  tables: ShownTables;
  kept: Partial<Record<"total" | Breakdown, Kept>>;
};

type Decision = {
  /** Everything that releases of this ledger have shown, in order of cut-off, all before this one. */
  history: readonly ReleaseShown[];
  /** From the first day of the period to the cut-off. */
  counts: PeopleCounts;
  threshold: number;
  solver: Solver;
};

/**
 * What of a period's people is shown anew at a cut-off. What is not keeps the figure, and the day, of the last release that
 * showed it. The method, its guarantee and its limits are written in docs/DISCLOSURE.md.
 *
 * Since no table is shown without the total, the total of every cut-off is known and the tables say nothing of each other:
 * each is decided by itself, at the finest of its cuts that holds.
 */
export function decideRelease({ history, counts, threshold, solver }: Decision): Release {
  const total = sum(counts.residence);
  for (const breakdown of breakdowns) {
    const ofCells = cellsOf(breakdown).reduce(
      (all, cell) => all + (counts[breakdown][cell] ?? 0),
      0,
    );
    if (ofCells !== total) throw new Error(`${breakdown} does not add up to everybody`);
  }
  const past = history.flatMap((one) => (one.total === null ? [] : [{ ...one, total: one.total }]));
  const why = refuse(
    total,
    past.map((one) => one.total),
    2 * threshold - 1,
  );
  if (why) {
    const kept = Object.fromEntries(breakdowns.map((breakdown) => [breakdown, "total" as const]));
    return { total: null, tables: {}, kept: { ...kept, total: why } };
  }

  const release: Release = { total, tables: {}, kept: {} };
  for (const breakdown of breakdowns) {
    const table = tableOf(breakdown);
    const before = past.map((one) => ({
      total: one.total,
      classes: one.tables[breakdown] ?? null,
    }));
    const holds = (classes: PeopleClass[]) =>
      isSafe({
        shown: [...before, { total, classes }],
        table,
        threshold,
        solver,
      });
    const former = before.map((one) => one.classes);
    const decided = decideTable(table, counts[breakdown], former, threshold, holds);
    if (typeof decided === "string") release.kept[breakdown] = decided;
    else release.tables[breakdown] = decided;
  }
  return release;
}

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, people) => total + people, 0);

/** The finest cut that may be shown, or why there is none. */
function decideTable(
  { cuts }: Table,
  counts: Readonly<Record<string, number>>,
  former: readonly (readonly PeopleClass[] | null)[],
  threshold: number,
  holds: (classes: PeopleClass[]) => boolean,
): PeopleClass[] | Kept {
  let kept: Kept = "small";
  for (const cut of cuts) {
    const classes = classesOf(cut, counts);
    const reasons = classes.map(({ cells, people }) =>
      refuse(people, formerOf(former, cells), leastOf(cells, threshold)),
    );
    if (reasons.includes("small")) continue;
    if (!reasons.includes("close") && holds(classes)) return classes;
    kept = reasons.includes("close") ? "close" : "deducible";
  }
  return kept;
}
