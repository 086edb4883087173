import type { PayingLine } from "@essaim/funding/budget/paying-line.queries";
import type { Mapping, Place, Placement } from "@essaim/funding/import/mapping.schema";
import { folded } from "@essaim/territory/text/word.rules";

/** Stock, interest, fines, depreciation and taxes on profit: hardly ever what an agreement pays. */
const rarelyPaid = /^(603|66|67|68|69)/;

/**
 * Where each place of a file may go, before somebody says: as last time, or on the line that bears the same name.
 * @param known what was matched already, or in the last file of its kind
 */
export function suggestPlaces(
  places: readonly Place[],
  lines: readonly PayingLine[],
  known: Mapping | null,
): Record<string, Placement> {
  const offered = new Set(lines.map((line) => line.id));
  return Object.fromEntries(
    places.map(({ place, label }): [string, Placement] => {
      const before = known?.places[place];
      if (before === "own" || before === "skip") return [place, before];
      if (before && offered.has(before)) return [place, before];
      const named = lines.filter((line) => folded(line.label) === folded(label));
      if (named.length === 1 && named[0]) return [place, named[0].id];
      return [place, rarelyPaid.test(place) ? "skip" : "own"];
    }),
  );
}
