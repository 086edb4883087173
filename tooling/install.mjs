// Plain JavaScript without dependency: it runs before anything is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { Stop, step } from "./steps.mjs";

/** Installs from the frozen lockfile, unless node_modules already holds exactly that. */
export async function install(root) {
  const marker = join(root, "node_modules", ".essaim-installed");
  const wanted = fingerprint(root);
  if (read(marker) === wanted) return;
  await step("Installation des dépendances (une minute la première fois)", async () => {
    // Removed first: an interrupted installation must not pass for a complete one.
    rmSync(marker, { force: true });
    await pnpm(root, ["install", "--frozen-lockfile", "--reporter=append-only"]);
    writeFileSync(marker, wanted);
  });
}

/**
 * Runs the pnpm that package.json pins, fetched by npx, quietly: its output is shown only when it fails.
 * Other tools that look for `pnpm` on the PATH (turbo does) find this one when it runs them.
 */
export async function pnpm(root, parameters, options = {}) {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const version = packageManager.split("+")[0];
  await run("npx", ["-y", version, ...parameters], {
    cwd: root,
    env: toolEnvironment(root),
    ...options,
  });
}

/** Runs a program; rejects with the end of its output when it fails. `show` lets the output through as it comes. */
export function run(command, parameters, { show = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      ...options,
      shell: process.platform === "win32",
      stdio: show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    });
    const output = [];
    child.stdout?.on("data", (chunk) => output.push(chunk));
    child.stderr?.on("data", (chunk) => output.push(chunk));
    child.once("error", (error) =>
      reject(new Stop(`La commande « ${command} » n’a pas pu être lancée : ${error.message}`)),
    );
    child.once("close", (code, signal) => {
      if (code === 0) resolve(Buffer.concat(output).toString("utf8"));
      else {
        const text = Buffer.concat(output)
          .toString("utf8")
          .trim()
          .split("\n")
          .slice(-40)
          .join("\n");
        reject(
          new Stop(
            `${text ? `${text}\n` : ""}La commande « ${command} ${parameters.slice(0, 4).join(" ")} » a échoué (${signal ?? `code ${code}`}).`,
          ),
        );
      }
    });
  });
}

/** The environment of npm, pnpm and turbo: a home they can write to, no questions, no telemetry. */
export function toolEnvironment(root) {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", CI: "1" };
  // npm hands its own settings to scripts as variables that pnpm does not know and warns about.
  for (const name of Object.keys(env)) {
    if (
      /^npm_(lifecycle|package|config_(local_prefix|init_module|npm_version|noproxy))/i.test(name)
    )
      delete env[name];
  }
  // Set for production, it would make pnpm leave out what the build needs.
  delete env.NODE_ENV;
  if (!isWritable(homedir())) {
    env.HOME = join(root, ".cache", "home");
    mkdirSync(env.HOME, { recursive: true });
  }
  return env;
}

function isWritable(folder) {
  try {
    if (!folder) return false;
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function fingerprint(root) {
  const hash = createHash("sha256");
  hash.update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  for (const file of [
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "package.json",
    ...manifests(root),
  ]) {
    hash.update(file).update(read(join(root, file)) ?? "");
  }
  return hash.digest("hex");
}

function manifests(root) {
  const inside = (folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => `${folder}/${entry.name}/package.json`);
  return [
    ...inside("apps"),
    ...inside("packages"),
    "tooling/package.json",
    "e2e/package.json",
  ].sort();
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
