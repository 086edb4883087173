import type { Tx } from "@essaim/identity/operation";
import { type RawBuilder, sql } from "kysely";
import type { Sector } from "../activity.schema.ts";
import type { ResourceKind } from "../open-resource.schema.ts";
import {
  highlightMarks,
  highlightOptions,
  isHighlighted,
  splitHighlight,
} from "../published.rules.ts";
import { licenceOf } from "../published-record.queries.ts";
import type { Around } from "./around.queries.ts";
import type { Found, Place } from "./search.schema.ts";

type Row = {
  id: string;
  kind: "activity" | "resource";
  slug: string;
  title: string;
  summary: string;
  excerpt: string;
  englishTitle: string | null;
  englishSummary: string | null;
  confirmedOn: string;
  sector: Sector;
  least: number | null;
  most: number | null;
  places: Place[] | null;
  resourceKind: ResourceKind;
  licence: Parameters<typeof licenceOf>[0];
  activityCount: number;
};

/** Markdown as plain text, on one line, without the characters that mark what was found. */
const plain = (text: RawBuilder<unknown>) =>
  sql`translate(regexp_replace(regexp_replace(regexp_replace(${text}, '^\\s*([-+*]|\\d+[.)]|-{3,}|={3,})(\\s+|$)', '', 'gn'), '!?\\[([^]]*)\\]\\([^)]*\\)', '\\1', 'g'), '[*_#>|~\`\\s]+', ' ', 'g'), ${highlightMarks}, '')`;

/** Characters of a text where an excerpt is looked for. */
const longestRead = 12_000;

/**
 * The cards of one page of results, in the order of the hits.
 * @param marked tsquery of what is marked in them; "" for nothing
 * @param staleBefore a record confirmed before that day is no longer sure to be true
 */
export async function describeHits(
  db: Tx,
  hits: readonly { id: string }[],
  {
    marked,
    communes,
    staleBefore,
  }: { marked: string; communes: Around | null; staleBefore: string },
): Promise<Found[]> {
  if (hits.length === 0) return [];
  const query = sql`to_tsquery('fr', ${marked})`;
  const mark = (text: RawBuilder<unknown>, options: string) =>
    marked === ""
      ? sql`translate(${text}, ${highlightMarks}, '')`
      : sql`ts_headline('fr', ${text}, ${query}, ${options})`;
  const whole = `${highlightOptions({ most: 80, least: 40 })}, HighlightAll=true`;
  const some = highlightOptions({ most: 26, least: 12, fragments: 1 });
  // Cutting an excerpt out of a long text is slow: only where neither title nor summary answers.
  const excerpt =
    marked === ""
      ? sql`''`
      : sql`case when r.headline @@ ${query} then '' else ${mark(
          plain(sql`left(concat_ws(' … ', r.content ->> 'description', r.content ->> 'requirements',
            (select string_agg(step ->> 'text', ' … ') from jsonb_array_elements(
              case jsonb_typeof(r.content -> 'steps') when 'array' then r.content -> 'steps' else '[]' end) as step),
            r.content ->> 'advantages', r.content ->> 'limits', r.content ->> 'usageGuide',
            r.content ->> 'contributionGuide'), ${longestRead})`),
          some,
        )} end`;
  const { rows } = await sql<Row>`
    select r.id, r.record_kind as kind, r.slug, ${mark(sql`r.title`, whole)} as title,
      ${mark(sql`r.summary`, whole)} as summary, ${excerpt} as excerpt,
      ${mark(sql`coalesce(nullif(r.content -> 'english' ->> 'title', ''), nullif(r.content -> 'english' ->> 'name', ''))`, whole)} as "englishTitle",
      ${mark(sql`nullif(r.content -> 'english' ->> 'summary', '')`, whole)} as "englishSummary",
      r.confirmed_on::text as "confirmedOn", r.sector, r.startup_cost_min_cents as least,
      r.startup_cost_max_cents as most,
      (select json_agg(json_build_object('code', c.code, 'name', c.name) order by place)
        from unnest(r.commune_codes) with ordinality as l (code, place) join commune c on c.code = l.code) as places,
      r.resource_kind as "resourceKind",
      json_build_object('licenceExpression', r.licence_expression,
        'licenceNote', coalesce(r.content ->> 'licenceNote', '')) as licence,
      case r.record_kind when 'resource' then
        (select count(*)::int from published_record a where a.open_resource_ids @> array[r.id]) else 0 end as "activityCount"
    from published_record r where r.id = any(${hits.map((hit) => hit.id)}::uuid[])`.execute(db);
  const found = new Map(rows.map((row) => [row.id, cardOf(row, communes, staleBefore)]));
  return hits.flatMap((hit) => found.get(hit.id) ?? []);
}

function cardOf(row: Row, communes: Around | null, staleBefore: string): Found {
  const title = splitHighlight(row.title);
  const summary = splitHighlight(row.summary);
  // The page puts its own « … » around: those between two texts of the record go.
  const excerpt = splitHighlight(row.excerpt.replace(/^[\s…]+|[\s…]+$/gu, ""));
  const needed = !isHighlighted(title) && !isHighlighted(summary) && isHighlighted(excerpt);
  const card = {
    id: row.id,
    slug: row.slug,
    title,
    summary,
    english: {
      title: row.englishTitle === null ? null : splitHighlight(row.englishTitle),
      summary: row.englishSummary === null ? null : splitHighlight(row.englishSummary),
    },
    excerpt: needed ? excerpt : null,
    confirmedOn: row.confirmedOn,
    isStale: row.confirmedOn < staleBefore,
  };
  if (row.kind === "resource")
    return {
      kind: "resource",
      ...card,
      resourceKind: row.resourceKind,
      licence: licenceOf(row.licence),
      activityCount: row.activityCount,
    };
  const places = row.places ?? [];
  const distances = places.flatMap(({ code }) => communes?.get(code) ?? []);
  return {
    kind: "activity",
    ...card,
    sector: row.sector,
    startupCostMinCents: row.least,
    startupCostMaxCents: row.most,
    places,
    kilometres: distances.length > 0 ? Math.min(...distances) : null,
  };
}
