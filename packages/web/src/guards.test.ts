import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import helmet from "helmet";
import { afterEach, describe, expect, it } from "vitest";
import {
  refuseForeignWrites,
  refuseLargeBodies,
  refuseMalformed,
  refuseOtherBodies,
} from "./guards.ts";
import { openToAll } from "./open-paths.ts";
import { searchBrake } from "./search-brake.ts";

let server: Server | undefined;
afterEach(() => server?.close());

/** A server that answers 200 to what the handlers let through. */
async function serve(handlers: express.RequestHandler[], trustProxy = false): Promise<string> {
  const app = express();
  app.set("trust proxy", trustProxy);
  app.use(...handlers, (_request, response) => void response.send("ok"));
  const listening = createServer(app);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

const post = async (url: string, headers: Record<string, string>) =>
  (await fetch(url, { method: "POST", body: "a=1", headers })).status;

describe("refuseForeignWrites", () => {
  it("tells origins apart by scheme, host and port", async () => {
    const url = await serve([refuseForeignWrites()]);
    expect(await post(url, { origin: url })).toBe(200);
    expect(await post(url, { origin: url.replace("http:", "https:") })).toBe(403);
    expect(await post(url, { origin: "http://127.0.0.1" })).toBe(403);
    expect(await post(url, { origin: "null" })).toBe(403);
    expect(await post(url, { referer: `${url}/page` })).toBe(200);
    expect(await post(url, {})).toBe(403);
  });

  it("leaves the addresses that hold a secret to programs too", async () => {
    const url = await serve([refuseForeignWrites(/^\/lettre\/\w+$/)]);
    expect(await post(`${url}/lettre/secret`, {})).toBe(200);
    expect(await post(`${url}/lettre/secret`, { origin: "https://mail.example" })).toBe(200);
    expect(await post(`${url}/lettre/secret/autre`, {})).toBe(403);
  });

  it("believes a proxy only when told to", async () => {
    const headers = {
      origin: "https://essaim.example",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "essaim.example",
    };
    expect(await post(await serve([refuseForeignWrites()]), headers)).toBe(403);
    server?.close();
    const url = await serve([refuseForeignWrites()], true);
    expect(await post(url, headers)).toBe(200);
    expect(await post(url, { ...headers, origin: "http://essaim.example" })).toBe(403);
    expect(await post(url, { ...headers, origin: "https://essaim.example:443" })).toBe(200);
  });
});

it("refuseMalformed leaves to the app only what may be an address", async () => {
  const url = await serve([refuseMalformed]);
  for (const path of ["/%5C", "/activites/%00", "/%E0"])
    expect((await fetch(url + path)).status, path).toBe(400);
  expect((await fetch(`${url}/activites/caf%C3%A9`)).status).toBe(200);
});

it("refuseOtherBodies takes forms only", async () => {
  const url = await serve([refuseOtherBodies()]);
  const form = "application/x-www-form-urlencoded;charset=UTF-8";
  expect(await post(url, { "content-type": form })).toBe(200);
  for (const type of ["text/plain", "application/json", "multipart/form-data; boundary=x"])
    expect(await post(url, { "content-type": type })).toBe(415);
  expect((await fetch(url)).status).toBe(200);
});

it("refuseLargeBodies refuses a file of two gigabytes as it is announced, and takes a smaller one next", async () => {
  const uploads = { addresses: [{ path: /^\/fichiers$/ }], limit: 20 * 1024 * 1024 };
  const url = await serve([refuseLargeBodies(uploads)]);
  const type = "multipart/form-data; boundary=x";
  /** Announces a file, sends its first bytes alone, and waits for the answer. */
  const begin = (path: string, length: Record<string, string>) =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const headers = { "content-type": type, ...length };
      const sending = request(url + path, { method: "POST", headers }, async (answer) => {
        let text = "";
        for await (const part of answer) text += part;
        resolve({ status: answer.statusCode, text });
        sending.destroy();
      });
      sending.on("error", reject);
      sending.write("--x\r\n");
    });
  const announced = { "content-length": String(2 * 1024 ** 3) };
  const refused = await begin("/fichiers", announced);
  expect(refused.status).toBe(413);
  expect(refused.text).toMatch(/Ce fichier dépasse 20\sMo\. Revenez en arrière/);
  expect((await begin("/ailleurs", announced)).text).toMatch(/Ce formulaire dépasse 1\sMo/);
  expect((await begin("/en/fichiers", announced)).text).toContain("Go back");
  // Whoever does not say how much comes is not read either.
  expect((await begin("/fichiers", { "transfer-encoding": "chunked" })).status).toBe(411);
  expect(await post(`${url}/fichiers`, { "content-type": type })).toBe(200);
});

it("searchBrake holds back an address that searches too much, whatever by, and nothing else", async () => {
  const url = await serve([
    searchBrake({ rate: 2, searches: /^\/(en\/)?(recherche|search|donnees\/.)/ }),
  ]);
  const get = (path: string) => fetch(url + path);
  for (const path of ["/recherche?commune=Lille", "/donnees/annuaire.zip"])
    expect((await get(path)).status).toBe(200);
  const refused = await get("/recherche?q=c");
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.headers.get("cache-control")).toBe("no-store");
  expect(await refused.text()).toContain("Attendez quelques secondes");
  expect(await (await get("/en/search?q=c")).text()).toContain('<html lang="en">');
  for (const path of ["/", "/activites/cafe", "/donnees"])
    expect((await get(path)).status).toBe(200);
});

it("openToAll lets other sites show images, by one word that does not contradict another", async () => {
  const open = openToAll({ data: /^\/api\//, framed: /^\/cadre$/, images: /^\/images\// });
  const url = await serve([helmet(), open]);
  const policy = async (path: string) =>
    (await fetch(url + path)).headers.get("cross-origin-resource-policy");
  expect(await policy("/images/a/480.webp")).toBe("cross-origin");
  expect(await policy("/api/v1")).toBe("cross-origin");
  expect(await policy("/activites")).toBe("same-origin");
});
