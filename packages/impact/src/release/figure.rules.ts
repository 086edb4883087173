import { breakdowns } from "../disclosure/breakdown.rules.ts";
import { decideDeclared } from "../disclosure/declared.rules.ts";
import { type Part, readCell, readRatio, readTotal } from "../disclosure/ledger.rules.ts";
import type { ReleaseShown } from "../disclosure/release.schema.ts";
import type { Evaluated } from "../registry/evaluate.queries.ts";
import type { Formula } from "../registry/formula.schema.ts";
import { findIndicator, type IndicatorDefinition } from "../registry/indicator.schema.ts";
import type { ReleasedFigure, Withheld } from "./release.schema.ts";

/** What of a figure a release says. */
type Said = Pick<ReleasedFigure, "value" | "asOf" | "withheld" | "parts">;

const unsaid = (withheld: Withheld | null): Said => ({
  value: null,
  asOf: null,
  withheld,
  parts: null,
});

type Known = {
  cutOffOn: string;
  /** Everything shown of the people of this period, this release included. */
  shown: readonly ReleaseShown[];
  /** Does another grant's release show the people of these months instead? Then only what was said already is said. */
  isElsewhere: boolean;
  /** Did another grant that began on the same day say already what there was to say of this day? */
  isSaid: boolean;
  /** What releases made before of the same period said, first day first. */
  former: readonly { cutOffOn: string; figures: readonly ReleasedFigure[] }[];
  exact: ReadonlyMap<string, Evaluated>;
  threshold: number;
};

/**
 * The figure of an indicator, as somebody outside the team may read it. One that counts people is said only where the
 * tables of the release say it already: anything else, counted from the same files, would let a hidden number be found
 * by subtraction.
 */
export function sayFigure(definition: IndicatorDefinition, known: Known): Said {
  if (definition.source === "ratio") return sayRatio(definition, known);
  const exact = exactOf(definition, known);
  if (!definition.countsPeople) return { ...unsaid(null), value: exact, asOf: known.cutOffOn };
  const reason = known.isElsewhere ? "overlap" : "small";
  if (definition.source === "declared") {
    const before = known.former.flatMap(({ figures, cutOffOn }) => {
      const figure = figures.find(({ key }) => key === definition.key);
      return figure?.value != null && figure.asOf === cutOffOn ? [{ ...figure, cutOffOn }] : [];
    });
    const anew =
      known.isElsewhere || known.isSaid
        ? null
        : decideDeclared(
            before.map(({ value }) => value ?? 0),
            exact,
            known.threshold,
          );
    if (anew !== null) return { ...unsaid(null), value: anew, asOf: known.cutOffOn };
    const last = before.at(-1);
    if (last) return { ...unsaid(null), value: last.value, asOf: last.cutOffOn };
    return unsaid(exact === null ? null : reason);
  }
  const part = partOf(definition.formula);
  if (part === null) return unsaid("not_released");
  const read =
    part === "total" ? readTotal(known.shown) : readCell(known.shown, part.breakdown, part.cell);
  return read ? { ...unsaid(null), value: read.people, asOf: read.cutOffOn } : unsaid(reason);
}

/** Where no money was written down, nobody knows that there was none. */
function exactOf({ key, counted }: IndicatorDefinition, { exact }: Known): number | null {
  const found = exact.get(key);
  return !found || (counted === "euros" && found.records === 0) ? null : found.value;
}

/** Which figure of the tables a formula says again, if it does. */
export function partOf({ source, measure, where }: Formula): Part | null {
  if (source !== "people" || measure === "sum" || measure === "median") return null;
  const asked = Object.entries(where ?? {});
  if (asked.length === 0) return "total";
  const [[dimension, cells] = []] = asked;
  const breakdown = breakdowns.find((one) => one === dimension);
  if (asked.length > 1 || !breakdown || cells?.length !== 1) return null;
  return { breakdown, cell: cells[0] ?? "" };
}

/** One figure over another, both of the same day. */
function sayRatio(
  definition: Extract<IndicatorDefinition, { source: "ratio" }>,
  known: Known,
): Said {
  const [above, below] = [definition.numerator, definition.denominator].map(findIndicator);
  if (!above || !below) return unsaid(null);
  const reason = known.isElsewhere ? "overlap" : "small";
  const parts = [above, below].map((one) =>
    one.source === "records" && one.countsPeople ? partOf(one.formula) : null,
  );
  const [numerator, denominator] = parts;
  if (numerator && denominator) {
    const read = readRatio(known.shown, numerator, denominator);
    return read ? divide(read.numerator, read.denominator, read.cutOffOn) : unsaid(reason);
  }
  const said = [sayFigure(above, known), sayFigure(below, known)] as const;
  const hidden = said.find(({ withheld }) => withheld !== null);
  if (hidden) return unsaid(hidden.withheld);
  const [over, under] = said;
  if (over.value === null || !under.value) return unsaid(null);
  // A figure kept from an earlier day goes with nothing of today.
  if (over.asOf !== under.asOf) return unsaid("not_released");
  return divide(over.value, under.value, over.asOf ?? known.cutOffOn);
}

const divide = (numerator: number, denominator: number, asOf: string): Said =>
  denominator === 0
    ? unsaid(null)
    : { value: numerator / denominator, asOf, withheld: null, parts: { numerator, denominator } };
