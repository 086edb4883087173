import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

/** How many of the people accompanied on that day have a file that lacks what the reports need. */
export const countMissingFacts = defineQuery({
  name: "countMissingFacts",
  permission: "worker:read",
  input: z.object({ day: z.iso.date() }),
  run: ({ db, input: { day } }) =>
    db
      .selectFrom("worker")
      .where("anonymised_at", "is", null)
      .where("supported_from", "<=", day)
      .where(({ or, eb }) =>
        or([eb("supported_until", "is", null), eb("supported_until", ">=", day)]),
      )
      .select([
        sql<number>`count(*) filter (where coach_id is null)`.as("withoutCoach"),
        sql<number>`count(*) filter (where residence = 'unknown')`.as("residenceUnknown"),
      ])
      .executeTakeFirstOrThrow(),
});
