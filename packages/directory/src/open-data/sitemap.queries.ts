import { definePublicQuery } from "@essaim/identity/operation";
import { z } from "zod";

/** Records in one file of the site map: each has an address in two languages, and a file holds 50,000 at most. */
export const recordsPerSitemap = 20_000;

/** The addresses of one file of the site map, from 1 on. */
export const listSitemapRecords = definePublicQuery({
  name: "listSitemapRecords",
  permission: "published:read",
  input: z.object({ file: z.number().int().min(1).max(10_000) }),
  run: async ({ db, input }) => {
    const rows = await db
      .selectFrom("published_record")
      .select(["record_kind", "slug", "changed_at"])
      .orderBy("id")
      .offset((input.file - 1) * recordsPerSitemap)
      .limit(recordsPerSitemap)
      .execute();
    return rows.map((row) => ({
      kind: row.record_kind as "activity" | "resource",
      slug: row.slug,
      changedAt: row.changed_at,
    }));
  },
});
