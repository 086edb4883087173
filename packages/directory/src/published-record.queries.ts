import { definePublicQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { ActivityInput, Sector } from "./activity.schema.ts";
import { describeLicence, type LicenceDescription } from "./licence.rules.ts";
import type { OpenResourceInput, ResourceKind } from "./open-resource.schema.ts";
import { communeNames } from "./publication/names.queries.ts";
import type { WorkingPlace } from "./published.rules.ts";
import { slugSchema } from "./published.schema.ts";

/** A licence told in plain words, its SPDX expression, and what the editors add. */
export type Licence = LicenceDescription & { expression: string | null; note: string };

export function licenceOf({
  licenceExpression,
  licenceNote,
}: Pick<OpenResourceInput, "licenceExpression" | "licenceNote">): Licence {
  return {
    ...describeLicence(licenceExpression),
    expression: licenceExpression,
    note: licenceNote,
  };
}

/** Only a web address becomes a link. */
export const webAddress = (url: string | null) => (url && /^https?:\/\//.test(url) ? url : null);

/** What the public copy of every record tells besides its content. */
type Published = {
  id: string;
  slug: string;
  /** Of its first publication, and of the last change of what it says. */
  publishedAt: Date;
  updatedAt: Date;
  /** Date in Paris: when somebody who knows last said that it is true. */
  confirmedOn: string;
  organisation: { name: string; websiteUrl: string | null };
};

export type PublishedActivity = Omit<ActivityInput, "resources" | "locations"> &
  Published & {
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
    const found = await findPublished(db, "activity", input.slug);
    if (!found) throw new NotFound("No such published activity");
    return activityView(db, found);
  },
});

/** A document, and what is told of it besides. */
type Found = { content: unknown; organisationId: string; published: Published };

/** The page of an activity, as its document says it: what it cites is shown as far as it is public. */
export async function activityView(db: Tx, found: Found): Promise<PublishedActivity> {
  const { resources, locations, ...content } = found.content as ActivityInput;
  const names = await communeNames(
    db,
    locations.map(({ commune }) => commune),
  );
  return {
    ...content,
    ...found.published,
    resources: await resourcesOf(db, found.organisationId, resources),
    places: locations.map(({ commune, ...place }) => ({
      ...place,
      commune: { code: commune, name: names.get(commune) ?? commune },
    })),
  };
}

/** What is published, and by whom. */
export const publishedRows = (db: Tx) =>
  db
    .selectFrom("published_record as p")
    .innerJoin("organisation as o", "o.id", "p.organisation_id")
    .select([
      "p.organisation_id as organisationId",
      "p.id",
      "p.record_kind as kind",
      "p.slug",
      "p.content",
      "p.published_at as publishedAt",
      "p.changed_at as changedAt",
      "p.confirmed_on as confirmedOn",
      "p.position",
      "o.name as organisation",
      "o.website_url as organisationUrl",
    ]);
export type PublishedRow = Awaited<ReturnType<ReturnType<typeof publishedRows>["execute"]>>[number];

/** Undefined for a draft as for an unknown address. */
export const findPublishedRow = (db: Tx, kind: "activity" | "resource", slug: string) =>
  publishedRows(db)
    .where("p.record_kind", "=", kind)
    // PostgreSQL refuses the character; no slug holds it.
    .where("p.slug", "=", slug.replaceAll("\0", "\ufffd"))
    .executeTakeFirst();

async function findPublished(
  db: Tx,
  kind: "activity" | "resource",
  slug: string,
): Promise<Found | undefined> {
  const row = await findPublishedRow(db, kind, slug);
  if (!row) return undefined;
  const { id, publishedAt, changedAt: updatedAt, confirmedOn } = row;
  const organisation = { name: row.organisation, websiteUrl: webAddress(row.organisationUrl) };
  const published: Published = {
    id,
    slug: row.slug,
    publishedAt,
    updatedAt,
    confirmedOn,
    organisation,
  };
  return { content: row.content, organisationId: row.organisationId, published };
}

/** Those that are published too, by name. */
async function resourcesOf(
  db: Tx,
  organisationId: string,
  cited: ActivityInput["resources"],
): Promise<PublishedActivity["resources"]> {
  if (cited.length === 0) return [];
  const usages = new Map(cited.map(({ openResourceId, usage }) => [openResourceId, usage]));
  const rows = await db
    .selectFrom("published_record")
    .select(["id", "slug", "content"])
    .where("organisation_id", "=", organisationId)
    .where("record_kind", "=", "resource")
    .where("id", "in", [...usages.keys()])
    .orderBy("title")
    .execute();
  return rows.map(({ id, slug, content }) => {
    const { name, summary, kind, licenceExpression, licenceNote } = content as OpenResourceInput;
    const licence = licenceOf({ licenceExpression, licenceNote });
    return { slug, name, summary, kind, licence, usage: usages.get(id) ?? "" };
  });
}

export type PublishedResource = Omit<OpenResourceInput, "licenceExpression" | "licenceNote"> &
  Published & {
    licence: Licence;
    activities: { slug: string; title: string; summary: string; sector: Sector; usage: string }[];
  };

/** @throws NotFound for a draft as for an unknown address */
export const getPublishedResource = definePublicQuery({
  name: "getPublishedResource",
  permission: "published:read",
  input: slugSchema,
  run: async ({ db, input }): Promise<PublishedResource> => {
    const found = await findPublished(db, "resource", input.slug);
    if (!found) throw new NotFound("No such published resource");
    return resourceView(db, found);
  },
});

/** The page of a resource, as its document says it, with the public activities that rest on it. */
export async function resourceView(db: Tx, found: Found): Promise<PublishedResource> {
  const { licenceExpression, licenceNote, ...content } = found.content as OpenResourceInput;
  return {
    ...content,
    ...found.published,
    licence: licenceOf({ licenceExpression, licenceNote }),
    activities: await activitiesOn(db, found.organisationId, found.published.id),
  };
}

/** Published activities of the organisation that rest on a resource, by title. */
async function activitiesOn(
  db: Tx,
  organisationId: string,
  resourceId: string,
): Promise<PublishedResource["activities"]> {
  const rows = await db
    .selectFrom("published_record")
    .select(["slug", "content"])
    .where("organisation_id", "=", organisationId)
    .where(sql<boolean>`open_resource_ids @> array[${resourceId}]::uuid[]`)
    .orderBy("title")
    .execute();
  return rows.map(({ slug, content }) => {
    const { title, summary, sector, resources } = content as ActivityInput;
    const usage = resources.find((one) => one.openResourceId === resourceId)?.usage ?? "";
    return { slug, title, summary, sector, usage };
  });
}
