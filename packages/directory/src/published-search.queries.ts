import { definePublicQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { Sector } from "./activity.schema.ts";
import type { ResourceKind } from "./open-resource.schema.ts";
import {
  highlightMarks,
  highlightOptions,
  isHighlighted,
  type Part,
  readPlaces,
  splitHighlight,
  toTsQuery,
} from "./published.rules.ts";
import { resultsPerPage, type Search, searchSchema } from "./published.schema.ts";
import { type Licence, licenceOf } from "./published-record.queries.ts";

export type Place = { code: string; name: string };

export type FoundActivity = {
  kind: "activity";
  slug: string;
  title: Part[];
  summary: Part[];
  /** Where the words were found, when neither title nor summary holds them. */
  excerpt: Part[] | null;
  sector: Sector;
  /** Cents; null when unknown. */
  startupCostMinCents: number | null;
  startupCostMaxCents: number | null;
  places: Place[];
};
export type FoundResource = {
  kind: "resource";
  slug: string;
  title: Part[];
  summary: Part[];
  excerpt: Part[] | null;
  resourceKind: ResourceKind;
  licence: Licence;
  /** Published activities built on it. */
  activityCount: number;
};
export type Found = FoundActivity | FoundResource;

export type SearchResult = {
  results: Found[];
  /** All that answers the search and its filters, whatever the page. */
  total: number;
  pageCount: number;
  /** What the same words give by kind, sector and kind of resource, filters left aside. */
  counts: {
    activity: number;
    resource: number;
    sectors: { sector: Sector; count: number }[];
    resourceKinds: { resourceKind: ResourceKind; count: number }[];
  };
  /** Places that the search names. */
  places: Place[];
  /** Every word was wanted and nothing had them all: these have some of them. */
  widened: boolean;
  /** When nothing answers: records whose name looks like what was typed. */
  suggestions: { kind: "activity" | "resource"; slug: string; title: string }[];
};

export type Counted = {
  kind: "activity" | "resource";
  sector: Sector | null;
  resource_kind: ResourceKind | null;
  count: number;
};
type Hit = { kind: "activity" | "resource"; id: string };
/** `words` (tsquery text) anywhere, or `rest` of the words at one of the places. Both are "" for everything. */
type Asked = { words: string; rest: string; places: readonly Place[]; input: Search };

/** What answers the search, best first, then freshest first. */
export async function find(db: Tx, { words, rest, places, input }: Asked) {
  const has = (query: string) => {
    if (query === "") return sql`true`;
    // Words that are all stop words ask for nothing: everything answers.
    const parsed = sql`to_tsquery('fr', ${query})`;
    return sql`(r.search @@ ${parsed} or numnode(${parsed}) = 0)`;
  };
  const rank =
    words === "" ? sql`0` : sql`ts_rank_cd(r.search, to_tsquery('fr', ${rest || words}))`;
  const there =
    places.length === 0
      ? sql`false`
      : sql`(${has(rest)} and exists (select 1 from activity_location l
            where l.organisation_id = r.organisation_id and l.activity_id = r.id
              and l.commune_code = any(${places.map((place) => place.code)}::text[])))`;
  const kept = sql`${input.kind} in ('all', kind)
      and (${input.sector ?? null}::text is null or sector = ${input.sector ?? null})
      and (${input.resourceKind ?? null}::text is null or resource_kind = ${input.resourceKind ?? null})`;
  const { rows } = await sql<{ counts: Counted[] | null; hits: Hit[] | null }>`
    with found as materialized (
      select 'activity' as kind, r.id, r.sector, null as resource_kind, ${rank} as rank, r.updated_at
      from activity r where r.status = 'published' and (${has(words)} or ${there})
      union all
      select 'resource', r.id, null, r.kind, ${rank}, r.updated_at
      from open_resource r where r.status = 'published' and ${has(words)}
    ),
    counted as (select kind, sector, resource_kind, count(*) from found group by kind, sector, resource_kind),
    hit as (
      select kind, id, row_number() over (order by rank desc, updated_at desc, id) as place
      from found where ${kept}
      order by place limit ${resultsPerPage} offset ${(input.page - 1) * resultsPerPage}
    )
    select (select json_agg(counted) from counted) as counts,
           (select json_agg(hit order by place) from hit) as hits`.execute(db);
  const counts = rows[0]?.counts ?? [];
  const hits = rows[0]?.hits ?? [];
  return { counts, hits, total: sum(counts.filter((one) => isKept(one, input))) };
}

function isKept(one: Counted, { kind, sector, resourceKind }: Search): boolean {
  return (
    (kind === "all" || kind === one.kind) &&
    (sector === undefined || sector === one.sector) &&
    (resourceKind === undefined || resourceKind === one.resource_kind)
  );
}

export const sum = (counted: readonly Counted[]) =>
  counted.reduce((total, one) => total + one.count, 0);

/** Full text over what is published. Never fails on what was typed. */
export const searchDirectory = definePublicQuery({
  name: "searchDirectory",
  permission: "published:read",
  input: searchSchema,
  run: async ({ db, input }): Promise<SearchResult> => {
    let asked = await ask(db, input);
    let found = await find(db, asked);
    const any = toTsQuery(input.q, "any");
    const widened = sum(found.counts) === 0 && any !== "" && !any.includes("!");
    if (widened) {
      asked = { ...asked, words: any, rest: any, places: [] };
      found = await find(db, asked);
    }
    const by = (kind: Counted["kind"]) => found.counts.filter((one) => one.kind === kind);
    return {
      results: await describe(db, found.hits, asked.rest || asked.words),
      total: found.total,
      pageCount: Math.ceil(found.total / resultsPerPage),
      counts: {
        activity: sum(by("activity")),
        resource: sum(by("resource")),
        sectors: by("activity").flatMap(({ sector, count }) => (sector ? [{ sector, count }] : [])),
        resourceKinds: by("resource").flatMap(({ resource_kind: resourceKind, count }) =>
          resourceKind ? [{ resourceKind, count }] : [],
        ),
      },
      places: [...asked.places],
      widened: widened && found.counts.length > 0,
      suggestions: sum(found.counts) === 0 ? await lookalikes(db, input.q) : [],
    };
  },
});

async function ask(db: Tx, input: Search): Promise<Asked> {
  const { rest, places } = readPlaces(input.q, input.q === "" ? [] : await workingPlaces(db));
  return { words: toTsQuery(input.q), rest: toTsQuery(rest), places, input };
}

/** The communes where some published activity works. */
async function workingPlaces(db: Tx): Promise<Place[]> {
  return db
    .selectFrom("commune")
    .select(["code", "name"])
    .where("code", "in", (query) => query.selectFrom("activity_location").select("commune_code"))
    .execute();
}

/** Out of 1: « epicrie » is 0.55 like « épicerie », « potager » 0.38 like « fab-manager ». */
const likeEnough = 0.45;

async function lookalikes(db: Tx, typed: string): Promise<SearchResult["suggestions"]> {
  const { rows } = await sql<SearchResult["suggestions"][number]>`
    select kind, slug, title from (
      select 'activity' as kind, slug, title, word_similarity(fold(${typed}), fold(title)) as likeness
      from activity where status = 'published'
      union all
      select 'resource', slug, name, word_similarity(fold(${typed}), fold(name))
      from open_resource where status = 'published'
    ) as named
    where likeness >= ${likeEnough} order by likeness desc, title limit 4`.execute(db);
  return rows;
}

/** Markdown as plain text, on one line, without the characters that mark what was found. */
const plain = (text: ReturnType<typeof sql>) =>
  sql`translate(regexp_replace(regexp_replace(regexp_replace(${text}, '^\\s*([-+*]|\\d+[.)]|-{3,}|={3,})(\\s+|$)', '', 'gn'), '!?\\[([^]]*)\\]\\([^)]*\\)', '\\1', 'g'), '[*_#>|~\`\\s]+', ' ', 'g'), ${highlightMarks}, '')`;

type Highlighted = { id: string; slug: string; title: string; summary: string; excerpt: string };

/** The cards of one page of results, in the order of the hits. */
export async function describe(db: Tx, hits: readonly Hit[], words: string): Promise<Found[]> {
  const ids = (kind: Hit["kind"]) => hits.filter((hit) => hit.kind === kind).map((hit) => hit.id);
  const mark = (text: ReturnType<typeof sql>, options: string) =>
    words === ""
      ? sql<string>`translate(${text}, ${highlightMarks}, '')`
      : sql<string>`ts_headline('fr', ${text}, to_tsquery('fr', ${words}), ${options})`;
  const whole = `${highlightOptions({ most: 80, least: 40 })}, HighlightAll=true`;
  const some = highlightOptions({ most: 26, least: 12, fragments: 1 });
  const excerptOf = (text: ReturnType<typeof sql>) =>
    words === "" ? sql<string>`''` : mark(plain(text), some);

  const activities = new Map<string, Found>();
  const activityIds = ids("activity");
  if (activityIds.length > 0) {
    const { rows } = await sql<
      Highlighted & {
        sector: Sector;
        least: number | null;
        most: number | null;
        places: Place[];
      }
    >`
      select r.id, r.slug, ${mark(sql`r.title`, whole)} as title, ${mark(sql`r.summary`, whole)} as summary,
        ${excerptOf(sql`concat_ws(' … ', r.description, r.requirements, (select string_agg(step ->> 'text', ' … ') from jsonb_array_elements(r.steps) as step), r.advantages, r.limits)`)} as excerpt,
        r.sector, r.startup_cost_min_cents as least, r.startup_cost_max_cents as most,
        coalesce((select json_agg(json_build_object('code', c.code, 'name', c.name)
                    order by l.since_year nulls last, c.name)
           from activity_location l join commune c on c.code = l.commune_code
           where l.organisation_id = r.organisation_id and l.activity_id = r.id), '[]') as places
      from activity r where r.status = 'published' and r.id = any(${activityIds}::uuid[])`.execute(
      db,
    );
    for (const row of rows)
      activities.set(row.id, {
        kind: "activity",
        ...texts(row),
        sector: row.sector,
        startupCostMinCents: row.least,
        startupCostMaxCents: row.most,
        places: row.places,
      });
  }
  const resourceIds = ids("resource");
  if (resourceIds.length > 0) {
    const { rows } = await sql<
      Highlighted & {
        kind: ResourceKind;
        licence_expression: string | null;
        licence_note: string;
        activity_count: number;
      }
    >`
      select r.id, r.slug, ${mark(sql`r.name`, whole)} as title, ${mark(sql`r.summary`, whole)} as summary,
        ${excerptOf(sql`concat_ws(' … ', r.description, r.contribution_guide)`)} as excerpt,
        r.kind, r.licence_expression, r.licence_note,
        (select count(*) from activity_resource ar
         where ar.organisation_id = r.organisation_id and ar.open_resource_id = r.id) as activity_count
      from open_resource r where r.status = 'published' and r.id = any(${resourceIds}::uuid[])`.execute(
      db,
    );
    for (const row of rows)
      activities.set(row.id, {
        kind: "resource",
        ...texts(row),
        resourceKind: row.kind,
        licence: licenceOf(row),
        activityCount: row.activity_count,
      });
  }
  return hits.flatMap((hit) => activities.get(hit.id) ?? []);
}

function texts(row: Highlighted) {
  const title = splitHighlight(row.title);
  const summary = splitHighlight(row.summary);
  // The page puts its own « … » around: those between two texts of the record go.
  const excerpt = splitHighlight(row.excerpt.replace(/^[\s…]+|[\s…]+$/gu, ""));
  const needed = !isHighlighted(title) && !isHighlighted(summary) && isHighlighted(excerpt);
  return { slug: row.slug, title, summary, excerpt: needed ? excerpt : null };
}
