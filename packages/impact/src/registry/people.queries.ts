import type { Tx } from "@essaim/database/operation";
import { sql } from "kysely";
import type { Dimension } from "./dimension.schema.ts";
import { recordsOf, type Scope } from "./relation.ts";

const breakdowns = [
  "residence",
  "kind",
  "gender",
  "age",
  "education",
  "outcome",
  "mentoring",
  "neighbourhood",
] as const satisfies readonly Dimension[];
export type PeopleBreakdown = (typeof breakdowns)[number];

/** People by each value of each breakdown, exactly: every breakdown adds up to the same people. */
export type PeopleOfPeriod = { total: number } & Record<PeopleBreakdown, Record<string, number>>;

/**
 * The people supported in a period by each breakdown, each person once, in one question to the database. Exact: never
 * handed to whoever is outside the team.
 */
export async function peopleOfPeriod(db: Tx, scope: Scope): Promise<PeopleOfPeriod> {
  const columns = breakdowns.map((one) => sql.ref(`d_${one}`));
  const { rows } = await sql<{ cell: number; value: string | null; people: number }>`
    select grouping(${sql.join(columns)})::int as cell, coalesce(${sql.join(columns)}) as value, count(*)::int as people
    from (${recordsOf("people", scope, breakdowns)}) people
    group by grouping sets ((), ${sql.join(columns.map((one) => sql`(${one})`))})`.execute(db);
  const empty = Object.fromEntries(breakdowns.map((one) => [one, {}]));
  const counts = { total: 0, ...empty } as PeopleOfPeriod;
  // In the number that PostgreSQL gives to a row, the bit of the one column that it is grouped by is the one at zero.
  const all = 2 ** breakdowns.length - 1;
  for (const { cell, value, people } of rows) {
    const index = breakdowns.length - 1 - Math.log2(all - cell);
    const breakdown = breakdowns[index];
    if (breakdown === undefined) counts.total = people;
    else counts[breakdown][value ?? ""] = people;
  }
  return counts;
}
