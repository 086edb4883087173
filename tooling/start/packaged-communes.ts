import { connectAs, type Database } from "@essaim/database/connection";
import { fingerprint, packagedRegister } from "@essaim/territory/communes/packaged-register";
import { hasImported, importCommunes } from "@essaim/territory/communes/register";
import { readCommuneRegister } from "@essaim/territory/communes/register.schema";
import { step } from "../steps.mjs";

/** The communes that came with this version, once: a newer register that somebody brought stays. */
export async function addPackagedCommunes(url: string): Promise<void> {
  await asOwner(url, async (owner) => {
    const { name, read } = await packagedRegister();
    if (await hasImported(owner, name)) return;
    await step("Communes de France", async () => {
      const files = await read();
      const source = { name, sha256: fingerprint(files) };
      await importCommunes(owner, readCommuneRegister(files), source);
    });
  });
}

export async function asOwner(
  url: string,
  work: (owner: Database) => Promise<void>,
): Promise<void> {
  const { db, close } = connectAs(url, 1);
  try {
    await work(db);
  } finally {
    await close();
  }
}
