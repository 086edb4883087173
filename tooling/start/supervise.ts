import { readFileSync } from "node:fs";
import { startEmbedded } from "@essaim/database/embedded";
import { processIdentity } from "@essaim/database/embedded-process";
import type { AppOptions, RunningApp } from "./apps.ts";
import { startApp } from "./apps.ts";
import type { OpenDatabase } from "./database.ts";

const MOST_RESTARTS = 5;
const WITHIN = 60_000;

/**
 * Keeps the apps and the embedded database running until asked to stop, then stops them in order: the
 * apps, which finish what they are answering, then the database.
 * @returns the process's exit code
 */
export async function supervise(options: {
  dataDir: string;
  database: OpenDatabase;
  apps: AppOptions[];
  running: RunningApp[];
  /** Resolves when somebody asks to stop. */
  stop: Promise<void>;
}): Promise<number> {
  const { database, running, stop } = options;
  let stopping = false;
  const restarts: number[] = [];

  const failed = new Promise<string>((resolve) => {
    const watch = async (index: number) => {
      for (;;) {
        const app = running[index] as RunningApp;
        const { code, signal } = await app.ended;
        if (stopping) return;
        const recent = restarts.filter((at) => at > Date.now() - WITHIN);
        restarts.push(Date.now());
        if (recent.length >= MOST_RESTARTS) {
          resolve(`L’application « ${app.name} » s’arrête sans cesse : tout est arrêté.`);
          return;
        }
        say(
          `L’application « ${app.name} » s’est arrêtée (${signal ?? `code ${code}`}) : elle redémarre.`,
        );
        try {
          running[index] = await startApp(options.apps[index] as AppOptions);
        } catch (error) {
          resolve((error as Error).message);
          return;
        }
        if (stopping) await running[index]?.stop();
      }
    };
    running.forEach((_app, index) => void watch(index));
    void watchDatabase(options.dataDir, database, () => stopping, resolve);
  });

  const failure = await Promise.race([stop.then(() => undefined), failed]);
  stopping = true;
  say(failure ?? "Arrêt en cours…");
  await Promise.all(running.map((app) => app.stop()));
  await database.close();
  say("Tout est arrêté.");
  return failure ? 1 : 0;
}

/** Starts the embedded server again when it died; the apps reconnect by themselves. */
async function watchDatabase(
  dataDir: string,
  database: OpenDatabase,
  stopping: () => boolean,
  fail: (message: string) => void,
): Promise<void> {
  if (!database.embedded) return;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1000).unref());
    if (stopping()) return;
    if (await answers(database.url)) continue;
    // A busy machine may miss once.
    if (stopping() || (await answers(database.url))) continue;
    say("La base de données s’est arrêtée : elle redémarre.");
    try {
      const server = await startEmbedded({ dataDir });
      if (server.url !== database.url) {
        await server.stop();
        fail(
          "Le port de la base de données a été pris par un autre programme. Relancez la commande.",
        );
        return;
      }
    } catch (error) {
      fail((error as Error).message);
      return;
    }
  }
}

async function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const { connect } = await import("node:net");
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const done = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(2000, () => done(false));
    socket.once("connect", () => done(true));
    socket.once("error", () => done(false));
  });
}

/** Resolves on Ctrl-C, on a termination signal, when the terminal closes, or when npm itself was killed. */
export function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => resolve());
    // A signal sent to npm alone does not reach us: notice that it is gone.
    const ancestors = npmAncestors();
    if (ancestors.length > 0) {
      setInterval(() => {
        if (ancestors.some(({ pid, identity }) => processIdentity(pid) !== identity)) resolve();
      }, 250).unref();
    }
  });
}

/** The processes between npm and us, npm included. */
function npmAncestors(): { pid: number; identity: string | undefined }[] {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return [];
  const chain: { pid: number; identity: string | undefined }[] = [];
  for (let pid = process.ppid; pid > 1 && chain.length < 3; pid = parentOf(pid)) {
    chain.push({ pid, identity: processIdentity(pid) });
    if (process.platform !== "linux" || /\b(npm|pnpm)/.test(commandOf(pid))) return chain;
  }
  return chain.slice(0, 1);
}

const commandOf = (pid: number) => {
  const text = readProc(`/proc/${pid}/cmdline`).split("\0");
  return text[0]?.includes("node") || text[0]?.includes("npm") ? text.join(" ") : "";
};
const parentOf = (pid: number) => {
  const stat = readProc(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) || 0;
};
function readProc(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function say(text: string): void {
  process.stdout.write(`\n${text}\n`);
}
