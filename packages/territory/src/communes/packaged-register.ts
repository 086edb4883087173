import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const home = "@etalab/decoupage-administratif/package.json";

/**
 * The files of the register that came with the installation. Its own code is not used: it reads beside whoever runs it.
 * @returns their contents, where they come from, and their fingerprint
 */
export async function packagedRegister(): Promise<{
  files: { communes: string; epci: string };
  source: { name: string; sha256: string };
}> {
  const path = createRequire(import.meta.url).resolve(home);
  const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
  const read = (name: string) => readFile(join(dirname(path), "data", name), "utf8");
  const files = { communes: await read("communes.json"), epci: await read("epci.json") };
  return {
    files,
    source: { name: `Etalab, découpage administratif ${version}`, sha256: fingerprint(files) },
  };
}

/** Tells two registers apart. */
export function fingerprint({ communes, epci }: { communes: string; epci: string }): string {
  return createHash("sha256").update(communes).update("\0").update(epci).digest("hex");
}
