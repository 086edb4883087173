import { type Breakdown, breakdowns, cellsOf } from "../disclosure/breakdown.rules.ts";
import { readTable, readTotal } from "../disclosure/ledger.rules.ts";
import { findStandIn, type Span, sharesLedger } from "../disclosure/overlaps.rules.ts";
import type { PeopleCounts, ReleaseShown, ShownTables } from "../disclosure/release.schema.ts";
import type { ReleaseContent, ReleaseDetails } from "./release.schema.ts";

/** A release already made, of whichever grant. */
export type Made = { grantId: string; content: ReleaseContent; details: ReleaseDetails };

/**
 * What was ever said of the people of a grant, by its releases and by those of grants that began on the same day, first
 * day first: they count the same people, whoever reads.
 * @param made in the order in which they were made
 * @returns `standIn`, the grant whose releases show the people of a month of this span, when another one's do
 */
export function chooseLedger(span: Span, made: readonly Made[]) {
  const spans = made.map((one) => ({
    ...one,
    startsOn: one.content.header.startsOn,
    endsOn: one.content.cutOffOn,
  }));
  const standIn = findStandIn(span, spans.filter(tellsPeople));
  return {
    standIn: standIn && { grantId: standIn.grantId, title: standIn.content.header.grantTitle },
    ledger: spans
      .filter((one) => sharesLedger(one, span))
      .sort((one, other) => one.endsOn.localeCompare(other.endsOn)),
  };
}

/** Declared numbers of people are told without any table, and are people all the same. */
const tellsPeople = ({ content, details }: Made) =>
  content.people.total !== null ||
  [...content.figures, ...details.figures].some((one) => one.countsPeople && one.value !== null);

/** What each day of a ledger showed that no day before had: another grant's release of the same day says it again. */
export const shownByDay = (ledger: readonly Made[]): ReleaseShown[] =>
  ledger
    .map(({ content }) => shownFirstBy(content))
    .filter((one, at, all) => all[at - 1]?.cutOffOn !== one.cutOffOn);

/** What a release showed that none before it had: a figure kept from an earlier day was said already. */
function shownFirstBy({ cutOffOn, people }: ReleaseContent): ReleaseShown {
  const tables: ShownTables = {};
  for (const breakdown of breakdowns) {
    const table = people.tables[breakdown];
    if (table?.asOf === cutOffOn) tables[breakdown] = table.classes;
  }
  return { cutOffOn, total: people.total?.asOf === cutOffOn ? people.total.people : null, tables };
}

/** The people of a release as they are read: each figure with the day it was last shown at. */
export function tellPeople(shown: readonly ReleaseShown[]) {
  const total = readTotal(shown);
  const tables: ReleaseContent["people"]["tables"] = {};
  for (const breakdown of breakdowns) {
    const table = readTable(shown, breakdown);
    if (table) tables[breakdown] = { classes: table.classes, asOf: table.cutOffOn };
  }
  return { total: total && { people: total.people, asOf: total.cutOffOn }, tables };
}

/** What files say in words of the organisation's own goes into the cells that disclosure control knows. */
export function countsOf(
  people: Readonly<Record<Breakdown, Readonly<Record<string, number>>>>,
): PeopleCounts {
  const counted = breakdowns.map((breakdown) => {
    const cells = cellsOf(breakdown);
    const rest = cells.includes("unknown") ? "unknown" : "other";
    const counts: Record<string, number> = {};
    for (const [value, number] of Object.entries(people[breakdown])) {
      const cell = cells.includes(value) ? value : rest;
      counts[cell] = (counts[cell] ?? 0) + number;
    }
    return [breakdown, counts] as const;
  });
  return Object.fromEntries(counted) as PeopleCounts;
}
