import { today } from "@essaim/database/today";
import { definePublicQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import type { Sector } from "./activity.schema.ts";
import { monthsBefore, STALE_MONTHS } from "./community/freshness.rules.ts";
import { webAddress } from "./published-record.queries.ts";
import { describeHits } from "./search/describe.queries.ts";

const nothing = z.object({});

/** The front page: what was written last, how much there is, and who makes it. */
export const getDirectoryHome = definePublicQuery({
  name: "getDirectoryHome",
  permission: "published:read",
  input: nothing,
  run: async ({ db }) => {
    const latest = await db
      .selectFrom("published_record")
      .select("id")
      .where("record_kind", "=", "activity")
      .orderBy("changed_at", "desc")
      .orderBy("id")
      .limit(6)
      .execute();
    const { rows: counts } = await sql<{ facet: string; records: number }>`
      select facet, records from published_facet where left(facet, 2) in ('k:', 's:')`.execute(db);
    const of = (kind: string) => counts.find(({ facet }) => facet === `k:${kind}`)?.records ?? 0;
    return {
      latest: await describeHits(db, latest, {
        marked: "",
        communes: null,
        staleBefore: monthsBefore(today(), STALE_MONTHS),
      }),
      activityCount: of("activity"),
      resourceCount: of("resource"),
      sectors: counts
        .filter(({ facet }) => facet.startsWith("s:"))
        .map(({ facet, records }) => ({ sector: facet.slice(2) as Sector, count: records })),
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
        where.exists(
          where
            .selectFrom("published_record")
            .select("published_record.id")
            .whereRef("published_record.organisation_id", "=", "organisation.id"),
        ),
      )
      .orderBy("name")
      .execute();
    return publishers.map(({ name, websiteUrl }) => ({ name, websiteUrl: webAddress(websiteUrl) }));
  },
});
