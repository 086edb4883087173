/** The actor's role does not allow the operation (403). */
export class Forbidden extends Error {
  readonly code = "forbidden";
}

/** No such record, or none that the actor may know of (404). */
export class NotFound extends Error {
  readonly code = "not_found";
}

/** The database cannot be reached, is shutting down or takes too long (503); trying again may succeed. */
export class Unavailable extends Error {
  readonly code = "unavailable";
}

const unavailableCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  // PostgreSQL: connection exceptions, too many connections, shutting down, starting up.
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
  "53300",
  "57P01",
  "57P02",
  "57P03",
  // Past the limits of `connect`: a statement, a lock, a transaction left idle.
  "57014",
  "55P03",
  "25P03",
]);

/** PostgreSQL: a deadlock, a serialization failure, a row referred to that has just gone. */
const overtakenCodes = new Set(["40P01", "40001", "23503"]);

/** Did somebody else's work come in the way of this one, which may succeed, or be refused, on what is there since? */
export function isOvertaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && overtakenCodes.has(String(error.code));
}

/**
 * Turns what the database says into our own errors: a refusal of a trigger (migration 018), a lost connection, a wait
 * cut short. Every other error stays as it is.
 */
export function asOurs(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  if (code === "ES403") return new Forbidden("The database refused", { cause: error });
  if (code === "ES404") return new NotFound("The database found no such record", { cause: error });
  const lost =
    unavailableCodes.has(code) ||
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
      error.message,
    );
  return lost ? new Unavailable("The database cannot answer for now", { cause: error }) : error;
}
