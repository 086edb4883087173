import { definePublicQuery, NotFound } from "@essaim/identity/operation";
import type { Sector } from "./activity.schema.ts";
import { describeLicence, type LicenceDescription } from "./licence.rules.ts";
import type { ResourceKind } from "./open-resource.schema.ts";
import type { WorkingPlace } from "./published.rules.ts";
import { slugSchema } from "./published.schema.ts";

/** A licence told in plain words, its SPDX expression, and what the editors add. */
export type Licence = LicenceDescription & { expression: string | null; note: string };

export function licenceOf(row: {
  licence_expression: string | null;
  licence_note: string;
}): Licence {
  return {
    ...describeLicence(row.licence_expression),
    expression: row.licence_expression,
    note: row.licence_note,
  };
}

/** Only a web address becomes a link. */
export const webAddress = (url: string | null) => (url && /^https?:\/\//.test(url) ? url : null);
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
