import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { roleUrl, withLogin } from "@essaim/database/roles";
import { dataDir, secret } from "./environment.ts";

/** One more process of an app, that a journey may starve or stop. */
export type App = { url: string; process: ChildProcess; stop(): Promise<number | null> };

/** Starts the built app and waits until it is ready. */
export async function startApp(name: "staff" | "public", databaseUrl: string): Promise<App> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["--import", "tsx", "server.ts"], {
    cwd: join(import.meta.dirname, "../../apps", name),
    env: {
      PATH: process.env.PATH ?? "",
      TZ: "Europe/Paris",
      NODE_ENV: "production",
      ESSAIM_DEMO: "1",
      HOST: "127.0.0.1",
      STAFF_PORT: String(port),
      PUBLIC_PORT: String(port),
      STAFF_URL: url,
      PUBLIC_URL: url,
      ESSAIM_DATA_DIR: join(dataDir, "panne"),
      ...(name === "public"
        ? { DATABASE_URL: roleUrl(databaseUrl, "essaim_public", secret) }
        : { DATABASE_URL: withLogin(databaseUrl), ESSAIM_SECRET: secret }),
      LOG_LEVEL: "fatal",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  for (let wait = 0; wait < 300; wait += 1) {
    if (child.exitCode !== null) throw new Error(`${name} stopped while starting`);
    const ready = await fetch(`${url}/readyz`).catch(() => null);
    if (ready?.ok) return { url, process: child, stop };
    await new Promise((next) => setTimeout(next, 100));
  }
  await stop();
  throw new Error(`${name} is not ready after 30 seconds`);
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
