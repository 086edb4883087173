import { createHmac } from "node:crypto";
import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";

/** Minutes during which failures are counted, and for which a key is then refused. */
const windowSeconds = 15 * 60;

export type SignInLimit = {
  /** Seconds to wait before another attempt, or 0. */
  wait(email: string, address: string): Promise<number>;
  recordFailure(email: string, address: string): Promise<void>;
  forgive(email: string): Promise<void>;
  /** Counts a mail asked for; seconds to wait, or 0 when it may be sent. */
  takeMail(email: string, address: string): Promise<number>;
};

/**
 * Failed sign-ins counted in PostgreSQL, so every process of the app sees the same count: 5 per account
 * and 50 per network address in 15 minutes. Keys are keyed hashes: neither mail nor address is stored.
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
  const byAccount = limiter("sign-in-account", 5);
  const byAddress = limiter("sign-in-address", 50);
  const mailByAccount = limiter("mail-account", 3, 3600);
  const mailByAddress = limiter("mail-address", 20, 3600);
  const key = (value: string) =>
    createHmac("sha256", secret).update(`rate-limit:${value.trim().toLowerCase()}`).digest("hex");

  return {
    async wait(email, address) {
      const states = await Promise.all([byAccount.get(key(email)), byAddress.get(key(address))]);
      const waits = states.map((state) =>
        state && state.remainingPoints <= 0 ? state.msBeforeNext / 1000 : 0,
      );
      return Math.ceil(Math.max(0, ...waits));
    },
    async recordFailure(email, address) {
      await Promise.all([consume(byAccount, key(email)), consume(byAddress, key(address))]);
    },
    async forgive(email) {
      await byAccount.delete(key(email));
    },
    async takeMail(email, address) {
      const waits = await Promise.all([
        consume(mailByAccount, key(email)),
        consume(mailByAddress, key(address)),
      ]);
      return Math.max(...waits);
    },
  };
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
