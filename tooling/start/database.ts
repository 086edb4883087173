import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type EmbeddedServer, startEmbedded } from "@essaim/database/embedded";
import { migrate } from "@essaim/database/migrate";
import type { Environment } from "@essaim/web/environment";
import pg from "pg";
import { Stop, step } from "../steps.mjs";
import { addPackagedCommunes } from "./packaged-communes.ts";

export interface OpenDatabase {
  /** The owner's address. */
  url: string;
  secret: string;
  /** Only when the server is ours to look after. */
  embedded?: EmbeddedServer;
  close(): Promise<void>;
}

const OLDEST = 15;

/** The database of this installation: the embedded server, or the one that DATABASE_URL names. */
export async function openDatabase(environment: Environment): Promise<OpenDatabase> {
  if (environment.databaseUrl) {
    const { databaseUrl: url, secret } = environment;
    if (!secret) {
      throw new Stop(
        "Avec DATABASE_URL, la variable ESSAIM_SECRET est nécessaire (au moins 32 caractères, par exemple le résultat de « openssl rand -hex 32 »), et doit rester la même.",
      );
    }
    await step("Connexion à PostgreSQL", () => checkOutside(url));
    return { url, secret, close: async () => {} };
  }
  mkdirSync(environment.dataDir, { recursive: true });
  const secret = environment.secret ?? keptSecret(environment.dataDir);
  const embedded = await step("Base de données", (say) =>
    startEmbedded({ dataDir: environment.dataDir, onStep: say }).catch((error: Error) => {
      throw new Stop(error.message);
    }),
  );
  return { url: embedded.url, secret, embedded, close: () => embedded.stop() };
}

/** Brings the schema up to date. */
export async function migrateDatabase({
  url,
  secret,
}: {
  url: string;
  secret: string;
}): Promise<string[]> {
  const applied = await step(
    "Mise à jour des tables",
    async (say) => (await migrate({ url, secret, onStep: say })).applied,
  );
  await addPackagedCommunes(url);
  return applied;
}

/** Made once and kept beside the data that it protects. */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, "secret");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const secret = randomBytes(32).toString("hex");
  // Renamed when complete: a half-written secret would lock everyone out.
  writeFileSync(`${file}.new`, `${secret}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secret;
}

async function checkOutside(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on("error", () => {});
  const { host } = new URL(url);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    throw new Stop(
      `La base de données de DATABASE_URL (${host}) ne répond pas : ${reasonOf(error)}.`,
    );
  }
  try {
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version_num') as version",
    );
    const version = Math.floor(Number(rows[0]?.version) / 10_000);
    if (version < OLDEST) {
      throw new Stop(
        `PostgreSQL ${OLDEST} ou plus récent est nécessaire ; ${host} a la version ${version}.`,
      );
    }
  } finally {
    await client.end();
  }
}

function reasonOf(error: unknown): string {
  // Trying several addresses of one name gives an error that holds the others.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = first as NodeJS.ErrnoException;
  switch (code) {
    case "ECONNREFUSED":
      return "connexion refusée";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "nom de machine inconnu";
    case "28P01":
    case "28000":
      return "nom d’utilisateur ou mot de passe refusé";
    case "3D000":
      return "cette base n’existe pas";
    case "53300":
      return "trop de connexions ouvertes";
    default:
      return /timeout/i.test(message) ? "aucune réponse en 5 secondes" : message;
  }
}
