import { spawn } from "node:child_process";
import { join } from "node:path";
import { rootDir } from "@essaim/web/environment";
import { build } from "../start/build.ts";
import { startStack } from "../start/stack.ts";
import { step } from "../steps.mjs";
import { findChromium } from "./chromium.ts";
import { type Counts, countPlaywright, readReport, settle } from "./counts.ts";
import { testDataDir } from "./database.ts";

/** Builds, starts a complete Essaim of its own, and walks the journeys of e2e/ in a real Chromium. */
export async function runJourneys(parameters: string[] = []): Promise<Counts> {
  await build(rootDir);
  const chromium = await step("Chromium", findChromium);
  const stack = await step("Démarrage d’un Essaim d’essai", () => startStack("e2e"));
  const report = join(testDataDir, "e2e", "report.json");
  try {
    const code = await playwright(parameters, {
      CHROMIUM_PATH: chromium,
      STAFF_URL: stack.staffUrl,
      PUBLIC_URL: stack.publicUrl,
      E2E_DATABASE_URL: stack.databaseUrl,
      E2E_SECRET: stack.secret,
      E2E_DATA_DIR: stack.dataDir,
      E2E_WIKI_PORT: String(stack.wikiPort),
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    const found = readReport<Parameters<typeof countPlaywright>[0]>(report);
    return settle(found && countPlaywright(found), code);
  } finally {
    await stack.stop();
  }
}

function playwright(parameters: string[], env: Record<string, string>): Promise<number> {
  const folder = join(rootDir, "e2e");
  const cli = join(folder, "node_modules", "@playwright", "test", "cli.js");
  const child = spawn(process.execPath, [cli, "test", "--reporter=list,json", ...parameters], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code ?? 1));
    child.once("error", () => resolve(1));
  });
}
