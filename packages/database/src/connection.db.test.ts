import { createServer, connect as openSocket, type Socket } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, WrongLogin } from "./connection.ts";
import { asOurs, Unavailable } from "./errors.ts";
import { type LoginRole, roleUrl, withLogin } from "./roles.ts";
import { createTestDatabase, type TestDatabase, testSecret } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const limitsOf = async ({ pool }: TestDatabase["staff"]) =>
  (
    await pool.query(`select current_setting('statement_timeout') as statement,
      current_setting('lock_timeout') as lock,
      current_setting('idle_in_transaction_session_timeout') as idle`)
  ).rows[0];

it("bounds what the apps may take, not what the owner's tools do", async () => {
  expect(await limitsOf(database.public)).toEqual({ statement: "5s", lock: "3s", idle: "10s" });
  expect(await limitsOf(database.owner)).toEqual({ statement: "0", lock: "0", idle: "0" });
});

it("answers a wait cut short as « unavailable »", async () => {
  const slow = database.staff.db.transaction().execute(async (db) => {
    await sql`set local statement_timeout = 20`.execute(db);
    await sql`select pg_sleep(5)`.execute(db);
  });
  expect(asOurs(await slow.catch((error) => error))).toBeInstanceOf(Unavailable);
});

it("survives a connection that PostgreSQL closes between two statements", async () => {
  const cut = database.staff.db.transaction().execute(async (db) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.owner.db);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await sql`select 1`.execute(db);
  });
  expect(asOurs(await cut.catch((error) => error))).toBeInstanceOf(Unavailable);
  expect(await limitsOf(database.staff)).toBeDefined();
});

it("hangs up on a database that no longer answers at all, and comes back when it does", async () => {
  const { hostname, port } = new URL(database.url);
  const sockets = new Set<Socket>();
  let silent = false;
  // A network that swallows everything without a word.
  const network = createServer((inner) => {
    const outer = openSocket(Number(port), hostname);
    for (const socket of [inner, outer]) {
      sockets.add(socket);
      socket.on("error", () => {});
    }
    inner.on("data", (bytes) => silent || outer.write(bytes));
    outer.on("data", (bytes) => silent || inner.write(bytes));
    inner.on("close", () => outer.destroy());
    outer.on("close", () => inner.destroy());
  });
  await new Promise<void>((resolve) => network.listen(0, "127.0.0.1", resolve));
  const url = new URL(database.url);
  url.host = `127.0.0.1:${(network.address() as { port: number }).port}`;
  const role = "essaim_staff";
  const app = connect({ url: url.toString(), role, secret: testSecret, max: 1, patience: 300 });
  const ask = () =>
    app.db
      .transaction()
      .execute((db) => sql`select 1`.execute(db))
      .then(
        () => "answered",
        (error) => asOurs(error),
      );
  expect(await ask()).toBe("answered");
  silent = true;
  const begun = Date.now();
  expect(await ask()).toBeInstanceOf(Unavailable);
  expect(Date.now() - begun).toBeLessThan(3_000);
  silent = false;
  expect(await ask()).toBe("answered");
  expect(await app.pool.query("select 2 as two").then(({ rows }) => rows)).toEqual([{ two: 2 }]);
  await app.close();
  for (const socket of sockets) socket.destroy();
  network.close();
});

it("refuses a session that is not the expected role's", async () => {
  for (const url of [database.url, roleUrl(database.url, "essaim_staff", testSecret)]) {
    const wrong = connect({ url, role: "essaim_public", max: 1 });
    await expect(wrong.pool.query("select 1")).rejects.toThrow(WrongLogin);
    await wrong.close();
  }
});

it("refuses a role that row level security does not bind", async () => {
  const role = "essaim_test_free";
  const { pool } = database.owner;
  await pool.query(`drop role if exists ${role}`);
  await pool.query(`create role ${role} login bypassrls password 'free'`);
  const url = withLogin(database.url, role, "free");
  const free = connect({ url, role: role as LoginRole, max: 1 });
  await expect(free.pool.query("select 1")).rejects.toThrow(/BYPASSRLS/);
  await free.close();
  await pool.query(`drop role ${role}`);
});
