import { type Connection, type Database, WrongLogin } from "@essaim/database/connection";
import { pendingMigrations } from "@essaim/database/migrate";
import type { Readiness } from "./server.ts";

/** Ready when the database answers and knows every migration of this code. Throws when it does not answer. */
export async function databaseReadiness(db: Database): Promise<Readiness> {
  const pending = await pendingMigrations(db);
  return pending.length === 0
    ? { ready: true }
    : { ready: false, reason: `migrations pending: ${pending.join(", ")}` };
}

/**
 * Ends the process, with a sentence, when a session runs as another role than it must. A database that is away
 * says nothing yet: the app starts, and each connection is checked when it comes.
 */
export async function refuseWrongLogin(...connections: Connection[]): Promise<void> {
  for (const { pool } of connections) {
    await pool.query("select").catch((error: unknown) => {
      if (!(error instanceof WrongLogin)) return;
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    });
  }
}
