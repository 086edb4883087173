import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPeertubeReader, type PeertubeReader } from "./read-peertube.ts";

/** A PeerTube of this machine, that answers by the name of the video. */
let site: Server;
let base: string;
let open: PeertubeReader;
let guarded: PeertubeReader;
const asked: string[] = [];

beforeAll(async () => {
  const json = { "content-type": "application/json" };
  const answers: Record<string, [number, Record<string, string>, string]> = {
    vue: [200, json, JSON.stringify({ views: 1250, uuid: "6c3d4b5a-7a1e-4e4b-9d53-3f1a3f0f6e11" })],
    vieux: [200, json, JSON.stringify({ views: 7, uuid: "?" })],
    partie: [404, json, JSON.stringify({ title: "Not Found" })],
    fermee: [403, json, "{}"],
    panne: [503, {}, "Maintenance"],
    page: [200, { "content-type": "text/html" }, "<!doctype html><title>Accueil</title>"],
    sans: [200, json, JSON.stringify({ likes: 3 })],
    negative: [200, json, JSON.stringify({ views: -4 })],
    texte: [200, json, JSON.stringify({ views: "1250" })],
    longue: [200, json, `{"views":1,"x":"${"x".repeat(1_100_000)}"}`],
    ailleurs: [302, { location: "http://169.254.169.254/latest" }, ""],
  };
  site = createServer((request, response) => {
    asked.push(request.url ?? "");
    const id = request.url?.split("/").at(-1) ?? "";
    if (id === "lente") return;
    const [status, headers, body] = answers[id] ?? [404, {}, ""];
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const port = String((site.address() as AddressInfo).port);
  base = `http://127.0.0.1:${port}`;
  const options = { userAgent: "Essaim (test)", timeoutMs: 500, ports: [port] };
  open = createPeertubeReader({ ...options, isAllowed: (address) => address === "127.0.0.1" });
  guarded = createPeertubeReader(options);
});
afterAll(async () => {
  await open.close();
  await guarded.close();
  site.closeAllConnections();
  site.close();
});

test("a PeerTube says how often its video was viewed", async () => {
  expect(await open.read(`${base}/w/vue`)).toEqual({
    ...{ ok: true, total: 1250, video: "6c3d4b5a-7a1e-4e4b-9d53-3f1a3f0f6e11" },
  });
  expect(asked.at(-1)).toBe("/api/v1/videos/vue");
  // Without the name that every PeerTube knows it by, the address of what it said stands for it.
  expect(await open.read(`${base}/w/vieux`)).toEqual({
    ...{ ok: true, total: 7, video: `${base}/api/v1/videos/vieux` },
  });
});

test.each([
  ["partie", "gone"],
  ["fermee", "closed"],
  ["panne", "broken"],
  ["page", "unreadable"],
  ["sans", "unreadable"],
  ["negative", "unreadable"],
  ["texte", "unreadable"],
  ["longue", "unreadable"],
  ["ailleurs", "moved"],
  ["lente", "slow"],
] as const)("a video that answers « %s » is %s", async (id, problem) => {
  expect(await open.read(`${base}/videos/watch/${id}`)).toEqual({ ok: false, problem });
});

test("an address that leads inside the house, or to another port, is not asked", async () => {
  const before = asked.length;
  expect(await guarded.read(`${base}/w/vue`)).toEqual({ ok: false, problem: "unreachable" });
  expect(await open.read("http://127.0.0.1:1/w/vue")).toEqual({
    ok: false,
    problem: "unreachable",
  });
  expect(await open.read(`${base}/a/propos`)).toEqual({ ok: false, problem: "unreadable" });
  expect(asked.length).toBe(before);
});
