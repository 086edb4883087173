import { readEnvironment } from "@essaim/web/environment";
import { openStorage } from "@essaim/web/storage";
import { isSeeded, seedDemo } from "../seed/main.ts";
import { seedNational, tellNational } from "../seed/national/main.ts";
import { Stop, step } from "../steps.mjs";
import { migrateDatabase, openDatabase } from "./database.ts";

/** @param parameters `--scale national` adds what a whole country would hold after ten years */
export async function main(parameters: string[]): Promise<void> {
  const isNational = parameters.join(" ") === "--scale national";
  if (parameters.length > 0 && !isNational) {
    throw new Stop("Cette commande ne connaît que «\u202f--scale national\u202f».");
  }
  const environment = readEnvironment();
  const database = await openDatabase(environment);
  try {
    await migrateDatabase(database);
    if (await isSeeded(database)) {
      process.stdout.write("Les données de démonstration sont déjà là.\n");
    } else {
      const storage = openStorage(environment.storage);
      await step("Données de démonstration", (say) =>
        seedDemo({ ...database, storage, onStep: say }),
      );
    }
    if (isNational) await addNational(database);
  } finally {
    await database.close();
  }
}

async function addNational(database: { url: string; secret: string }): Promise<void> {
  const held = await step("Données d’un pays sur dix ans", (say) =>
    seedNational({ ...database, onStep: say }),
  );
  process.stdout.write(`  ${tellNational(held)}\n`);
}
