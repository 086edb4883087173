import { NotFound } from "@essaim/database/errors";
import { can } from "@essaim/identity/actor";
import { definePublicQuery, defineQuery, type Tx } from "@essaim/identity/operation";
import { z } from "zod";
import { readContent, readDetails } from "./release.schema.ts";

/** Releases of every grant of the organisation, in the order in which they were made. */
export async function readReleases(db: Tx) {
  const rows = await db
    .selectFrom("figure_release")
    .select(["id", "grant_id as grantId", "content", "details"])
    .orderBy("made_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    ...row,
    content: readContent(row.content),
    details: readDetails(row.details),
  }));
}

/** The days at which the figures of a grant were released, the latest first. */
export const listReleases = defineQuery({
  name: "listReleases",
  permission: "grant:read",
  input: z.object({ grantId: z.uuid() }),
  run: ({ db, input }) =>
    db
      .selectFrom("figure_release as r")
      .leftJoin("impact_report as p", (join) =>
        join
          .onRef("p.organisation_id", "=", "r.organisation_id")
          .onRef("p.release_id", "=", "r.id"),
      )
      .where("r.grant_id", "=", input.grantId)
      .select([
        "r.id",
        "r.cut_off_on as cutOffOn",
        "r.is_public as isPublic",
        "r.made_at as madeAt",
        "p.id as reportId",
        "p.title as reportTitle",
      ])
      .orderBy("r.cut_off_on", "desc")
      .execute(),
});

/** What a release says, to the team; its money to those who read spending. @throws NotFound */
export const getRelease = defineQuery({
  name: "getRelease",
  permission: "grant:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input }) =>
    can(actor, "spending:read")
      ? loadRelease(db, input.id)
      : { ...(await loadReleaseContent(db, input.id)), details: null },
});

const ofRelease = [
  "id",
  "grant_id as grantId",
  "cut_off_on as cutOffOn",
  "is_public as isPublic",
  "made_at as madeAt",
  "content",
] as const;

/** @throws NotFound */
async function loadReleaseContent(db: Tx, id: string) {
  const found = await db
    .selectFrom("figure_release")
    .where("id", "=", id)
    .select(ofRelease)
    .executeTakeFirst();
  if (!found) throw new NotFound(`No release ${id}`);
  return { ...found, content: readContent(found.content) };
}

/** @throws NotFound, also for a release that the role in force does not read */
export async function loadRelease(db: Tx, id: string) {
  const found = await db
    .selectFrom("figure_release")
    .where("id", "=", id)
    .select([...ofRelease, "details"])
    .executeTakeFirst();
  if (!found) throw new NotFound(`No release ${id}`);
  return { ...found, content: readContent(found.content), details: readDetails(found.details) };
}
export type Release = Awaited<ReturnType<typeof loadRelease>>;

/** The releases of its grants that a funder may read, with the days of each, the latest first. */
export const listMyReleases = defineQuery({
  name: "listMyReleases",
  permission: "portal:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("figure_release")
      .select(["id", "grant_id as grantId", "cut_off_on as cutOffOn"])
      .orderBy("cut_off_on", "desc")
      .execute(),
});

/** What a release says, to the funder of its grant. @throws NotFound for any other */
export const getMyRelease = defineQuery({
  name: "getMyRelease",
  permission: "portal:read",
  input: z.object({ id: z.uuid() }),
  run: ({ db, input }) => loadRelease(db, input.id),
});

/**
 * What an organisation has made public of its grants: the latest release of each, the grant that began last first. One
 * that makes nothing public has none.
 */
export const listPublicReleases = definePublicQuery({
  name: "listPublicReleases",
  permission: "published:read",
  input: z.object({ organisationSlug: z.string() }),
  run: async ({ db, input }) => {
    const rows = await db
      .selectFrom("figure_release as r")
      .innerJoin("organisation as o", "o.id", "r.organisation_id")
      .where("o.slug", "=", input.organisationSlug)
      .distinctOn("r.grant_id")
      .select(["r.id", "r.grant_id as grantId", "r.cut_off_on as cutOffOn", "r.content"])
      .orderBy("r.grant_id")
      .orderBy("r.cut_off_on", "desc")
      .execute();
    return rows
      .map((row) => ({ ...row, content: readContent(row.content) }))
      .sort((one, other) =>
        other.content.header.startsOn.localeCompare(one.content.header.startsOn),
      );
  },
});

/** Organisations with something public to say of their impact, by name, and the last day that their figures count. */
export const listPublicImpact = definePublicQuery({
  name: "listPublicImpact",
  permission: "published:read",
  input: z.object({}),
  run: ({ db }) =>
    db
      .selectFrom("figure_release as r")
      .innerJoin("organisation as o", "o.id", "r.organisation_id")
      .select(({ fn }) => ["o.slug", "o.name", fn.max("r.cut_off_on").as("releasedOn")])
      .groupBy(["o.slug", "o.name"])
      .orderBy("o.name")
      .execute(),
});
