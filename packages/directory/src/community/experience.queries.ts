import { definePublicQuery, defineQuery, type Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

export type ContactState = "none" | "open" | "closed";

export type PublishedExperience = {
  id: string;
  displayName: string;
  commune: { code: string; name: string } | null;
  sinceYear: number | null;
  worked: string;
  didNot: string;
  /** `closed`: somebody could be written to, and their address no longer works. */
  contact: ContactState;
  /** Requests whose day has come, and those that were answered by then. */
  requests: { due: number; answered: number };
};

/** The published experiences of a public activity, those lived the longest first. */
export const listPublishedExperiences = definePublicQuery({
  name: "listPublishedExperiences",
  permission: "published:read",
  input: z.object({ slug: z.string().max(200) }),
  run: async ({ db, input }): Promise<PublishedExperience[]> => {
    const rows = await db
      .selectFrom("experience as e")
      .innerJoin("published_record as p", (join) =>
        join
          .onRef("p.organisation_id", "=", "e.organisation_id")
          .onRef("p.id", "=", "e.activity_id"),
      )
      .leftJoin("commune as c", "c.code", "e.commune_code")
      .where("p.record_kind", "=", "activity")
      .where("p.slug", "=", input.slug.replaceAll("\0", "\ufffd"))
      .where("e.published_at", "is not", null)
      .select(["e.id", "e.display_name", "e.commune_code", "c.name as commune_name"])
      .select(["e.since_year", "e.worked", "e.did_not", "e.contact"])
      .select(["e.requests_due", "e.requests_answered"])
      .orderBy(sql`e.since_year nulls last`)
      .orderBy("e.id")
      .limit(100)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      displayName: row.display_name,
      commune:
        row.commune_code && row.commune_name
          ? { code: row.commune_code, name: row.commune_name }
          : null,
      sinceYear: row.since_year,
      worked: row.worked,
      didNot: row.did_not,
      contact: row.contact,
      requests: { due: row.requests_due, answered: row.requests_answered },
    }));
  },
});

export type ContactablePage = {
  organisationId: string;
  organisationName: string;
  displayName: string;
  activity: { slug: string; title: string };
  contact: ContactState;
  requests: { due: number; answered: number };
};

/** The page where one writes to the author of an experience; null when nothing published has this id. */
export const findContactable = definePublicQuery({
  name: "findContactable",
  permission: "published:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }): Promise<ContactablePage | null> => {
    const row = await db
      .selectFrom("experience as e")
      .innerJoin("published_record as p", (join) =>
        join
          .onRef("p.organisation_id", "=", "e.organisation_id")
          .onRef("p.id", "=", "e.activity_id"),
      )
      .innerJoin("organisation as o", "o.id", "e.organisation_id")
      .where("e.id", "=", input.id)
      .where("e.published_at", "is not", null)
      .select(["e.organisation_id as organisationId", "o.name as organisationName"])
      .select(["e.display_name as displayName", "p.slug", "p.title", "e.contact"])
      .select(["e.requests_due", "e.requests_answered"])
      .executeTakeFirst();
    if (!row || row.contact === "none") return null;
    return {
      organisationId: row.organisationId,
      organisationName: row.organisationName,
      displayName: row.displayName,
      activity: { slug: row.slug, title: row.title },
      contact: row.contact,
      requests: { due: row.requests_due, answered: row.requests_answered },
    };
  },
});

/** The experiences of an activity, those not published included. */
export const listExperiences = defineQuery({
  name: "listExperiences",
  permission: "directory:read",
  input: z.object({ activityId: z.uuid() }),
  run: ({ db, input }) => experiencesOf(db).where("e.activity_id", "=", input.activityId).execute(),
});

export async function loadExperience(db: Tx, id: string) {
  return experiencesOf(db).where("e.id", "=", id).executeTakeFirstOrThrow();
}

function experiencesOf(db: Tx) {
  return db
    .selectFrom("experience as e")
    .leftJoin("commune as c", "c.code", "e.commune_code")
    .select(["e.id", "e.version", "e.display_name as displayName", "c.name as communeName"])
    .select(["e.since_year as sinceYear", "e.worked", "e.did_not as didNot", "e.contact"])
    .select(["e.consent_note as consentNote", "e.published_at as publishedAt"])
    .select(["e.activity_id as activityId"])
    .orderBy("e.published_at", (order) => order.desc().nullsFirst())
    .orderBy("e.id");
}
