import type { Tx } from "@essaim/identity/operation";
import { type RawBuilder, sql } from "kysely";
import type { Around } from "./around.queries.ts";
import { type Conditions, where } from "./condition.queries.ts";
import type { Cursor } from "./cursor.ts";
import { type Slot, withWeight } from "./query.rules.ts";
import { countedUpTo } from "./search.schema.ts";

/** A record found, by its place in the order: see `Cursor`. */
export type Hit = {
  id: string;
  kind: "activity" | "resource";
  measure: number;
  day: string;
};
export type Hits = {
  /** In their order. */
  hits: Hit[];
  /** Counted up to one more than `countedUpTo`. */
  count: number;
  /** Are there others after, and before? */
  hasNext: boolean;
  hasPrevious: boolean;
};
type Page = { limit: number; cursor: Cursor | null };

/** Headlines that are ranked when a search has more answers than are counted. */
const mostRanked = 3000;
/** Answers few enough for their whole text to be weighed. */
const mostWeighed = 300;
/** A word in the title is worth more than one in the summary, in the text, or in what goes with it. */
const worths = [
  ["A", 1],
  ["B", 0.5],
  ["C", 0.2],
  ["D", 0.08],
] as const;
/** What saying it often adds, at most. */
const oftenWorth = 0.2;
/** A synonym serves a little less than what was typed. */
const synonymWorth = 0.4;
/** One word of several that should stand together. */
const partWorth = 0.2;
/** A record that nobody has confirmed for long. */
const staleWorth = 0.5;

/**
 * The best answers first. Up to `mostWeighed` of them are ranked by their whole text. More are ranked by their
 * headline, which is in the row: to read the texts of thousands would take a second. Beyond `countedUpTo`, those whose
 * headline answers come first, and only the first `countedUpTo` or `mostRanked` are gone through.
 * @param near communes that the words name, and those around, up to `nearKm`
 */
export async function bestHits(
  db: Tx,
  conditions: Conditions,
  asked: {
    slots: readonly Slot[];
    records: number;
    near: Around;
    nearKm: number;
    staleBefore: string;
    /** What comes before all the others, when they have only some of the words. */
    first: Conditions["words"];
  },
  page: Page,
): Promise<Hits> {
  const columns = sql`r.id, r.record_kind, r.confirmed_on, r.commune_codes, r.headline, r.search, r.facets`;
  const titles = sql`(select count(*) from title)`;
  const bodies = sql`(select count(*) from body)`;
  const size = sql`greatest(${titles}, ${bodies})`;
  const near = [...asked.near];
  const place =
    near.length === 0
      ? sql`0`
      : sql`coalesce((select max(case when n.km = 0 then 1 else 0.8 * (1 - coalesce(n.km, ${asked.nearKm} / 2.0) / ${asked.nearKm + 1}) end)
          from near n where n.code = any(r.commune_codes)), 0)`;
  const text = sql`(case when ${size} <= ${mostWeighed} then ${rankOf(asked, "search")} else ${rankOf(asked, "headline")} end)`;
  const first = asked.first
    ? sql`case when (case when ${size} <= ${mostWeighed} then ${asked.first.search} else ${asked.first.headline} end) then 1000 else 0 end`
    : sql`0`;
  return read(
    db,
    sql`
    near as materialized (
      select * from unnest(${near.map(([code]) => code)}::text[], ${near.map(([, km]) => km)}::float8[]) as n (code, km)),
    title as materialized (
      select ${columns} from published_record r
      where ${where(conditions, { column: "headline" })} limit ${mostRanked}),
    body as materialized (
      select ${columns} from published_record r
      where ${titles} <= ${countedUpTo} and ${where(conditions)} limit ${countedUpTo + 1}),
    candidate as (
      select * from body
      union all
      select * from title t where ${bodies} = 0
        or (${bodies} > ${countedUpTo} and not exists (select 1 from body b where b.id = t.id))),
    placed as (select r.*, ${place} as place from candidate r),
    measured as (
      select r.id, r.record_kind as kind, r.confirmed_on as day,
        round(((((${text} * (1 + 2 * place)) + 0.5 * place)
          * case when r.confirmed_on < ${asked.staleBefore}::date then ${staleWorth}::float8 else 1 end)
          + ${first})::numeric, 6)::float8 as measure
      from placed r)`,
    sql`least(${size}, ${countedUpTo + 1})`,
    { ...page, isAscending: false },
  );
}

function rankOf(
  { slots, records }: { slots: readonly Slot[]; records: number },
  column: "headline" | "search",
): RawBuilder<unknown> {
  const wanted = slots.filter((slot) => !slot.not);
  if (wanted.length === 0) return sql`0`;
  const vector = sql.ref(`r.${column}`);
  const worthOf = (queries: readonly string[]) => {
    const levels = worths.map(
      ([weight, worth]) =>
        sql`when ${vector} @@ to_tsquery('fr', ${withWeight(either(queries), weight)}) then ${worth}::float8`,
    );
    return sql`case ${sql.join(levels, sql` `)} else 0 end`;
  };
  return sql.join(
    wanted.map((slot) => {
      // What few records hold says more (inverse document frequency).
      const rarity = Math.log(1 + (records + 1) / ((slot.records ?? 0) + 1));
      const values = [
        worthOf([slot.main]),
        // Where no record says it so, its synonyms are all there is.
        ...(slot.others.length > 0
          ? [sql`${slot.records === 0 ? 1 : synonymWorth}::float8 * ${worthOf(slot.others)}`]
          : []),
        ...(slot.parts.length > 0 ? [sql`${partWorth}::float8 * ${worthOf(slot.parts)}`] : []),
      ];
      const often = sql`ts_rank(${vector}, to_tsquery('fr', ${either([slot.main, ...slot.others])}))`;
      return sql`${rarity}::float8 * (greatest(${sql.join(values)}) + ${oftenWorth}::float8 * ${often})`;
    }),
    sql` + `,
  );
}

const either = (queries: readonly string[]) => queries.map((one) => `(${one})`).join(" | ");

/** The last confirmed first. All of them can be gone through. */
export function freshHits(db: Tx, conditions: Conditions, page: Page): Promise<Hits> {
  const order = sql`r.confirmed_on, r.changed_at, r.id`;
  const answers = where(conditions);
  const size = sql`(select count(*) from few)`;
  const { cursor } = page;
  const after = cursor
    ? sql`(${order}) ${cursor.isBackwards ? sql`>` : sql`<`} (${cursor.day}::date,
        timestamptz 'epoch' + ${Math.trunc(cursor.measure)}::bigint * interval '1 microsecond', ${cursor.id}::uuid)`
    : sql`true`;
  const way = cursor?.isBackwards ? sql`asc` : sql`desc`;
  const columns = sql`r.id, r.record_kind, r.confirmed_on, r.changed_at`;
  // Few: they are found by their words or filters, then sorted. Many: the order is followed until the page is full.
  return read(
    db,
    sql`
    few as materialized (
      select ${columns} from published_record r where ${answers} limit ${countedUpTo + 1}),
    page as (
      (select * from few r where ${size} <= ${countedUpTo} and ${after}
        order by r.confirmed_on ${way}, r.changed_at ${way}, r.id ${way} limit ${page.limit + 1})
      union all
      (select ${columns} from published_record r where ${size} > ${countedUpTo} and ${answers} and ${after}
        order by r.confirmed_on ${way}, r.changed_at ${way}, r.id ${way} limit ${page.limit + 1})),
    measured as (
      select id, record_kind as kind, confirmed_on as day,
        (extract(epoch from changed_at) * 1000000)::bigint::float8 as measure
      from page)`,
    size,
    { ...page, isAscending: false, isByDay: true },
  );
}

/** The nearest first, commune after commune, and the last confirmed first in each. */
export function nearestHits(
  db: Tx,
  conditions: Conditions,
  communes: Around,
  page: Page,
): Promise<Hits> {
  const near = [...communes];
  return read(
    db,
    sql`
    near as materialized (
      select code, coalesce(km, 10000) as km
      from unnest(${near.map(([code]) => code)}::text[], ${near.map(([, km]) => km)}::float8[]) as n (code, km)),
    seen as materialized (
      select x.id, x.record_kind, x.confirmed_on, n.km
      from (select * from near order by km, code) n
      cross join lateral (
        select r.id, r.record_kind, r.confirmed_on from published_record r
        where r.commune_codes @> array[n.code] and ${where({ ...conditions, commune: null })}
        order by r.confirmed_on desc, r.id desc limit ${countedUpTo + 1}) x
      limit ${mostRanked}),
    measured as (
      select id, record_kind as kind, confirmed_on as day, min(km) as measure from seen
      group by id, record_kind, confirmed_on)`,
    sql`(select least(count(*), ${countedUpTo + 1}) from measured)`,
    { ...page, isAscending: true },
  );
}

/** @param ctes end with `measured` (id, kind, day, measure) */
async function read(
  db: Tx,
  ctes: RawBuilder<unknown>,
  size: RawBuilder<unknown>,
  {
    limit,
    cursor,
    isAscending,
    isByDay = false,
  }: Page & { isAscending: boolean; isByDay?: boolean },
): Promise<Hits> {
  const isBackwards = cursor?.isBackwards ?? false;
  const measure = sql`${isAscending ? sql`-measure` : sql`measure`}`;
  const key = isByDay ? sql`day, measure, id` : sql`${measure}, day, id`;
  const from = cursor
    ? isByDay
      ? sql`(${cursor.day}::date, ${cursor.measure}::float8, ${cursor.id}::uuid)`
      : sql`(${isAscending ? -cursor.measure : cursor.measure}::float8, ${cursor.day}::date, ${cursor.id}::uuid)`
    : null;
  const way = isBackwards ? sql`asc` : sql`desc`;
  const order = isByDay
    ? sql`day ${way}, measure ${way}, id ${way}`
    : sql`${measure} ${way}, day ${way}, id ${way}`;
  const { rows } = await sql<{ count: number; hits: Hit[] | null }>`
    with ${ctes},
    kept as (
      select id, kind, day, measure, row_number() over (order by ${order}) as place from measured
      where ${from ? sql`(${key}) ${isBackwards ? sql`>` : sql`<`} ${from}` : sql`true`}
      order by place limit ${limit + 1})
    select ${size}::int as count, (select json_agg(kept order by place) from kept) as hits`.execute(
    db,
  );
  const { count = 0, hits } = rows[0] ?? {};
  const found = hits ?? [];
  const isFull = found.length > limit;
  const shown = found.slice(0, limit);
  return isBackwards
    ? { hits: shown.reverse(), count, hasPrevious: isFull, hasNext: true }
    : { hits: shown, count, hasPrevious: cursor !== null, hasNext: isFull };
}
