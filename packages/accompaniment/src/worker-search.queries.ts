import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { searchTerms } from "./worker.rules.ts";

/** People whose name, mail or telephone holds each word, for the search across everything. */
export const findWorkers = defineQuery({
  name: "findWorkers",
  permission: "worker:read",
  input: z.object({ search: z.string().min(1), limit: z.number().int().min(1).max(50) }),
  run: ({ db, input }) => {
    let query = db
      .selectFrom("worker as w")
      .leftJoin("commune as c", "c.code", "w.commune_code")
      .select(["w.id", sql<string>`w.given_name || ' ' || w.family_name`.as("name")])
      .select(["c.name as communeName", "w.supported_until as supportedUntil"]);
    // % and _ are letters like others in a search.
    const terms = searchTerms(input.search).map((term) => term.replace(/[\\%_]/g, "\\$&"));
    for (const term of terms) {
      query = query.where(sql<boolean>`w.search_text like '%' || fold(${term}) || '%'`);
    }
    return (
      query
        // A name that begins so comes before a mail that happens to hold the letters.
        .orderBy(
          sql`fold(' ' || w.given_name || ' ' || w.family_name) not like '% ' || fold(${terms[0] ?? ""}) || '%'`,
        )
        .orderBy(sql`w.supported_until is not null`)
        .orderBy(sql`fold(w.family_name)`)
        .orderBy(sql`fold(w.given_name)`)
        .orderBy("w.id")
        .limit(input.limit)
        .execute()
    );
  },
});
