import { definePublicQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { ActivityInput } from "../activity.schema.ts";
import { describeLicence } from "../licence.rules.ts";
import type { OpenResourceInput } from "../open-resource.schema.ts";
import {
  findPublishedRow,
  type PublishedRow,
  publishedRows,
  webAddress,
} from "../published-record.queries.ts";
import { findRecordIds } from "../search/search.queries.ts";
import { searchSchema } from "../search/search.schema.ts";
import { type Change, changesParameters } from "./api.schema.ts";
import type { OpenActivity, OpenRecord, OpenResource } from "./record.schema.ts";

/** Where the pages are: an address in the data is a whole one. */
const publicUrl = z.url();
const kind = z.enum(["activity", "resource"]);

/**
 * One record, as data.
 * @throws NotFound for what is not published
 */
export const getOpenRecord = definePublicQuery({
  name: "getOpenRecord",
  permission: "published:read",
  input: z.object({ kind, slug: z.string().max(200), publicUrl }),
  run: async ({ db, input }): Promise<OpenRecord> => {
    const row = await findPublishedRow(db, input.kind, input.slug);
    const [record] = row ? await tell(db, [row], input.publicUrl) : [];
    if (!record) throw new NotFound("No such published record");
    return record;
  },
});

/** A page of the records that answer a search, whole, in the order of the search. */
export const searchOpenRecords = definePublicQuery({
  name: "searchOpenRecords",
  permission: "published:read",
  input: searchSchema.extend({ publicUrl }),
  run: async ({ db, input: { publicUrl, ...search } }) => {
    const { ids, ...found } = await findRecordIds(db, search);
    const records = await recordsOf(db, ids, publicUrl);
    const places = new Map(ids.map((id, place) => [id, place]));
    records.sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
    return { ...found, records };
  },
});

/** Of the last change of all; 0 before any. */
const lastPosition = sql<number>`greatest((select max(position) from published_record),
  (select max(position) from withdrawn_record), 0)`;

/** How many records of each kind are published, and the position of the last change of all. */
export const getOpenSummary = definePublicQuery({
  name: "getOpenSummary",
  permission: "published:read",
  input: z.object({}),
  run: async ({ db }) => {
    const { rows } = await sql<{
      activities: number;
      resources: number;
      position: number;
      changed_at: Date | null;
    }>`select count(*) filter (where record_kind = 'activity') as activities,
        count(*) filter (where record_kind = 'resource') as resources,
        ${lastPosition} as position,
        greatest(max(changed_at), (select max(withdrawn_at) from withdrawn_record)) as changed_at
      from published_record`.execute(db);
    const [row] = rows;
    return {
      activities: row?.activities ?? 0,
      resources: row?.resources ?? 0,
      position: row?.position ?? 0,
      changedAt: row?.changed_at ?? null,
    };
  },
});

/** What was published, changed, told or confirmed last. */
export const listLatestRecords = definePublicQuery({
  name: "listLatestRecords",
  permission: "published:read",
  input: z.object({ limit: z.number().int().min(1).max(100), publicUrl }),
  run: async ({ db, input }): Promise<OpenRecord[]> => {
    const rows = await publishedRows(db).orderBy("p.position", "desc").limit(input.limit).execute();
    return tell(db, rows, input.publicUrl);
  },
});

/**
 * What changed after a position, or from an instant on, in the order in which it became visible.
 * `position` is that of the last change told; nothing before it was missed.
 */
export const listChanges = definePublicQuery({
  name: "listChanges",
  permission: "published:read",
  input: changesParameters.extend({ publicUrl }),
  run: async ({ db, input }): Promise<{ changes: Change[]; position: number; isLast: boolean }> => {
    const after = /^\d+$/.test(input.since)
      ? Number(input.since)
      : await positionBefore(db, new Date(input.since));
    const { rows: found } = await sql<{ id: string; position: number; is_deletion: boolean }>`
      select id, position, is_deletion from (
        (select id, position, false as is_deletion from published_record where position > ${after}
          order by position limit ${input.limit + 1})
        union all
        (select id, position, true from withdrawn_record where position > ${after}
          order by position limit ${input.limit + 1})
      ) as changed order by position limit ${input.limit + 1}`.execute(db);
    const told = found.slice(0, input.limit);
    const idsOf = (isDeletion: boolean) =>
      told.flatMap((one) => (one.is_deletion === isDeletion ? [one.id] : []));
    const [updated, deleted] = [idsOf(false), idsOf(true)];
    const records = await recordsOf(db, updated, input.publicUrl);
    const deletions =
      deleted.length > 0
        ? await db
            .selectFrom("withdrawn_record")
            .select(["id", "record_kind", "slug", "withdrawn_at", "position"])
            .where("id", "in", deleted)
            .execute()
        : [];
    const changes: Change[] = [
      ...records.map((record): Change => ({ change: "update", position: record.position, record })),
      ...deletions.map(
        (one): Change => ({
          change: "deletion",
          position: one.position,
          kind: kind.parse(one.record_kind),
          id: one.id,
          slug: one.slug,
          withdrawnAt: one.withdrawn_at.toISOString(),
        }),
      ),
    ];
    changes.sort((a, b) => a.position - b.position);
    return {
      changes,
      position: changes.at(-1)?.position ?? after,
      isLast: found.length <= input.limit,
    };
  },
});

/**
 * A position after which everything that became visible since an instant stands, and some of what was before: the
 * instant kept is that of the beginning of a publication (five minutes are taken back), and only the day of a
 * confirmation is.
 */
async function positionBefore(db: Tx, instant: Date): Promise<number> {
  const { rows } = await sql<{ position: number }>`
    select coalesce(min(position) - 1, ${lastPosition}) as position from (
      select min(position) as position from published_record
        where greatest(changed_at, (confirmed_on + 1)::timestamptz) >= ${instant}::timestamptz - interval '5 minutes'
      union all
      select min(position) from withdrawn_record
        where withdrawn_at >= ${instant}::timestamptz - interval '5 minutes'
    ) as first`.execute(db);
  return rows[0]?.position ?? 0;
}

/** The records of these ids that are published, in no order. */
async function recordsOf(db: Tx, ids: string[], start: string): Promise<OpenRecord[]> {
  if (ids.length === 0) return [];
  return tell(db, await publishedRows(db).where("p.id", "in", ids).execute(), start);
}

/** Rows as records, with what they name: communes, and the resources or activities that are published. */
async function tell(db: Tx, rows: PublishedRow[], start: string): Promise<OpenRecord[]> {
  const activities = rows.filter((row) => row.kind === "activity");
  const resources = rows.filter((row) => row.kind === "resource");
  const experiences = await experiencesOf(db, activities);
  const communes = await communesOf(db, [
    ...experiences.flatMap(({ commune_code }) => commune_code ?? []),
    ...activities.flatMap(({ content }) =>
      (content as ActivityInput).locations.flatMap(({ commune, transferredFrom }) =>
        transferredFrom ? [commune, transferredFrom] : [commune],
      ),
    ),
  ]);
  const named = await namedBy(db, activities);
  const built = await builtOn(db, resources);
  const images = await widthsOf(db, rows);
  return rows.map((row) => {
    const common = commonOf(row, start, images);
    return row.kind === "activity"
      ? activityOf(row.content as ActivityInput, common, {
          communes,
          named,
          experiences: experiences.filter(({ activity_id }) => activity_id === row.id),
        })
      : resourceOf(row.content as OpenResourceInput, common, built.get(row.id) ?? []);
  });
}

function commonOf(row: PublishedRow, start: string, images: ReadonlyMap<string, number>) {
  const content = row.content as ActivityInput | OpenResourceInput;
  const folder = row.kind === "activity" ? "activites" : "ressources";
  return {
    id: row.id,
    slug: row.slug,
    url: `${start}/${folder}/${row.slug}`,
    summary: content.summary,
    publishedAt: row.publishedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    confirmedOn: row.confirmedOn,
    position: row.position,
    organisation: { name: row.organisation, websiteUrl: webAddress(row.organisationUrl) },
    links: content.links,
    images: content.images.map(({ id, alt = "", credit = "" }) => {
      const width = images.get(id);
      return { id, url: width ? `${start}/images/${id}/${width}.webp` : null, alt, credit };
    }),
  };
}

type Common = ReturnType<typeof commonOf>;
type Commune = OpenActivity["locations"][number]["commune"];

function activityOf(
  content: ActivityInput,
  common: Common,
  {
    communes,
    named,
    experiences,
  }: {
    communes: Map<string, Commune>;
    named: Map<string, { slug: string; name: string }>;
    experiences: Experience[];
  },
): OpenActivity {
  const { resources, locations, images: _images, ...said } = content;
  const communeOf = (code: string) =>
    communes.get(code) ?? { code, name: code, lat: null, lon: null };
  return {
    ...said,
    ...common,
    kind: "activity",
    resources: resources.flatMap(({ openResourceId: id, usage }) => {
      const resource = named.get(id);
      return resource ? [{ id, ...resource, usage }] : [];
    }),
    locations: locations.map((place) => ({
      ...place,
      commune: communeOf(place.commune),
      transferredFrom: place.transferredFrom === null ? null : communeOf(place.transferredFrom),
    })),
    experiences: experiences.map((one) => ({
      id: one.id,
      displayName: one.display_name,
      commune: one.commune_code === null ? null : communeOf(one.commune_code),
      sinceYear: one.since_year,
      worked: one.worked,
      didNot: one.did_not,
      publishedAt: one.published_at.toISOString(),
    })),
  };
}

function resourceOf(
  content: OpenResourceInput,
  common: Common,
  activities: OpenResource["activities"],
): OpenResource {
  const { kind: resourceKind, licenceOriginal: _written, images: _images, ...said } = content;
  return {
    ...said,
    ...common,
    kind: "resource",
    resourceKind,
    licenceStatus: describeLicence(said.licenceExpression).status,
    activities,
  };
}

type Experience = Awaited<ReturnType<typeof experiencesOf>>[number];

/** What was told of these activities, the latest first. */
async function experiencesOf(db: Tx, activities: PublishedRow[]) {
  if (activities.length === 0) return [];
  return db
    .selectFrom("experience")
    .select([
      "id",
      "activity_id",
      "display_name",
      "commune_code",
      "since_year",
      "worked",
      "did_not",
    ])
    .select((of) => of.ref("published_at").$notNull().as("published_at"))
    .where(
      "activity_id",
      "in",
      activities.map(({ id }) => id),
    )
    .where("published_at", "is not", null)
    .orderBy("published_at", "desc")
    .orderBy("id")
    .execute();
}

/** The largest width, in pixels, that each image of these records is kept in, as WebP. */
async function widthsOf(db: Tx, rows: PublishedRow[]): Promise<Map<string, number>> {
  const ids = rows.flatMap(({ content }) =>
    (content as ActivityInput | OpenResourceInput).images.map(({ id }) => id),
  );
  if (ids.length === 0) return new Map();
  const files = await db
    .selectFrom("image_file")
    .select(["image_id", (of) => of.fn.max("width").as("width")])
    .where("image_id", "in", ids)
    .where("format", "=", "webp")
    .groupBy("image_id")
    .execute();
  return new Map(files.map(({ image_id, width }) => [image_id, width]));
}

async function communesOf(db: Tx, codes: string[]): Promise<Map<string, Commune>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom("commune")
    .select(["code", "name", "lat", "lon"])
    .where("code", "in", [...new Set(codes)])
    .execute();
  return new Map(rows.map((row) => [row.code, row]));
}

/** Published resources that these activities rest on, by id. */
async function namedBy(db: Tx, activities: PublishedRow[]) {
  const ids = activities.flatMap(({ content }) =>
    (content as ActivityInput).resources.map(({ openResourceId }) => openResourceId),
  );
  if (ids.length === 0) return new Map<string, { slug: string; name: string }>();
  const rows = await db
    .selectFrom("published_record")
    .select(["id", "slug", "title as name"])
    .where("record_kind", "=", "resource")
    .where("id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, slug, name }) => [id, { slug, name }]));
}

/** Published activities built on each of these resources, by title. */
async function builtOn(
  db: Tx,
  resources: PublishedRow[],
): Promise<Map<string, OpenResource["activities"]>> {
  const built = new Map<string, OpenResource["activities"]>();
  if (resources.length === 0) return built;
  const ids = resources.map(({ id }) => id);
  const rows = await db
    .selectFrom("published_record")
    .select(["id", "slug", "title", "content"])
    .where("record_kind", "=", "activity")
    .where(sql<boolean>`open_resource_ids && ${ids}::uuid[]`)
    .orderBy("title")
    .execute();
  for (const { id, slug, title, content } of rows) {
    for (const { openResourceId, usage } of (content as ActivityInput).resources) {
      if (!ids.includes(openResourceId)) continue;
      built.set(openResourceId, [...(built.get(openResourceId) ?? []), { id, slug, title, usage }]);
    }
  }
  return built;
}
