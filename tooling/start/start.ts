import { join } from "node:path";
import { demoAccounts, demoPassword } from "@essaim/identity/demo-account";
import { readEnvironment, rootDir } from "@essaim/web/environment";
import { openStorage } from "@essaim/web/storage";
import { isDemoWelcome, isSeeded, seedDemo } from "../seed/main.ts";
import { seconds, step } from "../steps.mjs";
import { type AppOptions, allApps, type RunningApp, startApp } from "./apps.ts";
import { build } from "./build.ts";
import { migrateDatabase, type OpenDatabase, openDatabase } from "./database.ts";
import { withDemoGeocoder } from "./geocoder.ts";
import { requireFreePorts } from "./ports.ts";
import { stopRequest, supervise } from "./supervise.ts";

export async function main(_parameters: string[], { development = false } = {}): Promise<void> {
  const environment = readEnvironment();
  const { host, staffPort, publicPort, dataDir } = environment;
  const stop = stopRequest();
  let running: RunningApp[] = [];
  let database: OpenDatabase | undefined;
  let closeGeocoder = async () => {};
  const shutDown = async () => {
    await Promise.all(running.map((app) => app.stop()));
    await closeGeocoder();
    await database?.close();
  };
  let supervised = false;
  // Asked to stop while things are still starting: leave nothing behind either.
  void stop.then(async () => {
    if (supervised) return;
    await shutDown();
    process.exit(130);
  });

  process.stdout.write(`\nEssaim${development ? " (développement)" : ""}\n`);
  await requireFreePorts(host, [
    { port: staffPort, variable: "STAFF_PORT" },
    { port: publicPort, variable: "PUBLIC_PORT" },
  ]);
  if (!development) await build(rootDir);
  try {
    database = await openDatabase(environment);
    await migrateDatabase(database);
    // Where somebody's organisation lives, its addresses are no demonstration.
    const isDemoAlone = environment.isDemo && (await isDemoWelcome(database));
    if (isDemoAlone && !(await isSeeded(database))) {
      const { url, secret } = database;
      const storage = openStorage(environment.storage);
      await step("Données de démonstration", (say) =>
        seedDemo({ url, secret, storage, onStep: say }),
      );
    }
    const located = await withDemoGeocoder({ ...environment, isDemo: isDemoAlone });
    if (located.double) closeGeocoder = located.double.close;
    const { geocoderUrl } = located.environment;
    const apps = allApps({ ...environment, geocoderUrl }, database, {
      root: rootDir,
      development,
      logs: development ? undefined : join(dataDir, "logs"),
    });
    running = await step("Démarrage des applications", () => startAll(apps));
    process.stdout.write(
      `\nPrêt en ${seconds(process.uptime() * 1000)}.\n\n  Espace de travail   ${environment.staffUrl}\n  Annuaire public     ${environment.publicUrl}\n`,
    );
    if (environment.isDemo) process.stdout.write(accounts());
    if (environment.isDemoWithheld) {
      process.stdout.write(
        "\n  Les comptes de démonstration restent fermés : HOST, STAFF_URL ou PUBLIC_URL sort de cette machine. ESSAIM_DEMO=1 les ouvre.\n",
      );
    }
    if (!development) process.stdout.write(`\n  Journaux            ${join(dataDir, "logs")}\n`);
    process.stdout.write("\nCtrl-C pour tout arrêter.\n");
    supervised = true;
    const code = await supervise({ dataDir, database, apps, running, stop });
    await closeGeocoder();
    process.exit(code);
  } catch (error) {
    await shutDown();
    throw error;
  }
}

/** Starts every app at once; when one fails, stops the others. */
export async function startAll(apps: AppOptions[]): Promise<RunningApp[]> {
  const results = await Promise.allSettled(apps.map(startApp));
  const started = results.flatMap((result) =>
    result.status === "fulfilled" ? [result.value] : [],
  );
  const failure = results.find((result) => result.status === "rejected");
  if (failure) {
    await Promise.all(started.map((app) => app.stop()));
    throw failure.reason;
  }
  return started;
}

function accounts(): string {
  const width = Math.max(...demoAccounts.map(({ email }) => email.length));
  const lines = demoAccounts.map(
    ({ email, roleLabel, organisation }) =>
      `    ${email.padEnd(width)}   ${roleLabel} (${organisation})`,
  );
  return `\n  Comptes de démonstration, mot de passe ${demoPassword}\n${lines.join("\n")}\n`;
}
