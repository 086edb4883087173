import { request as ask, createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import compression from "compression";
import express from "express";
import { afterEach, expect, it } from "vitest";
import { createPageCache, type PageCache } from "./page-cache.ts";

type Got = { status: number; headers: IncomingHttpHeaders; body: Buffer };
type App = Parameters<PageCache["listener"]>[0];

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A cache before an app, and how often the app was asked. */
async function start(app: App, { limit = 1_000_000, life = 60_000 } = {}) {
  const cache = createPageCache({
    keptAt: (pathname) =>
      pathname.startsWith("/page") ? { life, reads: ["a", "b", "n"] } : undefined,
    limit,
  });
  cache.resume();
  const counted = { made: 0 };
  const listener = cache.listener(
    (request, response) => {
      counted.made += 1;
      app(request, response);
    },
    { closing: () => false, onSent: () => {} },
  );
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    new Promise<Got>((resolve, reject) => {
      ask({ port, path, headers, method, host: "127.0.0.1" }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      })
        .on("error", reject)
        .end();
    });
  /** Asks, and gives what it takes to hang up. */
  const leave = (path: string) => {
    const asked = ask({ port, path, host: "127.0.0.1" }).on("error", () => {});
    asked.end();
    return () => asked.destroy();
  };
  return { cache, counted, get, leave };
}

const open = { "cache-control": "public, max-age=0", "content-type": "text/html" };
const page: App = (request, response) => {
  response.writeHead(200, {
    ...open,
    "content-security-policy": "script-src 'self' 'nonce-abc'; frame-ancestors 'none'",
    "x-request-id": "made",
  });
  response.end(`${request.url} ${"texte ".repeat(400)}`);
};

it("sends again what was made once, whatever the order of the query and the campaign it came by", async () => {
  const { counted, get } = await start(page);
  const first = await get("/page?b=2&a=1");
  const again = await get("/page?a=1&utm_source=lettre&b=2");
  expect(counted.made).toBe(1);
  expect(again.body.equals(first.body)).toBe(true);
  expect(String(again.body)).toContain("/page?a=1&b=2 ");
  expect(again.headers["content-security-policy"]).toBe(
    "script-src 'self'; frame-ancestors 'none'",
  );
  expect(again.headers["x-request-id"]).not.toBe(first.headers["x-request-id"]);
  await get("/page?a=2&b=2");
  expect(counted.made).toBe(2);
});

it("keeps nothing more for parameters that the page does not read, and does not tell the page of them", async () => {
  const { cache, counted, get } = await start(page);
  for (let number = 0; number < 20; number += 1) {
    const got = await get(`/page?x=${number}&a=1`);
    expect(String(got.body)).toContain("/page?a=1 ");
  }
  for (let number = 0; number < 20; number += 1) await get(`/page?x=${number}`);
  expect(counted.made).toBe(2);
  expect(cache.size().pages).toBe(2);
});

it("compresses as the visitor reads, and tells who has the page that it has not changed", async () => {
  const { counted, get } = await start(page);
  const plain = await get("/page");
  const gzip = await get("/page", { "accept-encoding": "gzip" });
  const brotli = await get("/page", { "accept-encoding": "gzip, deflate, br" });
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
  const best = brotli.headers["content-encoding"] === "br" ? brotliDecompressSync : gunzipSync;
  expect(best(brotli.body).equals(plain.body)).toBe(true);
  for (const { headers } of [plain, gzip, brotli]) expect(headers.vary).toBe("Accept-Encoding");
  const etag = String(plain.headers.etag);
  const known = await get("/page", { "if-none-match": `"other", ${etag}` });
  expect([known.status, known.body.length]).toEqual([304, 0]);
  expect((await get("/page", { "if-none-match": '"other"' })).status).toBe(200);
  const head = await get("/page", {}, "HEAD");
  expect([head.status, head.body.length]).toEqual([200, 0]);
  expect(head.headers["content-length"]).toBe(String(plain.body.length));
  expect(counted.made).toBe(1);
});

it("keeps neither errors, nor what is for one person, nor other addresses", async () => {
  const refuse = (status: number, headers: object): App => {
    return (_request, response) => {
      response.writeHead(status, { ...open, ...headers });
      response.end('<form class="x" method="post"><input name="jeton" value="1"></form>');
    };
  };
  for (const [status, headers] of [
    [404, {}],
    [500, {}],
    [200, {}],
    [200, { "content-type": "text/plain", "cache-control": "no-store" }],
    [200, { "content-type": "text/plain", "set-cookie": "a=1" }],
  ] as const) {
    const { cache, counted, get } = await start(refuse(status, headers));
    expect((await get("/page")).status).toBe(status);
    await get("/page");
    expect(counted.made).toBe(2);
    expect(cache.size().pages).toBe(0);
  }
  const { counted, get } = await start(page);
  for (const path of ["/autre", "/autre", "//page"]) await get(path);
  await get("/page", {}, "POST");
  await get("/page", {}, "POST");
  expect(counted.made).toBe(5);
});

it("is asked for once by all those who wait, and never sends what was made before a change", async () => {
  const waiting: (() => void)[] = [];
  let version = 1;
  const { cache, counted, get } = await start((_request, response) => {
    const said = `version ${version}`;
    waiting.push(() => {
      response.writeHead(200, open);
      response.end(said);
    });
  });
  const until = async (count: number) => {
    while (waiting.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const early = [get("/page"), get("/page")];
  await until(1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(counted.made).toBe(1);
  version = 2;
  cache.clear();
  const late = get("/page");
  await until(2);
  for (const answer of waiting) answer();
  expect((await Promise.all(early)).map(({ body }) => String(body))).toEqual([
    "version 1",
    "version 1",
  ]);
  expect(String((await late).body)).toBe("version 2");
  expect(String((await get("/page")).body)).toBe("version 2");
  expect(counted.made).toBe(2);
});

it("gives nothing from memory while nobody would say that it changed", async () => {
  const { cache, counted, get } = await start(page);
  await get("/page");
  cache.suspend();
  await get("/page");
  await get("/page");
  expect(counted.made).toBe(3);
  cache.resume();
  await get("/page");
  await get("/page");
  expect(counted.made).toBe(4);
});

it("serves an Express app that compresses, whole or in part, to whoever asks first as to the others", async () => {
  const app = express();
  app.use(compression());
  app.get("/page/refus", (_request, response) => void response.status(404).send("perdu"));
  app.get("/page/longue", (_request, response) => {
    response.set(open);
    for (let line = 0; line < 500; line += 1) response.write(`ligne ${line}\n`);
    response.end("fin");
  });
  const { cache, counted, get } = await start(app);
  const first = await get("/page/longue", { "accept-encoding": "gzip" });
  const again = await get("/page/longue");
  expect(counted.made).toBe(1);
  expect(String(gunzipSync(first.body))).toBe(String(again.body));
  expect(String(again.body)).toMatch(/^ligne 0\n[\s\S]*ligne 499\nfin$/);
  expect((await get("/page/longue", { "if-none-match": String(first.headers.etag) })).status).toBe(
    304,
  );
  const refused = await get("/page/refus");
  expect([refused.status, String(refused.body)]).toEqual([404, "perdu"]);
  cache.clear();
  const head = await get("/page/longue", {}, "HEAD");
  expect([head.status, head.body.length]).toEqual([200, 0]);
  expect(counted.made).toBe(3);
});

it("makes the page again for those who wait when the one who asked first leaves", async () => {
  let number = 0;
  const { counted, get, leave } = await start((_request, response) => {
    number += 1;
    const said = String(number);
    setTimeout(() => {
      response.writeHead(200, open);
      response.end(said);
    }, 60);
  });
  const left = leave("/page");
  await new Promise((resolve) => setTimeout(resolve, 20));
  const waits = get("/page");
  await new Promise((resolve) => setTimeout(resolve, 10));
  left();
  expect(String((await waits).body)).toBe("2");
  expect(counted.made).toBe(2);
});

it("is bounded in bytes, and forgets a page when its time has come", async () => {
  const { cache, counted, get } = await start(page, { limit: 50_000, life: 60 });
  for (let number = 0; number < 40; number += 1) await get(`/page?n=${number}`);
  expect(cache.size().bytes).toBeLessThanOrEqual(50_000);
  expect(cache.size().pages).toBeGreaterThan(1);
  await new Promise((resolve) => setTimeout(resolve, 80));
  await get("/page?n=39");
  expect(counted.made).toBe(41);
});

it("makes a page again before its time has come, for the first who asks alone", async () => {
  let answer = () => {};
  const slow: App = (_request, response) => {
    const say = () => response.writeHead(200, open).end(`fois ${counted.made}`);
    if (counted.made === 1) say();
    else answer = say;
  };
  const { counted, get } = await start(slow, { life: 600 });
  await get("/page");
  await new Promise((resolve) => setTimeout(resolve, 520));
  const first = get("/page");
  while (counted.made < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  expect(String((await get("/page")).body)).toBe("fois 1");
  answer();
  expect(String((await first).body)).toBe("fois 2");
  expect(String((await get("/page")).body)).toBe("fois 2");
  expect(counted.made).toBe(2);
});

it("refuses one visitor without refusing those who wait with them", async () => {
  let number = 0;
  const { get } = await start((_request, response) => {
    number += 1;
    const status = number === 1 ? 429 : 200;
    setTimeout(() => {
      response.writeHead(status, status === 200 ? open : {});
      response.end("texte");
    }, 30);
  });
  const [first, second] = await Promise.all([get("/page"), get("/page")]);
  expect([first?.status, second?.status].sort()).toEqual([200, 429]);
});
