import {
  createGuard,
  ForbiddenAddress,
  ForbiddenPort,
  type Guard,
} from "@essaim/directory/links/guarded-agent";
import { request } from "undici";
import { z } from "zod";
import { peertubeApiUrl } from "./platform-address.rules.ts";
import type { ReadingProblem } from "./reading.schema.ts";

export type PeertubeAnswer =
  | { ok: true; total: number }
  | { ok: false; problem: Exclude<ReadingProblem, "lower"> };

export type PeertubeReader = {
  /** How often the video of a page was viewed in all, as its PeerTube says. Never throws. */
  read(pageUrl: string): Promise<PeertubeAnswer>;
  close(): Promise<void>;
};

type Options = Guard & {
  /** Who asks, so that a site's keeper can tell and write to us. */
  userAgent: string;
  /** For one video, in milliseconds. */
  timeoutMs?: number;
};

/** Bytes of an answer: what PeerTube says of a video is some tens of thousands. */
const LONGEST_ANSWER = 1024 * 1024;

/** No piece was viewed a billion times: a site that says so is not read. */
const answerSchema = z.object({ views: z.number().int().min(0).max(1_000_000_000) });

/** Reads the public API of PeerTube sites that anybody may have named: none leads inside the house. */
export function createPeertubeReader({
  userAgent,
  timeoutMs = 15_000,
  ...guard
}: Options): PeertubeReader {
  const { agent, refuse } = createGuard(guard, {
    connectTimeoutMs: timeoutMs,
    // One answer, then the connection is of no use.
    keepAliveTimeout: 1,
    pipelining: 0,
  });

  async function ask(apiUrl: string, signal: AbortSignal): Promise<PeertubeAnswer> {
    const url = new URL(apiUrl);
    refuse(url);
    const { statusCode, body } = await request(url, {
      dispatcher: agent,
      signal,
      headers: { "user-agent": userAgent, accept: "application/json" },
    });
    const problem = problemOf(statusCode);
    if (problem) {
      body.on("error", () => {});
      body.destroy();
      return { ok: false, problem };
    }
    const text = await readText(body);
    const parsed = answerSchema.safeParse(text === null ? null : parseJson(text));
    return parsed.success
      ? { ok: true, total: parsed.data.views }
      : { ok: false, problem: "unreadable" };
  }

  return {
    async read(pageUrl) {
      const apiUrl = peertubeApiUrl(pageUrl);
      if (!apiUrl) return { ok: false, problem: "unreadable" };
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        return await ask(apiUrl, signal);
      } catch (error) {
        const isRefused = error instanceof ForbiddenAddress || error instanceof ForbiddenPort;
        return { ok: false, problem: !isRefused && signal.aborted ? "slow" : "unreachable" };
      }
    },
    close: () => agent.destroy(),
  };
}

function problemOf(status: number) {
  if (status === 200) return null;
  if (status === 404 || status === 410) return "gone";
  if (status === 401 || status === 403) return "closed";
  if (status >= 300 && status < 400) return "moved";
  return status >= 500 || status === 429 ? "broken" : "unreadable";
}

/** null: longer than any answer of PeerTube. */
async function readText(body: AsyncIterable<Uint8Array>): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > LONGEST_ANSWER) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
