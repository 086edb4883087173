import { at, type Shown } from "./audit-program.rules.ts";
import type { Table } from "./breakdown.rules.ts";
import { formerOf, leastOf, refuse } from "./primary.rules.ts";

/** A class of a cut that was not shown, and why it may have been refused: below `least`, or as close to a former figure. */
export type Refusable = { cells: readonly number[]; least: number; before: readonly number[] };

/** Of each release, the cuts finer than the one that it showed: the rule refused a class of each. */
export function refusedOf(
  shown: readonly Shown[],
  { cuts }: Table,
  threshold: number,
): Refusable[][][] {
  const cells = cuts[0].flat();
  return shown.map(({ classes }, release) => {
    const former = shown.slice(0, release).map((one) => one.classes);
    return cuts
      .filter((cut) => cut.length > (classes?.length ?? 0))
      .map((cut) =>
        cut.map((names) => ({
          cells: names.map((name) => cells.indexOf(name)),
          least: leastOf(names, threshold),
          before: formerOf(former, names),
        })),
      );
  });
}

/** Would the rule have shown the same, had these been the people? */
export function isTold(
  people: readonly number[],
  width: number,
  refused: readonly Refusable[][][],
) {
  return refused.every((cuts, release) =>
    cuts.every((cut) =>
      cut.some(({ cells, least, before }) => {
        const sum = cells.reduce((all, cell) => all + (people[at(release, cell, width)] ?? 0), 0);
        return refuse(Math.round(sum), before, least) !== null;
      }),
    ),
  );
}
