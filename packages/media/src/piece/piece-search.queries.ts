import { defineQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

/** Pieces whose title holds the words, the last changed first, for the search across everything. */
export const findPieces = defineQuery({
  name: "findPieces",
  permission: "media:read",
  input: z.object({ search: z.string().min(1), limit: z.number().int().min(1).max(50) }),
  run: ({ db, input }) =>
    db
      .selectFrom("piece")
      .select(["id", "title", "stage"])
      .where(sql<boolean>`position(fold(${input.search}) in fold(title)) > 0`)
      .orderBy("updated_at", "desc")
      .orderBy("id")
      .limit(input.limit)
      .execute(),
});
