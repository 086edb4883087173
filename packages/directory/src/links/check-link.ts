import type { lookup as systemLookup } from "node:dns";
import { request } from "undici";
import { createGuard, ForbiddenPort } from "./guarded-agent.ts";
import type { LinkOutcome } from "./link.rules.ts";

export type LinkChecker = {
  /** Asks for a page as a reader would, and keeps nothing of it. Never throws. */
  check(url: string): Promise<LinkOutcome>;
  close(): Promise<void>;
};

type Options = {
  /** Who asks, so that a site's keeper can tell and write to us. */
  userAgent: string;
  /** For one page, every redirection included, in milliseconds. */
  timeoutMs?: number;
  /** Where may a link lead? Public addresses only, unless a test says otherwise. */
  isAllowed?: (address: string) => boolean;
  /** At which ports is anything asked? Those of the web: a link is no way to knock at the others. */
  ports?: readonly string[];
  lookup?: typeof systemLookup;
};

const mostRedirections = 5;

/** Checks links that anybody may have written, and asks for nothing inside the house. */
export function createLinkChecker({
  userAgent,
  timeoutMs = 15_000,
  isAllowed,
  ports,
  lookup,
}: Options): LinkChecker {
  const { agent, refuse } = createGuard(
    { isAllowed, ports, lookup },
    {
      connectTimeoutMs: timeoutMs,
      // One page, then the connection is of no use.
      keepAliveTimeout: 1,
      pipelining: 0,
      maxHeaderSize: 64 * 1024,
    },
  );

  async function ask(method: "HEAD" | "GET", start: string, signal: AbortSignal) {
    let url = new URL(start);
    for (let hop = 0; hop <= mostRedirections; hop += 1) {
      refuse(url);
      const { statusCode, headers, body } = await request(url, {
        method,
        dispatcher: agent,
        signal,
        headers: {
          "user-agent": userAgent,
          accept: "text/html,*/*;q=0.8",
          "accept-language": "fr,en;q=0.8",
        },
      });
      // Nothing of it is read: a page may be endless.
      body.on("error", () => {});
      body.destroy();
      const { location } = headers;
      if (![301, 302, 303, 307, 308].includes(statusCode) || typeof location !== "string") {
        return statusCode;
      }
      if (!URL.canParse(location, url)) return 404;
      url = new URL(location, url);
    }
    return 310;
  }

  return {
    async check(url) {
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const status = await ask("HEAD", url, signal);
        // Many sites answer this question badly, and the next one well.
        return outcomeOf(status < 400 ? status : await ask("GET", url, signal));
      } catch (error) {
        if (error instanceof ForbiddenPort) return "unsure";
        return signal.aborted ? "slow" : "unreachable";
      }
    },
    close: () => agent.destroy(),
  };
}

function outcomeOf(status: number): LinkOutcome {
  if (status >= 200 && status < 300) return "alive";
  if (status === 404 || status === 410) return "absent";
  if (status >= 500) return "broken";
  return "unsure";
}
