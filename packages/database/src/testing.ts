import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { type Connection, connect, connectAs, type Database } from "./connection.ts";
import { createExecute, type Execute } from "./execute.ts";
import { migrate } from "./migrate.ts";
import type { Tx } from "./operation.ts";
import type { LoginRole } from "./roles.ts";

/** The secret of every test database: roles belong to the server, so their passwords must agree. */
export const testSecret = "essaim-test-secret-essaim-test-secret";

export type TestDatabase = {
  /** The owner's address, to prepare rows. */
  url: string;
  owner: Connection;
  staff: Connection;
  public: Connection;
  auth: Connection;
  jobs: Connection;
  /** The door of the back office, that of the public directory and that of jobs. */
  execute: Execute;
  executePublic: Execute;
  executeJobs: Execute;
  close(): Promise<void>;
};

const templateName = "essaim_test_template";

/**
 * Makes the migrated template that test databases are cloned from. Called once per run, by the test
 * runner's global setup.
 * @param serverUrl owner's address of a server used for tests only
 */
export async function createTemplate(serverUrl: string): Promise<void> {
  const server = connectAs(serverUrl, 1);
  await sql.raw(`drop database if exists ${templateName} with (force)`).execute(server.db);
  await sql.raw(`create database ${templateName}`).execute(server.db);
  await server.close();
  await migrate({ url: withDatabase(serverUrl, templateName), secret: testSecret });
}

/**
 * A fresh, migrated, empty database, with the connections the apps use. Needs TEST_DATABASE_URL, which
 * the database test project sets.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (!serverUrl) throw new Error("TEST_DATABASE_URL is not set: run the tests with `npm test`");
  const name = `essaim_test_${randomUUID().replaceAll("-", "")}`;
  const server = connectAs(serverUrl, 1);
  await sql`select pg_advisory_lock(hashtext(${templateName}))`.execute(server.db);
  await sql.raw(`create database ${name} template ${templateName}`).execute(server.db);
  await sql`select pg_advisory_unlock(hashtext(${templateName}))`.execute(server.db);
  const url = withDatabase(serverUrl, name);
  const owner = connectAs(url, 2);
  const as = (role: LoginRole) => connect({ url, role, secret: testSecret, max: 4 });
  const staff = as("essaim_staff");
  const publicConnection = as("essaim_public");
  const auth = as("essaim_auth");
  const jobs = as("essaim_jobs");
  return {
    url,
    owner,
    staff,
    public: publicConnection,
    auth,
    jobs,
    execute: createExecute(staff.db),
    executePublic: createExecute(publicConnection.db),
    executeJobs: createExecute(jobs.db),
    async close() {
      await Promise.all([owner, staff, publicConnection, auth, jobs].map((one) => one.close()));
      await sql.raw(`drop database if exists ${name} with (force)`).execute(server.db);
      await server.close();
    },
  };
}

/** Runs as the owner, within an organisation. */
export async function inOrganisation<T>(
  owner: Database,
  { organisationId }: { organisationId: string },
  work: (db: Tx) => Promise<T>,
): Promise<T> {
  return await owner.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${organisationId}, true)`.execute(db);
    return await work(db);
  });
}

function withDatabase(url: string, database: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  return parsed.toString();
}
