import { pino } from "pino";

export type Logger = ReturnType<typeof createLogger>;

/** JSON lines on standard output. Nothing about a person goes in: see {@link loggablePath} and {@link describeError}. */
export function createLogger(name: string, level: string) {
  return pino({
    name,
    level,
    base: { pid: process.pid },
    serializers: { err: describeError, error: describeError },
  });
}

// A token in a path opens an account: it must not be readable by whoever reads the log.
const SECRET_PATHS =
  /\/(invitation|reinitialisation|desinscription|agenda|confirmation|reponse|joignable|apercu|preview|toujours-vrai|still-true)\/[^/]+/g;

/** The path of a request without its query string (searches name people) and without single-use tokens. */
export function loggablePath(url: string): string {
  const end = url.search(/[?#]/);
  return (end === -1 ? url : url.slice(0, end)).replace(SECRET_PATHS, "/$1/[secret]").slice(0, 300);
}

/**
 * What may be logged of an error. PostgreSQL repeats the offending values in its message and detail
 * (« Key (email)=(…) already exists »), so only its code and the names of table and constraint are kept.
 */
function describeError(error: unknown): Record<string, unknown> {
  if (
    !(error instanceof Error) &&
    !(typeof error === "object" && error !== null && "message" in error)
  ) {
    return { type: typeof error };
  }
  const known = error as Error & Record<string, unknown>;
  const fromDatabase = typeof known.severity === "string" && typeof known.code === "string";
  return {
    type: known.name,
    code: known.code,
    table: fromDatabase ? known.table : undefined,
    constraint: fromDatabase ? known.constraint : undefined,
    message: fromDatabase ? `PostgreSQL ${String(known.code)}` : String(known.message),
    stack:
      typeof known.stack === "string"
        ? known.stack
            .split("\n")
            .filter((line) => /^\s+at /.test(line))
            .slice(0, 20)
            .join("\n")
        : undefined,
    cause: known.cause ? describeError(known.cause) : undefined,
  };
}
