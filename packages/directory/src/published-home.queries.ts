import { definePublicQuery } from "@essaim/identity/operation";
import { z } from "zod";
import { searchSchema } from "./published.schema.ts";
import { webAddress } from "./published-record.queries.ts";
import { type Counted, describe, find, sum } from "./published-search.queries.ts";

const nothing = z.object({});

/** The front page: what was written last, how much there is, and who makes it. */
export const getDirectoryHome = definePublicQuery({
  name: "getDirectoryHome",
  permission: "published:read",
  input: nothing,
  run: async ({ db }) => {
    const everything = searchSchema.parse({});
    const { counts, hits } = await find(db, {
      words: "",
      rest: "",
      places: [],
      input: { ...everything, kind: "activity" },
    });
    const latest = await describe(db, hits.slice(0, 6), "");
    const of = (kind: Counted["kind"]) => counts.filter((one) => one.kind === kind);
    return {
      latest,
      activityCount: sum(of("activity")),
      resourceCount: sum(of("resource")),
      sectors: of("activity").flatMap(({ sector, count }) => (sector ? [{ sector, count }] : [])),
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
        where.or([
          where.exists(
            where
              .selectFrom("activity")
              .select("activity.id")
              .whereRef("activity.organisation_id", "=", "organisation.id")
              .where("activity.status", "=", "published"),
          ),
          where.exists(
            where
              .selectFrom("open_resource")
              .select("open_resource.id")
              .whereRef("open_resource.organisation_id", "=", "organisation.id")
              .where("open_resource.status", "=", "published"),
          ),
        ]),
      )
      .orderBy("name")
      .execute();
    return publishers.map(({ name, websiteUrl }) => ({ name, websiteUrl: webAddress(websiteUrl) }));
  },
});
