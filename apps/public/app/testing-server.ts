import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestDatabase } from "@essaim/database/testing";
import { remixApp } from "@essaim/web/build";
import { createLogger } from "@essaim/web/logger";
import { type RunningServer, type ServeOptions, serve } from "@essaim/web/server";
import { openStorage } from "@essaim/web/storage";
import { publicContext } from "../context.ts";
import { directoryFiles } from "../files.ts";
import { openPaths, uploads } from "../page-addresses.ts";

/** The directory as visitors meet it, on a test database: every guard, route and page of it, in this process. */
export async function startDirectory(
  database: TestDatabase,
  options: Partial<ServeOptions> = {},
): Promise<RunningServer & { url: string }> {
  const app = dirname(dirname(fileURLToPath(import.meta.url)));
  const house = {
    execute: database.executePublic,
    isDemo: false,
    publicUrl: "https://annuaire.example",
    hashAddress: () => "0".repeat(64),
    hashMail: () => "0".repeat(64),
    storage: openStorage({ kind: "folder", folder: join(tmpdir(), "essaim-directory-test") }),
  };
  // The test runner's own channel is not that of whoever starts an app.
  const { send } = process;
  process.send = undefined;
  const server = await serve({
    name: "public",
    host: "127.0.0.1",
    port: 0,
    publicUrl: house.publicUrl,
    privatePages: false,
    open: openPaths,
    uploads,
    withoutScripts: true,
    streams: directoryFiles(house),
    logger: createLogger("public", "silent"),
    ...remixApp(app, true),
    createContext: (facts) => publicContext(house, facts),
    ready: async () => ({ ready: true }),
    ...options,
  });
  process.send = send;
  return { ...server, url: `http://127.0.0.1:${server.port}` };
}
