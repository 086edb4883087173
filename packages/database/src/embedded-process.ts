import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const shared = [
  "PATH",
  "HOME",
  "LANG",
  "SystemRoot",
  "TEMP",
  "TMP",
  "TMPDIR",
  "NODE_EXTRA_CA_CERTS",
];

/** What any process we start may know of ours: how to run, never a secret nor an address. */
export function sharedEnvironment(source = process.env): Record<string, string> {
  return Object.fromEntries(
    shared.flatMap((name) => (source[name] ? [[name, source[name] as string]] : [])),
  );
}

/**
 * Identity of a live process: its number plus the moment it started, so that a number given again to
 * another process is not mistaken for the first. Undefined when it is gone or a zombie.
 */
export function processIdentity(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined;
  if (process.platform === "linux") {
    const stat = linuxStat(pid);
    return stat && stat.state !== "Z" && stat.state !== "X"
      ? `${pid}-${stat.startTicks}`
      : undefined;
  }
  if (process.platform === "win32") return `${pid}-windows`;
  const line = ps(pid, "stat=,lstart=");
  return line && !line.startsWith("Z")
    ? `${pid}-${line.replace(/^\S+\s+/, "").replace(/\W+/g, "_")}`
    : undefined;
}

/** Is this process a live PostgreSQL server on that cluster? The pid file alone is not believed. */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  if (!processIdentity(pid)) return false;
  if (process.platform === "win32") return true;
  const command =
    process.platform === "linux"
      ? readText(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ")
      : ps(pid, "command=");
  return command !== undefined && /postgres/.test(command) && command.includes(cluster);
}

/**
 * Processes of a crashed server that still work on the cluster (a backend in a long query outlives its
 * postmaster). Only Linux lets us look at their working folder; elsewhere PostgreSQL's own check must do.
 */
export function processesInside(cluster: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 0 && pid !== process.pid)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === cluster && processIdentity(pid) !== undefined;
      } catch {
        return false;
      }
    });
}

export const ownIdentity = () => processIdentity(process.pid) ?? String(process.pid);

export async function waitUntil(
  done: () => boolean | Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    if (await done()) return true;
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function linuxStat(pid: number): { state: string; startTicks: string } | undefined {
  const text = readText(`/proc/${pid}/stat`);
  if (!text) return undefined;
  // The name between parentheses may hold spaces: count the fields after the last one.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0] ?? "", startTicks: fields[19] ?? "" };
}

function ps(pid: number, format: string): string | undefined {
  try {
    return execFileSync("ps", ["-o", format, "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
