import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createLinkChecker, type LinkChecker } from "./check-link.ts";
import { isPublicAddress } from "./guarded-agent.ts";

/** A site of this machine, and what was asked of it. */
let site: Server;
let base: string;
const asked: string[] = [];
let open: LinkChecker;
let guarded: LinkChecker;

beforeAll(async () => {
  site = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { pathname } = new URL(request.url ?? "/", "http://x");
    const isHead = request.method === "HEAD";
    const answers: Record<string, () => void> = {
      "/ok": () => response.end("page"),
      "/absente": () => response.writeHead(404).end(),
      "/partie": () => response.writeHead(410).end(),
      "/sans-head": () => response.writeHead(isHead ? 405 : 200).end(),
      "/reservee": () => response.writeHead(403).end(),
      "/panne": () => response.writeHead(503).end(),
      "/ailleurs": () => response.writeHead(302, { location: "/ok" }).end(),
      "/boucle": () => response.writeHead(302, { location: "/boucle" }).end(),
      "/dedans": () => response.writeHead(302, { location: "http://169.254.169.254/latest" }).end(),
      "/lente": () => {},
      "/sans-fin": () => {
        if (isHead) return response.writeHead(405).end();
        response.writeHead(200);
        const more = setInterval(() => response.write("x".repeat(1000)), 5);
        response.on("close", () => clearInterval(more));
      },
    };
    (answers[pathname] ?? (() => response.writeHead(404).end()))();
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const port = String((site.address() as AddressInfo).port);
  base = `http://127.0.0.1:${port}`;
  const userAgent = "Essaim (test)";
  open = createLinkChecker({
    userAgent,
    timeoutMs: 1_000,
    isAllowed: (address) => address === "127.0.0.1",
    ports: [port, "", "1"],
  });
  guarded = createLinkChecker({ userAgent, timeoutMs: 1_000, ports: [port] });
});
afterAll(async () => {
  await open.close();
  await guarded.close();
  site.closeAllConnections();
  site.close();
});
beforeEach(() => asked.splice(0));

describe("a link", () => {
  test.each([
    ["/ok", "alive"],
    ["/absente", "absent"],
    ["/partie", "absent"],
    ["/sans-head", "alive"],
    ["/reservee", "unsure"],
    ["/panne", "broken"],
    ["/ailleurs", "alive"],
    ["/boucle", "unsure"],
    ["/lente", "slow"],
    ["/sans-fin", "alive"],
  ])("%s is %s", async (path, outcome) => {
    expect(await open.check(base + path)).toBe(outcome);
  });

  test("is asked for with one question when it answers", async () => {
    await open.check(`${base}/ok`);
    expect(asked).toEqual(["HEAD /ok"]);
  });

  test("to a name that is nobody's does not answer", async () => {
    expect(await open.check("http://nom-qui-n-existe-pas.invalid/")).toBe("unreachable");
    expect(await open.check("http://127.0.0.1:1/")).toBe("unreachable");
  });
});

describe("nothing inside the house is ever asked", () => {
  test("not by its address, however it is written", async () => {
    const { port } = new URL(base);
    for (const host of ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]) {
      expect(await guarded.check(`http://${host}:${port}/ok`)).toBe("unreachable");
    }
    expect(asked).toEqual([]);
  });

  test("not by a redirection", async () => {
    expect(await open.check(`${base}/dedans`)).toBe("unreachable");
  });

  test("not by a name that leads there, even beside a public address", async () => {
    const { port } = new URL(base);
    const checker = createLinkChecker({
      userAgent: "Essaim (test)",
      ports: [port],
      lookup: ((_: string, __: object, callback: (...told: unknown[]) => void) =>
        callback(null, [
          { address: "1.1.1.1", family: 4 },
          { address: "127.0.0.1", family: 4 },
        ])) as never,
    });
    expect(await checker.check(`http://site.example:${port}/ok`)).toBe("unreachable");
    expect(asked).toEqual([]);
    await checker.close();
  });

  test("nor a port that is not the web's, of which nothing is then said", async () => {
    const checker = createLinkChecker({
      userAgent: "Essaim (test)",
      isAllowed: (address) => address === "127.0.0.1",
    });
    expect(await checker.check(`${base}/ok`)).toBe("unsure");
    expect(asked).toEqual([]);
    await checker.close();
  });

  test("which addresses are public", () => {
    const inside = [
      "10.0.0.1",
      "172.16.0.1",
      "192.168.1.1",
      "127.0.0.1",
      "0.0.0.0",
      "100.64.0.1",
      "169.254.169.254",
      "224.0.0.1",
      "255.255.255.255",
      "::",
      "::1",
      "fe80::1",
      "fc00::1",
      "::ffff:10.0.0.1",
      "64:ff9b::a00:1",
      "not an address",
    ];
    expect(inside.filter(isPublicAddress)).toEqual([]);
    expect(["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"].every(isPublicAddress)).toBe(true);
  });
});
