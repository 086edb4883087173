import type { Tx } from "@essaim/identity/operation";
import { type RawBuilder, sql } from "kysely";
import { describeLicence, type LicenceDescription } from "../licence.rules.ts";
import type { Around } from "./around.queries.ts";
import type { Reading } from "./read-search.queries.ts";
import type { FacetName, Search } from "./search.schema.ts";

/** A filter as the column `facets` of a record holds it: a letter, then the value. */
export const facetLetters = {
  kind: "k",
  sector: "s",
  cost: "c",
  skill: "p",
  maturity: "m",
  legalForm: "f",
  department: "d",
  resourceKind: "r",
  licence: "l",
} as const satisfies Record<FacetName | "kind", string>;
export type FilterName = keyof typeof facetLetters;
export const filterNames = Object.keys(facetLetters) as FilterName[];

/** By filter, values that a record must have one of, and about what part of the records has one. */
export type Filters = ReadonlyMap<FilterName, { values: readonly string[]; part: number }>;

type Condition = RawBuilder<boolean>;
export type Conditions = {
  /** Words, on the whole text or on the headline of a record `r`. "always" when there are none. */
  words: Record<"search" | "headline", Condition> | null;
  commune: Condition | null;
  filters: Filters;
};

export async function filtersOf(db: Tx, input: Search): Promise<Filters> {
  const asked = new Map<FilterName, readonly string[]>();
  if (input.kind !== "all") asked.set("kind", [`k:${input.kind}`]);
  for (const name of [
    "sector",
    "cost",
    "maturity",
    "legalForm",
    "department",
    "resourceKind",
  ] as const)
    if (input[name] !== undefined) asked.set(name, [`${facetLetters[name]}:${input[name]}`]);
  if (asked.size === 0 && input.skill === undefined && input.licence === undefined)
    return new Map();
  const { rows } = await sql<{ facet: string; records: number; isSkill: boolean }>`
    with skill as (select 'p:' || left(fold(btrim(${input.skill ?? null}::text)), 100) as facet)
    select s.facet, coalesce(f.records, 0) as records, true as "isSkill"
      from skill s left join published_facet f using (facet) where s.facet is not null
    union all
    select facet, records, false from published_facet
      where facet = any(${[...asked.values()].flat()}::text[]) or (${input.licence !== undefined} and facet like 'l:%')
        or facet in ('k:activity', 'k:resource')`.execute(db);
  if (input.skill !== undefined)
    asked.set(
      "skill",
      rows.filter((row) => row.isSkill).map((row) => row.facet),
    );
  if (input.licence !== undefined)
    asked.set(
      "licence",
      rows
        .map((row) => row.facet)
        .filter((facet) => facet.startsWith("l:") && statusOf(facet) === input.licence),
    );
  const records = new Map(rows.map((row) => [row.facet, row.records]));
  const countOf = (values: readonly string[]) =>
    values.reduce((sum, facet) => sum + (records.get(facet) ?? 0), 0);
  const all = Math.max(1, countOf(["k:activity", "k:resource"]));
  return new Map(
    [...asked].map(([name, values]) => [name, { values, part: countOf(values) / all }]),
  );
}

/** What the licence of a facet `l:…` allows. */
export const statusOf = (facet: string): LicenceDescription["status"] =>
  describeLicence(facet.slice(2) || null).status;

/** @param near communes that the words name, and those around */
export function conditionsOf(
  { filters, communes }: { filters: Filters; communes: Around | null },
  reading: Pick<Reading, "all" | "rest">,
  near: Around,
): Conditions {
  return {
    filters,
    commune: communes && worksIn(communes),
    words:
      reading.all === "" && near.size === 0
        ? null
        : { search: has("search", reading, near), headline: has("headline", reading, near) },
  };
}

/** All the words; or those that name no place, at that place or wherever a resource serves. */
function has(
  column: "search" | "headline",
  { all, rest }: Pick<Reading, "all" | "rest">,
  near: Around,
): Condition {
  const words = answers(column, all);
  if (near.size === 0) return words;
  const there = worksIn(near);
  if (rest === "") return sql`(${answers("search", all)} or ${there})`;
  return sql`(${words} or (${answers(column, rest)} and (${there} or r.facets @> array['k:resource'])))`;
}

function answers(column: "search" | "headline", query: string): Condition {
  const parsed = sql`to_tsquery('fr', ${query})`;
  // Words that are all stop words ask for nothing: everything answers.
  return sql`(${sql.ref(`r.${column}`)} @@ ${parsed} or numnode(${parsed}) = 0)`;
}

const worksIn = (communes: Around): Condition =>
  sql`r.commune_codes && ${[...communes.keys()]}::text[]`;

/** @param without a filter left aside */
export function where(
  { words, commune, filters }: Conditions,
  { column = "search", without }: { column?: "search" | "headline"; without?: FilterName } = {},
): RawBuilder<unknown> {
  const wanted = [...filters].filter(([name]) => name !== without).map(([, { values }]) => values);
  const single = wanted.flatMap((values) => (values.length === 1 ? values : []));
  const parts = [
    ...(words ? [words[column]] : []),
    ...(commune ? [commune] : []),
    ...(single.length > 0 ? [sql`r.facets @> ${single}::text[]`] : []),
    ...wanted
      .filter((values) => values.length !== 1)
      .map((values) => sql`r.facets && ${values}::text[]`),
  ];
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}
