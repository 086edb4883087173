import { today } from "@essaim/database/today";
import { definePublicQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { monthsBefore, STALE_MONTHS } from "../community/freshness.rules.ts";
import { type Around, around, communesAlike, communesWritten } from "./around.queries.ts";
import { conditionsOf, type Filters, filtersOf, where } from "./condition.queries.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { describeHits } from "./describe.queries.ts";
import { countFacets } from "./facet.queries.ts";
import { bestHits, freshHits, type Hits, nearestHits } from "./hits.queries.ts";
import { type Reading, readSearch } from "./read-search.queries.ts";
import {
  type Amount,
  countedUpTo,
  type Place,
  type Search,
  type SearchResult,
  searchSchema,
} from "./search.schema.ts";

/** Kilometres around a place that the words name. */
const nearKm = 25;
/** Below so many answers, those that have some of the words follow. */
const fewAnswers = 6;

/**
 * Searches what is published, for the pages. Never fails on what was typed.
 * The answers are those of the words, filters and commune given; all that a page says of the search comes with them.
 */
export const searchDirectory = definePublicQuery({
  name: "searchDirectory",
  permission: "published:read",
  input: searchSchema,
  run: async ({ db, input }): Promise<SearchResult> => {
    const { hits, conditions, filters, places, communes, near, reading, strictCount } =
      await findHits(db, input);
    const counts = await countFacets(db, conditions, {
      isBroad: hits.count > countedUpTo,
      expected: expectedOf(reading),
    });
    const isEmpty = hits.count === 0;
    return {
      results: await describeHits(db, hits.hits, {
        marked: reading.some,
        communes: communes ?? (near.size > 0 ? near : null),
        staleBefore: staleBefore(),
      }),
      ...cursorsOf(hits),
      total: amountOf(hits.count),
      ...counts,
      reading: {
        corrections: reading.corrections,
        synonyms: reading.synonyms,
        ignored: reading.slots.length + reading.places.length === 0 ? input.q || null : null,
        places: reading.places,
        widened: hits.count > strictCount ? (strictCount === 0 ? "none" : "few") : null,
      },
      communes: places,
      communesAlike: places?.length === 0 ? await communesAlike(db, input.commune ?? "") : [],
      // What filters leave out is not badly spelt.
      suggestions: isEmpty && filters.size === 0 && !communes ? await lookalikes(db, input.q) : [],
      nearby: isEmpty && places ? await nearestAnswers(db, conditions, codesOf(places)) : [],
    };
  },
});

/** The ids of the records that answer a search, in their order: all that data and feeds need of it. */
export async function findRecordIds(
  db: Tx,
  input: Search,
): Promise<Pick<SearchResult, "next" | "total" | "communes"> & { ids: string[] }> {
  const { hits, places } = await findHits(db, input);
  return {
    ids: hits.hits.map(({ id }) => id),
    next: cursorsOf(hits).next,
    total: amountOf(hits.count),
    communes: places,
  };
}

/** What answers a search, and how it was read. */
async function findHits(db: Tx, input: Search) {
  await leanOnIndexes(db);
  const filters = await filtersOf(db, input);
  const places = input.commune === undefined ? null : await communesWritten(db, input.commune);
  const communes = places && (await around(db, codesOf(places), input.km));
  const reading = await readSearch(db, input.q);
  const near = await around(db, codesOf(reading.places), nearKm);
  const strict = { filters, communes, reading, near };
  const answers = await answer(db, input, strict);
  const isFew = answers.hits.count < fewAnswers && isWidenable(reading);
  const found = isFew
    ? await answer(db, input, { ...strict, reading: widen(reading) }, strict)
    : answers;
  return { ...strict, ...found, places, strictCount: answers.hits.count };
}

/**
 * PostgreSQL believes that a row costs the same whether its words are beside it or far away, and reads the texts one
 * after the other where their index would have answered. To look at a text costs eighty times what it thinks. Helpers
 * that it starts for one search cost more than they save, and take the processors of the searches beside it.
 */
async function leanOnIndexes(db: Tx): Promise<void> {
  await sql`select set_config('enable_seqscan', 'off', true), set_config('cpu_operator_cost', '0.2', true),
    set_config('max_parallel_workers_per_gather', '0', true)`.execute(db);
}

/** About how many records answer, at most: those of the rarest thing to find. */
function expectedOf({ slots, records }: Reading): number {
  const known = slots.flatMap((slot) =>
    slot.records !== null && slot.others.length === 0 && !slot.not ? [slot.records] : [],
  );
  return Math.min(records, ...known);
}

type Asked = { filters: Filters; communes: Around | null; reading: Reading; near: Around };

/** @param first what comes before the other answers */
async function answer(db: Tx, input: Search, asked: Asked, first?: Asked) {
  const { communes, reading, near } = asked;
  const conditions = conditionsOf(asked, reading, near);
  const cursor = input.cursor === undefined ? null : readCursor(input.cursor);
  const page = { limit: input.limit, cursor };
  const hits = async (): Promise<Hits> => {
    const order = orderOf(input, conditions.words !== null);
    if (order === "near") return nearestHits(db, conditions, communes ?? near, page);
    if (order === "fresh") return freshHits(db, conditions, page);
    const { slots, records } = reading;
    const before = first ? conditionsOf(first, first.reading, first.near).words : null;
    const how = { slots, records, near, nearKm, staleBefore: staleBefore(), first: before };
    return bestHits(db, conditions, how, page);
  };
  return { conditions, hits: await hits() };
}

/** What an order comes to: nothing is near without a commune, nothing relevant without words. */
export function orderOf(
  { sort, commune }: Pick<Search, "sort" | "commune">,
  hasWords: boolean,
): Search["sort"] {
  if (sort === "near") return commune ? "near" : hasWords ? "relevance" : "fresh";
  if (sort === "relevance" && !hasWords) return commune ? "near" : "fresh";
  return sort;
}

const codesOf = (places: readonly Place[]) => places.map(({ code }) => code);
const staleBefore = () => monthsBefore(today(), STALE_MONTHS);

/** There are several things to find, or a place to leave aside, and nothing to leave out. */
const isWidenable = ({ slots, places, some }: Reading) =>
  some !== "" &&
  slots.every((slot) => !slot.not) &&
  slots.length + places.length + slots.flatMap((slot) => slot.parts).length > 1;

/** Some of the words rather than all, wherever it is. */
const widen = (reading: Reading): Reading => ({
  ...reading,
  all: reading.some,
  rest: reading.some,
});

function cursorsOf({ hits, hasNext, hasPrevious }: Hits): Pick<SearchResult, "next" | "previous"> {
  const cursor = (hit: Hits["hits"][number] | undefined, isBackwards: boolean) =>
    hit
      ? writeCursor({
          isBackwards,
          measure: hit.measure,
          day: hit.day,
          id: hit.id,
        } satisfies Cursor)
      : null;
  return {
    next: hasNext ? cursor(hits.at(-1), false) : null,
    previous: hasPrevious ? cursor(hits[0], true) : null,
  };
}

const amountOf = (count: number): Amount =>
  count > countedUpTo ? { count: countedUpTo, is: "more" } : { count, is: "exact" };

/** Out of 1: « epicrie » is 0.55 like « épicerie », « potager » 0.38 like « fab-manager ». */
const likeEnough = 0.45;

async function lookalikes(db: Tx, typed: string): Promise<SearchResult["suggestions"]> {
  if (typed === "") return [];
  await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(likeEnough)}, true)`.execute(
    db,
  );
  const { rows } = await sql<SearchResult["suggestions"][number]>`
    select record_kind as kind, slug, title from published_record
    where fold(${typed}) <% fold(title)
    order by word_similarity(fold(${typed}), fold(title)) desc, title limit 4`.execute(db);
  return rows;
}

/** Where the same search would find something, nearest first, without a limit of distance. */
async function nearestAnswers(
  db: Tx,
  conditions: ReturnType<typeof conditionsOf>,
  codes: readonly string[],
): Promise<SearchResult["nearby"]> {
  if (codes.length === 0) return [];
  const { rows } = await sql<SearchResult["nearby"][number]>`
    with place as materialized (
      select distinct unnest(commune_codes) as code from (
        select r.commune_codes from published_record r
        where ${where({ ...conditions, commune: null })} and r.commune_codes <> '{}' limit ${countedUpTo}) as answers)
    select c.code, c.name, round(min(kilometres_between(a.lat, a.lon, c.lat, c.lon))::numeric)::int as kilometres
    from place join commune c using (code) join commune a on a.code = any(${codes}::text[])
    where c.lat is not null and a.lat is not null
    group by c.code, c.name order by kilometres, c.name limit 5`.execute(db);
  return rows;
}
