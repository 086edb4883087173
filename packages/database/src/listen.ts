import pg from "pg";
import { type LoginRole, roleUrl } from "./roles.ts";

/** A line to PostgreSQL on which one channel is heard. */
export type Listener = { close(): Promise<void> };

/** Milliseconds between two questions to know that the line still holds, and how long the answer may take. */
const beat = { every: 500, patience: 500 };
/** Milliseconds before a line that broke is opened again, longer each time. */
const waits = [100, 300, 1_000, 2_000];

/**
 * Hears a channel of PostgreSQL (LISTEN) on a connection of its own, opened again whenever it breaks. A line that
 * says nothing is asked whether it holds: cut without a word, it is known within a second.
 * @param options.url with the login's password, or any address of the database when `secret` is given
 * @param options.onUp from now on nothing that is told is missed; what was told before may have been
 * @param options.onDown what is told may be missed until `onUp`
 */
export function listen(options: {
  url: string;
  role: LoginRole;
  secret?: string;
  channel: string;
  onNotice: () => void;
  onUp: () => void;
  onDown: () => void;
}): Listener {
  const { url, role, secret, channel } = options;
  const ended = new AbortController();
  let client: pg.Client | undefined;

  const hold = async (): Promise<void> => {
    const line = new pg.Client({
      connectionString: secret ? roleUrl(url, role, secret) : url,
      connectionTimeoutMillis: 3_000,
      query_timeout: beat.patience,
      application_name: "essaim listening",
    });
    client = line;
    let isUp = false;
    const broken = new Promise<void>((resolve) => {
      line.once("error", () => resolve());
      line.once("end", () => resolve());
    });
    line.on("error", () => {});
    line.on("notification", () => options.onNotice());
    try {
      await line.connect();
      await line.query(`listen ${line.escapeIdentifier(channel)}`);
      isUp = true;
      options.onUp();
      while (!ended.signal.aborted) {
        await Promise.race([broken, pause(beat.every, ended.signal)]);
        await line.query("select");
      }
    } catch {
      // Refused, broken or silent: it is opened again.
    } finally {
      if (isUp) options.onDown();
      hangUp(line);
    }
    return isUp ? undefined : Promise.reject(new Error("never up"));
  };

  const done = (async () => {
    let failures = 0;
    while (!ended.signal.aborted) {
      await hold().then(
        () => {
          failures = 0;
        },
        () => {
          failures += 1;
        },
      );
      await pause(waits[Math.min(failures, waits.length - 1)] ?? 0, ended.signal);
    }
  })();

  return {
    async close() {
      ended.abort();
      if (client) hangUp(client);
      await done;
    },
  };
}

/** Without a goodbye: nobody may be at the other end. */
function hangUp(line: pg.Client): void {
  const { stream } = (line as unknown as { connection: { stream: { destroy(): void } } })
    .connection;
  stream.destroy();
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}
