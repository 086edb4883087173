import { readEnvironment } from "@essaim/web/environment";
import { migrateDatabase, openDatabase } from "./database.ts";

export async function main(): Promise<void> {
  const database = await openDatabase(readEnvironment());
  try {
    const applied = await migrateDatabase(database);
    process.stdout.write(
      applied.length > 0 ? `Appliqué : ${applied.join(", ")}.\n` : "Tout était à jour.\n",
    );
  } finally {
    await database.close();
  }
}
