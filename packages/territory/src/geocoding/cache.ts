import { createHmac } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Remembered, WrittenAddress } from "./place.schema.ts";

/** Where answers are remembered. What `get` finds is checked: it may be of another version, or a failure's. */
export interface GeocoderCache {
  get(key: string): unknown;
  set(key: string, value: Remembered): unknown;
}

/** The Base Adresse Nationale is read anew every week. */
const A_DAY = 24 * 60 * 60 * 1000;

/** Remembers the last answers in this process. */
export function createMemoryCache({ max = 5_000, ttlMs = A_DAY } = {}): GeocoderCache {
  const answers = new LRUCache<string, Remembered>({ max, ttl: ttlMs });
  return { get: (key) => answers.get(key), set: (key, value) => answers.set(key, value) };
}

/**
 * The key of an address: a keyed hash, from which without the secret no address can be found again, nor guessed by
 * trying them all. Capitals, accents and punctuation aside.
 * @param service whose answer it is: a double's is never taken for the State's
 */
export function addressKey(secret: string, service: string, address: WrittenAddress): string {
  const { line, postcode, communeCode } = address;
  const folded = [service, fold(line), postcode ?? "", communeCode ?? ""];
  return createHmac("sha256", secret)
    .update(`geocoding:${JSON.stringify(folded)}`)
    .digest("hex");
}

const fold = (text: string | null) =>
  (text ?? "")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
