import type { Socket } from "node:net";
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

/** A session runs as another role than it must: row level security might not hold. Says so in French. */
export class WrongLogin extends Error {}

/**
 * What a page may take, in milliseconds, before it makes room for the others. An operation that needs
 * longer says so with `set local statement_timeout`.
 */
const pageLimits = {
  statement_timeout: 5_000,
  lock_timeout: 3_000,
  idle_in_transaction_session_timeout: 10_000,
};

/** Same for a job, which reads, computes and writes much in one transaction while nobody looks at a blank page. */
const jobLimits = {
  statement_timeout: 300_000,
  lock_timeout: 15_000,
  idle_in_transaction_session_timeout: 120_000,
};

/**
 * How long past the limit of a statement an answer is waited for, in milliseconds: PostgreSQL would have given up by
 * itself, so nobody is at the other end any more.
 */
const silence = 3_000;

/** Opens a pool on exactly the address given. Tools that run as the owner use it; apps use `connect`. */
export function connectAs(url: string, max = 10): Connection {
  return open({ connectionString: url, max });
}

/**
 * Opens a pool as one of the login roles: whatever user the address names when the secret is given, else by
 * the address as it is. Using it throws `WrongLogin` when the session turns out to be another's.
 */
export function connect(options: {
  url: string;
  role: LoginRole;
  secret?: string;
  max?: number;
  /** Longest wait for the answer to one statement, in milliseconds; by default a little past its limit. */
  patience?: number;
}): Connection {
  const { url, role, secret, max } = options;
  const limits = role === "essaim_jobs" ? jobLimits : pageLimits;
  return open({
    connectionString: secret ? roleUrl(url, role, secret) : url,
    max,
    ...limits,
    Client: watchedClient(options.patience ?? limits.statement_timeout + silence),
    onConnect: (client) => checkLogin(client, role),
  });
}

function open(config: pg.PoolConfig): Connection {
  const pool = new pg.Pool({
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    application_name: "essaim",
    ...config,
  });
  // An idle connection that PostgreSQL closes would otherwise end the process; the next query reconnects.
  pool.on("error", () => {});
  // Nor may one that breaks while a transaction holds it: the query in flight is told by its own promise.
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

/**
 * A client that hangs up when a statement gets no answer at all: a machine that is gone, or a network that drops
 * everything, would otherwise be waited for during minutes. The pool then makes another connection.
 */
function watchedClient(patience: number): typeof pg.Client {
  return class extends pg.Client {
    // biome-ignore lint/suspicious/noExplicitAny: pg has an overload for each way of asking
    override query(...asked: any[]): any {
      const timer = setTimeout(() => {
        const { stream } = (this as unknown as { connection: { stream: Socket } }).connection;
        stream.destroy(Object.assign(new Error("No answer"), { code: "ETIMEDOUT" }));
      }, patience);
      timer.unref();
      const told = asked.at(-1);
      if (typeof told === "function") {
        asked[asked.length - 1] = (...answer: unknown[]) => {
          clearTimeout(timer);
          told(...answer);
        };
      }
      const answer = (super.query as (...asked: unknown[]) => unknown)(...asked);
      if (answer instanceof Promise) {
        const answered = () => clearTimeout(timer);
        answer.then(answered, answered);
      } else if (typeof told !== "function") {
        // A cursor tells its own way.
        clearTimeout(timer);
      }
      return answer;
    }
  };
}

async function checkLogin(client: pg.ClientBase, role: LoginRole): Promise<void> {
  const { rows } = await client.query<{ login: string; isFree: boolean }>(
    `select rolname as login, rolsuper or rolbypassrls as "isFree"
      from pg_roles where rolname = session_user`,
  );
  const [session] = rows;
  if (session?.login !== role) {
    throw new WrongLogin(
      `DATABASE_URL ouvre la session PostgreSQL «\u202f${session?.login}\u202f», et non «\u202f${role}\u202f»\u202f: «\u202fpnpm db:address\u202f» donne la bonne adresse.`,
    );
  }
  if (session.isFree) {
    throw new WrongLogin(
      `Le rôle PostgreSQL «\u202f${role}\u202f» échappe à la sécurité par ligne\u202f: retirez-lui SUPERUSER et BYPASSRLS.`,
    );
  }
}
