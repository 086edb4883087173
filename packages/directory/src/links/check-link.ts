import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { Agent, request } from "undici";
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

/** As URL writes them: nothing for the scheme's own. */
const webPorts = ["", "80", "443"];

/** Says that a link leads where nothing is asked. */
class ForbiddenAddress extends Error {}

/** Says that a link leads to a port that is not asked: nothing is known of what is there. */
class ForbiddenPort extends Error {}

/**
 * Is it an address of the open Internet? Not this machine, nor its network, nor those kept for a use of their own,
 * IPv4 written as IPv6 included.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

/**
 * Checks links that anybody may have written: a name that leads inside the house is refused as it is resolved, by
 * the very connection that would use it, so that no answer of the name's keeper can come in between.
 */
export function createLinkChecker({
  userAgent,
  timeoutMs = 15_000,
  isAllowed = isPublicAddress,
  ports = webPorts,
  lookup = systemLookup,
}: Options): LinkChecker {
  const guarded: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isAllowed(address))) {
        return callback(new ForbiddenAddress(), "", 0);
      }
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
  const agent = new Agent({
    connect: { lookup: guarded, timeout: timeoutMs },
    // One page, then the connection is of no use.
    keepAliveTimeout: 1,
    pipelining: 0,
    maxHeaderSize: 64 * 1024,
  });

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

  /** A name is refused as it is resolved; an address written as such is never resolved. */
  function refuse({ protocol, hostname, port }: URL): void {
    const host = hostname.replace(/^\[|\]$/g, "");
    if (!/^https?:$/.test(protocol)) throw new ForbiddenAddress();
    if (isIP(host) && !isAllowed(host)) throw new ForbiddenAddress();
    if (!ports.includes(port)) throw new ForbiddenPort();
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
