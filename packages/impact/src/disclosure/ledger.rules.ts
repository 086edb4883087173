import type { Breakdown } from "./breakdown.rules.ts";
import type { PeopleClass, ReleaseShown } from "./release.schema.ts";

/** What releases of one ledger say, to everybody who may read it: each figure with the day it was last shown at. */
type Ledger = readonly ReleaseShown[];

type Dated<Value> = Value & { cutOffOn: string };

/** A figure that ratios are made of: everybody, or a cell that is shown by itself. */
export type Part = "total" | { breakdown: Breakdown; cell: string };

/**
 * May this day be a cut-off? A ledger goes forward: a figure said later of an earlier day would be compared with those said
 * before. Two grants of the same period have one ledger, and each is read with what was released of the other.
 */
export const isAfterAll = (ledger: readonly { cutOffOn: string }[], cutOffOn: string): boolean =>
  ledger.every((one) => one.cutOffOn < cutOffOn);

export function readTotal(ledger: Ledger): Dated<{ people: number }> | null {
  return readPart(ledger, "total");
}

export function readTable(
  ledger: Ledger,
  breakdown: Breakdown,
): Dated<{ classes: PeopleClass[] }> | null {
  const last = ledger.findLast((one) => one.tables[breakdown]);
  const classes = last?.tables[breakdown];
  return last && classes ? { classes, cutOffOn: last.cutOffOn } : null;
}

/** People of one cell, when it is shown by itself where its table was last shown. */
export function readCell(
  ledger: Ledger,
  breakdown: Breakdown,
  cell: string,
): Dated<{ people: number }> | null {
  const table = readTable(ledger, breakdown);
  const people = table && shownCell(table.classes, cell);
  return table && people !== null ? { people, cutOffOn: table.cutOffOn } : null;
}

/** One figure over another, at the last day that showed both: mixing two days would say something of neither. */
export function readRatio(
  ledger: Ledger,
  numerator: Part,
  denominator: Part,
): Dated<{ numerator: number; denominator: number }> | null {
  for (const release of [...ledger].reverse()) {
    const above = partOf(release, numerator);
    const below = partOf(release, denominator);
    if (above !== null && below !== null) {
      return { numerator: above, denominator: below, cutOffOn: release.cutOffOn };
    }
  }
  return null;
}

function readPart(ledger: Ledger, part: Part): Dated<{ people: number }> | null {
  const last = ledger.findLast((release) => partOf(release, part) !== null);
  const people = last && partOf(last, part);
  return last && people != null ? { people, cutOffOn: last.cutOffOn } : null;
}

const partOf = (release: ReleaseShown, part: Part): number | null =>
  part === "total" ? release.total : shownCell(release.tables[part.breakdown] ?? null, part.cell);

/** The figure of one cell, when it is shown by itself. */
export function shownCell(classes: readonly PeopleClass[] | null, cell: string): number | null {
  const found = classes?.find(({ cells }) => cells.length === 1 && cells[0] === cell);
  return found?.people ?? null;
}
