import type { Breakdown } from "./breakdown.rules.ts";

/** People of the cells of one class together. */
export type PeopleClass = { cells: readonly string[]; people: number };

export type ShownTables = Partial<Record<Breakdown, PeopleClass[]>>;

/** What a release showed that no release before it had shown: everything it says of people. */
export type ReleaseShown = { cutOffOn: string; total: number | null; tables: ShownTables };

/** Exactly, from the beginning of the period to a day: people of each cell. Every breakdown adds up to the same people. */
export type PeopleCounts = Readonly<Record<Breakdown, Readonly<Record<string, number>>>>;
