import { definePublicQuery, NotFound } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { ContributionKind } from "../contribution/contribution.schema.ts";
import type { Given } from "./giving.rules.ts";

/**
 * What a cooperative gives back to a commons of the directory, by year and kind. Money in cents, time in minutes: who
 * gave, and why, is nowhere in it, nor what people gave of their own money; their time is told from five of them on.
 * @throws NotFound for a draft, an unknown address, a cooperative that does not say it, or nothing given yet
 */
export const getPublicGiving = definePublicQuery({
  name: "getPublicGiving",
  permission: "published:read",
  input: z.object({ slug: z.string() }),
  run: async ({ db, input }) => {
    const record = await db
      .selectFrom("published_record as p")
      .innerJoin("organisation as o", "o.id", "p.organisation_id")
      .select(["p.organisation_id", "p.id", "p.slug", "p.title", "o.name as organisation"])
      .where("p.record_kind", "=", "resource")
      // PostgreSQL refuses the character; no slug holds it.
      .where("p.slug", "=", input.slug.replaceAll("\0", "\ufffd"))
      .executeTakeFirst();
    if (!record) throw new NotFound("No such published resource");
    const given = await sql<Given & { kind: ContributionKind }>`
      select year, kind, entries, amount_cents as "amountCents", minutes
      from count_giving(${record.organisation_id}, ${record.id})`.execute(db);
    if (given.rows.length === 0) throw new NotFound("Nothing is told of what is given");
    const { slug, title, organisation } = record;
    return { slug, title, organisation, given: given.rows };
  },
});

/** Is there a page of what is given back to this published resource? */
export const tellsGiving = definePublicQuery({
  name: "tellsGiving",
  permission: "published:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, input }) => {
    const found = await sql<{ said: boolean }>`
      select exists (
        select from published_record p, count_giving(p.organisation_id, p.id)
        where p.id = ${input.id} and p.record_kind = 'resource') as said`.execute(db);
    return found.rows[0]?.said ?? false;
  },
});

/** The published resources to which a cooperative says what it gives back, by name. */
export const listPublicGiving = definePublicQuery({
  name: "listPublicGiving",
  permission: "published:read",
  input: z.object({ organisationSlug: z.string() }),
  run: async ({ db, input }) => {
    const told = await sql<{ slug: string; title: string }>`
      select p.slug, p.title from published_record p
      join organisation o on o.id = p.organisation_id
      where o.slug = ${input.organisationSlug} and p.record_kind = 'resource'
        and exists (select from count_giving(p.organisation_id, p.id))
      order by p.title`.execute(db);
    return told.rows;
  },
});
