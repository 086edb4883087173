import type { AddressInfo } from "node:net";
import { connect as connectTo, createServer, type Socket } from "node:net";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Listener, listen } from "./listen.ts";
import { createTestDatabase, type TestDatabase, testSecret } from "./testing.ts";

let database: TestDatabase;
let listener: Listener;
const heard: string[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  heard.length = 0;
  listener = listen({
    url: database.url,
    role: "essaim_public",
    secret: testSecret,
    channel: "published",
    onNotice: () => heard.push("notice"),
    onUp: () => heard.push("up"),
    onDown: () => heard.push("down"),
  });
  await vi.waitFor(() => expect(heard).toEqual(["up"]), 5_000);
});
afterEach(async () => {
  await listener.close();
  await database.close();
});

const tell = () => sql`select pg_notify('published', '')`.execute(database.owner.db);

test("what is told is heard at once", async () => {
  await tell();
  await vi.waitFor(() => expect(heard).toEqual(["up", "notice"]), 1_000);
});

test("a line that PostgreSQL cuts is said to be down, then opened again, and hears", async () => {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'essaim listening' and datname = current_database()`.execute(
    database.owner.db,
  );
  await vi.waitFor(() => expect(heard).toEqual(["up", "down", "up"]), 5_000);
  await tell();
  await vi.waitFor(() => expect(heard).toEqual(["up", "down", "up", "notice"]), 1_000);
});

test("a line that falls silent is known to be down within two seconds", async () => {
  const target = new URL(database.url);
  const sockets: Socket[] = [];
  const wire = createServer((here) => {
    const there = connectTo(Number(target.port), target.hostname);
    sockets.push(here, there);
    for (const socket of [here, there]) socket.on("error", () => {});
    here.pipe(there).pipe(here);
  });
  await new Promise<void>((resolve) => wire.listen(0, "127.0.0.1", resolve));
  const url = new URL(database.url);
  url.hostname = "127.0.0.1";
  url.port = String((wire.address() as AddressInfo).port);
  const told: string[] = [];
  const silent = listen({
    url: url.toString(),
    role: "essaim_public",
    secret: testSecret,
    channel: "published",
    onNotice: () => {},
    onUp: () => told.push("up"),
    onDown: () => told.push("down"),
  });
  await vi.waitFor(() => expect(told).toEqual(["up"]), 5_000);
  for (const socket of sockets) socket.unpipe().pause();
  await vi.waitFor(() => expect(told[1]).toBe("down"), 2_000);
  await silent.close();
  for (const socket of sockets) socket.destroy();
  wire.close();
});

test("a closed line hears nothing more", async () => {
  await listener.close();
  await tell();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(heard).toEqual(["up", "down"]);
});
