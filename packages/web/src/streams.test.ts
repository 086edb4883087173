import { createServer, get, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, expect, it } from "vitest";
import { createLogger } from "./logger.ts";
import { type Streamed, sendStreams } from "./streams.ts";

let server: Server | undefined;
afterEach(() => server?.close());

async function serve(file: Streamed) {
  const told: string[] = [];
  const logger = createLogger("test", "silent");
  logger.error = (...said: unknown[]) => void told.push(String(said.at(-1)));
  const app = express();
  app.use(sendStreams((path) => (path === "/file" ? Promise.resolve(file) : undefined), logger));
  app.use((_request, response) => void response.status(404).end());
  const listening = createServer(app);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`, told };
}

const file = (write: Streamed["write"]): Streamed => ({ type: "text/plain", etag: '"1"', write });

it("writes a file as it is read, at the pace of whoever reads it", async () => {
  let written = 0;
  const { url } = await serve(
    file(async function* () {
      for (; written < 2_000; written += 1) yield "x".repeat(10_000);
    }),
  );
  const answer = await new Promise<import("node:http").IncomingMessage>((resolve) =>
    get(`${url}/file`, resolve),
  );
  // Nobody reads: what is written is what the sockets and the buffers hold, and no more.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(written).toBeLessThan(1_500);
  let bytes = 0;
  for await (const chunk of answer) bytes += chunk.length;
  expect(bytes).toBe(20_000_000);
});

it("sends nothing to who has it, nor to HEAD, and leaves other addresses", async () => {
  const { url } = await serve(
    file(() => {
      throw new Error("Not to be read");
    }),
  );
  const known = await fetch(`${url}/file`, { headers: { "if-none-match": 'W/"1"' } });
  expect(known.status).toBe(304);
  expect((await fetch(`${url}/file`, { method: "HEAD" })).status).toBe(200);
  expect((await fetch(`${url}/other`)).status).toBe(404);
});

it("cuts a file that cannot be ended, and says so; a reader who leaves is no fault", async () => {
  const { url, told } = await serve(
    file(async function* () {
      yield "half";
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error("broken");
    }),
  );
  await expect(fetch(`${url}/file`).then((answer) => answer.text())).rejects.toThrow();
  expect(told).toEqual(["file cut short"]);
  server?.close();
  const other = await serve(
    file(async function* () {
      for (;;) {
        yield "x".repeat(10_000);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }),
  );
  const reader = await fetch(`${other.url}/file`);
  await reader.body?.cancel();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(other.told).toEqual([]);
});
