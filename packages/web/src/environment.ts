import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

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

const flag = z
  .enum(["0", "1", "false", "true"], { error: "doit valoir 0 ou 1" })
  .default("0")
  .transform((value) => value === "1" || value === "true");

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
    ESSAIM_DEMO: flag,
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
    LOG_LEVEL: z
      .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
        error: "doit valoir fatal, error, warn, info, debug, trace ou silent",
      })
      .default("info"),
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
    demo: value.ESSAIM_DEMO,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    staffUrl: value.STAFF_URL ?? `http://localhost:${value.STAFF_PORT}`,
    publicUrl: value.PUBLIC_URL ?? `http://localhost:${value.PUBLIC_PORT}`,
    /** Express "trust proxy": false, a number of hops, or a list of addresses. */
    trustProxy: value.TRUST_PROXY,
    logLevel: value.LOG_LEVEL,
  }));

export type Environment = z.output<typeof environmentSchema>;

/**
 * Reads the environment once. A variable that is set but empty counts as absent, as in `FOO= npm start`.
 * @returns the values, or the sentences (French) that say which variable is wrong and how.
 */
export function parseEnvironment(
  source: Record<string, string | undefined>,
): { ok: true; value: Environment } | { ok: false; problems: string[] } {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
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

/** What an app needs on top: the database address and the secret, which `npm start` hands to the processes it starts. */
export function readAppEnvironment(
  source = process.env,
): Environment & { databaseUrl: string; secret: string } {
  const environment = readEnvironment(source);
  const { databaseUrl, secret } = environment;
  if (!databaseUrl || !secret) {
    process.stderr.write(
      "Les variables DATABASE_URL et ESSAIM_SECRET sont nécessaires. « npm start » les fournit.\n",
    );
    process.exit(1);
  }
  return { ...environment, databaseUrl, secret };
}

function findRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "pnpm-workspace.yaml"))) return folder;
    if (dirname(folder) === folder) return process.cwd();
  }
}
