import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { type GrantInBrief, readGrants } from "@essaim/funding/grant/grant.queries";
import { can, type MemberActor } from "@essaim/identity/actor";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type Dimension, dimensionKeys } from "./dimension.schema.ts";
import { readValues } from "./dimension-values.queries.ts";
import { breakDown, conditionOf, evaluateAll, mayCount } from "./evaluate.queries.ts";
import type { Formula } from "./formula.schema.ts";
import { dimensionsOf, findIndicator, type IndicatorDefinition } from "./indicator.schema.ts";
import { findDefinition } from "./own-indicator.queries.ts";
import { recordsOf, relations, type Scope } from "./relation.ts";
import type { SourceKey } from "./source.schema.ts";

export const RECORDS_PER_PAGE = 50;

/** `financement`: over whose period; `selon`: what the figure is divided by. */
export const indicatorFilterSchema = z
  .object({
    financement: z.uuid().optional(),
    selon: z.enum(dimensionKeys).optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ financement, selon, page }) => ({ grantId: financement, by: selon, page }));

const asked = z.object({
  key: z.string(),
  grantId: z.uuid().optional(),
  by: z.enum(dimensionKeys).optional(),
  page: z.number().int().min(1).default(1),
});

/** A figure's period so far: that of the grant, up to a day. null: it has not begun. */
export function scopeOf(
  grant: { id: string; startsOn: string; endsOn: string },
  day: string,
): Scope | null {
  if (grant.startsOn > day) return null;
  return { from: grant.startsOn, to: grant.endsOn < day ? grant.endsOn : day, grantId: grant.id };
}

/** Those agreed first, the latest first: the one that is read when none is asked for begins. */
export const newestGrants = (grants: readonly GrantInBrief[]): GrantInBrief[] =>
  [...grants].sort(
    (a, b) =>
      Number(b.isVisibleToFunder) - Number(a.isVisibleToFunder) ||
      b.startsOn.localeCompare(a.startsOn),
  );

/** @throws NotFound for a key that nobody knows, or a grant that is not the organisation's */
async function readAsked(db: Tx, actor: MemberActor, input: { key: string; grantId?: string }) {
  const definition = await findDefinition(db, input.key);
  if (!definition) throw new NotFound(`No indicator ${input.key}`);
  const grants = can(actor, "grant:read") ? await readGrants(db) : [];
  const newest = newestGrants(grants);
  const grant = input.grantId ? grants.find(({ id }) => id === input.grantId) : newest[0];
  if (input.grantId && !grant) throw new NotFound(`No grant ${input.grantId}`);
  const day = today();
  return {
    definition,
    day,
    grants: newest.map(({ id, title, funderName }) => ({ id, title, funderName })),
    grant: grant
      ? { id: grant.id, title: grant.title, startsOn: grant.startsOn, endsOn: grant.endsOn }
      : null,
    scope: grant ? scopeOf(grant, day) : null,
    mayCount: mayCount(actor, definition),
  };
}

/** An indicator, and what it says of a grant's period so far, exactly: for the team. @throws NotFound */
export const getIndicator = defineQuery({
  name: "getIndicator",
  permission: "figure:read",
  input: asked,
  run: async ({ db, actor, input }) => {
    const found = await readAsked(db, actor, input);
    const { definition, scope } = found;
    const isCounted = scope !== null && found.mayCount && definition.retiredOn === null;
    const figures = isCounted ? await evaluateAll(db, actor, [definition], scope) : null;
    const by = input.by && dimensionsOf(definition).includes(input.by) ? input.by : null;
    return {
      ...found,
      figure: figures?.get(definition.key) ?? null,
      by,
      shares: isCounted && by ? await namedShares(db, definition, scope, by) : [],
      conditions: await conditionsInWords(db, definition),
    };
  },
});

async function namedShares(db: Tx, definition: IndicatorDefinition, scope: Scope, by: Dimension) {
  const shares = await breakDown(db, definition, scope, by);
  const values = await readValues(db, by);
  const named = shares.map(({ value, count }) => {
    const known = values.find((one) => one.value === value);
    return { value, label: known?.label ?? null, count };
  });
  // Ages and levels have an order of their own, told by their list.
  if (by !== "age" && by !== "education") return named;
  const rank = (value: string) => values.findIndex((one) => one.value === value);
  return named.sort((a, b) => rank(a.value) - rank(b.value));
}

/** What a formula asks of its records, in the words of the organisation. */
async function conditionsInWords(db: Tx, definition: IndicatorDefinition) {
  if (definition.source !== "records") return [];
  const conditions: { dimension: Dimension; labels: string[] }[] = [];
  for (const [key, values] of Object.entries(definition.formula.where ?? {})) {
    const dimension = key as Dimension;
    const names = new Map(
      (await readValues(db, dimension)).map(({ value, label }) => [value, label]),
    );
    conditions.push({ dimension, labels: values.map((value) => names.get(value) ?? value) });
  }
  return conditions;
}

/** One record behind a figure. */
export type TracedRecord = {
  id: string;
  workerId: string | null;
  /** The record whose page tells of it, when it has none. */
  toldBy: string | null;
  day: string;
  label: string;
  cents: number | null;
  minutes: number | null;
  days: number | null;
};

/** One figure that somebody declared, and what proves it. */
export type TracedFigure = {
  id: string;
  month: string;
  source: string;
  value: number;
  evidence: string;
  /** The sum of what is read of each piece, told on the page of the audience. */
  fromPieces: boolean;
};

type Traced =
  /** What a reader who may not see the records gets: the definition and the day, beside this. */
  | { kind: "closed" }
  | { kind: "records"; source: SourceKey; rows: TracedRecord[]; total: number }
  | { kind: "declared"; rows: TracedFigure[]; total: number }
  | {
      kind: "ratio";
      parts: (Pick<IndicatorDefinition, "key" | "counted" | "unit"> & {
        name: string;
        value: number | null;
      })[];
    };

/** The records behind a figure, the latest first, for those who may read them. @throws NotFound */
export const traceIndicator = defineQuery({
  name: "traceIndicator",
  permission: "figure:read",
  input: asked,
  run: async ({ db, actor, input }) => {
    const found = await readAsked(db, actor, input);
    const { definition, scope } = found;
    const isOpen = scope !== null && found.mayCount && definition.retiredOn === null;
    const read = async (page: number): Promise<Traced> =>
      isOpen ? trace(db, actor, definition, scope, page) : { kind: "closed" };
    let traced = await read(input.page);
    const figures = isOpen ? await evaluateAll(db, actor, [definition], scope) : null;
    const total = "total" in traced ? traced.total : 0;
    const pageCount = Math.max(1, Math.ceil(total / RECORDS_PER_PAGE));
    const page = Math.min(input.page, pageCount);
    if (page !== input.page) traced = await read(page);
    const value = figures?.get(definition.key)?.value ?? null;
    return { ...found, value, traced, page, pageCount };
  },
});

async function trace(
  db: Tx,
  actor: MemberActor,
  definition: IndicatorDefinition,
  scope: Scope,
  page: number,
): Promise<Traced> {
  const offset = (page - 1) * RECORDS_PER_PAGE;
  if (definition.source === "records") return traceRecords(db, definition.formula, scope, offset);
  if (definition.source === "declared") return traceFigures(db, definition.key, scope, offset);
  const parts = [definition.numerator, definition.denominator].flatMap((key) => {
    const part = findIndicator(key);
    return part ? [part] : [];
  });
  const figures = await evaluateAll(db, actor, parts, scope);
  return {
    kind: "ratio",
    parts: parts.map(({ key, name, counted, unit }) => ({
      ...{ key, counted, unit },
      name: name.fr,
      value: figures.get(key)?.value ?? null,
    })),
  };
}

async function traceRecords(
  db: Tx,
  formula: Formula,
  scope: Scope,
  offset: number,
): Promise<Traced> {
  const { source } = formula;
  const { label, told = sql`null::uuid` } = relations[source];
  const counted = sql`
    select * from (${recordsOf(source, scope, Object.keys(formula.where ?? {}) as Dimension[])}) records
    where ${conditionOf(formula)}`;
  const { rows } = await sql<TracedRecord>`
    select r.id, r.worker_id as "workerId", ${told} as "toldBy", r.day, ${label.text} as label, r.cents, r.minutes, r.days
    from (select * from (${counted}) c order by c.day desc, c.id limit ${RECORDS_PER_PAGE} offset ${offset}) r
    ${label.joins ?? sql``}
    order by r.day desc, r.id`.execute(db);
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from (${counted}) c`.execute(db);
  return { kind: "records", source, rows, total: counts[0]?.total ?? 0 };
}

async function traceFigures(db: Tx, key: string, scope: Scope, offset: number): Promise<Traced> {
  const figures = sql`declared_figure where indicator_key = ${key} and counts
    and month between date_trunc('month', ${scope.from}::date)::date and ${scope.to}::date`;
  const { rows } = await sql<TracedFigure>`
    select id, month, source, value, evidence, from_pieces as "fromPieces" from ${figures}
    order by month desc, fold(source), id limit ${RECORDS_PER_PAGE} offset ${offset}`.execute(db);
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from ${figures}`.execute(db);
  return { kind: "declared", rows, total: counts[0]?.total ?? 0 };
}
