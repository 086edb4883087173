import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { type LoginRole, roleUrl } from "./roles.ts";
import type { DB } from "./schema.ts";

const { builtins } = pg.types;

// Dates without time stay the text PostgreSQL gives: a Date would shift them with the time zone.
pg.types.setTypeParser(builtins.DATE, (value) => value);
// Counts and cents: past 2^53 the figure would be silently wrong, so it is refused.
pg.types.setTypeParser(builtins.INT8, (value) => {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError("A bigint is too large for a number");
  return number;
});

export type Database = Kysely<DB>;

export type Connection = {
  db: Database;
  pool: pg.Pool;
  close(): Promise<void>;
};

/** Opens a pool on exactly the address given. Tools that run as the owner use it; apps use `connect`. */
export function connectAs(url: string, max = 10): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    application_name: "essaim",
  });
  // An idle connection that PostgreSQL closes would otherwise end the process; the next query reconnects.
  pool.on("error", () => {});
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

/** Opens a pool as one of the login roles, whatever user the address names. */
export function connect(options: {
  url: string;
  role: LoginRole;
  secret: string;
  max?: number;
}): Connection {
  return connectAs(roleUrl(options.url, options.role, options.secret), options.max);
}
