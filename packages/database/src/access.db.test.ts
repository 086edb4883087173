import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tx } from "./operation.ts";
import { keeperRole, loginRoles, memberRoles } from "./roles.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";
import { granted } from "./testing-grants.ts";
import { populateAll, type Rows } from "./testing-rows.ts";

/**
 * The State's reference data, the lists that the house knows, the migrator's tables, how often public pages are read, the
 * public keys of seals: nothing of a tenant, nothing personal.
 */
const withoutPolicy = [
  "commune",
  "default_list_value",
  "epci",
  "former_commune",
  "kysely_migration",
  "kysely_migration_lock",
  "neighbourhood",
  "neighbourhood_commune",
  "neighbourhood_contour",
  "published_facet",
  "search_word",
  "signing_key",
  "territory_figure",
  "territory_import",
  "territory_indicator",
  "value_list",
  "visit_count",
  "visit_salt",
  "visit_seen",
];

const roles = [...memberRoles, keeperRole, "essaim_funder", ...loginRoles];
const verbs = ["select", "insert", "update", "delete"] as const;

let database: TestDatabase;
let tables: string[];
let ours: Rows;
let theirs: Rows;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populateAll(database.owner.db, "Ruche");
  theirs = await populateAll(database.owner.db, "Autre");
  const { rows } = await sql<{ tablename: string }>`
    select relname as tablename from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') order by relname`.execute(
    database.owner.db,
  );
  tables = rows.map((row) => row.tablename);
});

afterAll(() => database.close());

describe("the catalogue", () => {
  test("every table has row level security, forced, with a policy", async () => {
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity
                 and exists (select 1 from pg_policy p where p.polrelid = c.oid))
      order by 1`.execute(database.owner.db);
    expect(rows.map((row) => row.name)).toEqual(withoutPolicy);
  });

  test("every table of a tenant is keyed by its organisation, and keeps its references inside it", async () => {
    const { rows: keys } = await sql<{ name: string }>`
      select t.relname as name from pg_class t
      join pg_attribute a on a.attrelid = t.oid and a.attname = 'organisation_id'
      where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and t.relname <> 'user_session'
        and not exists (select 1 from pg_constraint k where k.conrelid = t.oid and k.contype = 'p'
                        and k.conkey[1] = a.attnum)`.execute(database.owner.db);
    expect(keys).toEqual([]);
    const { rows: references } = await sql<{ name: string }>`
      select k.conrelid::regclass || '.' || k.conname as name from pg_constraint k
      join pg_attribute target on target.attrelid = k.confrelid and target.attname = 'organisation_id'
      where k.contype = 'f' and not target.attnum = any (k.confkey)`.execute(database.owner.db);
    expect(references).toEqual([]);
  });

  test("no view reads with its owner's rights, and definer functions pin their search path", async () => {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
        and not coalesce(reloptions @> '{security_invoker=true}', false)
      union all
      select p.proname from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef
        and not coalesce(array_to_string(p.proconfig, ','), '') like '%search_path=%pg_temp%'`.execute(
      database.owner.db,
    );
    expect(rows).toEqual([]);
  });

  test("no application role owns anything or bypasses row level security", async () => {
    const { rows } = await sql<{ name: string }>`
      select rolname as name from pg_roles r
      where rolname in (${sql.join(["essaim_member", ...roles])}) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
        or exists (select 1 from pg_class c where c.relowner = r.oid))`.execute(database.owner.db);
    expect(rows).toEqual([]);
  });
});

test.each(roles)("%s may do to each table exactly what is written", async (role) => {
  const found: Record<string, string> = {};
  for (const table of tables) {
    const letters: string[] = [];
    for (const verb of verbs) {
      const check = verb === "delete" ? "has_table_privilege" : "has_any_column_privilege";
      const { rows } = await sql<{ allowed: boolean }>`
        select ${sql.raw(check)}(${role}, ${`public.${table}`}, ${verb}) as allowed`.execute(
        database.owner.db,
      );
      if (rows[0]?.allowed) letters.push(verb.charAt(0).toUpperCase());
    }
    if (letters.length) found[table] = letters.join("");
  }
  expect(found).toEqual(granted[role]);
});

test("nobody but sign-in reads a password hash, a session or a link", async () => {
  for (const role of roles.filter((one) => one !== "essaim_auth")) {
    const { rows } = await sql<{ reads: boolean }>`
      select has_column_privilege(${role}, 'user_account', 'password_hash', 'select')
        or has_column_privilege(${role}, 'invitation', 'token_hash', 'select, insert, update')
        or has_any_column_privilege(${role}, 'user_session', 'select')
        or has_any_column_privilege(${role}, 'password_reset', 'select') as reads`.execute(
      database.owner.db,
    );
    expect(rows[0]?.reads, role).toBe(false);
  }
});

describe("rows of another organisation", () => {
  const tenantRoles = [...memberRoles, keeperRole, "essaim_funder"];

  /** Runs as one role of our organisation; the transaction is always rolled back. */
  async function as<T>(role: string, work: (db: Tx) => Promise<T>): Promise<T> {
    const stop = new Error("rolled back");
    let result: T | undefined;
    const login = role === keeperRole ? database.jobs : database.staff;
    await login.db
      .transaction()
      .execute(async (db) => {
        await sql`select set_config('app.organisation_id', ${ours.organisationId}, true),
          set_config('app.membership_id', ${ours.membershipId}, true),
          set_config('app.funder_id', ${role === "essaim_funder" ? ours.funderId : ""}, true),
          set_config('role', ${role}, true)`.execute(db);
        result = await work(db);
        throw stop;
      })
      .catch((error: unknown) => {
        if (error !== stop) throw error;
      });
    return result as T;
  }

  function tenantTables(role: string, letter: string): string[] {
    return Object.entries(granted[role] ?? {})
      .filter(([table, letters]) => letters.includes(letter) && !withoutPolicy.includes(table))
      .map(([table]) => table);
  }
  const organisationColumn = (table: string) =>
    sql.raw(table === "organisation" ? "id" : "organisation_id");

  test.each(tenantRoles)("are invisible to %s, which does see its own", async (role) => {
    for (const table of tenantTables(role, "S")) {
      if (table === "user_account") continue;
      // Public, hence of every organisation.
      if (role === "essaim_funder" && table === "published_record") continue;
      const column = organisationColumn(table);
      const { rows } = await as(role, (db) =>
        sql<{ organisation: string }>`
          select distinct ${column} as organisation from ${sql.table(table)}`.execute(db),
      );
      expect(rows, `${role} reads ${table}`).toEqual([{ organisation: ours.organisationId }]);
    }
  });

  test("hide the accounts of their members", async () => {
    const { rows } = await as("essaim_coach", (db) =>
      sql<{ full_name: string }>`select full_name from user_account`.execute(db),
    );
    expect(rows).toEqual([{ full_name: "Ruche" }]);
  });

  test.each(tenantRoles)("cannot be changed or taken by %s", async (role) => {
    for (const table of tenantTables(role, "U")) {
      const { rows: columns } = await sql<{ name: string }>`
        select attname as name from pg_attribute
        where attrelid = ${table}::regclass and attnum > 0 and attgenerated = ''
          and has_column_privilege(${role}, ${table}, attname, 'update')
          and attname not in ('organisation_id', 'id') limit 1`.execute(database.owner.db);
      const column = sql.raw(`"${columns[0]?.name}"`);
      const changed = await as(role, (db) =>
        sql`update ${sql.table(table)} set ${column} = ${column}
            where ${organisationColumn(table)} = ${theirs.organisationId}`.execute(db),
      );
      expect(changed.numAffectedRows, `${role} updates ${table}`).toBe(0n);
    }
    for (const table of tenantTables(role, "D")) {
      const removed = await as(role, (db) =>
        sql`delete from ${sql.table(table)} where organisation_id = ${theirs.organisationId}`.execute(
          db,
        ),
      );
      expect(removed.numAffectedRows, `${role} deletes from ${table}`).toBe(0n);
    }
  });

  test.each(tenantRoles)("cannot be added by %s", async (role) => {
    for (const table of tenantTables(role, "I")) {
      const { rows: columns } = await sql<{ list: string }>`
        select string_agg(quote_ident(attname), ', ') as list from pg_attribute
        where attrelid = ${table}::regclass and attnum > 0 and attgenerated = ''
          and has_column_privilege(${role}, ${table}, attname, 'insert')
          and attname not in ('organisation_id', 'id')`.execute(database.owner.db);
      const others = sql.raw(columns[0]?.list ?? "");
      const { rows: samples } = await sql<{ row: unknown }>`
        select to_jsonb(t) as row from ${sql.table(table)} t
        where organisation_id = ${ours.organisationId} limit 1`.execute(database.owner.db);
      const sample = JSON.stringify(samples[0]?.row);
      const copy = as(role, (db) =>
        sql`insert into ${sql.table(table)} (organisation_id, ${others})
          select ${theirs.organisationId}::uuid, ${others}
          from jsonb_populate_record(null::${sql.table(table)}, ${sample}::jsonb)`.execute(db),
      );
      await expect(copy, `${role} inserts into ${table}`).rejects.toThrow(/row-level security/);
    }
  });

  test("a funder calls no function that reads with its owner's rights", async () => {
    const { rows } = await sql<{ name: string }>`
      select p.proname as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.prorettype <> 'trigger'::regtype
        and has_function_privilege('essaim_funder', p.oid, 'execute') order by 1`.execute(
      database.owner.db,
    );
    expect(rows).toEqual([]);
  });

  test("no table that a funder reads leads to a person", async () => {
    const { rows } = await sql<{ name: string }>`
      select distinct t.relname as name from pg_class t
      where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'v')
        and has_any_column_privilege('essaim_funder', t.oid, 'select')
        and (t.relname = 'worker' or exists (select from pg_constraint k
          where k.conrelid = t.oid and k.contype = 'f' and k.confrelid = 'worker'::regclass))`.execute(
      database.owner.db,
    );
    expect(rows).toEqual([]);
  });

  test("of a report that was sent to it, a funder reads what is told, without the expenses that it counts", async () => {
    await expect(
      as("essaim_funder", (db) => sql`select frozen from grant_report`.execute(db)),
    ).rejects.toThrow(/permission denied/);
    const { rows } = await as("essaim_funder", (db) =>
      sql<{ told: object }>`select told from grant_report`.execute(db),
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { told } of rows) expect(told).not.toHaveProperty("counted");
  });

  test("nobody writes a line of the journal in somebody else's name", async () => {
    const forged = as("essaim_coach", async (db) => {
      await sql`select set_config('app.membership_id', ${theirs.membershipId}, true)`.execute(db);
      await sql`insert into audit_event (organisation_id, membership_id, operation)
        values (${ours.organisationId}, ${ours.membershipId}, 'forged')`.execute(db);
    });
    await expect(forged).rejects.toThrow(/row-level security/);
  });

  test("a pooled connection forgets the organisation at the end of the transaction", async () => {
    await as("essaim_coach", async () => undefined);
    const { rows } = await sql<{ organisation: string | null; role: string }>`
      select app_organisation_id() as organisation, current_user as role`.execute(
      database.staff.db,
    );
    expect(rows).toEqual([{ organisation: null, role: "essaim_staff" }]);
  });
});

test("the public and the funders read what was published, of every organisation, and nothing written since", async () => {
  await database.owner.db.transaction().execute(async (db) => {
    await sql`select set_config('app.organisation_id', ${ours.organisationId}, true)`.execute(db);
    await sql`update activity set description = 'pas encore'`.execute(db);
  });
  const { rows } = await sql<{ organisation: string; told: string }>`
    select distinct organisation_id as organisation, content ->> 'description' as told
    from published_record where record_kind = 'activity' order by 1`.execute(database.public.db);
  expect(rows).toEqual(
    [ours.organisationId, theirs.organisationId]
      .sort()
      .map((organisation) => ({ organisation, told: "" })),
  );
  for (const table of ["activity", "open_resource", "activity_resource", "activity_location"]) {
    await expect(sql`select from ${sql.table(table)}`.execute(database.public.db)).rejects.toThrow(
      /permission denied/,
    );
  }
});
