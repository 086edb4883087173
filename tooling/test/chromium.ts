import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { rootDir } from "@essaim/web/environment";
import { run, toolEnvironment } from "../install.mjs";
import { Stop } from "../steps.mjs";

// The shell without windows comes first: it draws the same pages in two thirds of the time.
const NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
];

const USUAL_PATHS = [
  "/snap/bin/chromium",
  "/usr/lib/chromium/chromium",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ...[process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA].flatMap(
    (folder) => (folder ? [join(folder, "Google", "Chrome", "Application", "chrome.exe")] : []),
  ),
];

/**
 * The Chromium that the journeys run in: CHROMIUM_PATH, else one of this machine, else Playwright's own,
 * else one installed by the system's package manager or by Playwright.
 * @returns path of the executable
 */
export async function findChromium(say: (text: string) => void): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Stop(`CHROMIUM_PATH désigne ${chosen}, qui n’est pas un programme.`);
  }
  const found = onThisMachine() ?? ownOfPlaywright();
  if (found) return found;
  say("installation de Chromium");
  return (await installBySystem()) ?? (await installByPlaywright());
}

function onThisMachine(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...USUAL_PATHS,
  ];
  // A distribution may leave a script that only says « install the snap »: ask for the version.
  return candidates.find((path) => isExecutable(path) && answers(path));
}

function answers(path: string): boolean {
  if (process.platform === "win32") return true;
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

function ownOfPlaywright(): string | undefined {
  const fromJourneys = createRequire(join(rootDir, "e2e", "package.json"));
  const { chromium } = fromJourneys("@playwright/test") as {
    chromium: { executablePath(): string };
  };
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

async function installBySystem(): Promise<string | undefined> {
  if (
    process.platform !== "linux" ||
    spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status !== 0
  ) {
    return undefined;
  }
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = (...parameters: string[]) => {
    const [command, ...rest] = [...asRoot, "apt-get", ...parameters];
    return run(command as string, rest, {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  };
  const install = (name: string) => apt("install", "-y", "--no-install-recommends", name);
  try {
    await apt("update");
    await install("chromium-headless-shell").catch(() => install("chromium"));
  } catch {
    return undefined;
  }
  return onThisMachine();
}

async function installByPlaywright(): Promise<string> {
  const cli = join(rootDir, "e2e", "node_modules", "@playwright", "test", "cli.js");
  const withLibraries =
    process.platform === "linux" && process.getuid?.() === 0 ? ["--with-deps"] : [];
  try {
    await run(process.execPath, [cli, "install", ...withLibraries, "chromium"], {
      env: toolEnvironment(rootDir),
    });
  } catch (error) {
    throw new Stop(
      `Aucun Chromium sur cette machine, et il n’a pas pu être installé. Installez-le, puis indiquez son chemin : CHROMIUM_PATH=/chemin/vers/chromium npm test\n${(error as Error).message}`,
    );
  }
  const path = ownOfPlaywright();
  if (path && answers(path)) return path;
  throw new Stop(
    "Le Chromium installé par Playwright ne démarre pas : il manque des bibliothèques à ce système. Installez Chromium avec le gestionnaire de paquets, ou indiquez CHROMIUM_PATH.",
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
