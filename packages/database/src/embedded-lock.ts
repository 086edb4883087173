import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { ownIdentity, processIdentity, waitUntil } from "./embedded-process.ts";

/** Runs `work` while this process alone holds the lock file; a lock whose holder is gone is broken. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const taken = await waitUntil(() => {
    try {
      writeFileSync(file, ownIdentity(), { flag: "wx" });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = readHolder(file);
    if (holder !== undefined && processIdentity(Number.parseInt(holder, 10)) !== holder) {
      breakLock(file, holder);
    }
    return false;
  }, 240_000);
  if (!taken) throw new Error(`Une autre commande tient ${file} depuis quatre minutes.`);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Removes the lock of a holder that is gone. Another process may have broken it and taken it since it was
 * read: what was moved aside is looked at again, and given back if it lives.
 */
export function breakLock(file: string, holder: string): void {
  const aside = `${file}.${ownIdentity()}`;
  try {
    renameSync(file, aside);
    if (readHolder(aside) !== holder) linkSync(aside, file);
  } catch {
    // Another process was faster.
  }
  rmSync(aside, { force: true });
}

/** Undefined while the file has just been made and is still empty. */
function readHolder(file: string): string | undefined {
  try {
    const holder = readFileSync(file, "utf8");
    if (holder !== "") return holder;
    return Date.now() - statSync(file).mtimeMs > 2000 ? "0" : undefined;
  } catch {
    return undefined;
  }
}
