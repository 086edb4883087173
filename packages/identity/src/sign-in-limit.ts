import { createHmac } from "node:crypto";
import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";

/** Seconds during which attempts are counted, and for which a key is then refused. */
const windowSeconds = 15 * 60;

type SignInLimit = {
  /**
   * Takes a point before a password is even looked at, so that attempts sent side by side count one by one.
   * @returns seconds to wait, or 0 when the attempt may go on
   */
  take(email: string, address: string): Promise<number>;
  /** Gives the points back: the password was right. */
  forgive(email: string, address: string): Promise<void>;
  /** Counts a mail asked for; seconds to wait, or 0 when it may be sent. */
  takeMail(email: string, address: string): Promise<number>;
};

/**
 * Sign-in attempts counted in PostgreSQL, so every process of the app sees the same count. In 15 minutes:
 * 5 per account from one network address, 30 per account from anywhere (so that one stranger does not
 * lock a member out), 50 per address. Keys are keyed hashes: neither mail nor address is stored.
 */
export function createSignInLimit(pool: Pool, secret: string): SignInLimit {
  const limiter = (keyPrefix: string, points: number, duration = windowSeconds) =>
    new RateLimiterPostgres({
      storeClient: pool,
      tableName: "rate_limit",
      tableCreated: true,
      keyPrefix,
      points,
      duration,
      blockDuration: duration,
    });
  const byPair = limiter("sign-in-pair", 5);
  const byAccount = limiter("sign-in-account", 30);
  const byAddress = limiter("sign-in-address", 50);
  const mailByPair = limiter("mail-pair", 3, 3600);
  const mailByAddress = limiter("mail-address", 20, 3600);

  const hash = (value: string) =>
    createHmac("sha256", secret).update(`rate-limit:${value}`).digest("hex");
  const keys = (email: string, address: string) => {
    const account = email.trim().toLowerCase();
    const network = networkOf(address);
    return {
      pair: hash(`${account} ${network}`),
      account: hash(account),
      network: hash(network),
    };
  };

  return {
    async take(email, address) {
      const { pair, account, network } = keys(email, address);
      return longest([
        consume(byPair, pair),
        consume(byAccount, account),
        consume(byAddress, network),
      ]);
    },
    async forgive(email, address) {
      const { pair, account, network } = keys(email, address);
      await Promise.all([
        byPair.delete(pair),
        byAccount.reward(account),
        byAddress.reward(network),
      ]);
    },
    async takeMail(email, address) {
      const { pair, network } = keys(email, address);
      return longest([consume(mailByPair, pair), consume(mailByAddress, network)]);
    },
  };
}

/** One subscriber holds a whole /64 of IPv6: it counts as one address. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  const [head = "", tail] = address.split("::");
  const groups = head ? head.split(":") : [];
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail ? tail.split(":").length : 0);
  return [...groups, ...Array<string>(Math.max(0, missing)).fill("0")].slice(0, 4).join(":");
}

async function longest(waits: Promise<number>[]): Promise<number> {
  return Math.max(...(await Promise.all(waits)));
}

/** Takes a point; seconds to wait when none was left. */
async function consume(limiter: RateLimiterPostgres, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1000);
    throw refusal;
  }
}
