import type { Database } from "@essaim/database/connection";
import { sql } from "kysely";

/**
 * When contours last came that changed something, as `essaim_jobs`: where people live is to be looked at again since.
 * Null when none ever did.
 */
export async function lastContourChange(database: Database): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(imported_at) as at from territory_import
    where kind = 'contours' and (counts ->> 'added')::int + (counts ->> 'changed')::int
      + (counts ->> 'retired')::int > 0`.execute(database);
  return rows[0]?.at ?? null;
}
