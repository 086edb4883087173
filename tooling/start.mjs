// The one door: `npm start`, `npm test`, `pnpm dev`… It runs on a bare Node, so it is plain JavaScript and
// old syntax only until the version is checked.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Essaim demande Node.js 20.19 ou plus récent ; cette machine a la version ${process.versions.node}.\n`,
  );
  process.exit(1);
}

// An empty HOME (`HOME= npm start`) would make tools write into the current folder.
if (process.env.HOME === "") delete process.env.HOME;

const { fileURLToPath } = await import("node:url");
const { dirname, join } = await import("node:path");
const { existsSync } = await import("node:fs");
const { install } = await import("./install.mjs");
const { Stop } = await import("./steps.mjs");

const COMMANDS = {
  start: "./start/start.ts",
  dev: "./start/dev.ts",
  seed: "./start/seed.ts",
  migrate: "./start/migrate.ts",
  address: "./start/address.ts",
  organisation: "./start/organisation.ts",
  communes: "./start/communes.ts",
  territory: "./start/territory.ts",
  bench: "./start/bench.ts",
  weigh: "./start/weigh.ts",
  test: "./test/main.ts",
  e2e: "./test/e2e.ts",
};

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [name, ...parameters] = process.argv.slice(2);

try {
  const file = COMMANDS[name];
  if (!file) throw new Stop(`Commande inconnue. Commandes : ${Object.keys(COMMANDS).join(", ")}.`);
  process.chdir(root);
  if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
  await install(root);
  // In this very process: one process less to signal, and nothing to lose when it is killed.
  const { register } = await import("tsx/esm/api");
  register();
  const { main } = await import(file);
  await main(parameters);
} catch (error) {
  process.stderr.write(`\n${error?.name === "Stop" ? error.message : (error?.stack ?? error)}\n`);
  process.exit(1);
}
