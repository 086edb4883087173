import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { fingerprint } from "@essaim/territory/communes/packaged-register";
import { importCommunes } from "@essaim/territory/communes/register";
import { RegisterRefused, readCommuneRegister } from "@essaim/territory/communes/register.schema";
import { readEnvironment } from "@essaim/web/environment";
import { Stop, step } from "../steps.mjs";
import { migrateDatabase, openDatabase } from "./database.ts";
import { asOwner } from "./packaged-communes.ts";

const usage =
  "Exemple : pnpm territory:communes --communes communes.json --epci epci.json (fichiers de « @etalab/decoupage-administratif »)";

/** Brings the communes to a newer register than the one that came with this version. */
export async function main(parameters: string[]): Promise<void> {
  const paths = read(parameters);
  const files = {
    communes: await readFile(paths.communes, "utf8").catch(unreadable(paths.communes)),
    epci: await readFile(paths.epci, "utf8").catch(unreadable(paths.epci)),
  };
  const database = await openDatabase(readEnvironment());
  try {
    await migrateDatabase(database);
    const source = { name: paths.communes.slice(-200), sha256: fingerprint(files) };
    await asOwner(database.url, (owner) =>
      step("Communes de France", () => importCommunes(owner, readCommuneRegister(files), source)),
    );
  } catch (error) {
    throw error instanceof RegisterRefused ? new Stop(error.message) : error;
  } finally {
    await database.close();
  }
}

const unreadable = (path: string) => () => {
  throw new Stop(`Le fichier « ${path} » ne se lit pas.`);
};

function read(parameters: string[]): { communes: string; epci: string } {
  const option = { type: "string" } as const;
  try {
    const { communes, epci } = parseArgs({
      args: parameters,
      options: { communes: option, epci: option },
    }).values;
    if (communes && epci) return { communes, epci };
    throw new Error("--communes et --epci sont nécessaires");
  } catch (error) {
    throw new Stop(`${(error as Error).message}.\n${usage}`);
  }
}
