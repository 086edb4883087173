import { definePublicCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { visitedPages } from "./visit.rules.ts";

/** Visits that one call adds. */
export const mostVisits = 2_000;

/** Forgets what is of another day, and gives the salt of today (date in Paris). */
export const openVisitDay = definePublicCommand({
  name: "openVisitDay",
  permission: "published:read",
  subject: "visit",
  input: z.object({}),
  run: async ({ db }) => {
    const { rows } = await sql<{ day: string; salt: Buffer }>`
      select day, salt from visit_salt_of_today()`.execute(db);
    const [today] = rows;
    if (!today) throw new Error("No salt for today");
    return { ok: true, id: null, ...today };
  },
});

/** Adds visits seen in one process; those that another one has counted today are left out. */
export const countVisits = definePublicCommand({
  name: "countVisits",
  permission: "published:read",
  subject: "visit",
  input: z.object({
    day: z.iso.date(),
    seen: z
      .array(
        z.object({
          /** 16 bytes, in base64. */
          hash: z.string().length(24),
          page: z.enum(visitedPages),
          slug: z.string().regex(/^[a-z0-9-]{0,200}$/),
        }),
      )
      .max(mostVisits),
  }),
  run: async ({ db, input }) => {
    await sql`select count_visits(${input.day}::date, ${JSON.stringify(input.seen)}::jsonb)`.execute(
      db,
    );
    return { ok: true, id: null };
  },
});
