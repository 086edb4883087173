import { request } from "undici";
import { createGuard, ForbiddenAddress, ForbiddenPort, type Guard } from "./guarded-agent.ts";

/** Why a site told nothing. `moved`: it sends elsewhere, `to` being where. */
export type JsonProblem =
  | { problem: "gone" | "closed" | "broken" | "unreadable" | "unreachable" | "slow" }
  | { problem: "moved"; to: string | null };

export type JsonReader = {
  /** What a public address answers, as JSON. Follows no redirection, and never throws. */
  ask(url: string): Promise<{ ok: true; json: unknown } | ({ ok: false } & JsonProblem)>;
  close(): Promise<void>;
};

type Options = Guard & {
  /** Who asks, so that a site's keeper can tell and write to us. */
  userAgent: string;
  /** For one answer, in milliseconds. */
  timeoutMs?: number;
  /** Bytes of the longest answer that is read. */
  longestAnswer: number;
};

/** Reads public addresses that anybody may have written: none leads inside the house. */
export function createJsonReader({
  userAgent,
  timeoutMs = 15_000,
  longestAnswer,
  ...guard
}: Options): JsonReader {
  const { agent, refuse } = createGuard(guard, {
    connectTimeoutMs: timeoutMs,
    // One answer, then the connection is of no use.
    keepAliveTimeout: 1,
    pipelining: 0,
  });

  async function read(asked: string, signal: AbortSignal) {
    const url = new URL(asked);
    refuse(url);
    const { statusCode, headers, body } = await request(url, {
      dispatcher: agent,
      signal,
      headers: { "user-agent": userAgent, accept: "application/json" },
    });
    if (statusCode === 200) {
      const json = parseJson(await readText(body, longestAnswer));
      return json === undefined
        ? ({ ok: false, problem: "unreadable" } as const)
        : ({ ok: true, json } as const);
    }
    body.on("error", () => {});
    body.destroy();
    const { location } = headers;
    const to = typeof location === "string" && URL.canParse(location, url) ? location : null;
    return { ok: false, ...problemOf(statusCode, to && new URL(to, url).href) } as const;
  }

  return {
    async ask(url) {
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        return await read(url, signal);
      } catch (error) {
        const isRefused = error instanceof ForbiddenAddress || error instanceof ForbiddenPort;
        return { ok: false, problem: !isRefused && signal.aborted ? "slow" : "unreachable" };
      }
    },
    close: () => agent.destroy(),
  };
}

function problemOf(status: number, to: string | null): JsonProblem {
  if (status === 404 || status === 410) return { problem: "gone" };
  if (status === 401 || status === 403) return { problem: "closed" };
  if (status >= 300 && status < 400) return { problem: "moved", to };
  return { problem: status >= 500 || status === 429 ? "broken" : "unreadable" };
}

/** null: longer than what is read. */
async function readText(body: AsyncIterable<Uint8Array>, longest: number): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > longest) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
