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
  "Exemple : pnpm territory:communes --communes communes.json --epci epci.json [--centres centres.json] (fichiers de « @etalab/decoupage-administratif », et centres des communes de geo.api.gouv.fr)";

/** Brings the communes to a newer register than the one that came with this version. */
export async function main(parameters: string[]): Promise<void> {
  const paths = read(parameters);
  const files = {
    communes: await readFile(paths.communes, "utf8").catch(unreadable(paths.communes)),
    epci: await readFile(paths.epci, "utf8").catch(unreadable(paths.epci)),
    ...(paths.centres && {
      centres: await readFile(paths.centres, "utf8").catch(unreadable(paths.centres)),
    }),
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

function read(parameters: string[]): { communes: string; epci: string; centres?: string } {
  const option = { type: "string" } as const;
  try {
    const { communes, epci, centres } = parseArgs({
      args: parameters,
      options: { communes: option, epci: option, centres: option },
    }).values;
    if (communes && epci) return { communes, epci, centres };
    throw new Error("--communes et --epci sont nécessaires");
  } catch (error) {
    throw new Stop(`${(error as Error).message}.\n${usage}`);
  }
}
