import { inspect } from "node:util";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createMemoryCache, type GeocoderCache } from "./cache.ts";
import { type GeocoderDouble, startGeocoderDouble } from "./double/server.ts";
import { createGeocoder, type GeocoderOptions } from "./geocoder.ts";
import { weigh } from "./score.rules.ts";

let double: GeocoderDouble;
beforeAll(async () => {
  double = await startGeocoderDouble();
});
afterAll(() => double.close());
afterEach(() => vi.restoreAllMocks());

const inLille = (line: string | null) => ({ line, postcode: "59000", communeCode: "59350" });
const geocoder = (options: Partial<GeocoderOptions> = {}) =>
  createGeocoder({ baseUrl: double.baseUrl, backoffMs: 1, perSecond: 1_000, ...options });

/** A service that gives these answers one after the other, the last one for ever. */
function answering(...answers: (() => Response)[]) {
  let times = 0;
  return vi.fn<typeof fetch>(async () => {
    const answer = answers[Math.min(times, answers.length - 1)];
    times += 1;
    if (!answer) throw new Error("no answer");
    return answer();
  });
}
const status =
  (code: number, headers: HeadersInit = {}) =>
  () =>
    new Response("{}", { status: code, headers });
const body = (content: unknown) => () => new Response(JSON.stringify(content));
const feature = (
  properties: Record<string, unknown> = {},
  coordinates: unknown = [3.05, 50.62],
) => ({
  type: "Feature",
  geometry: { type: "Point", coordinates },
  properties: { label: "1 X", score: 0.9, type: "housenumber", citycode: "59350", ...properties },
});
const collection = (...features: unknown[]) => body({ type: "FeatureCollection", features });

describe("with the double", () => {
  const score = async (line: string) => {
    const found = await geocoder().find(inLille(line));
    return found.ok ? found.score : 0;
  };

  test("scores fall with what is misspelt", async () => {
    const scores = [
      await score("12 rue des Ruches"),
      await score("12 rue des Ruche"),
      await score("12 rue de Ruhce"),
      await score("bât. 4, 12 ru dé ruhces"),
    ];
    expect(scores[0]).toBeGreaterThan(0.95);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(scores).size).toBe(scores.length);
    expect(scores.at(-1)).toBeLessThan(0.8);
  });

  test("a number that is not in the street gives the street, to check", async () => {
    const found = await geocoder().find(inLille("999 rue des Ruches"));
    if (!found.ok) throw new Error(found.reason);
    expect(weigh(found, inLille(""))).toMatchObject({ verdict: "to_check" });
    expect(found.type).toBe("street");
  });

  test("two streets of one name are rivals, unless the postcode tells them apart", async () => {
    const find = (postcode: string | null) =>
      geocoder().find({ line: "3 rue des Alvéoles", postcode, communeCode: "59350" });
    expect(await find(null)).toMatchObject({ ok: true, hasRival: true });
    expect(await find("59160")).toMatchObject({
      label: "3 Rue des Alvéoles 59160 Lille",
      hasRival: false,
    });
  });

  test("the doubtful street is doubtful, and a locality overseas is no proof", async () => {
    expect(await geocoder().find(inLille("5 passage Incertain"))).toMatchObject({
      score: 0.62,
      type: "housenumber",
      hasRival: false,
    });
    const locality = await geocoder().find({
      line: "Ravine des Abeilles",
      postcode: "97400",
      communeCode: "97411",
    });
    expect(locality).toMatchObject({ ok: true, type: "locality", communeCode: "97411" });
  });

  test("one that is broken or crowded is asked again", async () => {
    expect(await geocoder().find(inLille("5 rue de la Panne"))).toMatchObject({ ok: true });
    const before = performance.now();
    expect(await geocoder().find(inLille("5 rue de la Foule"))).toMatchObject({ ok: true });
    expect(performance.now() - before).toBeGreaterThan(990);
  });

  test.each([
    ["8 rue du Silence", { timeoutMs: 50, retries: 1 }, "timeout", 2],
    ["8 rue de la Panne", { retries: 0 }, "http_503", 1],
    ["8 rue Sans-Fin", {}, "http_413", 1],
    ["8 rue du Charabia", {}, "unexpected_format", 1],
  ] as const)("« %s » is unavailable: %o gives %s", async (line, options, code, requests) => {
    const before = double.count();
    expect(await geocoder(options).find(inLille(line))).toEqual({
      ok: false,
      reason: "unavailable",
      code,
    });
    expect(double.count() - before).toBe(requests);
  });

  test("nobody there is unavailable", async () => {
    const gone = await startGeocoderDouble();
    await gone.close();
    const found = geocoder({ baseUrl: gone.baseUrl, retries: 1 }).find(inLille("1 rue X"));
    expect(await found).toEqual({ ok: false, reason: "unavailable", code: "network" });
  });
});

describe("asking", () => {
  test("nothing is asked when switched off, nor without a street", async () => {
    const ask = answering(status(500));
    const off = geocoder({ baseUrl: "", fetch: ask });
    expect(await off.find(inLille("1 rue X"))).toMatchObject({ code: "off" });
    const on = geocoder({ fetch: ask });
    expect(await on.find(inLille(null))).toEqual({ ok: false, reason: "not_found" });
    expect(ask).not.toHaveBeenCalled();
  });

  test("what passes is asked again, as often as allowed; what does not is not", async () => {
    for (const code of [429, 500, 502, 503, 504]) {
      const ask = answering(status(code));
      const found = await geocoder({ fetch: ask, retries: 3 }).find(inLille("1 rue X"));
      expect(found).toMatchObject({ reason: "unavailable", code: `http_${code}` });
      expect(ask).toHaveBeenCalledTimes(4);
    }
    for (const code of [301, 302, 400, 401, 403, 404, 413, 414]) {
      const ask = answering(status(code, { location: "https://elsewhere.test/" }));
      const found = await geocoder({ fetch: ask }).find(inLille("1 rue X"));
      expect(found).toMatchObject({ reason: "unavailable", code: `http_${code}` });
      expect(ask).toHaveBeenCalledTimes(1);
    }
  });

  test("a wait that is asked for is kept, a long one is not waited for", async () => {
    const soon = new Date(Date.now() + 2_000).toUTCString();
    const ask = answering(status(503, { "retry-after": soon }), collection(feature()));
    const before = performance.now();
    expect(await geocoder({ fetch: ask }).find(inLille("1 rue X"))).toMatchObject({ ok: true });
    expect(performance.now() - before).toBeGreaterThan(500);
    const long = answering(status(429, { "retry-after": "3600" }));
    expect(await geocoder({ fetch: long }).find(inLille("1 rue X"))).toMatchObject({ ok: false });
    expect(long).toHaveBeenCalledTimes(1);
  });

  test.each([
    ["no JSON", () => new Response("<html>1 rue X"), "not_json"],
    ["cut", () => new Response('{"type":"FeatureCollection","features":['), "not_json"],
    ["no collection", body([]), "unexpected_format"],
    ["null", body(null), "unexpected_format"],
    ["no score", collection(feature({ score: undefined })), "unexpected_format"],
    ["a score of 12", collection(feature({ score: 12 })), "unexpected_format"],
    ["another type", collection(feature({ type: "planet" })), "unexpected_format"],
    ["no commune", collection(feature({ citycode: "Lille" })), "unexpected_format"],
    ["metres", collection(feature({}, [704_000, 7_060_000])), "unexpected_format"],
    ["words", collection(feature({}, ["3", "50"])), "unexpected_format"],
  ])("an answer that is %s is unavailable, and not asked again", async (_, answer, code) => {
    const ask = answering(answer);
    const found = await geocoder({ fetch: ask }).find(inLille("1 rue X"));
    expect(found).toEqual({ ok: false, reason: "unavailable", code });
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test("an arrondissement is its commune, and what we do not use may be missing", async () => {
    const ask = answering(collection(feature({ citycode: "75111" }, [2.38, 48.86])));
    const found = await geocoder({ fetch: ask }).find({
      line: "1 rue X",
      postcode: "75011",
      communeCode: "75056",
    });
    expect(found).toMatchObject({ ok: true, communeCode: "75056", lon: 2.38, lat: 48.86 });
  });

  test("no more are asked a second than allowed", async () => {
    const times: number[] = [];
    const ask = vi.fn<typeof fetch>(async () => {
      times.push(performance.now());
      return collection(feature())();
    });
    const slow = geocoder({ fetch: ask, perSecond: 4 });
    await Promise.all(Array.from({ length: 9 }, (_, i) => slow.find(inLille(`${i} rue X`))));
    for (const [index, time] of times.slice(4).entries()) {
      expect(time - (times[index] ?? 0)).toBeGreaterThan(950);
    }
  });
});

describe("many at once", () => {
  test("come in their order, each with its answer", async () => {
    const people = ["12 rue des Ruches", "zzz", "5 passage Incertain"].map((line, id) => ({
      ...inLille(line),
      id,
    }));
    const seen: [number, boolean][] = [];
    for await (const { address, answer } of geocoder().findAll(people)) {
      seen.push([address.id, answer.ok]);
    }
    expect(seen).toEqual([
      [0, true],
      [1, false],
      [2, true],
    ]);
  });

  test("a service that is down is not asked a thousand times", async () => {
    const ask = answering(status(500));
    const lines = Array.from({ length: 1_000 }, (_, i) => inLille(`${i} rue X`));
    let count = 0;
    for await (const { answer } of geocoder({ fetch: ask, retries: 0 }).findAll(lines)) {
      expect(answer).toEqual({ ok: false, reason: "unavailable", code: "http_500" });
      count += 1;
    }
    expect(count).toBe(1_000);
    expect(ask.mock.calls.length).toBeLessThan(20);
  });
});

test("whoever waits is told when a service that does not answer is asked again", async () => {
  const ask = answering(status(503), collection(feature()));
  const told: Date[] = [];
  const begun = Date.now();
  const lines = [inLille("1 rue X")];
  const options = { onSilence: (retryAt: Date) => void told.push(retryAt) };
  for await (const { answer } of geocoder({ fetch: ask, retries: 1 }).findAll(lines, options)) {
    expect(answer.ok).toBe(true);
  }
  expect(told).toHaveLength(1);
  expect(Number(told[0])).toBeGreaterThanOrEqual(begun);
  expect(Number(told[0])).toBeLessThanOrEqual(Date.now());
});

describe("the cache", () => {
  const secret = "a-secret";

  test("spares a request for what was found, and for what was not", async () => {
    const ask = answering(collection(feature()), collection());
    const cached = geocoder({ fetch: ask, cache: { store: createMemoryCache(), secret } });
    const first = await cached.find(inLille("1, rue X"));
    expect(await cached.find(inLille("1 RUE X"))).toEqual(first);
    expect(ask).toHaveBeenCalledTimes(1);
    const nowhere = { line: "2 rue X", postcode: null, communeCode: "59350" };
    expect(await cached.find(nowhere)).toMatchObject({ reason: "not_found" });
    expect(await cached.find(nowhere)).toMatchObject({ reason: "not_found" });
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test("does not remember that the service was away", async () => {
    const ask = answering(status(500), collection(feature()));
    const store = createMemoryCache();
    const cached = geocoder({ fetch: ask, retries: 0, cache: { store, secret } });
    expect(await cached.find(inLille("1 rue X"))).toMatchObject({ ok: false });
    expect(await cached.find(inLille("1 rue X"))).toMatchObject({ ok: true });
  });

  test("that fails, or holds something else, is done without", async () => {
    const broken: GeocoderCache = {
      get: () => Promise.reject(new Error("get")),
      set: () => {
        throw new Error("set");
      },
    };
    const strange: GeocoderCache = { get: () => ({ ok: true, lon: "3" }), set: () => {} };
    for (const store of [broken, strange]) {
      const found = geocoder({ fetch: answering(collection(feature())), cache: { store, secret } });
      expect(await found.find(inLille("1 rue X"))).toMatchObject({ ok: true, lon: 3.05 });
    }
  });
});

test("nothing of an address is in an error, a log, or the key of the cache", async () => {
  const said = [
    ...(["log", "info", "warn", "error", "debug"] as const).map((name) => vi.spyOn(console, name)),
    vi.spyOn(process.stdout, "write"),
    vi.spyOn(process.stderr, "write"),
    vi.spyOn(process, "emitWarning"),
  ];
  const word = fc.stringMatching(/^[A-Za-zéàç'-]{4,12}$/);
  const failures = (echo: string): (typeof fetch)[] => [
    () => Promise.reject(new TypeError(`fetch failed for ${echo}`, { cause: new Error(echo) })),
    () => {
      throw new Error(echo);
    },
    async () => new Response(echo),
    async () => new Response(JSON.stringify({ type: echo, features: [echo] })),
    async () => collection(feature({ label: echo, type: echo }))(),
    async () => new Response(JSON.stringify({ detail: [echo] }), { status: 400 }),
    async () => new Response(echo, { status: 503, headers: { "retry-after": "0" } }),
    async () => new Response(null, { status: 302, headers: { location: `https://x/?q=q` } }),
    async () =>
      new Response(
        new ReadableStream({
          pull: (stream) => stream.error(new Error(echo)),
        }),
      ),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(word, { minLength: 2, maxLength: 5 }),
      fc.nat({ max: 8 }),
      async (words, which) => {
        const keys: string[] = [];
        const store: GeocoderCache = {
          get: (key) => {
            keys.push(key);
            throw new Error(words.join(" "));
          },
          set: () => {},
        };
        const line = `7 ${words.map((one) => `Q${one}Z`).join(" ")}`;
        const found = await geocoder({
          fetch: failures(line)[which],
          retries: 1,
          cache: { store, secret: "secret" },
        }).find(inLille(line));
        const told = inspect(found, { depth: 9, showHidden: true });
        expect(found).toMatchObject({ ok: false, reason: "unavailable" });
        for (const one of words) expect(told).not.toContain(`Q${one}Z`);
        expect(told).not.toContain("59000");
        // A hash may hold any digits, those of the postcode too.
        expect(keys.join()).toMatch(/^[0-9a-f]{64}$/);
      },
    ),
    { numRuns: 200 },
  );
  for (const spy of said) expect(spy).not.toHaveBeenCalled();
});
