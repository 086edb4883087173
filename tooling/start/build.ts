import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pnpm } from "../install.mjs";
import { step } from "../steps.mjs";

const STAMP = join(".cache", "build-stamp");
const OUTPUTS = ["staff", "public"].map((app) => join("apps", app, "build", "server", "index.js"));
const IGNORED = new Set(["node_modules", "build", ".turbo", ".data"]);

/** Builds both apps with turbo. Turbo takes a second to find that nothing changed; a stamp tells at once. */
export async function build(root: string): Promise<void> {
  const wanted = fingerprint(root);
  const stamp = join(root, STAMP);
  const built = OUTPUTS.every((file) => existsSync(join(root, file)));
  if (built && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  await step("Construction des deux applications", async () => {
    await pnpm(root, ["exec", "turbo", "run", "build", "--output-logs=errors-only"]);
    mkdirSync(join(root, ".cache"), { recursive: true });
    writeFileSync(stamp, wanted);
  });
}

function fingerprint(root: string): string {
  const hash = createHash("sha256");
  for (const file of ["pnpm-lock.yaml", "tsconfig.base.json", "turbo.json"])
    hash.update(readFileSync(join(root, file)));
  for (const folder of ["apps", "packages"]) {
    for (const file of filesIn(join(root, folder))) hash.update(file).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (IGNORED.has(entry.name) || /\.test\.tsx?$/.test(entry.name)) return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : [];
    });
}
