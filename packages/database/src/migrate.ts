import { readdir, readFile } from "node:fs/promises";
import { type Migration, type MigrationProvider, Migrator, sql } from "kysely";
import { connectAs, type Database } from "./connection.ts";
import { loginRoles, memberRoles, rolePassword } from "./roles.ts";

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
  const { db, close } = connectAs(options.url, 2);
  try {
    await ensureRoles(db, options.secret);
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
    await create("essaim_funder", "nologin");
    for (const role of loginRoles) await create(role, "login noinherit");
    for (const role of loginRoles) {
      await sql.raw(`alter role ${role} password '${rolePassword(secret, role)}'`).execute(trx);
    }
    await sql
      .raw(`grant ${[...memberRoles, "essaim_funder"].join(", ")} to essaim_staff`)
      .execute(trx);
  });
}
