import { readdir, readFile } from "node:fs/promises";
import { Logger, runMigrations } from "graphile-worker";
import { type Migration, type MigrationProvider, Migrator, sql } from "kysely";
import type { Pool } from "pg";
import { connectAs, type Database } from "./connection.ts";
import { keeperRole, loginRoles, memberRoles, rolePassword } from "./roles.ts";

const quiet = new Logger(() => () => {});

const folder = new URL("../migrations/", import.meta.url);

const sqlFiles: MigrationProvider = {
  async getMigrations() {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
    const migrations: Record<string, Migration> = {};
    for (const name of names) {
      migrations[name.replace(/\.sql$/, "")] = {
        up: async (db) => {
          await sql.raw(await readFile(new URL(name, folder), "utf8")).execute(db);
        },
      };
    }
    return migrations;
  },
};

/**
 * Brings the database to the newest schema, as its owner. Safe to run from several processes at once
 * (Kysely's migrator takes a lock) and again when nothing is left to do.
 * @param options.url the owner's address
 * @param options.secret ESSAIM_SECRET, from which the login roles' passwords come
 * @returns names of the migrations applied now
 * @throws the database's error; everything applied in this call is rolled back
 */
export async function migrate(options: {
  url: string;
  secret: string;
  onStep?: (name: string) => void;
}): Promise<{ applied: string[] }> {
  const { db, pool, close } = connectAs(options.url, 2);
  try {
    await ensureRoles(db, options.secret);
    await ensureQueue(db, pool);
    const migrator = new Migrator({ db, provider: sqlFiles });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error) throw error;
    const applied = results.map((result) => result.migrationName);
    for (const name of applied) options.onStep?.(name);
    await sql`grant select on kysely_migration to essaim_staff, essaim_public`.execute(db);
    return { applied };
  } finally {
    await close();
  }
}

/** Names of the migrations that this code knows and the database has not applied. */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const known = Object.keys(await sqlFiles.getMigrations());
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const applied = new Set(rows.map((row) => row.name));
  return known.filter((name) => !applied.has(name));
}

/**
 * Roles belong to the whole PostgreSQL server, so they are made outside the migrations, which belong
 * to one database. NOINHERIT keeps `essaim_staff` without any right until it takes a role.
 */
async function ensureRoles(db: Database, secret: string): Promise<void> {
  const { rows } = await sql<{ rolname: string }>`select rolname from pg_roles`.execute(db);
  const existing = new Set(rows.map((row) => row.rolname));
  const create = async (role: string, attributes: string) => {
    if (existing.has(role)) return;
    await sql.raw(`create role ${role} ${attributes}`).execute(db);
  };
  await db.transaction().execute(async (trx) => {
    // Two processes that start together would otherwise both try to create the roles.
    await sql`select pg_advisory_xact_lock(hashtext('essaim roles'))`.execute(trx);
    await create("essaim_member", "nologin");
    for (const role of memberRoles) await create(role, "nologin inherit in role essaim_member");
    await create(keeperRole, "nologin inherit in role essaim_member");
    await create("essaim_funder", "nologin");
    for (const role of loginRoles) await create(role, "login noinherit");
    for (const role of loginRoles) {
      await sql.raw(`alter role ${role} password '${rolePassword(secret, role)}'`).execute(trx);
    }
    await sql
      .raw(`grant ${[...memberRoles, "essaim_funder"].join(", ")} to essaim_staff`)
      .execute(trx);
    // A job runs in the name of whoever asked for it, or of the house.
    await sql.raw(`grant ${[...memberRoles, keeperRole].join(", ")} to essaim_jobs`).execute(trx);
  });
}

/**
 * The queue's own schema, kept by graphile-worker. Only `essaim_jobs` reaches it; its tables have row level
 * security without a policy, hence the policies.
 */
async function ensureQueue(db: Database, pool: Pool): Promise<void> {
  await db.connection().execute(async (session) => {
    // graphile-worker takes no lock of its own while it installs.
    await sql`select pg_advisory_lock(hashtext('essaim queue'))`.execute(session);
    try {
      await runMigrations({ pgPool: pool, logger: quiet });
      await sql`grant usage on schema graphile_worker to essaim_jobs`.execute(session);
      await sql`grant select, insert, update, delete on all tables in schema graphile_worker to essaim_jobs`.execute(
        session,
      );
      await sql`grant usage on all sequences in schema graphile_worker to essaim_jobs`.execute(
        session,
      );
      await sql`revoke execute on all functions in schema graphile_worker from public`.execute(
        session,
      );
      await sql`grant execute on all functions in schema graphile_worker to essaim_jobs`.execute(
        session,
      );
      await sql`
        do $$
        declare queue_table regclass;
        begin
          for queue_table in
            select c.oid::regclass from pg_class c
            where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
              and not exists (select 1 from pg_policy p where p.polrelid = c.oid)
          loop
            execute format('create policy runner on %s to essaim_jobs using (true) with check (true)', queue_table);
          end loop;
        end $$`.execute(session);
    } finally {
      await sql`select pg_advisory_unlock(hashtext('essaim queue'))`.execute(session);
    }
  });
}
