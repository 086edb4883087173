import type { Execute } from "@essaim/database/execute";

const statuses: Record<string, number> = { forbidden: 403, not_found: 404, unavailable: 503 };

/** Seconds after which a browser may try again when the database is away. */
const RETRY_AFTER = "5";

/**
 * The response that an error of the data door becomes: 403, 404 or 503; undefined for anything else.
 * Errors are told apart by their code, since the server and the built app each hold a copy of the classes.
 */
function responseFor(error: unknown): Response | undefined {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const status = statuses[code];
  if (!status) return undefined;
  return new Response(null, {
    status,
    headers: status === 503 ? { "retry-after": RETRY_AFTER } : {},
  });
}

/** Throws, in place of an error of the data door, the response that error boundaries show. */
export async function withResponses<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw responseFor(error) ?? error;
  }
}

/** `execute` whose refusals by the house (403, 404, 503) are thrown as responses. */
export function executeWithResponses(execute: Execute): Execute {
  const run = execute as (...args: unknown[]) => Promise<unknown>;
  return ((...args: unknown[]) => withResponses(() => run(...args))) as Execute;
}
