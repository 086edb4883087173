import type { Tx } from "@essaim/database/operation";
import type { MemberActor } from "@essaim/identity/actor";
import { can } from "@essaim/identity/actor";
import { type RawBuilder, sql } from "kysely";
import { type Dimension, UNKNOWN } from "./dimension.schema.ts";
import type { Formula } from "./formula.schema.ts";
import { dimensionsOf, findIndicator, type IndicatorDefinition } from "./indicator.schema.ts";
import type { PeopleBreakdown, PeopleOfPeriod } from "./people.queries.ts";
import { recordsOf, type Scope } from "./relation.ts";
import { amounts, type SourceKey, sourceOf } from "./source.schema.ts";

export type { Scope } from "./relation.ts";

/** What an indicator says of a period, exactly: for the team, or for disclosure control to judge. */
export type Evaluated = {
  /** null: nothing was declared, nothing to take the middle of, or nothing to divide by. */
  value: number | null;
  /** What a ratio divides by what. */
  parts: { numerator: number | null; denominator: number | null } | null;
  /** On how many records, or declared figures, it rests: what a median says with it. */
  records: number;
  /** Those that would count if what is not known of them were: the figure may be that much higher. */
  unknown: number;
};

type Sql = RawBuilder<unknown>;
type Row = { key: string; value: string | number | null; records: number; unknown: number };

const nothing: Evaluated = { value: null, parts: null, records: 0, unknown: 0 };

const askedBy = (formula: Formula) => Object.keys(formula.where ?? {}) as Dimension[];

/** Is a record counted? With `orUnknown`, also when what it does not say might have it so. */
export function conditionOf(formula: Formula, orUnknown = false): Sql {
  const conditions = askedBy(formula).map((dimension) => {
    const values = [...(formula.where?.[dimension] ?? []), ...(orUnknown ? [UNKNOWN] : [])];
    return sql`${sql.ref(`d_${dimension}`)} = any (${values}::text[])`;
  });
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;
}

/** Whoever is in the source of people is in it once: only elsewhere are people told apart. */
const tellsApart = ({ measure, source }: Formula) => measure === "people" && source !== "people";

/** @param isGrouped are the records alike told as one row, with `n`, how many they are? */
function countOf(formula: Formula, condition: Sql, isGrouped = false): Sql {
  if (tellsApart(formula)) return sql`count(distinct worker_id) filter (where ${condition})`;
  return isGrouped
    ? sql`coalesce(sum(n) filter (where ${condition}), 0)`
    : sql`count(*) filter (where ${condition})`;
}

function figureOf(formula: Formula, condition: Sql, isGrouped = false): Sql {
  const amount = sql.ref(formula.amount ?? "days");
  if (formula.measure === "sum") {
    return sql`coalesce(sum(${amount}) filter (where ${condition}), 0)`;
  }
  if (formula.measure === "median") {
    return sql`percentile_cont(0.5) within group (order by ${amount}) filter (where ${condition})`;
  }
  return countOf(formula, condition, isGrouped);
}

/** May this person read what an indicator counts? What is declared, its own screen guards. */
export function mayCount(
  actor: Pick<MemberActor, "permissions">,
  definition: IndicatorDefinition,
): boolean {
  if (definition.source === "records") {
    return can(actor, sourceOf(definition.formula.source).permission);
  }
  if (definition.source === "declared") return can(actor, "figure:read");
  return partsOf(definition).every((part) => part !== undefined && mayCount(actor, part));
}

function partsOf(definition: IndicatorDefinition) {
  if (definition.source !== "ratio") return [];
  return [findIndicator(definition.numerator), findIndicator(definition.denominator)];
}

/**
 * Several indicators over one period, in one question to the database: each source is read once, whatever is counted
 * in it. Those that the reader may not count, and those retired, are not in the answer.
 * @param people of the same period, when they were counted already: what they tell is not counted twice
 */
export async function evaluateAll(
  db: Tx,
  actor: Pick<MemberActor, "permissions">,
  definitions: readonly IndicatorDefinition[],
  scope: Scope,
  people?: PeopleOfPeriod,
): Promise<Map<string, Evaluated>> {
  const readable = definitions.filter((one) => one.retiredOn === null && mayCount(actor, one));
  const wanted = new Map<string, IndicatorDefinition>();
  for (const one of [...readable, ...readable.flatMap(partsOf)]) if (one) wanted.set(one.key, one);

  const bySource = new Map<SourceKey, { key: string; formula: Formula }[]>();
  const declared: string[] = [];
  const found = new Map<string, Evaluated>();
  for (const one of wanted.values()) {
    const told = people && toldBy(people, one);
    if (told) found.set(one.key, told);
    else if (one.source === "declared") declared.push(one.key);
    else if (one.source === "records") {
      const same = bySource.get(one.formula.source) ?? [];
      bySource.set(one.formula.source, [...same, { key: one.key, formula: one.formula }]);
    }
  }
  const questions = [...bySource].map(([source, counted]) => countIn(source, counted, scope));
  if (declared.length > 0) questions.push(sumDeclared(declared, scope));
  if (questions.length > 0) {
    const asked = sql<{ figures: Row[] }>`${sql.join(questions, sql` union all `)}`;
    const { rows } = await asked.execute(db);
    for (const { key, value, ...counts } of rows.flatMap(({ figures }) => figures)) {
      found.set(key, { ...counts, value: value === null ? null : Number(value), parts: null });
    }
  }
  return new Map(readable.map((one) => [one.key, answerOf(one, found)]));
}

/** What people counted by every breakdown say of an indicator of people, when it asks one thing of them at most. */
function toldBy(people: PeopleOfPeriod, definition: IndicatorDefinition): Evaluated | null {
  if (definition.source !== "records" || definition.formula.source !== "people") return null;
  const { measure, where = {} } = definition.formula;
  const [asked, ...others] = Object.entries(where);
  if (measure !== "people" || others.length > 0) return null;
  if (!asked) return { ...nothing, value: people.total, records: people.total };
  const [dimension, values] = asked;
  if (dimension === "total" || !Object.hasOwn(people, dimension)) return null;
  const counts = people[dimension as PeopleBreakdown];
  const value = values.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
  return {
    ...{ value, records: value, parts: null },
    unknown: values.includes(UNKNOWN) ? 0 : (counts[UNKNOWN] ?? 0),
  };
}

/**
 * Every indicator of one source, its records read once. What only adds up is added up by all that is asked of it first:
 * the conditions are then asked of a few rows rather than of each record.
 */
function countIn(
  source: SourceKey,
  counted: readonly { key: string; formula: Formula }[],
  scope: Scope,
): Sql {
  const isGrouped = counted.every(
    ({ formula }) => formula.measure !== "median" && !tellsApart(formula),
  );
  const figures = counted.map(({ key, formula }) => {
    const condition = conditionOf(formula);
    const count = (of: Sql) => countOf(formula, of, isGrouped);
    const records = countOf({ ...formula, measure: "records" }, condition, isGrouped);
    const unknown = formula.where
      ? sql`${count(conditionOf(formula, true))} - ${count(condition)}`
      : sql`0`;
    return sql`jsonb_build_object('key', ${key}::text, 'value', ${figureOf(formula, condition, isGrouped)},
      'records', ${records}, 'unknown', ${unknown})`;
  });
  const asked = [...new Set(counted.flatMap(({ formula }) => askedBy(formula)))];
  const records = sql`(${recordsOf(source, scope, asked)}) records`;
  if (!isGrouped)
    return sql`select jsonb_build_array(${sql.join(figures)}) as figures from ${records}`;
  const told = asked.map((dimension) => sql.ref(`d_${dimension}`));
  const sums = amounts.map((amount) => sql`sum(${sql.ref(amount)}) as ${sql.ref(amount)}`);
  return sql`select jsonb_build_array(${sql.join(figures)}) as figures
    from (select ${sql.join([...told, ...sums, sql`count(*) as n`])} from ${records}
      group by ${told.length > 0 ? sql.join(told) : sql`()`}) alike`;
}

/** The months that a period touches, of the roll-up of declared figures. */
const monthsOf = ({ from, to }: Scope) =>
  sql`month between date_trunc('month', ${from}::date)::date and ${to}::date and figures > 0`;

const sumDeclared = (keys: readonly string[], scope: Scope): Sql => sql`
  select coalesce(jsonb_agg(jsonb_build_object('key', indicator_key, 'value', value, 'records', figures, 'unknown', 0)),
    '[]') as figures
  from (select indicator_key, sum(value) as value, sum(figures) as figures from figure_month
    where indicator_key = any (${keys}::text[]) and ${monthsOf(scope)} group by indicator_key) declared`;

function answerOf(
  definition: IndicatorDefinition,
  found: ReadonlyMap<string, Evaluated>,
): Evaluated {
  if (definition.source !== "ratio") return found.get(definition.key) ?? nothing;
  const above = found.get(definition.numerator) ?? nothing;
  const below = found.get(definition.denominator) ?? nothing;
  return {
    value: above.value === null || !below.value ? null : above.value / below.value,
    parts: { numerator: above.value, denominator: below.value },
    records: below.records,
    unknown: above.unknown,
  };
}

export type Share = { value: string; count: number };

/**
 * A figure divided by a dimension, what is not known among its values; nothing when the indicator has no such
 * dimension. Months in their order, other values from the largest.
 */
export async function breakDown(
  db: Tx,
  definition: IndicatorDefinition,
  scope: Scope,
  dimension: Dimension,
): Promise<Share[]> {
  if (!dimensionsOf(definition).includes(dimension) || definition.source === "ratio") return [];
  const order = dimension === "month" ? sql`1` : sql`2 desc, 1`;
  const question =
    definition.source === "declared"
      ? sql`select month::text as value, value as count from figure_month
          where indicator_key = ${definition.key} and ${monthsOf(scope)} order by month`
      : sql`select ${sql.ref(`d_${dimension}`)} as value, ${figureOf(definition.formula, sql`true`)} as count
          from (${recordsOf(definition.formula.source, scope, [...askedBy(definition.formula), dimension])}) records
          where ${conditionOf(definition.formula)} group by 1 order by ${order}`;
  const { rows } = await sql<{ value: string; count: string | number }>`${question}`.execute(db);
  return rows.map(({ value, count }) => ({ value, count: Number(count) }));
}
