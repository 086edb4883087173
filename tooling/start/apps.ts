import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { sharedEnvironment } from "@essaim/database/embedded-process";
import { roleUrl, withLogin } from "@essaim/database/roles";
import type { Environment } from "@essaim/web/environment";
import type { StorageSettings } from "@essaim/web/storage";
import { Stop } from "../steps.mjs";

/** The two apps, and the process that does the back office's long work. */
export const appNames = ["staff", "public", "jobs"] as const;
export type AppName = (typeof appNames)[number];

export interface AppOptions {
  root: string;
  name: AppName;
  host: string;
  /** None for the jobs, which nobody calls. */
  port: number | null;
  env: Record<string, string>;
  development: boolean;
  /** File that receives the JSON log; absent: the terminal. */
  logFile?: string;
}

export interface RunningApp {
  name: AppName;
  /** Its process. */
  pid: number;
  /** Resolves when the process ends, however it does. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stop(): Promise<void>;
}

const READY_TIMEOUT = 60_000;
const STOP_TIMEOUT = 12_000;

/**
 * What an app's process may know: nothing of the person's own environment but the way to run. The directory,
 * open to all, is told no secret but the password of its own role.
 */
export function appEnvironment(
  name: AppName,
  environment: Environment,
  database: { url: string; secret: string },
  changes: { staffPort?: number; publicPort?: number; development?: boolean } = {},
): Record<string, string> {
  const staffPort = changes.staffPort ?? environment.staffPort;
  const publicPort = changes.publicPort ?? environment.publicPort;
  const moved = changes.staffPort !== undefined;
  return {
    ...sharedEnvironment(),
    TZ: "Europe/Paris",
    NODE_ENV: changes.development ? "development" : "production",
    HOST: environment.host,
    STAFF_PORT: String(staffPort),
    PUBLIC_PORT: String(publicPort),
    STAFF_URL: moved ? `http://localhost:${staffPort}` : environment.staffUrl,
    PUBLIC_URL: moved ? `http://localhost:${publicPort}` : environment.publicUrl,
    ESSAIM_DEMO: environment.isDemo ? "1" : "0",
    LOG_LEVEL: environment.logLevel,
    TRUST_PROXY: environment.trustProxy === false ? "0" : String(environment.trustProxy),
    ...(name === "public"
      ? {
          DATABASE_URL: roleUrl(database.url, "essaim_public", database.secret),
          SEARCH_RATE: String(environment.searchRate),
          PAGE_CACHE_MB: String(environment.pageCacheBytes / 1024 / 1024),
          // The images of the records: their folder, or a key that can only read.
          ...(environment.images.kind === "folder"
            ? { ESSAIM_IMAGES_DIR: environment.images.folder }
            : environment.readStorage && storageEnvironment(environment.readStorage)),
        }
      : {
          DATABASE_URL: withLogin(database.url),
          ESSAIM_SECRET: database.secret,
          ESSAIM_DATA_DIR: environment.dataDir,
          MAIL_FROM: environment.mailFrom,
          ...(environment.smtpUrl ? { SMTP_URL: environment.smtpUrl } : {}),
          UPLOAD_LIMIT_MB: String(environment.uploadLimit / 1024 / 1024),
          // Even when empty: the process is told that it is in production, where the State's is asked.
          ESSAIM_GEOCODER_URL: environment.geocoderUrl,
          ...(name === "jobs" &&
            environment.wikiHosts.length > 0 && {
              ESSAIM_WIKI_HOSTS: environment.wikiHosts.join(","),
            }),
          ...storageEnvironment(environment.storage),
        }),
  };
}

function storageEnvironment(storage: StorageSettings): Record<string, string> {
  if (storage.kind === "folder") return {};
  return {
    STORAGE_URL: `s3://${storage.bucket}`,
    STORAGE_REGION: storage.region,
    STORAGE_KEY_ID: storage.keyId,
    STORAGE_SECRET: storage.secret,
    ...(storage.endpoint ? { STORAGE_ENDPOINT: storage.endpoint } : {}),
  };
}

/** Every process of an Essaim, with what each may know. */
export function allApps(
  environment: Environment,
  database: { url: string; secret: string },
  options: {
    root: string;
    development?: boolean;
    /** Instead of the environment's. */
    ports?: { staffPort: number; publicPort: number };
    /** Folder of the logs; absent: the terminal. */
    logs?: string;
  },
): AppOptions[] {
  const { root, development = false, ports, logs } = options;
  const { host, staffPort, publicPort } = { ...environment, ...ports };
  return appNames.map((name) => ({
    root,
    name,
    host,
    port: { staff: staffPort, public: publicPort, jobs: null }[name],
    env: appEnvironment(name, environment, database, { ...ports, development }),
    development,
    logFile: logs && join(logs, `${name}.log`),
  }));
}

/**
 * Starts one app and waits until it can serve. The IPC channel is its lifeline: when this process dies,
 * however it dies, the channel closes and the app stops.
 */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const log = options.logFile ? openLog(options.logFile) : undefined;
  const isServer = options.port !== null;
  const child = spawn(
    process.execPath,
    [
      ...["--import", "tsx", isServer ? "server.ts" : "jobs.ts"],
      ...(isServer && options.development ? ["--dev"] : []),
    ],
    {
      cwd: join(options.root, "apps", options.name === "jobs" ? "staff" : options.name),
      env: options.env,
      // Its own group: on Ctrl-C we alone decide in what order things stop.
      detached: process.platform !== "win32",
      stdio: ["ignore", log ?? "inherit", log ?? "inherit", "ipc"],
    },
  );
  if (log !== undefined) closeSync(log);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", () => resolve({ code: 1, signal: null }));
  });
  const app = {
    name: options.name,
    pid: child.pid ?? 0,
    ended,
    stop: () => stopChild(child, ended),
  };
  const said = new Promise<void>((resolve) => {
    child.on("message", (message) => {
      if (typeof message === "object" && message !== null && "ready" in message) resolve();
    });
  });
  try {
    await waitUntilReady(options, ended, said);
  } catch (error) {
    await app.stop();
    throw error;
  }
  return app;
}

/** A server is ready when it says so to whoever asks, a process without address when it says so by itself. */
async function waitUntilReady(
  options: AppOptions,
  ended: RunningApp["ended"],
  said: Promise<void>,
): Promise<void> {
  let gone = false;
  let reason = "aucune réponse";
  void ended.then(() => {
    gone = true;
  });
  if (options.port === null) {
    const late = new Promise((resolve) => setTimeout(resolve, READY_TIMEOUT).unref());
    if ((await Promise.race([said.then(() => "ready"), ended, late])) === "ready") return;
  } else {
    // A wildcard address cannot be called: call this machine.
    const host = { "0.0.0.0": "127.0.0.1", "::": "[::1]" }[options.host] ?? options.host;
    for (const end = Date.now() + READY_TIMEOUT; Date.now() < end && !gone; ) {
      try {
        const response = await fetch(`http://${host}:${options.port}/readyz`, {
          signal: AbortSignal.timeout(5000),
        });
        if (response.ok && !gone) return;
        reason = await response.text();
      } catch {
        // Not listening yet.
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }
  const lines = options.logFile ? `\n${lastLines(options.logFile)}` : "";
  throw new Stop(
    gone
      ? `L’application « ${options.name} » s’est arrêtée en démarrant.${lines}`
      : `L’application « ${options.name} » n’est pas prête (${reason}).${lines}`,
  );
}

async function stopChild(child: ChildProcess, ended: RunningApp["ended"]): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  // Windows has no SIGTERM that a process can hear: closing the channel says the same.
  if (process.platform === "win32") child.disconnect();
  else child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT);
  await ended;
  clearTimeout(killer);
}

function openLog(file: string): number {
  mkdirSync(join(file, ".."), { recursive: true });
  try {
    if (statSync(file).size > 10 * 1024 * 1024) renameSync(file, `${file}.1`);
  } catch {
    // No log yet.
  }
  return openSync(file, "a", 0o600);
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, "utf8").trim().split("\n").slice(-12).join("\n");
  } catch {
    return "";
  }
}
