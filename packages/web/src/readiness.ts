import type { Database } from "@essaim/database/connection";
import { pendingMigrations } from "@essaim/database/migrate";
import type { Readiness } from "./server.ts";

/** Ready when the database answers and knows every migration of this code. Throws when it does not answer. */
export async function databaseReadiness(db: Database): Promise<Readiness> {
  const pending = await pendingMigrations(db);
  return pending.length === 0
    ? { ready: true }
    : { ready: false, reason: `migrations pending: ${pending.join(", ")}` };
}
