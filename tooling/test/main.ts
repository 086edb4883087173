import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { rootDir } from "@essaim/web/environment";
import { pnpm } from "../install.mjs";
import { seconds } from "../steps.mjs";
import { type Counts, countVitest, readReport, settle } from "./counts.ts";
import { testDataDir } from "./database.ts";
import { runJourneys } from "./journeys.ts";

interface Check {
  title: string;
  /** Resolves with its counts; rejects when it could not do its work, which counts as one failure. */
  run(): Promise<Counts>;
}

const one: Counts = { passed: 1, failed: 0 };

const checks: Check[] = [
  {
    title: "Types",
    run: async () => {
      await pnpm(
        rootDir,
        [
          "exec",
          "turbo",
          "run",
          "typecheck",
          "--continue",
          "--concurrency=100%",
          "--output-logs=errors-only",
        ],
        {
          show: true,
        },
      );
      return one;
    },
  },
  {
    title: "Style et erreurs courantes (Biome)",
    run: () => program("@biomejs/biome", "bin/biome", ["check", "."]),
  },
  {
    title: "Frontières entre paquets",
    run: () =>
      program("dependency-cruiser", "bin/dependency-cruise.mjs", [
        "--config",
        join("tooling", "dependency-cruiser.cjs"),
        "apps",
        "packages",
        "tooling",
        "e2e",
      ]),
  },
  { title: "Tests unitaires", run: () => vitest("unit") },
  { title: "Tests sur PostgreSQL", run: () => vitest("db") },
  { title: "Parcours dans Chromium", run: () => runJourneys() },
];

/**
 * Everything that must hold, one step after the other; a failed step does not hide what the next ones
 * would say. The last line counts every test, plus one for each check that has no tests.
 */
export async function main(): Promise<void> {
  const total: Counts = { passed: 0, failed: 0 };
  const failures: string[] = [];
  mkdirSync(testDataDir, { recursive: true });
  for (const { title, run } of checks) {
    const began = Date.now();
    process.stdout.write(`\n── ${title}\n`);
    let counts: Counts;
    try {
      counts = await run();
    } catch (error) {
      process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
      counts = { passed: 0, failed: 1 };
    }
    total.passed += counts.passed;
    total.failed += counts.failed;
    if (counts.failed > 0) failures.push(`${title} : ${counts.failed}`);
    process.stdout.write(
      `${counts.failed > 0 ? "✗" : "✓"} ${title} (${seconds(Date.now() - began)})\n`,
    );
  }
  if (failures.length > 0) process.stdout.write(`\nEn échec : ${failures.join(" ; ")}\n`);
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
}

async function program(name: string, file: string, parameters: string[]): Promise<Counts> {
  const code = await node(join(rootDir, "node_modules", name, file), parameters);
  return code === 0 ? one : { passed: 0, failed: 1 };
}

async function vitest(project: string): Promise<Counts> {
  const report = join(testDataDir, `vitest-${project}.json`);
  rmSync(report, { force: true });
  const code = await node(join(rootDir, "node_modules", "vitest", "vitest.mjs"), [
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  const found = readReport<Parameters<typeof countVitest>[0]>(report);
  return settle(found && countVitest(found), code);
}

function node(script: string, parameters: string[]): Promise<number> {
  // A person's own settings (NODE_ENV=production, DATABASE_URL…) must not change what is tested.
  const { NODE_ENV: _mode, DATABASE_URL: _database, ...env } = process.env;
  const child = spawn(process.execPath, [script, ...parameters], {
    cwd: rootDir,
    env: { ...env, TZ: "Europe/Paris" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code ?? 1));
    child.once("error", () => resolve(1));
  });
}
