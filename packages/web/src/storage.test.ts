import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { imagesPrefix, newFileKey } from "@essaim/database/file";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FileStorage, openImages, openStorage } from "./storage.ts";

const key = () => newFileKey(randomUUID());
const bytes = new Uint8Array([0, 1, 2, 253, 254, 255]);
const code = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: { code?: string; name: string }) => error.code ?? error.name,
  );

/** As much of S3 as one bucket of files wants. */
function bucket(): Server & { objects: Map<string, Buffer>; signed: string[] } {
  const objects = new Map<string, Buffer>();
  const signed: string[] = [];
  const server = createServer(async (request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    signed.push(request.headers.authorization ?? "");
    if (request.method === "PUT") objects.set(path, await buffer(request));
    if (request.method === "DELETE") objects.delete(path);
    const object = objects.get(path);
    if (request.method === "GET" && !object) {
      response.writeHead(404, { "content-type": "application/xml" });
      response.end("<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>");
      return;
    }
    response.writeHead(request.method === "DELETE" ? 204 : 200, { etag: '"x"' });
    response.end(request.method === "GET" ? object : undefined);
  });
  return Object.assign(server, { objects, signed });
}

let folder: string;
let service: ReturnType<typeof bucket>;
let storages: Record<"folder" | "s3", FileStorage>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "essaim-files-"));
  service = bucket();
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  const port = (service.address() as AddressInfo).port;
  storages = {
    folder: openStorage({ kind: "folder", folder: join(folder, "files") }),
    s3: openStorage({
      kind: "s3",
      bucket: "essaim",
      region: "fr-par",
      endpoint: `http://127.0.0.1:${port}`,
      keyId: "id",
      secret: "secret",
    }),
  };
});
afterAll(async () => {
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
  await rm(folder, { recursive: true });
});

describe.each(["folder", "s3"] as const)("a storage in a %s", (kind) => {
  it("gives back what was put, and forgets what was removed", async () => {
    const storage = storages[kind];
    const one = key();
    await storage.put(one, bytes);
    expect([...(await storage.read(one))]).toEqual([...bytes]);
    expect([...(await buffer(await storage.stream(one)))]).toEqual([...bytes]);
    await storage.put(one, new Uint8Array([7]));
    expect([...(await storage.read(one))]).toEqual([7]);
    await storage.remove(one);
    await storage.remove(one);
    expect(await code(storage.read(one))).toBe("not_found");
    expect(await code(storage.stream(one))).toBe("not_found");
  });

  it.each(["", "a", "../a", `${randomUUID()}/../${"a".repeat(32)}`, `${key()}.part`, `${key()}\n`])(
    "refuses the key « %s »",
    async (bad) => {
      const storage = storages[kind];
      for (const work of [
        () => storage.put(bad, bytes),
        () => storage.read(bad),
        () => storage.remove(bad),
      ])
        expect(await code(work())).toBe("TypeError");
    },
  );
});

it("keeps a folder to its owner, and no half-written file", async () => {
  const one = key();
  await storages.folder.put(one, bytes);
  expect((await stat(join(folder, "files"))).mode & 0o077).toBe(0);
  const [organisation = ""] = one.split("/");
  expect(await readdir(join(folder, "files", organisation))).toEqual([one.split("/")[1]]);
});

it("signs what it asks of a bucket", () => {
  expect(service.signed.every((header) => header.startsWith("AWS4-HMAC-SHA256"))).toBe(true);
});

it("tells a storage that is away", async () => {
  await writeFile(join(folder, "not-a-folder"), "");
  const blocked = openStorage({ kind: "folder", folder: join(folder, "not-a-folder") });
  expect(await code(blocked.put(key(), bytes))).toBe("unavailable");
  const away = openStorage({
    kind: "s3",
    bucket: "essaim",
    region: "fr-par",
    endpoint: "http://127.0.0.1:1",
    keyId: "id",
    secret: "secret",
  });
  expect(await code(away.read(key()))).toBe("unavailable");
});

it("shows whoever serves public pages the images, and no other file", async () => {
  const image = newFileKey(randomUUID(), imagesPrefix);
  const document = key();
  await storages.folder.put(image, bytes);
  await storages.folder.put(document, bytes);
  const images = openImages({ kind: "folder", folder: join(folder, "files", "images") });
  expect(new Uint8Array(await buffer(await images.stream(image)))).toEqual(bytes);
  expect(await code(images.stream(document))).toBe("not_found");
  const within = openImages({ kind: "folder", folder: join(folder, "files") });
  expect(await code(within.stream(document))).toBe("not_found");
  expect(await readdir(join(folder, "files", "images"))).toHaveLength(1);
});
