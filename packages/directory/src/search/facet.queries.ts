import type { Tx } from "@essaim/identity/operation";
import { departmentWritten } from "@essaim/territory/communes/department-names";
import { type RawBuilder, sql } from "kysely";
import {
  type Conditions,
  type FilterName,
  facetLetters,
  filterNames,
  statusOf,
  where,
} from "./condition.queries.ts";
import {
  type Amount,
  countedUpTo,
  type Facet,
  type FacetName,
  type FacetValue,
  facetNames,
  type SearchResult,
} from "./search.schema.ts";

type Row = { set: number; scale: number; facet: string; label: string; count: number };
/** Values counted together: those of some filters, all of them applied but the one left aside. */
type Set = { names: FilterName[]; without?: FilterName };

/** Records that a sample should hold: more would tell little more. */
const enough = 600;
/** Below so many, one in four is counted. */
const tooFew = 150;
/** Expected to be so many, more than `countedUpTo` answer: to count them one by one first would be for nothing. */
const likelyMany = 1.5 * countedUpTo;
/** Parts of the records that can be drawn, out of 64 (published_record.sample). */
const parts = [1, 2, 4, 8, 16];

/**
 * What each value of each filter would give, the filter itself left aside.
 * @param isBroad are there more answers than are counted, all filters applied?
 * @param expected about how many the words alone find, at most: it tells what part of them to draw
 * @returns also how many there are of each kind
 */
export async function countFacets(
  db: Tx,
  conditions: Conditions,
  { isBroad, expected }: { isBroad: boolean; expected: number },
): Promise<Pick<SearchResult, "facets" | "kinds">> {
  const active = filterNames.filter((name) => conditions.filters.has(name));
  const free = filterNames.filter((name) => !conditions.filters.has(name));
  const sets: Set[] = [
    { names: free },
    ...active.map((name): Set => ({ names: [name], without: name })),
  ];
  // Each filter but that of the kind is of one kind alone: to choose the kind takes nothing from its values.
  const isEverything = ({ without }: Set) =>
    conditions.words === null &&
    conditions.commune === null &&
    active.every((name) => name === without || (name === "kind" && without === undefined));
  /** About how many answer a set, as if its filters had nothing to do with each other. */
  const expectedOf = ({ without }: Set) =>
    [...conditions.filters].reduce(
      (product, [name, { part }]) => (name === without ? product : product * part),
      expected,
    );
  const selects = sets.map((set, at) =>
    isEverything(set)
      ? everything(set, at)
      : some(conditions, set, at, {
          size:
            isBroad && !set.without ? "many" : expectedOf(set) > likelyMany ? "maybe many" : "few",
          expected: expectedOf(set),
        }),
  );
  // Chosen values stay, however few they are.
  const chosen = [...conditions.filters.values()].flatMap(({ values }) => values);
  const { rows } = await sql<Row>`
    select set, scale, facet, count::int,
      coalesce((select label from published_facet p where p.facet = ranked.facet and facet like 'p:%'), '') as label
    from (
      select *, row_number() over (partition by set, left(facet, 1) order by count desc, facet) as place
      from (${sql.join(selects, sql` union all `)}) as counted) as ranked
    where place <= case left(facet, 1) when 'p' then 12 else 500 end or facet = any(${chosen}::text[])
    order by set, place`.execute(db);
  const by = (name: FilterName) => {
    const set = sets.findIndex(({ names }) => names.includes(name));
    return rows.filter((row) => row.set === set && row.facet[0] === facetLetters[name]);
  };
  const amount = (kind: string): Amount => {
    const row = by("kind").find(({ facet }) => facet === `k:${kind}`);
    return toAmount(row);
  };
  return {
    kinds: { activity: amount("activity"), resource: amount("resource") },
    facets: Object.fromEntries(
      facetNames.map((name) => [name, toFacet(name, by(name), chosenOf(conditions, name))]),
    ) as SearchResult["facets"],
  };
}

const lettersOf = (set: Set) => set.names.map((name) => facetLetters[name]);

function everything(set: Set, at: number): RawBuilder<unknown> {
  return sql`(select ${at}::int as set, 1 as scale, facet, records as count from published_facet
    where left(facet, 1) = any(${lettersOf(set)}::text[]))`;
}

/**
 * One by one up to `countedUpTo` answers, and beyond by a sample: a search that half the directory answers must not
 * read half the directory.
 */
function some(
  conditions: Conditions,
  set: Set,
  at: number,
  { size, expected }: { size: "many" | "maybe many" | "few"; expected: number },
): RawBuilder<unknown> {
  const answers = where(conditions, { without: set.without });
  const part = parts.find((one) => (expected * one) / 64 >= enough) ?? 16;
  const few = sql`(select count(*) from sample) < ${part === 16 ? 0 : tooFew}`;
  const drawn = (isDrawn: RawBuilder<unknown>) => sql`sample as materialized (
    select r.facets from published_record r where ${isDrawn} and r.sample < ${sql.lit(part)} and ${answers})`;
  const counted = (isCounted: RawBuilder<unknown>) => sql`first as materialized (
    select r.facets from published_record r where ${isCounted} and ${answers} limit ${countedUpTo + 1})`;
  const foretold = sql`(select count(*) from sample) > ${Math.floor((countedUpTo * part) / 64)}`;
  const found = sql`(select count(*) from first) > ${countedUpTo}`;
  const { tooMany, ctes } = {
    many: { tooMany: sql`true`, ctes: [drawn(sql`true`), counted(sql`false`)] },
    // A sample that foretells few was drawn for nothing: they are counted.
    "maybe many": { tooMany: foretold, ctes: [drawn(sql`true`), counted(sql`not ${foretold}`)] },
    few: { tooMany: found, ctes: [counted(sql`true`), drawn(found)] },
  }[size];
  return sql`(
    with ${sql.join(ctes)},
      quarter as materialized (
        select r.facets from published_record r where ${tooMany} and ${few} and r.sample < 16 and ${answers})
    select ${at}::int as set, min(scale) as scale, facet, count(*) as count
    from (
      select facets, 1 as scale from first where not ${tooMany}
      union all select facets, ${64 / part}::int from sample where not ${few}
      union all select facets, 4 from quarter) as sampled, unnest(facets) as facet
    where left(facet, 1) = any(${lettersOf(set)}::text[])
    group by facet)`;
}

/** Two figures are all that a sample knows. */
function scaled({ count, scale }: Pick<Row, "count" | "scale">): number {
  if (scale === 1) return count;
  const estimate = count * scale;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(estimate)) - 1);
  return Math.round(estimate / unit) * unit;
}

function toAmount(row: Row | undefined): Amount {
  if (!row) return { count: 0, is: "exact" };
  const count = scaled(row);
  if (row.scale === 1) return { count, is: "exact" };
  return count > countedUpTo ? { count: countedUpTo, is: "more" } : { count, is: "about" };
}

/** The facet of a filter in force; several for a licence, which are one value all the same. */
const chosenOf = ({ filters }: Conditions, name: FacetName): readonly string[] =>
  name === "licence" ? [] : (filters.get(name)?.values ?? []);

/** @param chosen stays among the values, even of nothing */
function toFacet(name: FacetName, counted: readonly Row[], chosen: readonly string[]): Facet {
  const values = new Map<string, FacetValue>();
  const missing = chosen.filter((facet) => counted.every((row) => row.facet !== facet));
  const none = missing.map((facet): Row => ({ set: 0, scale: 1, facet, label: "", count: 0 }));
  const rows = [...counted, ...none];
  for (const row of rows) {
    const value = name === "licence" ? statusOf(row.facet) : row.facet.slice(2);
    const count = scaled(row) + (values.get(value)?.count ?? 0);
    values.set(value, { value, count, ...labelOf(name, row) });
  }
  return { values: [...values.values()], isEstimated: rows.some((row) => row.scale > 1) };
}

function labelOf(name: FacetName, row: Row): Pick<FacetValue, "label"> {
  if (name === "skill") return { label: row.label };
  if (name === "department") return { label: departmentWritten(row.facet.slice(2)) };
  return {};
}
