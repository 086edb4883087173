import { readEnvironment } from "@essaim/web/environment";
import { openStorage } from "@essaim/web/storage";
import { isSeeded, seedDemo } from "../seed/main.ts";
import { step } from "../steps.mjs";
import { migrateDatabase, openDatabase } from "./database.ts";

export async function main(): Promise<void> {
  const environment = readEnvironment();
  const database = await openDatabase(environment);
  try {
    await migrateDatabase(database);
    if (await isSeeded(database)) {
      process.stdout.write("Les données de démonstration sont déjà là.\n");
      return;
    }
    const storage = openStorage(environment.storage);
    await step("Données de démonstration", (say) =>
      seedDemo({ ...database, storage, onStep: say }),
    );
  } finally {
    await database.close();
  }
}
