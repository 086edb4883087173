import type { Database } from "@essaim/database/connection";
import { defineHouseQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

/** Records of the organisation whose planned publication is due, the longest due first. */
export const listDueRecords = defineHouseQuery({
  name: "listDueRecords",
  permission: "house:keep",
  input: z.object({}),
  run: async ({ db }): Promise<string[]> => {
    const rows = await db
      .selectFrom("scheduled_publication")
      .select("record_id")
      .where("due_at", "<=", sql<Date>`now()`)
      .where("missed", "is", null)
      .orderBy("due_at")
      .orderBy("record_id")
      .execute();
    return rows.map((row) => row.record_id);
  },
});

/**
 * As `essaim_jobs`: asks for the work that publishes what is due, in each organisation where something is and where
 * nobody is at it already.
 */
export async function askDuePublications(database: Database): Promise<void> {
  await sql`
    insert into job (organisation_id, kind)
    select distinct s.organisation_id, 'publish_due' from scheduled_publication s
    where s.due_at <= now() and s.missed is null
      and not exists (select from job j where j.organisation_id = s.organisation_id and j.kind = 'publish_due'
        and j.requested_by is null and j.status in ('queued', 'running'))`.execute(database);
}
