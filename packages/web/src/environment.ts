import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { imagesPrefix } from "@essaim/database/file";
import { z } from "zod";
import type { StorageSettings } from "./storage.ts";

/** The folder that holds pnpm-workspace.yaml, wherever the clone lives. */
export const rootDir = findRoot(dirname(fileURLToPath(import.meta.url)));

const port = (fallback: number) =>
  z.coerce
    .number({ error: "doit être un numéro de port entre 0 et 65535" })
    .int("doit être un numéro de port entre 0 et 65535")
    .min(0, "doit être un numéro de port entre 0 et 65535")
    .max(65535, "doit être un numéro de port entre 0 et 65535")
    .default(fallback);

const webAddress = z
  .url({
    protocol: /^https?$/,
    error: "doit être une adresse complète, par exemple https://essaim.exemple.fr",
  })
  .transform((value) => value.replace(/\/+$/, ""));

/** Where addresses are looked for in production, unless the house says otherwise. */
const stateGeocoder = "https://data.geopf.fr/geocodage/search";

/** Said to be empty, these are not absent: that is how somebody switches them off. */
const mayBeEmpty = new Set(["ESSAIM_GEOCODER_URL"]);

const flag = z
  .enum(["0", "1", "false", "true"], { error: "doit valoir 0 ou 1" })
  .transform((value) => value === "1" || value === "true");

const isOfThisMachine = (host: string) => /^(localhost|127\.0\.0\.1|\[?::1\]?)$/.test(host);

const environmentSchema = z
  .object({
    NODE_ENV: z
      .enum(["development", "production", "test"], {
        error: "doit valoir development, production ou test",
      })
      .default("development"),
    HOST: z.string().default("127.0.0.1"),
    STAFF_PORT: port(3000),
    PUBLIC_PORT: port(3001),
    ESSAIM_DATA_DIR: z.string().default(".data"),
    ESSAIM_IMAGES_DIR: z.string().optional(),
    DATABASE_URL: z
      .url({
        protocol: /^postgres(ql)?$/,
        error:
          "doit être une adresse PostgreSQL, par exemple postgres://essaim:motdepasse@127.0.0.1:5432/essaim",
      })
      .optional(),
    ESSAIM_SECRET: z
      .string()
      .min(
        32,
        "doit compter au moins 32 caractères (par exemple le résultat de « openssl rand -hex 32 »)",
      )
      .optional(),
    ESSAIM_DEMO: flag.optional(),
    SMTP_URL: z
      .url({ protocol: /^smtps?$/, error: "doit être une adresse smtp:// ou smtps://" })
      .optional(),
    MAIL_FROM: z.string().default("Essaim <ne-pas-repondre@essaim.test>"),
    STAFF_URL: webAddress.optional(),
    PUBLIC_URL: webAddress.optional(),
    TRUST_PROXY: z
      .string()
      .default("0")
      .transform((value) => {
        if (value === "0" || value === "false") return false as const;
        if (value === "true") return 1;
        return /^\d+$/.test(value) ? Number(value) : value;
      }),
    STORAGE_URL: z
      .string()
      .regex(
        /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        "doit s’écrire s3:// suivi du nom du bucket",
      )
      .optional(),
    STORAGE_ENDPOINT: webAddress.optional(),
    STORAGE_REGION: z.string().default("us-east-1"),
    STORAGE_KEY_ID: z.string().optional(),
    STORAGE_SECRET: z.string().optional(),
    STORAGE_READ_KEY_ID: z.string().optional(),
    STORAGE_READ_SECRET: z.string().optional(),
    UPLOAD_LIMIT_MB: z.coerce
      .number({ error: "doit être un nombre de mégaoctets entre 1 et 100" })
      .min(1, "doit être un nombre de mégaoctets entre 1 et 100")
      .max(100, "doit être un nombre de mégaoctets entre 1 et 100")
      .default(20),
    ESSAIM_GEOCODER_URL: z
      .url({
        protocol: /^https?$/,
        error: `doit être une adresse complète, par exemple ${stateGeocoder}, ou rester vide pour que rien ne soit demandé`,
      })
      .or(z.literal(""))
      .optional(),
    ESSAIM_CHECK_LINKS: flag.optional(),
    ESSAIM_WIKI_HOSTS: z
      .string()
      .regex(
        /^[\w.:-]+(,[\w.:-]+)*$/,
        "doit être une liste d’hôtes séparés par des virgules, par exemple wiki.interne:8080",
      )
      .optional(),
    SEARCH_RATE: z.coerce
      .number({ error: "doit être un nombre entier de recherches, ou 0" })
      .int("doit être un nombre entier de recherches, ou 0")
      .min(0, "doit être un nombre entier de recherches, ou 0")
      .default(60),
    PAGE_CACHE_MB: z.coerce
      .number({ error: "doit être un nombre de mégaoctets entre 0 et 4096" })
      .min(0, "doit être un nombre de mégaoctets entre 0 et 4096")
      .max(4096, "doit être un nombre de mégaoctets entre 0 et 4096")
      .default(64),
    LOG_LEVEL: z
      .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
        error: "doit valoir fatal, error, warn, info, debug, trace ou silent",
      })
      .default("info"),
  })
  .superRefine((value, context) => {
    if (!value.STORAGE_URL) return;
    for (const name of ["STORAGE_KEY_ID", "STORAGE_SECRET"] as const) {
      if (value[name]) continue;
      context.addIssue({
        code: "custom",
        path: [name],
        message: "est nécessaire avec STORAGE_URL",
      });
    }
  })
  .transform((value) => ({
    nodeEnv: value.NODE_ENV,
    isProduction: value.NODE_ENV === "production",
    host: value.HOST,
    staffPort: value.STAFF_PORT,
    publicPort: value.PUBLIC_PORT,
    dataDir: isAbsolute(value.ESSAIM_DATA_DIR)
      ? value.ESSAIM_DATA_DIR
      : resolve(rootDir, value.ESSAIM_DATA_DIR),
    databaseUrl: value.DATABASE_URL,
    secret: value.ESSAIM_SECRET,
    askedDemo: value.ESSAIM_DEMO,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    staffUrl: value.STAFF_URL ?? `http://localhost:${value.STAFF_PORT}`,
    publicUrl: value.PUBLIC_URL ?? `http://localhost:${value.PUBLIC_PORT}`,
    /** Express "trust proxy": false, a number of hops, or a list of addresses. */
    trustProxy: value.TRUST_PROXY,
    storage: storageOf(value),
    /** The same files with a key that can only read, for the directory; null when there is none. */
    readStorage: readStorageOf(value),
    images: imagesOf(value),
    /** Largest file that somebody may send, in bytes. */
    uploadLimit: Math.round(value.UPLOAD_LIMIT_MB * 1024 * 1024),
    /** Where an address is sent to be located; "": nowhere. Outside production, nowhere unless said. */
    geocoderUrl:
      value.ESSAIM_GEOCODER_URL ?? (value.NODE_ENV === "production" ? stateGeocoder : ""),
    /** Did somebody say where, or that it is nowhere? */
    isGeocoderChosen: value.ESSAIM_GEOCODER_URL !== undefined,
    /** Does the house ask, at night, for the links of its public pages? In production unless said. */
    checksLinks: value.ESSAIM_CHECK_LINKS ?? value.NODE_ENV === "production",
    /** Wikis of the house's own network that may be asked, as their address writes them: host and port. */
    wikiHosts: value.ESSAIM_WIKI_HOSTS?.split(",") ?? [],
    /** Searches of the directory that one address may make in 10 seconds; 0: no limit. */
    searchRate: value.SEARCH_RATE,
    /** Bytes of pages that each process of the directory keeps in memory; 0: none. */
    pageCacheBytes: Math.round(value.PAGE_CACHE_MB * 1024 * 1024),
    logLevel: value.LOG_LEVEL,
  }))
  .transform((value) => ({ ...value, ...demoOf(value) }));

/** Files are in the data folder unless a bucket is named. */
function storageOf(value: {
  STORAGE_URL?: string;
  STORAGE_ENDPOINT?: string;
  STORAGE_REGION: string;
  STORAGE_KEY_ID?: string;
  STORAGE_SECRET?: string;
  ESSAIM_DATA_DIR: string;
}): StorageSettings {
  if (!value.STORAGE_URL) {
    return { kind: "folder", folder: resolve(rootDir, value.ESSAIM_DATA_DIR, "files") };
  }
  return {
    kind: "s3",
    bucket: value.STORAGE_URL.slice("s3://".length),
    region: value.STORAGE_REGION,
    endpoint: value.STORAGE_ENDPOINT,
    keyId: value.STORAGE_KEY_ID ?? "",
    secret: value.STORAGE_SECRET ?? "",
  };
}

/** The images alone, for whoever serves public pages: of a bucket, its key says what it may read. */
function imagesOf(
  value: Parameters<typeof storageOf>[0] & { ESSAIM_IMAGES_DIR?: string },
): StorageSettings {
  const storage = storageOf(value);
  if (storage.kind === "s3") return storage;
  const { ESSAIM_IMAGES_DIR: asked } = value;
  return {
    kind: "folder",
    folder: asked ? resolve(rootDir, asked) : resolve(storage.folder, imagesPrefix),
  };
}

/** A folder is read as it is; a bucket by a key of its own, which `npm start` hands to the directory. */
function readStorageOf(
  value: Parameters<typeof storageOf>[0] & {
    STORAGE_READ_KEY_ID?: string;
    STORAGE_READ_SECRET?: string;
  },
): StorageSettings | null {
  const storage = storageOf(value);
  if (storage.kind === "folder") return storage;
  const { STORAGE_READ_KEY_ID: keyId, STORAGE_READ_SECRET: secret } = value;
  return keyId && secret ? { ...storage, keyId, secret } : null;
}

/**
 * Are the demo accounts open? Their password is known to all: unless ESSAIM_DEMO says it, only where nobody but
 * this machine reaches them. `isDemoWithheld`: they would be open on this machine, and are not for that reason.
 */
function demoOf(value: {
  askedDemo: boolean | undefined;
  isProduction: boolean;
  host: string;
  staffUrl: string;
  publicUrl: string;
}): { isDemo: boolean; isDemoWithheld: boolean } {
  const hosts = [value.host, new URL(value.staffUrl).hostname, new URL(value.publicUrl).hostname];
  const isPrivate = hosts.every(isOfThisMachine);
  const isDemo = value.askedDemo ?? (!value.isProduction && isPrivate);
  const isDemoWithheld = value.askedDemo === undefined && !value.isProduction && !isPrivate;
  return { isDemo, isDemoWithheld };
}

export type Environment = z.output<typeof environmentSchema>;

/**
 * Reads the environment once. A variable that is set but empty counts as absent, as in `FOO= npm start`, unless empty
 * is what it may be.
 * @returns the values, or the sentences (French) that say which variable is wrong and how.
 */
export function parseEnvironment(
  source: Record<string, string | undefined>,
): { ok: true; value: Environment } | { ok: false; problems: string[] } {
  const given = Object.fromEntries(
    Object.entries(source).filter(([name, value]) => value !== "" || mayBeEmpty.has(name)),
  );
  const parsed = environmentSchema.safeParse(given);
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map(
      (issue) => `La variable ${issue.path.join(".")} ${issue.message}.`,
    ),
  };
}

/** Same as {@link parseEnvironment} for a process: says what is wrong in one sentence and exits with code 1. */
export function readEnvironment(source = process.env): Environment {
  const parsed = parseEnvironment(source);
  if (parsed.ok) return parsed.value;
  process.stderr.write(`${parsed.problems.join("\n")}\n`);
  process.exit(1);
}

const names = { databaseUrl: "DATABASE_URL", secret: "ESSAIM_SECRET" };

/** Same, for a process that cannot do without some variables, which `npm start` hands to those it starts. */
export function requireEnvironment<Key extends keyof typeof names>(
  ...keys: Key[]
): Environment & Record<Key, string> {
  const environment = readEnvironment();
  const missing = keys.filter((key) => !environment[key]).map((key) => names[key]);
  if (missing.length > 0) {
    process.stderr.write(
      `Il manque ${missing.join(" et ")}. « npm start » fournit le nécessaire.\n`,
    );
    process.exit(1);
  }
  return environment as Environment & Record<Key, string>;
}

function findRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "pnpm-workspace.yaml"))) return folder;
    if (dirname(folder) === folder) return process.cwd();
  }
}
