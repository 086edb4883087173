import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

/** Grants whose title, reference or funder holds the words, for the search across everything. */
export const findGrants = defineQuery({
  name: "findGrants",
  permission: "grant:read",
  input: z.object({ search: z.string().min(1), limit: z.number().int().min(1).max(50) }),
  run: ({ db, input }) => {
    // % and _ are letters like others in a search.
    const pattern = `%${input.search.replace(/[\\%_]/g, "\\$&")}%`;
    return db
      .selectFrom("funding_grant as g")
      .innerJoin("funder as f", (join) =>
        join.onRef("f.organisation_id", "=", "g.organisation_id").onRef("f.id", "=", "g.funder_id"),
      )
      .where(
        sql<boolean>`fold(g.title || ' ' || g.reference || ' ' || f.name) like fold(${pattern})`,
      )
      .select(["g.id", "g.title", "g.status", "f.name as funderName"])
      .orderBy("g.starts_on", "desc")
      .orderBy("g.id", "desc")
      .limit(input.limit)
      .execute();
  },
});
