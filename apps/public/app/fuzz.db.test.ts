import { request as ask } from "node:http";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, publishRows } from "@essaim/database/testing-rows";
import { createPageCache } from "@essaim/web/page-cache";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { keptAt } from "../page-addresses.ts";
import routes from "./routes.ts";
import { startDirectory } from "./testing-server.ts";

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startDirectory>>;

beforeAll(async () => {
  database = await createTestDatabase();
  const ours = await populate(database.owner.db, "Ruche");
  await database.owner.db.transaction().execute((tx) => publishRows(tx, ours));
  const pages = createPageCache({ keptAt, limit: 8 * 1024 * 1024 });
  pages.resume();
  server = await startDirectory(database, { pages });
}, 120_000);
afterAll(async () => {
  await server.close();
  await database.close();
});

/** What a visitor may be answered, whatever they send. 403, 411 and 415 are said to what no page of ours sends. */
const expected = new Set([
  200, 204, 301, 302, 304, 400, 403, 404, 405, 409, 411, 413, 415, 422, 429,
]);

type Asked = { method: string; path: string; headers: Record<string, string>; body?: string };

/** The status of an answer; 400 when the parser of Node itself refuses what is sent. */
const statusOf = ({ method, path, headers, body }: Asked) =>
  new Promise<number>((resolve, reject) => {
    const { port } = server;
    const sent = ask({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      answer.resume().on("end", () => resolve(answer.statusCode ?? 0));
      answer.on("error", () => resolve(answer.statusCode ?? 0));
    });
    sent.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNRESET" || error.code === "EPIPE" ? resolve(400) : reject(error),
    );
    sent.end(body);
  });

/** Every address of the directory, from its own list of routes. */
const patterns = routes.map(({ path, index }) => (index ? "" : (path ?? "")));

const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    ..."' \" \\ % %00 %ff %2e%2e%2f ../.. <script> {{7*7}} null undefined NaN -1 0 1e309 9999999999999999999".split(
      " ",
    ),
    ...[
      "act-ruche",
      "res-ruche",
      "é",
      "😀",
      "\u0000",
      "\ud800",
      "a".repeat(3000),
      "[]",
      "{}",
      "(",
      "a | & !",
      "59350",
      "50.6,3.0",
    ],
  ),
);
const encoded = (text: string) => {
  try {
    return encodeURIComponent(text);
  } catch {
    return "%ED%A0%80";
  }
};
/** As typed or as it should be written: whatever cannot go on a request line at all is encoded. */
const piece = nasty.chain((text) =>
  fc.constantFrom(
    encoded(text),
    text.replace(/[^\x21-\x7e]|[?#]/g, (one) => encoded(one)),
  ),
);

const names = fc.oneof(
  fc.constantFrom(
    ..."q secteur cout competence maturite statut departement nature licence commune rayon tri suite page fait version".split(
      " ",
    ),
    ..."since limit cursor near radius sort sector skill kind cost department legalForm maturity _data".split(
      " ",
    ),
    "__proto__",
    "constructor",
  ),
  piece,
);
const query = fc
  .array(fc.tuple(names, piece), { maxLength: 5 })
  .map((pairs) => (pairs.length > 0 ? `?${pairs.map((pair) => pair.join("=")).join("&")}` : ""));

const path = fc
  .tuple(
    fc.constantFrom(...patterns),
    fc.array(piece, { minLength: 3, maxLength: 3 }),
    query,
    fc.constantFrom("", "", "", ".data", "/"),
  )
  .map(([pattern, pieces, asked, end]) => {
    let at = 0;
    const filled = pattern.replace(/:\w+\??|\*/g, () => pieces[at++ % pieces.length] ?? "x");
    return `/${filled}${end}${asked}`;
  });

const headerText = fc
  .oneof(nasty, fc.constantFrom("*", 'W/"a"', '"', "br;q=9", "gzip, br", "bytes=0-", "fr;q=x", "1"))
  .map((text) => text.replace(/[^\x20-\x7e]/g, "~"));
const headers = fc.dictionary(
  fc.constantFrom(
    "if-none-match",
    "accept-encoding",
    "accept",
    "accept-language",
    "range",
    "cookie",
    "user-agent",
    "x-forwarded-for",
    "x-forwarded-host",
    "origin",
    "referer",
    "dnt",
    "x-remix-request",
  ),
  headerText,
  { maxKeys: 4 },
);

const show = (one: Asked, status: number) => JSON.stringify({ status, ...one });

it("answers whatever address and headers are sent without ever failing", async () => {
  await fc.assert(
    fc.asyncProperty(
      path,
      headers,
      fc.constantFrom("GET", "GET", "GET", "HEAD"),
      async (path, headers, method) => {
        const asked = { method, path, headers };
        const status = await statusOf(asked);
        expect(expected.has(status), show(asked, status)).toBe(true);
      },
    ),
    { numRuns: 1500 },
  );
}, 300_000);

it("answers whatever is sent in a body without ever failing", async () => {
  const fields = fc
    .array(
      fc.tuple(
        fc.oneof(
          fc.constantFrom(
            ..."title name summary email givenName familyName message consent submissionId website kind steps.0.text links.0.url __proto__.x".split(
              " ",
            ),
          ),
          piece,
        ),
        piece,
      ),
      { maxLength: 8 },
    )
    .map((pairs) => pairs.map((pair) => pair.join("=")).join("&"));
  const body = fc.oneof(
    fields,
    nasty.map((text) => text.replace(/[\ud800-\udfff]/g, "?")),
    fc.constant("a".repeat(1_100_000)),
  );
  const type = fc.constantFrom(
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-8",
    "application/json",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
    "x",
  );
  await fc.assert(
    fc.asyncProperty(
      path,
      type,
      fc.constantFrom("POST", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE"),
      body,
      fc.boolean(),
      async (path, type, method, body, isOurs) => {
        const headers: Record<string, string> = {
          "content-type": type,
          "content-length": String(Buffer.byteLength(body)),
          ...(isOurs ? { origin: server.url } : {}),
        };
        const asked = { method, path, headers, body };
        const status = await statusOf(asked);
        expect(expected.has(status), show({ ...asked, body: body.slice(0, 300) }, status)).toBe(
          true,
        );
      },
    ),
    { numRuns: 600 },
  );
}, 300_000);
