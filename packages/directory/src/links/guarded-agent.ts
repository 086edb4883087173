import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { Agent } from "undici";

/** Says that an address leads where nothing is asked: this machine, its network, another protocol than the web's. */
export class ForbiddenAddress extends Error {}

/** Says that an address leads to a port that is not asked: nothing is known of what is there. */
export class ForbiddenPort extends Error {}

export type Guard = {
  /** Where may an address lead? Public addresses only, unless told otherwise. */
  isAllowed?: (address: string) => boolean;
  /** At which ports is anything asked? Those of the web: an address is no way to knock at the others. */
  ports?: readonly string[];
  lookup?: typeof systemLookup;
};

/** As URL writes them: nothing for the scheme's own. */
const webPorts = ["", "80", "443"];

/**
 * Is it an address of the open Internet? Not this machine, nor its network, nor those kept for a use of their own,
 * IPv4 written as IPv6 included.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

/**
 * Connections to sites that anybody may have named: a name that leads inside the house is refused as it is resolved,
 * by the very connection that would use it, so that no answer of the name's keeper can come in between.
 * `refuse`, called with each address before it is asked, redirections included, throws `ForbiddenAddress` or
 * `ForbiddenPort`: an address written as such is never resolved.
 */
export function createGuard(
  { isAllowed = isPublicAddress, ports = webPorts, lookup = systemLookup }: Guard,
  options: Omit<Agent.Options, "connect"> & { connectTimeoutMs: number },
): { agent: Agent; refuse: (url: URL) => void } {
  const guarded: LookupFunction = (hostname, asked, callback) => {
    lookup(hostname, { ...asked, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isAllowed(address))) {
        return callback(new ForbiddenAddress(), "", 0);
      }
      if (asked.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
  const { connectTimeoutMs, ...others } = options;
  return {
    agent: new Agent({ ...others, connect: { lookup: guarded, timeout: connectTimeoutMs } }),
    refuse({ protocol, hostname, port }) {
      const host = hostname.replace(/^\[|\]$/g, "");
      if (!/^https?:$/.test(protocol)) throw new ForbiddenAddress();
      if (isIP(host) && !isAllowed(host)) throw new ForbiddenAddress();
      if (!ports.includes(port)) throw new ForbiddenPort();
    },
  };
}
