import { NotFound } from "@essaim/database/errors";
import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { yearBefore } from "./commons.rules.ts";
import { COMMONS_PER_PAGE, commonsFilterSchema } from "./commons.schema.ts";

const watched = (db: Tx) =>
  db
    .selectFrom("open_resource as r")
    .leftJoin("commons as k", (join) =>
      join
        .onRef("k.organisation_id", "=", "r.organisation_id")
        .onRef("k.open_resource_id", "=", "r.id"),
    );

const health = sql<
  "thriving" | "steady" | "fragile" | "dormant" | "unknown"
>`coalesce(k.health, 'unknown')`;

const activityCount = sql<number>`(select count(*) from activity_resource ar
  where ar.organisation_id = r.organisation_id and ar.open_resource_id = r.id)`.as("activityCount");

/** People accompanied on `day` who say that they rely on it. */
const workerCount = (day: string) => sql<number | null>`(select count(*) from worker_resource wr
  join worker w on w.organisation_id = wr.organisation_id and w.id = wr.worker_id
  where wr.organisation_id = r.organisation_id and wr.open_resource_id = r.id
    and w.supported_from <= ${day} and (w.supported_until is null or w.supported_until >= ${day}))`;

const givenCount = sql<number | null>`(select count(*) from contribution c
  where c.organisation_id = r.organisation_id and c.open_resource_id = r.id)`;

const nobody = sql<number | null>`null`;

/**
 * The register: every open resource of the directory, with what the cooperative watches of it. Those that more people
 * and activities rest on come first. Who may not read people or contributions gets null in place of their counts.
 */
export const listCommons = defineQuery({
  name: "listCommons",
  permission: "commons:read",
  input: commonsFilterSchema,
  run: async ({ db, actor, input }) => {
    const day = today();
    const limit = yearBefore(day);
    const seesPeople = can(actor, "worker:read");
    const seesGiven = can(actor, "contribution:read");
    let matching = watched(db);
    if (input.health) matching = matching.where(health, "=", input.health);
    if (input.toLookAt) {
      matching = matching.where(({ or, eb }) =>
        or([eb("k.checked_on", "is", null), eb("k.checked_on", "<", limit)]),
      );
    }
    if (input.search) {
      // % and _ are letters like others in a search.
      const pattern = `%${input.search.replace(/[\\%_]/g, "\\$&")}%`;
      matching = matching.where(sql<boolean>`fold(r.name) like fold(${pattern})`);
    }
    const { total } = await matching
      .select(({ fn }) => fn.countAll<number>().as("total"))
      .executeTakeFirstOrThrow();
    const commons = await matching
      .select(["r.id", "r.name", "r.kind", "r.licence_expression as licenceExpression"])
      .select(["k.bus_factor as busFactor", "k.checked_on as checkedOn"])
      .select([
        health.as("health"),
        activityCount,
        (seesPeople ? workerCount(day) : nobody).as("workerCount"),
        (seesGiven ? givenCount : nobody).as("givenCount"),
      ])
      .orderBy(sql`"workerCount" desc nulls last`)
      .orderBy("activityCount", "desc")
      .orderBy(sql`fold(r.name)`)
      .orderBy("r.id")
      .limit(COMMONS_PER_PAGE)
      .offset((input.page - 1) * COMMONS_PER_PAGE)
      .execute();
    const { toLookAt } = await db
      .selectFrom("open_resource as r")
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("commons as k")
              .whereRef("k.organisation_id", "=", "r.organisation_id")
              .whereRef("k.open_resource_id", "=", "r.id")
              .where("k.checked_on", ">=", limit)
              .select("k.open_resource_id"),
          ),
        ),
      )
      .select(({ fn }) => fn.countAll<number>().as("toLookAt"))
      .executeTakeFirstOrThrow();
    return {
      commons,
      total,
      toLookAt,
      seesPeople,
      seesGiven,
      page: input.page,
      pageCount: Math.max(1, Math.ceil(total / COMMONS_PER_PAGE)),
    };
  },
});

/**
 * A commons: its record of the directory, what is watched of it, and what rests on it. `workerCount` is null for who
 * may not read people.
 * @throws NotFound
 */
export const getCommons = defineQuery({
  name: "getCommons",
  permission: "commons:read",
  input: z.object({ id: z.uuid() }),
  run: async ({ db, actor, input }) => {
    const found = await loadCommons(db, input.id);
    const activities = await db
      .selectFrom("activity_resource as ar")
      .innerJoin("activity as a", (join) =>
        join
          .onRef("a.organisation_id", "=", "ar.organisation_id")
          .onRef("a.id", "=", "ar.activity_id"),
      )
      .where("ar.open_resource_id", "=", input.id)
      .select(["a.id", "a.title", "a.status", "ar.usage"])
      .orderBy(sql`fold(a.title)`)
      .orderBy("a.id")
      .execute();
    const people = can(actor, "worker:read")
      ? await watched(db)
          .where("r.id", "=", input.id)
          .select(workerCount(today()).as("count"))
          .executeTakeFirstOrThrow()
      : null;
    return { ...found, activities, workerCount: people?.count ?? null };
  },
});

/** @throws NotFound */
export async function loadCommons(db: Tx, id: string) {
  const found = await watched(db)
    .where("r.id", "=", id)
    .select(["r.id", "r.slug", "r.name", "r.summary", "r.kind", "r.status", "r.governance"])
    .select(["r.licence_expression as licenceExpression", "r.website_url as websiteUrl"])
    .select(["r.source_url as sourceUrl", "k.bus_factor as busFactor"])
    .select(["k.checked_on as checkedOn"])
    .select([
      health.as("health"),
      sql<string>`coalesce(k.legal_form, '')`.as("legalForm"),
      sql<string>`coalesce(k.upstream_urls, '')`.as("upstreamUrls"),
      sql<string>`coalesce(k.health_note, '')`.as("healthNote"),
      sql<boolean>`coalesce(k.tells_giving, false)`.as("tellsGiving"),
      // A commons that nobody has watched yet is written at its first version.
      sql<number>`coalesce(k.version, 1)`.as("version"),
    ])
    .executeTakeFirst();
  if (!found) throw new NotFound(`No commons ${id}`);
  return found;
}
export type Commons = Awaited<ReturnType<typeof loadCommons>>;
