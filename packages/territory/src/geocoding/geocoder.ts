import { pMapIterable } from "p-map";
import pRetry from "p-retry";
import pThrottle from "p-throttle";
import { banResponseSchema } from "./ban.schema.ts";
import { addressKey, type GeocoderCache } from "./cache.ts";
import {
  type Geocoded,
  type Remembered,
  rememberedSchema,
  type Unavailable,
  type WrittenAddress,
} from "./place.schema.ts";
import { readPlaces, searchesOf } from "./query.rules.ts";

export type GeocoderOptions = {
  /** The service's `search`, such as https://data.geopf.fr/geocodage/search; "": switched off, nothing is asked. */
  baseUrl: string;
  /** How long one attempt may take, its answer included. */
  timeoutMs?: number;
  /** Attempts after the first. */
  retries?: number;
  /** Wait before the first of them, doubled (and somewhat more, at random) before each next. */
  backoffMs?: number;
  /** Requests a second of this geocoder. The State allows 50 for one address on the network, other processes included. */
  perSecond?: number;
  /** `secret`: ESSAIM_SECRET, which keeps addresses out of the cache's keys. */
  cache?: { store: GeocoderCache; secret: string };
  fetch?: typeof fetch;
};

export type Geocoder = {
  /** Never throws. Asks nothing of anybody when there is no street, or when switched off. */
  find(address: WrittenAddress): Promise<Geocoded>;
  /**
   * The same for many, in their order and at the allowed rate; leaving the loop stops it. Once the service has failed
   * ten in a row, those that remain are unavailable without being asked.
   */
  findAll<A extends WrittenAddress>(
    addresses: Iterable<A> | AsyncIterable<A>,
    options?: { onSilence?: OnSilence },
  ): AsyncIterable<{ address: A; answer: Geocoded }>;
};

/** Told that the service did not answer, and when it is asked again at the earliest. */
type OnSilence = (retryAt: Date) => void;

/** Whoever asks for a longer wait is left alone. The Géoplateforme asks for 5 seconds. */
const LONGEST_WAIT = 15_000;
const AT_ONCE = 8;
const FAILURES_IN_A_ROW = 10;

/** Says nothing but its code: an address must not reach a log through an error. */
class Trouble extends Error {
  constructor(
    readonly code: Unavailable["code"],
    readonly retry: { isUseful: boolean; afterMs: number } = { isUseful: false, afterMs: 0 },
  ) {
    super(code);
  }
}
const passing = { isUseful: true, afterMs: 0 };

/**
 * A client of the State's address geocoder (Base Adresse Nationale), without a key nor an account. Addresses are
 * personal data: they are sent to `baseUrl` and nowhere else (redirections are not followed), and no error repeats them.
 * @throws TypeError when `baseUrl` is no address
 */
export function createGeocoder({
  baseUrl,
  timeoutMs = 5_000,
  retries = 2,
  backoffMs = 300,
  perSecond = 20,
  cache,
  fetch: send = fetch,
}: GeocoderOptions): Geocoder {
  const service = baseUrl ? new URL(baseUrl) : null;
  const throttle = pThrottle({ limit: perSecond, interval: 1_000, strict: true });

  const attempt = throttle(async (search: URLSearchParams) => {
    const url = new URL(service ?? "");
    for (const [name, value] of search) url.searchParams.set(name, value);
    const signal = AbortSignal.timeout(timeoutMs);
    const lost = () => new Trouble(signal.aborted ? "timeout" : "network", passing);
    const response = await send(url, {
      signal,
      redirect: "manual",
      headers: { accept: "application/json" },
    }).catch(() => {
      throw lost();
    });
    if (response.status !== 200) {
      await response.body?.cancel().catch(() => {});
      const isPassing = response.status === 429 || response.status >= 500;
      const afterMs = isPassing ? retryAfter(response.headers.get("retry-after")) : 0;
      throw new Trouble(`http_${response.status}`, { isUseful: isPassing, afterMs });
    }
    const content: unknown = await response.json().catch((error: unknown) => {
      throw error instanceof SyntaxError ? new Trouble("not_json") : lost();
    });
    const parsed = banResponseSchema.safeParse(content);
    if (!parsed.success) throw new Trouble("unexpected_format");
    return parsed.data.features;
  });

  const ask = (search: URLSearchParams, onSilence?: OnSilence) =>
    pRetry(() => attempt(search), {
      retries,
      minTimeout: backoffMs,
      randomize: true,
      shouldRetry: async ({ error, retriesConsumed }) => {
        if (!(error instanceof Trouble) || !error.retry.isUseful) return false;
        if (error.retry.afterMs > LONGEST_WAIT) return false;
        const wait = error.retry.afterMs + backoffMs * 2 ** retriesConsumed;
        onSilence?.(new Date(Date.now() + wait));
        await new Promise((resolve) => setTimeout(resolve, error.retry.afterMs));
        return true;
      },
    });

  const locate = async (address: WrittenAddress, onSilence?: OnSilence): Promise<Geocoded> => {
    try {
      for (const search of searchesOf(address)) {
        const answer = readPlaces(await ask(search, onSilence));
        if (answer.ok) return answer;
      }
      return { ok: false, reason: "not_found" };
    } catch (error) {
      return unavailable(error instanceof Trouble ? error.code : "network");
    }
  };

  const find = async (address: WrittenAddress, onSilence?: OnSilence): Promise<Geocoded> => {
    if (!service) return unavailable("off");
    if (!cache) return locate(address, onSilence);
    const key = addressKey(cache.secret, service.href, address);
    const known = await remembered(cache.store, key);
    if (known) return known;
    const answer = await locate(address, onSilence);
    // A cache that fails costs a request the next time, and nothing else.
    if (answer.ok || answer.reason === "not_found") await remember(cache.store, key, answer);
    return answer;
  };

  return {
    find: (address) => find(address),
    findAll(addresses, { onSilence } = {}) {
      let failures = 0;
      let last = unavailable("off");
      return pMapIterable(
        addresses,
        async (address) => {
          const isDown = failures >= FAILURES_IN_A_ROW;
          const answer = isDown ? last : await find(address, onSilence);
          if (!answer.ok && answer.reason === "unavailable") {
            failures += 1;
            last = answer;
          } else failures = 0;
          return { address, answer };
        },
        { concurrency: AT_ONCE },
      );
    },
  };
}

const unavailable = (code: Unavailable["code"]): Unavailable => ({
  ok: false,
  reason: "unavailable",
  code,
});

async function remembered(store: GeocoderCache, key: string): Promise<Remembered | undefined> {
  try {
    return rememberedSchema.safeParse(await store.get(key)).data;
  } catch {
    return undefined;
  }
}

async function remember(store: GeocoderCache, key: string, answer: Remembered): Promise<void> {
  try {
    await store.set(key, answer);
  } catch {}
}

/** Milliseconds asked for by a Retry-After: seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(header: string | null): number {
  if (!header) return 0;
  const wait = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Math.max(0, wait || 0);
}
