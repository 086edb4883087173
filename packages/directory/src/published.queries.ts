import { definePublicQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { Sector } from "./activity.schema.ts";
import { describeLicence, type LicenceDescription } from "./licence.rules.ts";
import type { ResourceKind } from "./open-resource.schema.ts";
import {
  highlightMarks,
  highlightOptions,
  isHighlighted,
  type Part,
  readPlaces,
  splitHighlight,
  toTsQuery,
  type WorkingPlace,
} from "./published.rules.ts";
import { resultsPerPage, type Search, searchSchema, slugSchema } from "./published.schema.ts";

export type Place = { code: string; name: string };

/** A licence told in plain words, its SPDX expression, and what the editors add. */
export type Licence = LicenceDescription & { expression: string | null; note: string };

function licenceOf(row: { licence_expression: string | null; licence_note: string }): Licence {
  return {
    ...describeLicence(row.licence_expression),
    expression: row.licence_expression,
    note: row.licence_note,
  };
}

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

type Counted = {
  kind: "activity" | "resource";
  sector: Sector | null;
  resource_kind: ResourceKind | null;
  count: number;
};
type Hit = { kind: "activity" | "resource"; id: string };
/** `words` (tsquery text) anywhere, or `rest` of the words at one of the places. Both are "" for everything. */
type Asked = { words: string; rest: string; places: readonly Place[]; input: Search };

/** What answers the search, best first, then freshest first. */
async function find(db: Tx, { words, rest, places, input }: Asked) {
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

const sum = (counted: readonly Counted[]) => counted.reduce((total, one) => total + one.count, 0);

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

async function lookalikes(db: Tx, typed: string): Promise<SearchResult["suggestions"]> {
  const { rows } = await sql<SearchResult["suggestions"][number]>`
    select kind, slug, title from (
      select 'activity' as kind, slug, title, word_similarity(fold(${typed}), fold(title)) as likeness
      from activity where status = 'published'
      union all
      select 'resource', slug, name, word_similarity(fold(${typed}), fold(name))
      from open_resource where status = 'published'
    ) as named
    where likeness >= 0.35 order by likeness desc, title limit 4`.execute(db);
  return rows;
}

/** Markdown as plain text, on one line, without the characters that mark what was found. */
const plain = (text: ReturnType<typeof sql>) =>
  sql`translate(regexp_replace(regexp_replace(${text}, '!?\\[([^]]*)\\]\\([^)]*\\)', '\\1', 'g'), '[*_#>|\`\\s]+', ' ', 'g'), ${highlightMarks}, '')`;

type Highlighted = { id: string; slug: string; title: string; summary: string; excerpt: string };

/** The cards of one page of results, in the order of the hits. */
async function describe(db: Tx, hits: readonly Hit[], words: string): Promise<Found[]> {
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
        ${excerptOf(sql`concat_ws(' … ', r.description, r.requirements, r.steps, r.advantages, r.limits)`)} as excerpt,
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
  const excerpt = splitHighlight(row.excerpt);
  const needed = !isHighlighted(title) && !isHighlighted(summary) && isHighlighted(excerpt);
  return { slug: row.slug, title, summary, excerpt: needed ? excerpt : null };
}

/** Only a web address becomes a link. */
const webAddress = (url: string | null) => (url && /^https?:\/\//.test(url) ? url : null);
const organisationOf = (row: { organisation: string; organisation_url: string | null }) => ({
  name: row.organisation,
  websiteUrl: webAddress(row.organisation_url),
});

export type PublishedActivity = {
  slug: string;
  title: string;
  summary: string;
  sector: Sector;
  /** Markdown. */
  description: string;
  requirements: string;
  steps: string;
  advantages: string;
  limits: string;
  startupCostMinCents: number | null;
  startupCostMaxCents: number | null;
  updatedAt: Date;
  organisation: { name: string; websiteUrl: string | null };
  resources: {
    slug: string;
    name: string;
    summary: string;
    kind: ResourceKind;
    licence: Licence;
    usage: string;
  }[];
  /** Where it works; `lineage` of published.rules puts them in order. */
  places: WorkingPlace[];
};

/** @throws NotFound for a draft as for an unknown address */
export const getPublishedActivity = definePublicQuery({
  name: "getPublishedActivity",
  permission: "published:read",
  input: slugSchema,
  run: async ({ db, input }): Promise<PublishedActivity> => {
    const activity = await db
      .selectFrom("activity")
      .innerJoin("organisation", "organisation.id", "activity.organisation_id")
      .select([
        "activity.organisation_id",
        "activity.id",
        "activity.slug",
        "activity.title",
        "activity.summary",
        "activity.sector",
        "activity.description",
        "activity.requirements",
        "activity.steps",
        "activity.advantages",
        "activity.limits",
        "activity.startup_cost_min_cents",
        "activity.startup_cost_max_cents",
        "activity.updated_at",
        "organisation.name as organisation",
        "organisation.website_url as organisation_url",
      ])
      .where("activity.slug", "=", withoutNul(input.slug))
      .where("activity.status", "=", "published")
      .executeTakeFirst();
    if (!activity) throw new NotFound("No such published activity");
    const resources = await db
      .selectFrom("activity_resource")
      .innerJoin("open_resource", (join) =>
        join
          .onRef("open_resource.organisation_id", "=", "activity_resource.organisation_id")
          .onRef("open_resource.id", "=", "activity_resource.open_resource_id"),
      )
      .select([
        "open_resource.slug",
        "open_resource.name",
        "open_resource.summary",
        "open_resource.kind",
        "open_resource.licence_expression",
        "open_resource.licence_note",
        "activity_resource.usage",
      ])
      .where("activity_resource.organisation_id", "=", activity.organisation_id)
      .where("activity_resource.activity_id", "=", activity.id)
      .where("open_resource.status", "=", "published")
      .orderBy("open_resource.name")
      .execute();
    const places = await db
      .selectFrom("activity_location")
      .innerJoin("commune", "commune.code", "activity_location.commune_code")
      .select([
        "commune.code",
        "commune.name",
        "activity_location.since_year",
        "activity_location.transferred_from_commune_code",
        "activity_location.description",
      ])
      .where("activity_location.organisation_id", "=", activity.organisation_id)
      .where("activity_location.activity_id", "=", activity.id)
      .execute();
    return {
      slug: activity.slug,
      title: activity.title,
      summary: activity.summary,
      sector: activity.sector,
      description: activity.description,
      requirements: activity.requirements,
      steps: activity.steps,
      advantages: activity.advantages,
      limits: activity.limits,
      startupCostMinCents: activity.startup_cost_min_cents,
      startupCostMaxCents: activity.startup_cost_max_cents,
      updatedAt: activity.updated_at,
      organisation: organisationOf(activity),
      resources: resources.map((row) => ({
        slug: row.slug,
        name: row.name,
        summary: row.summary,
        kind: row.kind,
        licence: licenceOf(row),
        usage: row.usage,
      })),
      places: places.map((row) => ({
        commune: { code: row.code, name: row.name },
        sinceYear: row.since_year,
        transferredFrom: row.transferred_from_commune_code,
        description: row.description,
      })),
    };
  },
});

/** PostgreSQL refuses the character; no slug holds it. */
const withoutNul = (slug: string) => slug.replaceAll("\0", "\ufffd");

export type PublishedResource = {
  slug: string;
  name: string;
  summary: string;
  kind: ResourceKind;
  /** Markdown. */
  description: string;
  contributionGuide: string;
  licence: Licence;
  websiteUrl: string | null;
  sourceUrl: string | null;
  documentationUrl: string | null;
  updatedAt: Date;
  organisation: { name: string; websiteUrl: string | null };
  activities: { slug: string; title: string; summary: string; sector: Sector; usage: string }[];
};

/** @throws NotFound for a draft as for an unknown address */
export const getPublishedResource = definePublicQuery({
  name: "getPublishedResource",
  permission: "published:read",
  input: slugSchema,
  run: async ({ db, input }): Promise<PublishedResource> => {
    const resource = await db
      .selectFrom("open_resource")
      .innerJoin("organisation", "organisation.id", "open_resource.organisation_id")
      .select([
        "open_resource.organisation_id",
        "open_resource.id",
        "open_resource.slug",
        "open_resource.name",
        "open_resource.summary",
        "open_resource.kind",
        "open_resource.description",
        "open_resource.contribution_guide",
        "open_resource.licence_expression",
        "open_resource.licence_note",
        "open_resource.website_url",
        "open_resource.source_url",
        "open_resource.documentation_url",
        "open_resource.updated_at",
        "organisation.name as organisation",
        "organisation.website_url as organisation_url",
      ])
      .where("open_resource.slug", "=", withoutNul(input.slug))
      .where("open_resource.status", "=", "published")
      .executeTakeFirst();
    if (!resource) throw new NotFound("No such published resource");
    const activities = await db
      .selectFrom("activity_resource")
      .innerJoin("activity", (join) =>
        join
          .onRef("activity.organisation_id", "=", "activity_resource.organisation_id")
          .onRef("activity.id", "=", "activity_resource.activity_id"),
      )
      .select([
        "activity.slug",
        "activity.title",
        "activity.summary",
        "activity.sector",
        "activity_resource.usage",
      ])
      .where("activity_resource.organisation_id", "=", resource.organisation_id)
      .where("activity_resource.open_resource_id", "=", resource.id)
      .where("activity.status", "=", "published")
      .orderBy("activity.title")
      .execute();
    return {
      slug: resource.slug,
      name: resource.name,
      summary: resource.summary,
      kind: resource.kind,
      description: resource.description,
      contributionGuide: resource.contribution_guide,
      licence: licenceOf(resource),
      websiteUrl: resource.website_url,
      sourceUrl: resource.source_url,
      documentationUrl: resource.documentation_url,
      updatedAt: resource.updated_at,
      organisation: organisationOf(resource),
      activities,
    };
  },
});

const nothing = z.object({});

/** The front page: what was written last, how much there is, and who makes it. */
export const getDirectoryHome = definePublicQuery({
  name: "getDirectoryHome",
  permission: "published:read",
  input: nothing,
  run: async ({ db }) => {
    const everything = searchSchema.parse({});
    const { counts, hits } = await find(db, {
      words: "",
      rest: "",
      places: [],
      input: { ...everything, kind: "activity" },
    });
    const latest = await describe(db, hits.slice(0, 6), "");
    const of = (kind: Counted["kind"]) => counts.filter((one) => one.kind === kind);
    return {
      latest,
      activityCount: sum(of("activity")),
      resourceCount: sum(of("resource")),
      sectors: of("activity").flatMap(({ sector, count }) => (sector ? [{ sector, count }] : [])),
    };
  },
});

/** The cooperatives that have published something, by name. */
export const listPublishers = definePublicQuery({
  name: "listPublishers",
  permission: "published:read",
  input: nothing,
  run: async ({ db }) => {
    const publishers = await db
      .selectFrom("organisation")
      .select(["name", "website_url as websiteUrl"])
      .where((where) =>
        where.or([
          where.exists(
            where
              .selectFrom("activity")
              .select("activity.id")
              .whereRef("activity.organisation_id", "=", "organisation.id")
              .where("activity.status", "=", "published"),
          ),
          where.exists(
            where
              .selectFrom("open_resource")
              .select("open_resource.id")
              .whereRef("open_resource.organisation_id", "=", "organisation.id")
              .where("open_resource.status", "=", "published"),
          ),
        ]),
      )
      .orderBy("name")
      .execute();
    return publishers.map(({ name, websiteUrl }) => ({ name, websiteUrl: webAddress(websiteUrl) }));
  },
});
