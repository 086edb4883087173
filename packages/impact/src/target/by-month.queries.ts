import type { Tx } from "@essaim/database/operation";
import { type RawBuilder, sql } from "kysely";
import type { Dimension } from "../registry/dimension.schema.ts";
import { conditionOf } from "../registry/evaluate.queries.ts";
import type { Formula } from "../registry/formula.schema.ts";
import type { IndicatorDefinition } from "../registry/indicator.schema.ts";
import { recordsOf, type Scope } from "../registry/relation.ts";
import { wholeMonths } from "../team/period.rules.ts";
import type { ByMonth } from "./forecast.rules.ts";
import type { ToldFigure } from "./progress.rules.ts";

type Sql = RawBuilder<unknown>;

/** May what counts be told month by month? A transfer is known to the year. */
export const isDated = (definition: IndicatorDefinition) =>
  definition.source === "declared" ||
  (definition.source === "records" && definition.formula.source !== "transfers");

/**
 * When what several indicators count first counted in a period: together, the months of an indicator and what was there
 * before add up to its figure. In one question to the database.
 */
export async function countByMonth(
  db: Tx,
  definitions: readonly IndicatorDefinition[],
  scope: Scope,
): Promise<Map<string, ByMonth>> {
  const dated = definitions.filter(isDated);
  if (dated.length === 0) return new Map();
  const questions = dated.map((definition) => monthsOf(definition, scope));
  const { rows } = await sql<Row>`${sql.join(questions, sql` union all `)}`.execute(db);
  const isDeclared = new Set(
    dated.filter(({ source }) => source === "declared").map(({ key }) => key),
  );
  const found = new Map<string, ByMonth & { months: Months; partial?: string[] }>(
    dated.map(({ key }) => [key, { ...noMonth, months: {} }]),
  );
  for (const { key, month, counted, unknown, isPartial } of rows) {
    const by = found.get(key);
    if (!by) continue;
    by.unknown += Number(unknown);
    if (month !== null && isPartial) by.partial = [...(by.partial ?? []), month];
    if (month === null) by.before = Number(counted);
    // Nothing that is declared is known; nothing that is counted is no month.
    else if (isDeclared.has(key) || Number(counted) !== 0) by.months[month] = Number(counted);
  }
  return found;
}

type Row = {
  key: string;
  month: string | null;
  counted: string | number;
  unknown: string | number;
  isPartial: boolean;
};
type Months = Record<string, number>;
const noMonth = { before: 0, unknown: 0 };

/** What an indicator told by month says of its whole period; null when nobody declared anything. */
export function figureOfMonths(definition: IndicatorDefinition, by: ByMonth): ToldFigure {
  const months = Object.values(by.months);
  const value = months.reduce((sum, one) => sum + one, by.before);
  const isTold = definition.source !== "declared" || months.length > 0;
  return { value: isTold ? value : null, unknown: by.unknown };
}

function monthsOf(definition: IndicatorDefinition, scope: Scope): Sql {
  if (definition.source !== "records") {
    return sql`select indicator_key as key, month::text, value::numeric as counted, 0 as unknown,
        not is_whole_month(organisation_id, indicator_key, month) as "isPartial"
      from figure_month
      where indicator_key = ${definition.key} and figures > 0
        and month between date_trunc('month', ${scope.from}::date)::date and ${scope.to}::date`;
  }
  const { key, formula } = definition;
  if (isAddedUp(formula)) return addedUp(key, formula, scope);
  // A day is of a month once, not once for each thing that counts from it; and a month is written once.
  return sql`select ${key}::text as key, month::text, counted::numeric, unknown, false as "isPartial" from (
      select case when day >= ${scope.from}::date then date_trunc('month', day::timestamp)::date end as month,
        sum(counted) as counted, sum(unknown) as unknown
      from (${countedByDay(formula, scope)}) told group by 1) by_month`;
}

/** What the months of contributions are kept by. */
const keptBy: readonly Dimension[] = ["contribution", "giving"];

/** Is an indicator the sum of what `contribution_month` keeps? */
const isAddedUp = ({ source, measure, where = {} }: Formula) =>
  source === "contributions" &&
  measure === "records" &&
  Object.keys(where).every((asked) => keptBy.includes(asked as Dimension));

/** Whole months are added up already, the days around them are counted. All that they are asked is known. */
function addedUp(key: string, formula: Formula, scope: Scope): Sql {
  const { months, edges } = wholeMonths(scope);
  const parts = edges.map(
    (
      edge,
    ) => sql`select date_trunc('month', day::timestamp)::date as month, d_contribution, d_giving, 1 as n
      from (${recordsOf("contributions", { ...scope, ...edge }, keptBy)}) edge`,
  );
  if (months) {
    // Each part names its columns: a period of whole months has this one alone.
    parts.push(sql`select month, kind as d_contribution, giving as d_giving, contributions as n from contribution_month
      where month between ${months.from}::date and ${months.to}::date`);
  }
  return sql`select ${key}::text as key, month::text, sum(n)::numeric as counted, 0 as unknown, false as "isPartial"
    from (${sql.join(parts, sql` union all `)}) kept where ${conditionOf(formula)} group by month`;
}

/**
 * What is counted of each day from which something counts, and how many would be besides if what is not known of them
 * were: whatever day they have.
 */
function countedByDay(formula: Formula, scope: Scope): Sql {
  const asked = Object.keys(formula.where ?? {}) as Dimension[];
  const isCounted = conditionOf(formula);
  const records = sql`(${recordsOf(formula.source, scope, asked)}) records where ${conditionOf(formula, true)}`;
  const count = sql`count(*) filter (where ${isCounted})`;
  if (formula.measure === "sum") {
    const amount = sql.ref(formula.amount ?? "cents");
    return sql`select day, coalesce(sum(${amount}) filter (where ${isCounted}), 0) as counted, count(*) - ${count} as unknown
      from ${records} group by day`;
  }
  if (formula.measure !== "people" || formula.source === "people") {
    // Somebody who left counts from the day they did; anybody else, from the day they came.
    const outcome = formula.where?.outcome;
    const isCome = formula.source === "people" && !(outcome && !outcome.includes("supported"));
    const day = isCome ? sql`came_on` : sql`day`;
    return sql`select ${day} as day, ${count} as counted, count(*) - ${count} as unknown from ${records} group by ${day}`;
  }
  return sql`select day, count(day) as counted, count(*) - count(day) as unknown
    from (select min(day) filter (where ${isCounted}) as day from ${records} and worker_id is not null group by worker_id) first
    group by day`;
}
