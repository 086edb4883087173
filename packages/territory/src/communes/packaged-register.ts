import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const home = "@etalab/decoupage-administratif/package.json";

/** The register that came with the installation: its name, which says its version, and its files once they are needed. */
export async function packagedRegister() {
  const path = createRequire(import.meta.url).resolve(home);
  const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
  const read = (name: string) => readFile(join(dirname(path), "data", name), "utf8");
  return {
    name: `Etalab, découpage administratif ${version}`,
    // Its own code is not used: it reads beside whoever runs it.
    read: async () => ({ communes: await read("communes.json"), epci: await read("epci.json") }),
  };
}

/** Tells two registers apart. */
export function fingerprint(files: { communes: string; epci: string; centres?: string }): string {
  const { communes, epci, centres = "" } = files;
  const hash = createHash("sha256").update(communes).update("\0").update(epci);
  return (centres ? hash.update("\0").update(centres) : hash).digest("hex");
}
