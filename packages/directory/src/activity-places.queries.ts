import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

/** The organisation's activities that work in any of these communes, drafts included, by title. */
export const listActivitiesIn = defineQuery({
  name: "listActivitiesIn",
  permission: "directory:read",
  input: z.object({ communeCodes: z.array(z.string()) }),
  run: ({ db, input }) =>
    db
      .selectFrom("activity as a")
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom("activity_location as l")
            .whereRef("l.organisation_id", "=", "a.organisation_id")
            .whereRef("l.activity_id", "=", "a.id")
            .where("l.commune_code", "in", [...input.communeCodes, ""])
            .select("l.activity_id"),
        ),
      )
      .select(["a.id", "a.title", "a.summary", "a.status"])
      .orderBy(sql`fold(a.title)`)
      .execute(),
});
