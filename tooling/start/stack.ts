import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startEmbedded } from "@essaim/database/embedded";
import { migrate } from "@essaim/database/migrate";
import { testSecret } from "@essaim/database/testing";
import { parseEnvironment, rootDir } from "@essaim/web/environment";
import { openStorage } from "@essaim/web/storage";
import pg from "pg";
import { seedDemo } from "../seed/main.ts";
import { Stop } from "../steps.mjs";
import { testDataDir } from "../test/database.ts";
import { allApps } from "./apps.ts";
import { withDemoGeocoder } from "./geocoder.ts";
import { freePort } from "./ports.ts";
import { startAll } from "./start.ts";

/** A whole Essaim apart from the one people use: for the journeys and the benchmarks. */
export interface Stack {
  staffUrl: string;
  publicUrl: string;
  /** The owner's address of its database. */
  databaseUrl: string;
  secret: string;
  /** Holds the apps' logs and the outbox. */
  dataDir: string;
  /** Process of the directory. */
  publicPid: number;
  /** Where its jobs may ask a wiki of this machine. */
  wikiPort: number;
  stop(): Promise<void>;
}

/**
 * Starts both built apps on free ports against a new database filled with the demo data.
 * @param name folder of its files under `.data/test`
 * @param durable false trades safety for speed; true is what `npm start` runs, and what a benchmark needs
 */
export async function startStack(name: string, { durable = false } = {}): Promise<Stack> {
  const dataDir = join(testDataDir, name);
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  // Databases of one test server share its roles, hence their secret. A durable one has a server of its own.
  const server = await startEmbedded({ dataDir: durable ? dataDir : testDataDir, durable });
  const databaseName = `essaim_${name}_${randomBytes(4).toString("hex")}`;
  let closeGeocoder = async () => {};
  const stopServer = async () => {
    await closeGeocoder();
    await onServer(server.url, `drop database if exists ${databaseName} with (force)`).catch(
      () => {},
    );
    await server.stop();
  };
  try {
    await dropLeftovers(server.url, `essaim_${name}_`);
    await onServer(server.url, `create database ${databaseName}`);
    const url = new URL(server.url);
    url.pathname = `/${databaseName}`;
    const database = { url: url.toString(), secret: testSecret };
    await migrate(database);

    const [staffPort, publicPort] = [await freePort(), await freePort()];
    const wikiPort = await freePort();
    const environment = parseEnvironment({
      ESSAIM_DATA_DIR: dataDir,
      ESSAIM_DEMO: "1",
      SEARCH_RATE: "0",
      ESSAIM_WIKI_HOSTS: `127.0.0.1:${wikiPort}`,
    });
    if (!environment.ok) throw new Stop(environment.problems.join("\n"));
    await seedDemo({ ...database, storage: openStorage(environment.value.storage) });
    const located = await withDemoGeocoder(environment.value);
    if (located.double) closeGeocoder = located.double.close;
    const apps = await startAll(
      allApps(located.environment, database, {
        root: rootDir,
        ports: { staffPort, publicPort },
        logs: join(dataDir, "logs"),
      }),
    );
    return {
      staffUrl: `http://localhost:${staffPort}`,
      publicUrl: `http://localhost:${publicPort}`,
      databaseUrl: database.url,
      secret: testSecret,
      dataDir,
      wikiPort,
      publicPid: apps.find(({ name }) => name === "public")?.pid ?? 0,
      stop: async () => {
        await Promise.all(apps.map((app) => app.stop()));
        await stopServer();
      },
    };
  } catch (error) {
    await stopServer();
    throw error;
  }
}

/** Databases of runs that were killed before they could drop them. */
async function dropLeftovers(serverUrl: string, prefix: string): Promise<void> {
  const rows = await onServer(
    serverUrl,
    `select datname from pg_database where datname like '${prefix.replaceAll("_", "\\_")}%'
       and not exists (select from pg_stat_activity a where a.datname = pg_database.datname)`,
  );
  for (const { datname } of rows)
    await onServer(serverUrl, `drop database if exists "${datname}"`).catch(() => {});
}

async function onServer(url: string, sql: string): Promise<{ datname: string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
