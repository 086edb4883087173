import { lastChange } from "@essaim/database/record";
import { defineQuery, NotFound, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { PublicationStatus } from "./activity.schema.ts";
import { describeLicence, type LicenceDescription } from "./licence.rules.ts";
import {
  type OpenResourceInput,
  openResourceFilterSchema,
  type ResourceKind,
} from "./open-resource.schema.ts";
import { orderOf, pageOf, showsWords } from "./publication.queries.ts";
import { pageSize } from "./publication.schema.ts";

type OpenResourceRow = {
  id: string;
  name: string;
  summary: string;
  kind: ResourceKind;
  licence: LicenceDescription;
  licenceExpression: string | null;
  status: PublicationStatus;
  updatedAt: Date;
  /** Activities of the organisation that rest on it, drafts included. */
  activityCount: number;
};

/** A resource as its form takes it, with what is known of it. */
export type OpenResourceRecord = OpenResourceInput & {
  id: string;
  version: number;
  slug: string;
  licence: LicenceDescription;
  status: PublicationStatus;
  publishedAt: Date | null;
  updatedAt: Date;
  updatedByName: string | null;
  activities: { id: string; title: string; status: PublicationStatus; usage: string }[];
};

/** One page of the organisation's resources, drafts included. A page past the end gives the last one. */
export const listOpenResources = defineQuery({
  name: "listOpenResources",
  permission: "directory:read",
  input: openResourceFilterSchema,
  run: async ({ db, input }) => {
    let found = db.selectFrom("open_resource as r");
    if (input.status) found = found.where("r.status", "=", input.status);
    if (input.kind) found = found.where("r.kind", "=", input.kind);
    if (input.search) found = found.where(showsWords("r.name", "r.search", input.search));
    const { total } = await found
      .select(({ fn }) => fn.countAll<number>().as("total"))
      .executeTakeFirstOrThrow();
    const { page, pageCount, offset } = pageOf(input.page, total);
    const rows = await found
      .select([
        "r.id",
        "r.name",
        "r.summary",
        "r.kind",
        "r.licence_expression as licenceExpression",
        "r.status",
        "r.updated_at as updatedAt",
      ])
      .select(
        sql<number>`(
          select count(*) from activity_resource ar
          where ar.organisation_id = r.organisation_id and ar.open_resource_id = r.id)`.as(
          "activityCount",
        ),
      )
      .orderBy(orderOf(input.sort, "r.name", "r.updated_at"))
      .orderBy("r.id")
      .limit(pageSize)
      .offset(offset)
      .execute();
    const resources = rows.map(
      (row): OpenResourceRow => ({
        ...row,
        licence: describeLicence(row.licenceExpression),
      }),
    );
    return { resources, total, page, pageCount };
  },
});

/**
 * One open resource, with the activities that rest on it.
 * @throws NotFound when the organisation has no such resource
 */
export const getOpenResource = defineQuery({
  name: "getOpenResource",
  permission: "directory:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => await loadOpenResource(db, input.id),
});

export async function loadOpenResource(db: Tx, id: string): Promise<OpenResourceRecord> {
  const row = await db
    .selectFrom("open_resource")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw new NotFound("No such open resource");
  const activities = await db
    .selectFrom("activity_resource as ar")
    .innerJoin("activity as a", (join) =>
      join
        .onRef("a.organisation_id", "=", "ar.organisation_id")
        .onRef("a.id", "=", "ar.activity_id"),
    )
    .where("ar.open_resource_id", "=", id)
    .select(["a.id", "a.title", "a.status", "ar.usage"])
    .orderBy(sql`fold(a.title)`)
    .orderBy("a.id")
    .execute();
  const { changedBy } = await lastChange(db, row);
  return {
    id: row.id,
    version: row.version,
    slug: row.slug,
    kind: row.kind,
    name: row.name,
    summary: row.summary,
    description: row.description,
    licenceExpression: row.licence_expression,
    licence: describeLicence(row.licence_expression),
    licenceNote: row.licence_note,
    licenceOriginal: row.licence_original,
    websiteUrl: row.website_url,
    sourceUrl: row.source_url,
    documentationUrl: row.documentation_url,
    usageGuide: row.usage_guide,
    contributionGuide: row.contribution_guide,
    governance: row.governance,
    needs: row.needs,
    links: row.links as OpenResourceInput["links"],
    images: row.images as OpenResourceInput["images"],
    english: row.english as OpenResourceInput["english"],
    status: row.status,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    updatedByName: changedBy,
    activities,
  };
}
